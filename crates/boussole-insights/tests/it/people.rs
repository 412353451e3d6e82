use crate::desk::{Desk, NOW_MS, how_many, refusal};
use expect_test::expect;
use serde_json::{Value, json};

const MINUTE_MS: i64 = 60_000;

fn names(answer: &(u16, Value)) -> Vec<&str> {
    assert_eq!(answer.0, 200, "{}", answer.1);
    let people = answer.1["people"].as_array().expect("people");
    people.iter().map(|person| person["person"].as_str().expect("a key")).collect()
}

/// Asks how many ordered, and returns the request for who they are.
async fn counted(desk: &Desk) -> Value {
    let (_, answer) = desk.ask("query", &how_many("Order Completed")).await;
    json!({"drill": answer["series"][0]["drill"]})
}

#[tokio::test]
async fn exactly_those_who_were_counted_are_listed_whatever_came_since() {
    let desk = Desk::with(&[("ann", "Order Completed", "Lyon"), ("bob", "Order Completed", "Paris")]).await;
    let before = counted(&desk).await;
    desk.accept(&[("eve", "Order Completed", "Lyon")]).await;
    assert_eq!(names(&desk.ask("people", &before).await).len(), 2);
    assert_eq!(names(&desk.ask("people", &counted(&desk).await).await).len(), 3);
    // A token is no key: who sees one shop only sees its people only.
    assert_eq!(names(&desk.ask_in("Lyon", "people", &before).await).len(), 1);
}

#[tokio::test]
async fn an_answer_is_gone_a_quarter_of_an_hour_after_its_last_use() {
    let desk = Desk::with(&[("ann", "Order Completed", "Lyon")]).await;
    let request = counted(&desk).await;
    for minute in [10, 25] {
        desk.clock.set(NOW_MS + minute * MINUTE_MS);
        assert_eq!(names(&desk.ask("people", &request).await).len(), 1);
    }
    desk.clock.set(NOW_MS + 41 * MINUTE_MS);
    expect!["410 snapshot_gone | drill: what was answered is kept no more | ask the question again"]
        .assert_eq(&refusal(&desk.ask("people", &request).await));
    expect!["400 invalid_drill | drill: this is not a token | take the `drill` of a group of an answer"]
        .assert_eq(&refusal(&desk.ask("people", &json!({"drill": "nonsense"})).await));
}
