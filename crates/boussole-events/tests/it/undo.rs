//! Undo of an import: what it brought is gone, what others brought stays.

use crate::shelf::{NOW_MS, Shelf, event, object, with};
use boussole_core::{Ctx, DAY_MS, ProjectId, Role};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::{Batch, Incoming, Origin, Outcome, ScanRequest, StoreError, Undone};
use expect_test::expect;
use serde_json::json;

const FIRST: Origin = Origin::Import { import_id: 1 };
const SECOND: Origin = Origin::Import { import_id: 2 };
const LIVE: Origin = Origin::Live { is_trusted: true };

/// An order of two lines, something said of the customer, a visit, and an event of the future.
fn first() -> Vec<Incoming> {
    let order = event("o1", "Order Completed", 0, &[(User, "ann"), (Email, "ann@example.org")]);
    let order = with(order, json!({"order_id": "o1", "products": [{"price": 2}, {"price": 3}]}));
    vec![
        Incoming { traits: object(json!({"city": "Lyon"})), ..order },
        event("v1", "Visit", -40 * DAY_MS, &[(User, "bob"), (Anonymous, "browser")]),
        event("late", "Visit", 3 * DAY_MS, &[(User, "bob")]),
    ]
}

fn second() -> Vec<Incoming> {
    let says = event("s1", "Survey Answered", 5, &[(Email, "ann@example.org")]);
    vec![Incoming { traits: object(json!({"city": "Paris"})), ..says }, event("v2", "Visit", 6, &[(User, "cleo")])]
}

async fn undo(shelf: &Shelf, import_id: i64) -> Undone {
    shelf.store.undo_import(&shelf.ctx, import_id).await.expect("undone")
}

