//! What is told of what arrived: counts, the quarantine, who may link whom.

use crate::shelf::{NOW_MS, Shelf, event, object, with};
use boussole_core::{DAY_MS, Scope};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::{Batch, Incoming, Origin, QUARANTINE_PAGE_MAX};
use expect_test::{Expect, expect};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const LIVE: Origin = Origin::Live { is_trusted: false };
const TRUSTED: Origin = Origin::Live { is_trusted: true };

async fn check_counts(shelf: &Shelf, expected: &Expect) {
    let counts = shelf.store.received_counts(&shelf.ctx, None).await.expect("counts");
    let line = |count: &boussole_events::ReceivedCount| {
        format!("{} {} {} {}\n", count.source, count.outcome, count.reason, count.n)
    };
    expected.assert_eq(&counts.iter().map(line).collect::<String>());
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_received_is_counted_and_survives_a_restart() {
    let mut shelf = Shelf::new().await;
    let items = || {
        vec![
            event("1", "A", 0, &[(User, "u")]),
            event("1", "A", 0, &[(User, "u")]),
            event("1", "B", 0, &[(User, "u")]),
            event("2", "A", 3 * DAY_MS, &[]),
            event("3", "", 0, &[]),
            Incoming { message_id: None, ..event("", "A", 0, &[]) },
        ]
    };
    shelf.accept(LIVE, items()).await;
    let first = expect![[r#"
        test accepted  2
        test conflict  1
        test duplicate  1
        test quarantined time_in_future 1
        test refused missing 1
        test without_id  1
    "#]];
    check_counts(&shelf, &first).await;
    shelf = shelf.restart().await;
    check_counts(&shelf, &first).await;
    // A batch of which nothing can be stored is counted all the same.
    let refused = BTreeMap::from([("missing_user", 3)]);
    let batch = Batch { n_refused: refused, ..Batch::new("web:shop", LIVE, vec![event("9", "", 0, &[])]) };
    shelf.store.accept(&shelf.ctx, batch).await.unwrap();
    shelf.import(items()).await;
    shelf.seal().await;
    shelf = shelf.restart().await;
    check_counts(
        &shelf,
        &expect![[r#"
            test accepted  3
            test conflict  2
            test duplicate  3
            test quarantined time_in_future 2
            test refused missing 2
            test without_id  2
            web:shop refused missing 1
            web:shop refused missing_user 3
        "#]],
    )
    .await;
    let one = shelf.store.received_counts(&shelf.ctx, Some("web:shop")).await.unwrap();
    assert_eq!(one.iter().map(|count| (count.n, count.last_ms)).collect::<Vec<_>>(), [(1, NOW_MS), (3, NOW_MS)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quarantine_is_read_in_pages_within_the_scope() {
    let shelf = Shelf::new().await;
    let item = |n: usize| {
        let store = if n.is_multiple_of(2) { "Lyon" } else { "Namur" };
        with(event(&n.to_string(), "A", 3 * DAY_MS, &[(User, "u")]), json!({"store": store, "n": n}))
    };
    shelf.accept(LIVE, (0..7).map(item).collect()).await;
    let mut ctx = shelf.ctx.clone();
    for (scope, expected) in [(Scope::All, 7), (lyon(), 4)] {
        ctx.scope = scope;
        let (mut seen, mut before): (BTreeSet<String>, Option<(i64, String)>) = (BTreeSet::new(), None);
        loop {
            let place = before.as_ref().map(|(at, key)| (*at, key.as_str()));
            let page = shelf.store.quarantine(&ctx, place, 3).await.unwrap();
            for item in page.items {
                assert_eq!((item.reason.as_str(), item.received_ms), ("time_in_future", NOW_MS));
                assert_eq!(item.item["identifiers"], json!({"user_id": "u"}));
                assert!(seen.insert(item.key), "shown twice");
            }
            match page.next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        assert_eq!(seen.len(), expected);
    }
    let refused = shelf.store.quarantine(&shelf.ctx, Some((1, "no")), QUARANTINE_PAGE_MAX).await.unwrap_err();
    assert_eq!(refused.to_string(), "cursor: this is not where a page ended");
}

fn lyon() -> Scope {
    let set = |values: &[&str]| values.iter().map(ToString::to_string).collect();
    Scope::Limited { stores: set(&["Lyon"]), regions: set(&[]), brands: set(&[]) }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_secret_key_links_more_than_a_browser_to_a_user() {
    // (origin, identifiers of an event, do they become one person?)
    let cases = [
        (LIVE, [(User, "u"), (Anonymous, "a")], true),
        (LIVE, [(User, "u"), (Email, "e@example.org")], false),
        (LIVE, [(Email, "e@example.org"), (Anonymous, "a")], false),
        (TRUSTED, [(User, "u"), (Anonymous, "a")], true),
        (TRUSTED, [(User, "u"), (Email, "e@example.org")], true),
        (TRUSTED, [(Email, "e@example.org"), (Anonymous, "a")], true),
    ];
    for (origin, identifiers, expected) in cases {
        let shelf = Shelf::new().await;
        shelf.accept(origin, vec![event("1", "A", 0, &identifiers)]).await;
        let alone = |index: usize| event(&format!("alone {index}"), "B", 1, &identifiers[index..=index]);
        let receipt = shelf.accept(origin, vec![alone(0), alone(1), event("2", "", 0, &[])]).await;
        let [first, second, nobody] = receipt.person_keys[..] else { panic!("one key an item") };
        assert_eq!((first == second, nobody), (expected, 0), "{origin:?} {identifiers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_without_a_time_of_its_own_is_the_same_when_it_is_sent_later() {
    let shelf = Shelf::new().await;
    let sent = |at_ms, props| Incoming {
        is_time_of_arrival: true,
        props: object(props),
        ..event("1", "A", at_ms, &[(User, "u")])
    };
    let items = vec![sent(0, json!({})), sent(60_000, json!({})), sent(60_000, json!({"a": 1}))];
    let outcomes = shelf.accept(LIVE, items).await.outcomes;
    assert_eq!(
        outcomes.iter().map(boussole_events::Outcome::word).collect::<Vec<_>>(),
        ["accepted", "duplicate", "conflict"]
    );
}
