use crate::world::{World, event, orders, traits};
use serde_json::{Value, json};

async fn world() -> World {
    let order = |person: &str, day: &str, total: i64| {
        event(person, "Order Completed", &format!("{day}T12:00:00Z"), json!({"total": total, "currency": "EUR"}))
    };
    World::with(vec![
        traits("ann", "2025-01-01T00:00:00Z", json!({"country": "FR"})),
        traits("bob", "2025-01-01T00:00:00Z", json!({"country": "BE"})),
        order("ann", "2025-01-10", 100),
        order("ann", "2025-02-20", 10),
        order("bob", "2025-02-25", 50),
        order("cat", "2025-02-26", 70),
        order("cat", "2025-02-27", 70),
        order("cat", "2025-03-05", 1000),
        order("", "2025-02-26", 1),
        event("bob", "Complaint", "2025-02-01T12:00:00Z", json!({})),
    ])
    .await
}

/// Each filter on people, with the orders of February by those who pass it.
#[tokio::test]
async fn rules_are_evaluated_at_the_end_of_the_range() {
    let world = world().await;
    let did = |event: &str| json!({"did": {"event": event}});
    let with = |mut rule: Value, key: &str, value: Value| {
        rule[key] = value;
        rule
    };
    let at_least_two = json!({"op": ">=", "value": 2});
    let sum = |value: u64| json!({"sum": {"property": "total"}, "of": {"event": "Order Completed"}, "op": ">", "value": value});
    for (people, n) in [
        (json!({"trait": "country", "op": "=", "value": "FR"}), 1),
        (json!({"trait": "country", "op": "!=", "value": "FR"}), 1),
        (json!({"not": {"trait": "country", "op": "=", "value": "FR"}}), 3),
        (did("Complaint"), 1),
        (json!({"not": did("Complaint")}), 3),
        (with(did("Complaint"), "count", json!({"op": "=", "value": 0})), 3),
        (with(did("Complaint"), "within", json!("7d")), 0),
        (with(did("Order Completed"), "count", at_least_two.clone()), 3),
        (with(with(did("Order Completed"), "count", at_least_two.clone()), "within", json!("range")), 2),
        (with(with(did("Order Completed"), "count", at_least_two), "within", json!("30d")), 2),
        (with(did("Order Completed"), "range", json!({"from": "2025-01-01", "to": "2025-02-01"})), 1),
        // The order of March is after the range: it did not happen yet.
        (with(did("Order Completed"), "range", json!({"from": "2025-03-01", "to": "2025-04-01"})), 0),
        (sum(100), 3),
        (sum(139), 2),
        (sum(140), 0),
        (json!({"all": [sum(100), {"trait": "country", "op": "=", "value": "FR"}]}), 1),
        (json!({"avg": {"property": "total"}, "of": {"event": "Order Completed"}, "op": "<", "value": 60}), 2),
        (json!({"not": {"max": {"property": "nothing"}, "of": {"any_event": true}, "op": "<", "value": 60}}), 4),
    ] {
        let question = orders(json!({
            "people": people, "interval": "all", "range": {"from": "2025-02-01", "to": "2025-03-01"},
        }));
        assert_eq!(world.answer(question).await["series"][0]["values"], json!([n]), "{people}");
    }
}

#[tokio::test]
async fn a_project_says_how_long_people_are_active() {
    let mut world = world().await;
    world.settings.active_days = 14;
    let churn = |within: Option<&str>| {
        let mut question =
            json!({"kind": "rate", "rate": "churn", "range": {"from": "2025-03-01", "to": "2025-04-01"}});
        if let Some(within) = within {
            question["within"] = within.into();
        }
        question
    };
    let [unsaid, said, other] = [churn(None), churn(Some("14d")), churn(Some("60d"))];
    let [unsaid, said, other] = [world.answer(unsaid).await, world.answer(said).await, world.answer(other).await];
    assert_eq!(unsaid["definition"]["within"], "14d");
    assert_eq!(unsaid["groups"], said["groups"]);
    assert_eq!(other["definition"]["within"], "60d", "a question that says it is not overruled");
    assert_ne!(other["groups"], said["groups"]);
}
