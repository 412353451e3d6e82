use crate::desk::{Desk, how_many, refusal};
use boussole_core::Scope;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

const EVENTS: [(&str, &str, &str); 3] =
    [("ann", "Order Completed", "Lyon"), ("bob", "Order Completed", "Paris"), ("ann", "Page Viewed", "Lyon")];

#[tokio::test]
async fn a_question_is_answered_within_the_scope_of_who_asks() {
    let desk = Desk::with(&EVENTS).await;
    let (status, answer) = desk.ask("query", &how_many("Order Completed")).await;
    assert_eq!((status, &answer["series"][0]["values"]), (200, &json!([2])));
    assert_eq!(answer["meta"]["timezone"], "Europe/Paris");
    let (status, answer) = desk.ask_in("Lyon", "query", &how_many("Order Completed")).await;
    assert_eq!((status, &answer["series"][0]["values"]), (200, &json!([1])));
}

#[tokio::test]
async fn the_present_is_that_of_the_clock() {
    let desk = Desk::with(&EVENTS).await;
    let last_day = json!({"kind": "trend", "interval": "all", "range": {"last": "24h"},
        "series": [{"select": {"any_event": true}}]});
    let count = async || desk.ask("query", &last_day).await.1["series"][0]["values"][0].clone();
    assert_eq!(count().await, 3);
    desk.clock.set(crate::desk::NOW_MS + 2 * 86_400_000);
    assert_eq!(count().await, 0);
}

async fn check(desk: &Desk, body: String, expected: Expect) {
    expected.assert_eq(&refusal(&desk.send(Scope::All, "query", body).await));
}

#[tokio::test]
async fn what_is_no_question_is_refused_by_field() {
    let desk = Desk::with(&EVENTS).await;
    check(&desk, String::new(), expect![[r#"400 invalid_json | -: the body is not JSON: EOF while parsing a value at line 1 column 0 | a question is a JSON object such as {"kind": "trend", "series": [...]}"#]]).await;
    check(&desk, "[".repeat(200), expect![[r#"400 invalid_json | -: the body is not JSON: recursion limit exceeded at line 1 column 128 | a question is a JSON object such as {"kind": "trend", "series": [...]}"#]]).await;
    check(&desk, "[]".to_owned(), expect!["400 wrong_type | -: expected an object, found a list | -"]).await;
    check(&desk, how_many("Order").to_string(), expect!["400 unknown_event | series[0].select.event: no event is named `Order` | known events: Order Completed, Page Viewed"]).await;
    let long = Value::from("x".repeat(70_000));
    check(
        &desk,
        long.to_string(),
        expect!["413 too_large | -: the body has more than 65536 bytes, or did not arrive whole | -"],
    )
    .await;
}
