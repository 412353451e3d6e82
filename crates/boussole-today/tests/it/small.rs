//! Small projects: nothing yet, few cases, what is refused, who may do what.

use crate::desk::{Desk, NOW_MS};
use axum::http::Method;
use boussole_core::{DAY_MS, Role, Scope};
use boussole_events::{Identifier, IdentifierKind, Incoming};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn event(person: usize, name: &str, days_ago: i64, props: &Value) -> Incoming {
    Incoming {
        event: name.to_owned(),
        identifiers: Identifier::parse(IdentifierKind::User, &format!("person {person}")).into_iter().collect(),
        time_ms: NOW_MS - days_ago * DAY_MS,
        props: props.as_object().cloned().unwrap_or_default(),
        ..Incoming::default()
    }
}

fn figure<'a>(page: &'a Value, name: &str) -> &'a Value {
    let mut figures = page["figures"].as_array().expect("figures").iter();
    figures.find(|figure| figure["name"] == name).unwrap_or_else(|| panic!("`{name}` in {page}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_project_says_so() {
    let desk = Desk::empty().await;
    let (status, page) = desk.get("/api/v1/today").await;
    assert_eq!((status, &page["is_empty"], &page["figures"]), (200, &json!(true), &json!([])));
    let (status, page) = desk.get("/api/v1/today/findings").await;
    assert_eq!((status, &page["findings"], &page["n_looks"]), (200, &json!([]), &json!(0)));
    // On its first day no day is over yet.
    desk.accept(vec![event(1, "Order Completed", 0, &json!({"revenue": 10}))]).await;
    assert_eq!(desk.get("/api/v1/today").await.1["is_empty"], json!(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn few_answers_are_hidden_and_what_was_never_received_is_named() {
    let desk = Desk::empty().await;
    let answer = |person: usize| event(person, "Survey Answered", 3, &json!({"survey": "nps", "score": 9}));
    let old = event(9, "Order Completed", 40, &json!({"revenue": 20.5, "status": "delivered"}));
    let new = event(1, "Order Completed", 3, &json!({"revenue": 10.25, "status": "delivered"}));
    let cancelled = event(2, "Order Completed", 3, &json!({"revenue": 99, "status": "Annulée"}));
    desk.accept((0..4).map(answer).chain([old, new, cancelled]).collect()).await;
    let (_, page) = desk.get("/api/v1/today?days=28").await;
    let nps = figure(&page, "nps");
    assert_eq!((&nps["value"], &nps["absent"]), (&Value::Null, &json!("too_few")));
    let promises = figure(&page, "promises_kept");
    assert_eq!((&promises["absent"], &promises["needs"]), (&json!("no_events"), &json!("Promise Made")));
    // A cancelled order is none, and what lies before history is not known.
    let revenue = figure(&page, "revenue");
    assert_eq!((&revenue["value"]["value"], &revenue["year_ago"]), (&json!("10.25"), &Value::Null));
    assert_eq!(figure(&page, "orders")["value"]["value"], json!(1));
    assert_eq!(figure(&page, "churn")["absent"], json!("not_enough_history"));

    desk.accept((4..20).map(answer).collect()).await;
    let (_, page) = desk.get("/api/v1/today?days=28").await;
    let nps = figure(&page, "nps");
    assert_eq!(
        (&nps["value"]["value"], &nps["value"]["n"], &nps["is_small"]),
        (&json!(100.0), &json!(20), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_project_stands_on_its_last_day() {
    let desk = Desk::empty().await;
    desk.accept(vec![event(1, "Order Completed", 400, &json!({})), event(1, "Order Completed", 100, &json!({}))]).await;
    let (_, page) = desk.get("/api/v1/today?days=7").await;
    assert_eq!((&page["is_past"], &page["period"]["until"]), (&json!(true), &page["history_until"]));
    assert_eq!(page["period"], json!({"days": 7, "chosen": "asked", "from": "2026-03-17", "until": "2026-03-23"}));
    assert_eq!(figure(&page, "orders")["value"]["value"], json!(1));
    let (_, page) = desk.get("/api/v1/today").await;
    assert_eq!((&page["period"]["days"], &page["period"]["chosen"]), (&json!(364), &json!("automatic")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_period_and_no_target_is_refused() {
    let desk = Desk::empty().await;
    desk.accept(vec![event(1, "Order Completed", 5, &json!({}))]).await;
    for (query, code, field) in [
        ("days=30", "invalid_days", json!("days")),
        ("until=yesterday", "invalid_date", json!("until")),
        ("until=2026-07-01", "invalid_until", json!("until")),
        ("until=2020-01-01", "invalid_until", json!("until")),
        ("days=28&month=6", "invalid_query", Value::Null),
    ] {
        let (status, refused) = desk.get(&format!("/api/v1/today?{query}")).await;
        assert_eq!((status, &refused["code"], &refused["field"]), (400, &json!(code), &field), "{query}");
    }
    let set = async |role: Role, figure: &str, body: Value| {
        let path = format!("/api/v1/today/targets/{figure}");
        let (status, body) = desk.call(role, Scope::All, Method::PUT, &path, &body).await;
        (status, body["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(set(Role::Editor, "promises_kept", json!({"value": 120})).await, (400, "invalid_target".to_owned()));
    assert_eq!(set(Role::Editor, "promises_kept", json!({"value": "95"})).await, (400, "invalid_body".to_owned()));
    assert_eq!(set(Role::Editor, "happiness", json!({"value": 5})).await, (404, "unknown_figure".to_owned()));
    assert_eq!(set(Role::Viewer, "orders", json!({"value": 5})).await, (403, "forbidden".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_is_set_changed_and_forgotten() {
    let desk = Desk::empty().await;
    desk.accept(vec![event(1, "Order Completed", 5, &json!({}))]).await;
    let path = "/api/v1/today/targets/orders";
    let call = async |method: Method, body: Value| desk.call(Role::Editor, Scope::All, method, path, &body).await.0;
    let shown = async || figure(&desk.get("/api/v1/today").await.1, "orders")["target"].clone();
    assert_eq!(shown().await, Value::Null);
    for value in [20, 30] {
        assert_eq!(call(Method::PUT, json!({"value": value})).await, 204);
        assert_eq!(shown().await, json!({"value": f64::from(value)}));
    }
    for _ in 0..2 {
        assert_eq!(call(Method::DELETE, Value::Null).await, 204);
        assert_eq!(shown().await, Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_sees_the_figures_of_their_shops_only() {
    let desk = Desk::empty().await;
    let order = |person: usize, store: &str| event(person, "Order Completed", 5, &json!({"store": store}));
    desk.accept(vec![order(1, "Lyon"), order(2, "Lyon"), order(3, "Namur")]).await;
    let stores = BTreeSet::from(["Namur".to_owned()]);
    let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    let path = "/api/v1/today?days=28";
    assert_eq!(figure(&desk.get(path).await.1, "orders")["value"]["value"], json!(2 + 1));
    let (_, page) = desk.call(Role::Viewer, scope, Method::GET, path, &Value::Null).await;
    assert_eq!(figure(&page, "orders")["value"]["value"], json!(1));
}
