//! The questions behind the figures. What a figure says is what the answer to its question says, no more and no less.

use crate::period::Period;
use crate::words::Words;
use boussole_insights::survey_answers;
use boussole_query::void_order;
use serde_json::{Value, json};

/// The event of an order, and of what is given back of one.
pub(crate) const ORDER: &str = "Order Completed";
pub(crate) const REFUND: &str = "Order Refunded";
/// The event of a page that was looked at, and of a visit of which nothing else is known.
const PAGE: &str = "Page Viewed";
const VISIT: &str = "Visit Counted";

/// Returns what selects an event.
pub(crate) fn event(name: &str) -> Value {
    json!({"event": name})
}

/// Returns what selects an event under a condition.
pub(crate) fn event_where(name: &str, condition: Value) -> Value {
    json!({"event": name, "where": condition})
}

/// Returns the condition that all of these hold; none when there are none.
pub(crate) fn all(mut conditions: Vec<Value>) -> Option<Value> {
    match conditions.len() {
        0 => None,
        1 => conditions.pop(),
        _ => Some(json!({"all": conditions})),
    }
}

/// Orders that stand: neither cancelled nor a bad debt.
fn standing(events: &[&str], words: &Words) -> Value {
    let carry = |property: &str| words.carries(ORDER, property);
    let bad_debt = json!({"property": "bad_debt", "op": "=", "value": true});
    let mut out = Vec::new();
    out.extend(carry("status").then(|| json!({"not": void_order()})));
    out.extend(carry("bad_debt").then(|| json!({"not": bad_debt})));
    let mut select = match events {
        [name] => event(name),
        names => json!({"events": names}),
    };
    if let Some(condition) = all(out) {
        select["where"] = condition;
    }
    select
}

/// How many orders were made.
pub(crate) fn orders(words: &Words) -> Value {
    json!({"kind": "trend", "series": [{"name": "orders", "select": standing(&[ORDER], words), "measure": "events"}]})
}

/// What orders brought, less what was given back on its day, without fees.
pub(crate) fn revenue(words: &Words) -> Value {
    let events: Vec<&str> = [ORDER, REFUND].into_iter().filter(|event| words.has(event)).collect();
    let sum = |name: &str, property: &str| json!({"name": name, "select": standing(&events, words), "measure": {"sum": property}});
    if words.carries(ORDER, "fees") {
        json!({"kind": "trend", "series": [sum("with fees", "revenue"), sum("fees", "fees")], "formula": "A - B"})
    } else {
        json!({"kind": "trend", "series": [sum("revenue", "revenue")]})
    }
}

/// What was given back for each 100 that was sold in the same days.
pub(crate) fn given_back() -> Value {
    let sum = |name: &str, event_name: &str| json!({"name": name, "select": event(event_name), "measure": {"sum": "revenue"}});
    json!({"kind": "trend", "series": [sum("sold", ORDER), sum("given back", REFUND)], "formula": "-100 * B / A"})
}

/// One of the rates, as it is defined for everybody.
pub(crate) fn rate(name: &str) -> Value {
    json!({"kind": "rate", "rate": name})
}

/// Who ordered in the last `days` days, so that they are active; `range` says at which time.
pub(crate) fn active_customers(days: u16, range: Value) -> Value {
    let within = format!("{days}d");
    let people = json!({"did": event(ORDER), "count": {"op": ">=", "value": 1}, "within": within});
    json!({"kind": "audience", "people": people, "range": range})
}

/// A score of surveys.
pub(crate) fn survey(score: &str) -> Value {
    let select = event_where("Survey Answered", survey_answers(score));
    json!({"kind": "score", "score": score, "select": select, "property": "score"})
}

/// Who is content among those who wrote a review: 4 or 5 stars of 5.
pub(crate) fn reviews() -> Value {
    json!({"kind": "score", "score": "csat", "select": event("Review Submitted"), "property": "score"})
}

/// Tells whether visits of people who refuse to be measured are counted, and the others told by their pages.
pub(crate) fn tells_refused_visits(words: &Words) -> bool {
    words.carries(VISIT, "consent") && words.carries(PAGE, "path")
}

/// The visits of the range that were measured, and those that were only counted because consent was refused.
pub(crate) fn visits(range: &Value) -> (Value, Value) {
    let with_page = json!({"property": "path", "op": "set"});
    let refused = event_where(VISIT, json!({"property": "consent", "op": "=", "value": "refused"}));
    (
        json!({"kind": "sessions", "where": with_page, "range": range, "interval": "all"}),
        json!({"kind": "trend", "series": [{"name": "refused", "select": refused, "measure": "events"}],
               "range": range, "interval": "all"}),
    )
}

/// Asks a question about a period and all earlier ones of the year, each a step of the answer.
pub(crate) fn in_steps(mut question: Value, period: Period) -> Value {
    let (range, steps) = period.in_steps();
    question["range"] = range;
    question["interval"] = steps;
    question
}

/// The orders of the range, and those of them of somebody who is known.
pub(crate) fn known_orders(words: &Words, range: &Value) -> (Value, Value) {
    let mut all_orders = orders(words);
    all_orders["range"] = range.clone();
    all_orders["interval"] = json!("all");
    let mut known = all_orders.clone();
    known["people"] = json!({"did": event(ORDER), "count": {"op": ">=", "value": 1}});
    (all_orders, known)
}
