//! What the store promises, one promise a test.

use crate::shelf::{Shelf, event, object, with};
use boussole_core::{Ctx, DAY_MS, ProjectId, Role, Scope};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::{Batch, Incoming, Origin, Outcome, ScanRequest, StoreError};
use expect_test::expect;
use serde_json::json;
use std::collections::BTreeSet;

const LIVE: Origin = Origin::Live { is_trusted: false };
const IMPORT: Origin = Origin::Import { import_id: 1 };

#[tokio::test(flavor = "multi_thread")]
async fn events_come_back_by_person_and_time_from_inbox_and_parts() {
    let shelf = Shelf::new().await;
    shelf.import(vec![event("1", "B", 2_000, &[(User, "u2")]), event("2", "A", 1_000, &[(User, "u2")])]).await;
    shelf.seal().await;
    shelf
        .import(vec![
            event("3", "C", 1_000, &[(User, "u2")]),
            event("4", "D", 0, &[]),
            event("5", "E", -40 * DAY_MS, &[(User, "u1")]),
        ])
        .await;
    let expected = expect![[r#"
        p0 +0 D {}
        p1 +1000 A {}
        p1 +1000 C {}
        p1 +2000 B {}
        p2 -3456000000 E {}
    "#]];
    expected.assert_eq(&shelf.lines());
    let shelf = shelf.restart().await;
    expected.assert_eq(&shelf.lines());
    shelf.seal().await;
    expected.assert_eq(&shelf.lines());
    let shelf = shelf.restart().await;
    expected.assert_eq(&shelf.lines());
    assert_eq!(shelf.files().len(), 3, "two seals, the second over two months");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_id_counts_once_for_ever() {
    let mut shelf = Shelf::new().await;
    let order = || {
        with(
            event("o1", "Order Completed", 0, &[(User, "u1")]),
            json!({"order_id": "o1", "products": [{"price": 2}, {"price": 3}]}),
        )
    };
    let receipt = shelf.import(vec![order(), order()]).await;
    assert_eq!((receipt.outcomes, receipt.n_derived), (vec![Outcome::Accepted, Outcome::Duplicate], 2));
    let expected = shelf.lines();
    assert_eq!(expected.lines().count(), 3);
    for round in 0..4 {
        if round % 2 == 1 {
            shelf.seal().await;
        }
        shelf = shelf.restart().await;
        let changed = with(order(), json!({"order_id": "o1", "products": []}));
        // From another door, at another time: still the same id.
        let receipt = shelf.accept(LIVE, vec![order(), changed]).await;
        assert_eq!((receipt.outcomes, receipt.n_derived), (vec![Outcome::Duplicate, Outcome::Conflict], 0));
        assert_eq!(shelf.lines(), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_without_an_id_all_count() {
    let shelf = Shelf::new().await;
    let item = || Incoming { message_id: None, ..event("", "A", 0, &[(User, "u1")]) };
    let receipt = shelf.import(vec![item(), item()]).await;
    assert_eq!(receipt.outcomes, vec![Outcome::Accepted, Outcome::Accepted]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_found_to_be_one_are_one_in_old_files_too() {
    let shelf = Shelf::new().await;
    shelf.accept(LIVE, vec![event("1", "Visit", 0, &[(Anonymous, "a")]), event("2", "Other", 1, &[(User, "x")])]).await;
    shelf.accept(LIVE, vec![event("3", "Buy", 5, &[(User, "u")])]).await;
    shelf.seal().await;
    shelf.accept(LIVE, vec![event("4", "Sign In", 2, &[(Anonymous, "a"), (User, "u")])]).await;
    let expected = expect![[r#"
        p1 +1 Other {}
        p2 +0 Visit {}
        p2 +2 Sign In {}
        p2 +5 Buy {}
    "#]];
    expected.assert_eq(&shelf.lines());
    let shelf = shelf.restart().await;
    expected.assert_eq(&shelf.lines());
    shelf.seal().await;
    expected.assert_eq(&shelf.lines());
    let one = ScanRequest { people: Some(vec![2]), ..ScanRequest::default() };
    assert_eq!(shelf.scan(&one).len(), 3);
    let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
    for (text, expected) in [("a", Some(2)), ("u", Some(2)), ("p3", Some(2)), ("x", Some(1)), ("p9", None), ("", None)]
    {
        assert_eq!(shelf.store.find_person(&shelf.ctx, &snapshot, text).await.unwrap(), expected, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_key_cannot_join_two_customers() {
    let shelf = Shelf::new().await;
    let items = vec![
        event("1", "A", 0, &[(User, "victim"), (Email, "v@example.org")]),
        event("2", "B", 0, &[(User, "thief"), (Email, "v@example.org"), (Anonymous, "shared")]),
        event("3", "C", 0, &[(User, "victim"), (Anonymous, "shared")]),
    ];
    shelf.accept(LIVE, items).await;
    let people: BTreeSet<u64> = shelf.scan(&ScanRequest::default()).into_iter().map(|row| row.0).collect();
    assert_eq!(people.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn guarded_values_are_nobody() {
    let shelf = Shelf::new().await;
    shelf
        .import(vec![event("1", "A", 0, &[(User, " null "), (Anonymous, "[object Object]"), (Email, "\"undefined\"")])])
        .await;
    assert_eq!(shelf.lines(), "p0 +0 A {}\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_trait_counts_whatever_the_order_of_arrival() {
    let shelf = Shelf::new().await;
    let says =
        |id: &str, offset_ms, who: &[_], traits| Incoming { traits: object(traits), ..event(id, "A", offset_ms, who) };
    let amount = serde_json::from_str(r#"{"city": "Lyon", "credit": 0.10}"#).unwrap();
    shelf
        .import(vec![says("1", 10, &[(User, "u")], amount), says("2", 5, &[(User, "u")], json!({"city": "Paris"}))])
        .await;
    shelf
        .import(vec![
            says("3", 20, &[(Email, "e@x.fr")], json!({"city": "Namur"})),
            says("4", 1, &[(User, "v")], json!({"city": "Gap"})),
        ])
        .await;
    let column = async |field| {
        let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
        let column = shelf.store.trait_column(&shelf.ctx, &snapshot, field).await.unwrap();
        (1..=3).map(|person| column.get(person).map(str::to_owned).unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(column("city").await, [r#""Lyon""#, r#""Gap""#, r#""Namur""#]);
    assert_eq!(column("credit").await, ["0.10", "", ""], "numbers stay as they were sent");
    shelf.import(vec![event("5", "B", 30, &[(User, "u"), (Email, "E@x.fr")])]).await;
    assert_eq!(column("city").await, [r#""Namur""#, r#""Gap""#, ""], "one person has one latest value");
    shelf.import(vec![says("6", 40, &[(User, "u")], json!({"city": null}))]).await;
    assert_eq!(column("city").await, ["", r#""Gap""#, ""], "null unsets");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_returns_what_was_asked_and_may_be_seen() {
    let mut shelf = Shelf::new().await;
    let item =
        |id: &str, name: &str, at, store: &str| with(event(id, name, at, &[(User, id)]), json!({"store": store}));
    shelf.import(vec![item("1", "A", 0, "Lyon"), item("2", "B", 10, "Lyon")]).await;
    shelf.seal().await;
    shelf.import(vec![item("3", "A", 20, "Gap"), item("4", "B", 30, "Gap")]).await;
    let scan = |shelf: &Shelf, request: ScanRequest| shelf.scan(&request).iter().map(|row| row.0).collect::<Vec<_>>();
    let at = |offset| Some(crate::shelf::NOW_MS + offset);
    assert_eq!(scan(&shelf, ScanRequest { from_ms: at(10), to_ms: at(30), ..ScanRequest::default() }), [2, 3]);
    assert_eq!(
        scan(&shelf, ScanRequest { events: Some(vec!["A".to_owned(), "Z".to_owned()]), ..ScanRequest::default() }),
        [1, 3]
    );
    assert_eq!(scan(&shelf, ScanRequest { people: Some(vec![4, 1, 1, 9]), ..ScanRequest::default() }), [1, 4]);
    let stores = BTreeSet::from(["Gap".to_owned()]);
    let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    shelf.ctx.scope = scope;
    assert_eq!(shelf.scan(&ScanRequest::default()).iter().map(|row| row.0).collect::<Vec<_>>(), [3, 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_aside_or_refused_does_not_count_and_does_not_stop_the_rest() {
    let shelf = Shelf::new().await;
    let items = vec![event("1", "A", 3 * DAY_MS, &[]), event("2", "", 0, &[]), event("3", "C", 0, &[])];
    let receipt = shelf.accept(IMPORT, items).await;
    let [Outcome::Quarantined("time_in_future"), Outcome::Refused(refusal), Outcome::Accepted] = &receipt.outcomes[..]
    else {
        panic!("{receipt:?}");
    };
    assert_eq!(refusal.to_string(), "event: a name is needed");
    assert_eq!(shelf.lines(), "p0 +0 C {}\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_bounded_and_the_surplus_is_set_aside() {
    let shelf = Shelf::new().await;
    let items = (0..4_001).map(|n| event(&n.to_string(), &format!("Event {n}"), 0, &[])).collect();
    let receipt = shelf.import(items).await;
    let (last, others) = receipt.outcomes.split_last().unwrap();
    assert!(others.iter().all(|outcome| *outcome == Outcome::Accepted));
    assert_eq!(*last, Outcome::Quarantined("too_many_event_names"));
    let many = (0..2_001).map(|n| (format!("property {n}"), json!(1))).collect();
    let receipt = shelf.import(vec![Incoming { props: many, ..event("p", "Event 1", 0, &[]) }]).await;
    assert_eq!(receipt.outcomes, [Outcome::Quarantined("too_many_property_names")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_context_opens_only_its_own_project_and_only_what_its_role_allows() {
    let shelf = Shelf::new().await;
    let batch = || Batch::new("test", IMPORT, vec![event("1", "A", 0, &[])]);
    let other = Ctx::command_line(ProjectId::parse("other").unwrap());
    let viewer = Ctx { role: Role::Viewer, ..shelf.ctx.clone() };
    for ctx in [other.clone(), viewer.clone()] {
        let refused = shelf.store.accept(&ctx, batch()).await;
        assert!(matches!(refused, Err(StoreError::Refused(refusal)) if refusal.code == "forbidden"));
    }
    assert!(shelf.store.snapshot(&other).is_err());
    assert!(shelf.store.snapshot(&viewer).is_ok());
    assert_eq!(shelf.lines(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_no_catalog_names_is_removed_and_a_damaged_one_is_named() {
    let shelf = Shelf::new().await;
    shelf.import(vec![event("1", "A", 0, &[(User, "u")])]).await;
    shelf.seal().await;
    let [part] = &shelf.files()[..] else { panic!("one part") };
    let part = part.clone();
    std::fs::write(part.with_file_name("stray.parquet"), b"half").unwrap();
    std::fs::write(part.with_extension("tmp"), b"half").unwrap();
    let shelf = shelf.restart().await;
    assert_eq!(shelf.files(), std::slice::from_ref(&part));
    std::fs::write(&part, b"not Parquet").unwrap();
    let shelf = shelf.restart().await;
    let snapshot = shelf.store.snapshot(&shelf.ctx).unwrap();
    let error = snapshot.scan(&shelf.ctx, &ScanRequest::default()).next().unwrap().unwrap_err();
    assert!(matches!(&error, StoreError::Damaged { path, .. } if *path == part), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_span_decades_and_each_seal_writes_one_file_a_month() {
    let shelf = Shelf::new().await;
    let items = (0..60).map(|n| event(&n.to_string(), "A", -n * 61 * DAY_MS, &[(User, "u")])).collect();
    shelf.import(items).await;
    shelf.seal().await;
    assert_eq!(shelf.files().len(), 60);
    assert_eq!(shelf.scan(&ScanRequest::default()).len(), 60);
}
