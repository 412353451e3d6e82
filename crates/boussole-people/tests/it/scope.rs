use crate::shop::{Shop, event, names};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn shop() -> Shop {
    let order = |user: &str, hour: i64, store: &str, revenue: i64| {
        event(user, "Order Completed", hour, json!({"store": store, "revenue": revenue}))
    };
    Shop::with(vec![
        order("both", 30, "Lyon", 10),
        order("both", 20, "Namur", 5),
        order("lyon", 15, "Lyon", 1),
        event("both", "Page Viewed", 10, json!({})),
        event("nowhere", "Page Viewed", 5, json!({})),
    ])
    .await
}

#[tokio::test]
async fn a_member_sees_people_by_the_events_of_their_scope() {
    let shop = shop().await;
    assert_eq!(shop.names("/api/v1/people?sort=first_seen").await, "both, lyon, nowhere");
    let lyon = shop.ask_in("Lyon", "/api/v1/people?sort=first_seen").await.json();
    assert_eq!(names(&lyon), "both, lyon");
    let seen =
        |item: &Value| (item["n_events"].clone(), item["revenue"]["amount"].clone(), item["last_seen_ms"].clone());
    assert_eq!(seen(&lyon["items"][0]), (json!(1), json!("10"), json!(1_699_892_000_000_i64)));
    assert_eq!(names(&shop.ask_in("Namur", "/api/v1/people").await.json()), "both");
    assert_eq!(names(&shop.ask_in("Paris", "/api/v1/people").await.json()), "");
}

#[tokio::test]
async fn one_person_is_seen_by_the_events_of_the_scope_too() {
    let shop = shop().await;
    let namur = shop.ask_in("Namur", "/api/v1/people/p1").await.json();
    assert_eq!(namur["event_names"], json!([{"name": "Order Completed", "n": 1}]));
    let timeline = shop.ask_in("Namur", "/api/v1/people/p1/timeline").await.json();
    assert_eq!(timeline["events"].as_array().map(Vec::len), Some(1));
    for address in ["/api/v1/people/p2", "/api/v1/people/p2/timeline"] {
        assert_eq!(shop.ask_in("Namur", address).await.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(shop.ask(address).await.status, StatusCode::OK, "{address}");
    }
}
