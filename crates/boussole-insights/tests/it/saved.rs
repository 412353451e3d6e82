use crate::desk::{Desk, NOW_MS, how_many, refusal};
use axum::http::Method;
use boussole_core::Role;
use serde_json::{Value, json};

const EVENTS: [(&str, &str, &str); 2] = [("ann", "Order Completed", "Lyon"), ("bob", "Page Viewed", "Paris")];

async fn save(desk: &Desk, name: &str) -> (u16, Value) {
    let body = json!({"name": name, "question": how_many("Order Completed")});
    desk.call(Role::Editor, Method::POST, "saved", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_saved_listed_changed_and_deleted() {
    let desk = Desk::with(&EVENTS).await;
    let list = async || desk.call(Role::Viewer, Method::GET, "saved", &Value::Null).await.1;
    assert_eq!(list().await, json!({"items": []}));
    let (status, made) = save(&desk, " Orders ").await;
    assert_eq!(status, 201, "{made}");
    let id = made["id"].as_str().expect("an id").to_owned();
    let expected = json!({"id": id, "name": "Orders", "question": how_many("Order Completed"), "created_by": "Ada",
        "created_ms": NOW_MS, "changed_by": "Ada", "changed_ms": NOW_MS});
    assert_eq!(made, expected);
    assert_eq!(list().await, json!({"items": [made]}));

    desk.clock.set(NOW_MS + 1);
    let path = format!("saved/{id}");
    let (status, renamed) = desk.call(Role::Editor, Method::PUT, &path, &json!({"name": "Buyers"})).await;
    assert_eq!((status, &renamed["name"], &renamed["changed_ms"]), (200, &json!("Buyers"), &json!(NOW_MS + 1)));
    assert_eq!((&renamed["question"], &renamed["created_ms"]), (&made["question"], &made["created_ms"]));
    let change = json!({"question": how_many("Page Viewed")});
    let (_, changed) = desk.call(Role::Editor, Method::PUT, &path, &change).await;
    assert_eq!((&changed["name"], &changed["question"]), (&json!("Buyers"), &change["question"]));
    assert_eq!(list().await, json!({"items": [changed]}));

    assert_eq!(desk.call(Role::Editor, Method::DELETE, &path, &Value::Null).await.0, 204);
    assert_eq!(desk.call(Role::Editor, Method::DELETE, &path, &Value::Null).await.0, 404);
    assert_eq!(list().await, json!({"items": []}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_its_field() {
    let desk = Desk::with(&EVENTS).await;
    let (_, made) = save(&desk, "Orders").await;
    let (_, other) = save(&desk, "Others").await;
    let path = format!("saved/{}", other["id"].as_str().expect("an id"));
    let asked = how_many("Order Completed");
    for (method, route, body, expected) in [
        (Method::POST, "saved", json!({"name": "", "question": asked}), "400 invalid_name name"),
        (Method::POST, "saved", json!({"name": "a".repeat(121), "question": asked}), "400 invalid_name name"),
        (Method::POST, "saved", json!({"name": "Orders", "question": asked}), "400 name_taken name"),
        (Method::POST, "saved", json!({"question": asked}), "400 invalid_body name"),
        (Method::POST, "saved", json!({"name": "B", "question": asked, "id": "x"}), "400 invalid_body id"),
        (Method::POST, "saved", json!({"name": "B", "question": {}}), "400 missing_field question.kind"),
        (
            Method::POST,
            "saved",
            json!({"name": "B", "question": how_many("Order")}),
            "400 unknown_event question.series[0].select.event",
        ),
        (Method::POST, "saved", json!({"name": "B", "question": "x".repeat(70_000)}), "413 too_large "),
        (Method::PUT, &path, json!({"name": "Orders"}), "400 name_taken name"),
        (Method::PUT, &path, json!({"question": {"kind": "sql"}}), "400 not_available question.kind"),
        (Method::PUT, "saved/none", json!({"name": "B"}), "404 unknown_saved_question id"),
        (Method::DELETE, "saved/none", Value::Null, "404 unknown_saved_question id"),
    ] {
        let (status, answer) = desk.call(Role::Editor, method, route, &body).await;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(format!("{status} {} {}", text("code"), text("field")), expected, "{route}");
    }
    // Its own name is not taken, and nothing of what was refused is there.
    assert_eq!(desk.call(Role::Editor, Method::PUT, &path, &json!({"name": "Others"})).await.0, 200);
    let (_, list) = desk.call(Role::Viewer, Method::GET, "saved", &Value::Null).await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        list["items"].as_array().and_then(|items| items.iter().find(|item| item["id"] == made["id"])),
        Some(&made)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_keeps_nothing() {
    let desk = Desk::with(&EVENTS).await;
    let (_, made) = save(&desk, "Orders").await;
    let path = format!("saved/{}", made["id"].as_str().expect("an id"));
    let body = json!({"name": "Mine", "question": how_many("Order Completed")});
    for (method, route) in [(Method::POST, "saved"), (Method::PUT, path.as_str()), (Method::DELETE, path.as_str())] {
        let answer = desk.call(Role::Viewer, method, route, &body).await;
        assert!(refusal(&answer).starts_with("403 forbidden"), "{answer:?}");
    }
}
