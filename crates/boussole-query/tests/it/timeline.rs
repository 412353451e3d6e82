use crate::world::{World, event};
use expect_test::expect;
use serde_json::{Value, json};

async fn world() -> World {
    // Written in Rust they would lose their last digits.
    let number = |text: &str| -> Value { serde_json::from_str(text).expect("a number") };
    World::with(vec![
        event("ann", "Page Viewed", "2025-03-01T09:00:00.123Z", json!({"url": "/a", "n": number("1.50")})),
        event("bob", "Page Viewed", "2025-03-01T09:30:00Z", json!({})),
        event("ann", "Order Completed", "2025-03-02T10:00:00Z", json!({"total": number("12345678901234567890.10")})),
        event("ann", "Page Viewed", "2025-03-02T10:00:00Z", json!({"url": "/b"})),
    ])
    .await
}

#[tokio::test]
async fn the_newest_events_come_first_page_by_page() {
    let world = world().await;
    let mut question = json!({"kind": "timeline", "person": "ann", "limit": 2, "timezone": "Europe/Paris"});
    world
        .check(
            question.clone(),
            expect![[r#"
                time | event | source | session | properties
                2025-03-02T11:00:00.000+01:00 | Page Viewed | test |  | {"url":"/b"}
                2025-03-02T11:00:00.000+01:00 | Order Completed | test |  | {"total":12345678901234567890.10}"#]],
        )
        .await;
    question["before"] = world.answer(question.clone()).await["before"].clone();
    let page = world.answer(question.clone()).await;
    assert_eq!(page["before"], json!(null));
    assert_eq!(page["events"][0]["time"], "2025-03-01T09:00:00.123Z");
    assert_eq!(page["events"][0]["local_time"], "2025-03-01T10:00:00.123+01:00");
    assert_eq!(page["events"][0]["properties"].to_string(), r#"{"url":"/a","n":1.50}"#);
    question["before"] = json!("2025-03-01");
    assert_eq!(world.answer(question).await["events"], json!([]));
}

#[tokio::test]
async fn events_may_be_chosen() {
    let question = json!({
        "kind": "timeline", "person": "ann", "range": {"from": "2025-03-02", "to": "2025-03-03"},
        "where": {"property": "url", "op": "set"},
    });
    world()
        .await
        .check(
            question,
            expect![[r#"
                time | event | source | session | properties
                2025-03-02T10:00:00.000+00:00 | Page Viewed | test |  | {"url":"/b"}"#]],
        )
        .await;
}

#[tokio::test]
async fn events_of_one_name_may_be_asked_for() {
    let world = world().await;
    let question = json!({"kind": "timeline", "person": "ann", "event": "Page Viewed"});
    world
        .check(
            question,
            expect![[r#"
                time | event | source | session | properties
                2025-03-02T10:00:00.000+00:00 | Page Viewed | test |  | {"url":"/b"}
                2025-03-01T09:00:00.123+00:00 | Page Viewed | test |  | {"url":"/a","n":1.50}"#]],
        )
        .await;
    world
        .check_refused(
            json!({"kind": "timeline", "person": "ann", "event": "Page View"}),
            expect!["unknown_event | event: no event is named `Page View` | did you mean `Page Viewed`?"],
        )
        .await;
}

#[tokio::test]
async fn a_key_is_never_mistaken_for_an_identifier() {
    let view = |person| event(person, "Page Viewed", "2025-03-01T09:00:00Z", json!({}));
    // The first person's key is p1, and the second one calls itself so.
    let world = World::with(vec![view("ann"), view("p1")]).await;
    let person = |person: Value| json!({"kind": "timeline", "person": person});
    assert_eq!(world.answer(person(json!("p1"))).await["person"], "p2");
    assert_eq!(world.answer(person(json!({"key": "p1"}))).await["person"], "p1");
    world
        .check_refused(
            person(json!({"key": "ann"})),
            expect!["invalid_key | person.key: this is not the key of a person | write a key such as `p42`"],
        )
        .await;
}

#[tokio::test]
async fn nobody_by_that_name_is_refused() {
    world()
        .await
        .check_refused(
            json!({"kind": "timeline", "person": "zoe"}),
            expect!["unknown_person | person: nobody is known by this key or identifier | give a key such as `p42`, or the whole value of an identifier"],
        )
        .await;
}
