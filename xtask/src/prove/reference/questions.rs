//! The eight questions, as they are asked here.

use serde_json::{Value, json};

/// When everything has happened.
const END: &str = "2025-04-02T00:00:00Z";

/// Who goes from looking to buying within seven days.
pub(crate) fn funnel() -> Value {
    of_all(json!({
        "kind": "funnel",
        "steps": [{"event": "product_view"}, {"event": "add_to_cart"}, {"event": "purchase"}],
        "window": "7d"
    }))
}

/// The same within each channel.
pub(crate) fn funnel_by_channel() -> Value {
    let mut question = funnel();
    question["breakdown"] = json!([{"property": "channel"}]);
    question["credit"] = json!("every_step");
    question
}

/// Who comes back, by the week of the first purchase.
pub(crate) fn retention() -> Value {
    of_all(json!({
        "kind": "retention",
        "start": {"event": "purchase"},
        "return": {"any_event": true},
        "interval": {"every": "7d", "from": "range"}
    }))
}

/// The fifty most usual beginnings of sessions.
pub(crate) fn paths() -> Value {
    of_all(json!({
        "kind": "paths", "from": "session_start", "length": 5, "complete": true, "session_gap": "30m", "limit": 50
    }))
}

/// Who bought twice in thirty days, for more than 200.00 in all, and did not ask for help in sixty; the page after
/// `cursor`.
pub(crate) fn audience(cursor: Option<&str>) -> Value {
    // The last thirty and sixty of the ninety days, and what happened a moment after them.
    let since = |day: &str| json!({"from": format!("{day}T00:00:00Z"), "to": END});
    of_all(json!({
        "kind": "audience",
        "people": {"all": [
            {"did": {"event": "purchase"}, "count": {"op": ">=", "value": 2}, "range": since("2025-03-02")},
            {"not": {"did": {"event": "support_contact"}, "range": since("2025-01-31")}},
            {"sum": {"property": "amount"}, "of": {"event": "purchase"}, "op": ">", "value": 20000, "within": "range"}
        ]},
        "columns": ["trait:customer_id"],
        "limit": 1000,
        "cursor": cursor
    }))
}

/// Events and people, by day and channel.
pub(crate) fn days() -> Value {
    let series = |measure: &str| json!({"name": measure, "select": {"any_event": true}, "measure": measure});
    of_all(json!({
        "kind": "trend",
        "series": [series("events"), series("people")],
        "interval": "day",
        "breakdown": [{"property": "channel"}]
    }))
}

/// The Net Promoter Score, by week.
pub(crate) fn score() -> Value {
    of_all(json!({
        "kind": "score", "score": "nps", "select": {"event": "survey_response"}, "property": "score",
        "interval": {"every": "7d", "from": "range"}
    }))
}

/// The whole history of a customer.
pub(crate) fn timeline(customer: u64) -> Value {
    of_all(json!({"kind": "timeline", "person": customer.to_string(), "limit": 1000}))
}

/// Asks a question of all events. They are of ninety days, but for some that end a session a moment after the last.
fn of_all(mut question: Value) -> Value {
    question["range"] = json!({"from": "2025-01-01T00:00:00Z", "to": END});
    question["timezone"] = json!("UTC");
    question
}
