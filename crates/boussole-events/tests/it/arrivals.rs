//! What reacts to events meets each of them once, in the order of arrival, wherever they lie.

use crate::shelf::{Shelf, event, object, with};
use boussole_core::{DAY_MS, Scope};
use boussole_events::IdentifierKind::{Anonymous, User};
use boussole_events::{ARRIVALS_MAX, Incoming, Origin};
use expect_test::expect;
use serde_json::json;
use std::collections::BTreeSet;

const LIVE: Origin = Origin::Live { is_trusted: true };
const FIRST: Origin = Origin::Import { import_id: 1 };

/// Reads on from the number `after`, so many at once, until nothing new comes.
fn read(shelf: &Shelf, mut after: u64, limit: usize) -> Vec<String> {
    let snapshot = shelf.store.snapshot(&shelf.ctx).expect("a snapshot");
    let mut all = Vec::new();
    loop {
        let arrivals = snapshot.arrivals(&shelf.ctx, after, limit).expect("arrivals");
        assert!(arrivals.events.len() <= limit && arrivals.until >= after);
        all.extend(arrivals.events.iter().map(|event| format!("{} p{} {}", event.seq, event.person_key, event.event)));
        if arrivals.until == after {
            assert_eq!(after, snapshot.last_seq());
            return all;
        }
        after = arrivals.until;
    }
}

/// Three commits: over two blocks of months, an order with its lines, somebody recognised.
async fn shelf(seals_after: [bool; 3]) -> Shelf {
    let shelf = Shelf::new().await;
    let old = event("1", "Old Visit", -800 * DAY_MS, &[(User, "u1")]);
    let commits = [
        (FIRST, vec![event("2", "Visit", 0, &[(Anonymous, "a")]), old, event("3", "Other", 5, &[])]),
        (LIVE, vec![with(event("4", "Order Completed", 1, &[(User, "u2")]), json!({"products": [{"price": 2}]}))]),
        (LIVE, vec![event("5", "Sign In", -1, &[(Anonymous, "a"), (User, "u2")])]),
    ];
    for ((origin, items), seals) in commits.into_iter().zip(seals_after) {
        shelf.accept(origin, items).await;
        if seals {
            shelf.seal().await;
        }
    }
    shelf
}

#[tokio::test(flavor = "multi_thread")]
async fn each_is_met_once_in_its_order_from_inbox_and_parts() {
    let expected = expect![[r#"
        1 p2 Visit
        2 p1 Old Visit
        3 p0 Other
        4 p2 Order Completed
        5 p2 Product Ordered
        6 p2 Sign In"#]];
    for seals_after in [[false; 3], [true, false, false], [true, true, false], [false, true, true], [true; 3]] {
        let shelf = shelf(seals_after).await.restart().await;
        for limit in [1, 2, 4, ARRIVALS_MAX] {
            let all = read(&shelf, 0, limit);
            let mut numbered: Vec<&str> = all.iter().map(String::as_str).collect();
            numbered.sort_unstable();
            assert_eq!(numbered, all, "in the order of arrival");
            expected.assert_eq(&all.join("\n"));
            assert_eq!(read(&shelf, 3, limit), all[3..]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_is_not_met_and_stops_nobody() {
    for seals_after in [[false; 3], [true; 3]] {
        let shelf = shelf(seals_after).await;
        shelf.store.undo_import(&shelf.ctx, 1).await.expect("undone");
        for limit in [1, 2, ARRIVALS_MAX] {
            assert_eq!(read(&shelf, 0, limit).len(), 3);
        }
        shelf.accept(LIVE, vec![event("6", "Visit", 9, &[])]).await;
        assert_eq!(read(&shelf, 6, 1), ["8 p0 Visit"], "the undo has a number too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arrival_says_where_it_came_from_and_a_scope_hides_it() {
    let mut shelf = Shelf::new().await;
    let item = with(event("1", "Visit", 0, &[(User, "u")]), json!({"store": "Lyon"}));
    shelf.accept(FIRST, vec![Incoming { traits: object(json!({"city": "Lyon"})), ..item }]).await;
    let snapshot = shelf.store.snapshot(&shelf.ctx).expect("a snapshot");
    let arrivals = snapshot.arrivals(&shelf.ctx, 0, 10).expect("arrivals");
    expect![[r#"[Arrival { seq: 1, identity_key: 1, person_key: 1, time_ms: 1700000000000, received_ms: 1700000000000, source: "test", import_id: Some(1), event: "Visit", props: "{\"store\":\"Lyon\"}" }]"#]]
        .assert_eq(&format!("{:?}", arrivals.events));
    let stores = BTreeSet::from(["Nantes".to_owned()]);
    shelf.ctx.scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    let arrivals = snapshot.arrivals(&shelf.ctx, 0, 10).expect("arrivals");
    assert_eq!((arrivals.events.len(), arrivals.until), (0, 1));
}
