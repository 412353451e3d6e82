use crate::desk::Desk;
use axum::http::Method;
use boussole_core::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn the_words_of_a_project_are_its_events_with_what_they_carry() {
    let desk = Desk::with(&[
        ("ann", "Order Completed", "Lyon"),
        ("bob", "Order Completed", "Paris"),
        ("ann", "Order Completed", "Lyon"),
        ("ann", "Page Viewed", "Paris"),
    ])
    .await;
    let (status, words) = desk.call(Role::Viewer, Method::GET, "vocabulary", &Value::Null).await;
    assert_eq!(status, 200);
    // What was there once is not offered: it may name somebody.
    let expected = json!({"events": [
        {"name": "Order Completed", "count": 3, "properties": [{"name": "store", "type": "text", "values": ["Lyon"]}]},
        {"name": "Page Viewed", "count": 1, "properties": [{"name": "store", "type": "text", "values": []}]},
    ], "traits": [], "events_read": 4, "complete": true});
    assert_eq!(words, expected);
}