async fn refusal(shelf: &Shelf, ctx: &Ctx, import_id: i64) -> &'static str {
    match shelf.store.undo_import(ctx, import_id).await {
        Err(StoreError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_import_brought_is_gone_and_the_rest_stays() {
    for seals_between in [false, true] {
        let mut shelf = Shelf::new().await;
        shelf.accept(FIRST, first()).await;
        if seals_between {
            shelf.seal().await;
        }
        shelf.accept(SECOND, second()).await;
        let undone = undo(&shelf, 1).await;
        let expected = Undone {
            n_events: 2,
            n_derived: 2,
            n_traits: 1,
            n_links: 2,
            n_identifiers: 3,
            n_quarantined: 1,
            undone_ms: NOW_MS,
        };
        assert_eq!(undone, expected);
        assert_eq!(shelf.store.undone_import(&shelf.ctx, 1).await.unwrap(), Some(expected));
        for _ in 0..2 {
            let expected = expect![[r#"
                p3 +5 Survey Answered {}
                p5 +6 Visit {}
            "#]];
            expected.assert_eq(&shelf.lines());
            let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
            let sight = snapshot.sight(&shelf.ctx).unwrap();
            assert_eq!(sight.event_names, ["Survey Answered", "Visit"]);
            assert_eq!(sight.time_range_ms, Some((NOW_MS + 5, NOW_MS + 6)));
            for (text, expected) in [("ann", None), ("bob", None), ("browser", None), ("ann@example.org", Some(3))] {
                let found = shelf.store.find_person(&shelf.ctx, &snapshot, text).await.unwrap();
                assert_eq!(found, expected, "{text}");
            }
            let city = shelf.store.trait_column(&shelf.ctx, &snapshot, "city").await.unwrap();
            assert_eq!(city.get(3), Some("\"Paris\""));
            assert!(shelf.store.quarantine(&shelf.ctx, None, 10).await.unwrap().items.is_empty());
            shelf = shelf.restart().await;
        }
        let receipt = shelf.accept(Origin::Import { import_id: 3 }, first()).await;
        let words: Vec<_> = receipt.outcomes.iter().map(Outcome::word).collect();
        assert_eq!((words, receipt.n_derived), (vec!["accepted", "accepted", "quarantined"], 2));
        assert_eq!(shelf.lines().lines().count(), 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_whom_only_the_import_joined_are_two_again() {
    let mut shelf = Shelf::new().await;
    shelf.accept(LIVE, vec![event("1", "A", 0, &[(User, "u")]), event("2", "B", 1, &[(Email, "e@x.fr")])]).await;
    shelf.seal().await;
    shelf.accept(FIRST, vec![event("3", "C", 2, &[(User, "u"), (Email, "e@x.fr")])]).await;
    // Written while the two are one.
    shelf.accept(LIVE, vec![event("4", "D", 3, &[(Email, "e@x.fr")])]).await;
    shelf.seal().await;
    assert_eq!(shelf.lines(), "p1 +0 A {}\np1 +1 B {}\np1 +2 C {}\np1 +3 D {}\n");
    undo(&shelf, 1).await;
    let expected = "p1 +0 A {}\np2 +1 B {}\np2 +3 D {}\n";
    assert_eq!(shelf.lines(), expected);
    shelf = shelf.restart().await;
    assert_eq!(shelf.lines(), expected);
    shelf.accept(SECOND, vec![event("3", "C", 2, &[(User, "u"), (Email, "e@x.fr")])]).await;
    shelf = shelf.restart().await;
    assert_eq!(shelf.lines(), "p1 +0 A {}\np1 +1 B {}\np1 +2 C {}\np1 +3 D {}\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_said_it_too_keeps_people_joined_and_who_came_second_gets_the_browser() {
    let mut shelf = Shelf::new().await;
    shelf.accept(FIRST, vec![event("1", "A", 0, &[(User, "u"), (Email, "e@x.fr")])]).await;
    shelf.accept(SECOND, vec![event("2", "A", 1, &[(User, "u"), (Email, "e@x.fr")])]).await;
    shelf.accept(FIRST, vec![event("3", "A", 2, &[(User, "first"), (Anonymous, "browser")])]).await;
    shelf.accept(LIVE, vec![event("4", "A", 3, &[(User, "second"), (Anonymous, "browser")])]).await;
    shelf.accept(LIVE, vec![event("5", "A", 4, &[(Anonymous, "browser")])]).await;
    shelf.seal().await;
    undo(&shelf, 1).await;
    for _ in 0..2 {
        let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
        let find = async |text| shelf.store.find_person(&shelf.ctx, &snapshot, text).await.unwrap();
        assert_eq!(find("u").await, find("e@x.fr").await);
        assert_eq!(find("second").await, find("browser").await);
        assert_eq!(find("first").await, None);
        let second = find("second").await.unwrap();
        assert_eq!(shelf.scan(&ScanRequest { people: Some(vec![second]), ..ScanRequest::default() }).len(), 2);
        shelf = shelf.restart().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_an_older_state_finishes_and_the_file_goes_with_the_last_reader() {
    let shelf = Shelf::new().await;
    let items = |import: i64| {
        (0..100).map(|n| event(&format!("{import}/{n}"), "A", n, &[(User, &n.to_string())])).collect::<Vec<_>>()
    };
    shelf.accept(FIRST, items(1)).await;
    shelf.accept(SECOND, items(2)).await;
    shelf.seal().await;
    let [old] = &shelf.files()[..] else { panic!("one part") };
    let old = old.clone();
    let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
    let begun = snapshot.scan(&shelf.ctx, &ScanRequest::default());
    undo(&shelf, 1).await;
    assert!(old.exists(), "an older state is read from it");
    assert_eq!(shelf.files().len(), 2);
    let n_rows = |scan: boussole_events::Scan| scan.map(|chunk| chunk.expect("a chunk").len()).sum::<usize>();
    assert_eq!(n_rows(begun), 200, "what was begun ends as it began");
    // Deletions reach older states too: a list that is asked for later may be shorter.
    assert_eq!(n_rows(snapshot.scan(&shelf.ctx, &ScanRequest::default())), 100);
    drop(snapshot);
    shelf.seal().await;
    shelf.seal().await;
    assert!(!old.exists(), "nobody reads it");
    assert_eq!(shelf.scan(&ScanRequest::default()).len(), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_a_publication_names_stay_until_the_next_but_one() {
    let mut shelf = Shelf::new().await;
    shelf.accept(FIRST, first()).await;
    let sealed = shelf.store.seal(&shelf.ctx).await.unwrap();
    shelf.store.keep_published(&shelf.ctx, &sealed, 1).await.unwrap();
    drop(sealed);
    let old = shelf.files();
    undo(&shelf, 1).await;
    assert_eq!(shelf.files(), old, "nothing is left but what was published");
    assert_eq!(shelf.lines(), "");
    shelf = shelf.restart().await;
    assert_eq!(shelf.files(), old);
    for publication in [2, 3] {
        let sealed = shelf.store.seal(&shelf.ctx).await.unwrap();
        assert!(sealed.parts().is_empty());
        shelf.store.keep_published(&shelf.ctx, &sealed, publication).await.unwrap();
    }
    shelf.seal().await;
    assert!(shelf.files().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_undone_is_refused_by_name() {
    let shelf = Shelf::new().await;
    shelf.accept(FIRST, first()).await;
    let viewer = Ctx { role: Role::Viewer, ..shelf.ctx.clone() };
    let other = Ctx::command_line(ProjectId::parse("other").unwrap());
    assert_eq!(refusal(&shelf, &viewer, 1).await, "forbidden");
    assert_eq!(refusal(&shelf, &other, 1).await, "forbidden");
    assert_eq!(refusal(&shelf, &shelf.ctx, 9).await, "unknown_import");
    undo(&shelf, 1).await;
    assert_eq!(refusal(&shelf, &shelf.ctx, 1).await, "import_undone");
    let late = shelf.store.accept(&shelf.ctx, Batch::new("test", FIRST, first())).await;
    assert!(matches!(late, Err(StoreError::Refused(refusal)) if refusal.code == "import_undone"));
    assert_eq!(shelf.lines(), "");
    shelf.accept(SECOND, second()).await;
    assert_eq!(shelf.lines().lines().count(), 2, "the store goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_file_does_not_use_up_the_names_of_properties() {
    let shelf = Shelf::new().await;
    let many = (0..2_000).map(|n| (format!("column {n}"), json!(1))).collect();
    shelf.accept(FIRST, vec![Incoming { props: many, ..event("1", "A", 0, &[]) }]).await;
    let good = || with(event("2", "A", 0, &[]), json!({"price": 1}));
    let set_aside = shelf.accept(SECOND, vec![good()]).await.outcomes;
    assert_eq!(set_aside, [Outcome::Quarantined("too_many_property_names")]);
    undo(&shelf, 1).await;
    assert_eq!(shelf.accept(SECOND, vec![good()]).await.outcomes, [Outcome::Accepted]);
}
