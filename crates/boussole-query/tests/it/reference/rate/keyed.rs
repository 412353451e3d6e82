//! Rates of things with a key: promises, orders, conversations.

use super::answer::{Asked, Thing, Verdict};
use crate::reference::event::Fact;
use crate::reference::group::Cell;
use crate::reference::project::NOW_MS;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Who, and which of their things.
type Key = (usize, Cell);

/// Sorts the events of a name by person and key; those without one or the other are left out where they happened.
fn by_key<'a>(asked: &'a Asked<'_>, name: &str, key: &str, things: &mut Vec<Thing>) -> BTreeMap<Key, Vec<&'a Fact>> {
    let mut found: BTreeMap<Key, Vec<&Fact>> = BTreeMap::new();
    for fact in asked.history.iter().filter(|fact| fact.name == name) {
        let cell = Cell::of(fact.property(key));
        let reason = match (fact.person, &cell) {
            (0, _) => "without_person",
            (_, Cell::Absent) => "without_key",
            (person, _) => {
                found.entry((person, cell)).or_default().push(fact);
                continue;
            }
        };
        let left_out = |bucket| left_out(asked, bucket, fact, reason);
        things.extend(asked.bucket(fact.time_ms).map(left_out));
    }
    found
}

fn left_out(asked: &Asked<'_>, bucket: usize, fact: &Fact, reason: &'static str) -> Thing {
    Thing { bucket, group: asked.group(fact), verdict: Verdict::LeftOut(reason), parts: Vec::new() }
}

/// The events of a name with a key, without saying what is left out.
fn others<'a>(asked: &'a Asked<'_>, name: &str, key: &str) -> BTreeMap<Key, Vec<&'a Fact>> {
    by_key(asked, name, key, &mut Vec::new())
}

/// Tells whether an order says of itself that it was cancelled.
fn is_void(order: &Fact) -> bool {
    order.property("status").and_then(|status| status.as_str()) == Some("Cancelled")
}

/// The last promise of each order that was made before it was fulfilled, and of those that fell due in the bucket, which
/// were fulfilled by then.
pub(super) fn promise_kept(asked: &Asked<'_>) -> Vec<Thing> {
    let mut things = Vec::new();
    let promises = by_key(asked, "Promise Made", "order_id", &mut things);
    let fulfilled = others(asked, "Order Delivered", "order_id");
    let cancelled = others(asked, "Order Cancelled", "order_id");
    let orders = others(asked, "Order Completed", "order_id");
    for (key, promises) in promises {
        let fulfilment = fulfilled.get(&key).and_then(|events| events.first());
        let is_before = |promise: &&&Fact| fulfilment.is_none_or(|fulfilment| promise.order() < fulfilment.order());
        let last_before = promises.iter().rfind(is_before);
        let promise = *last_before.unwrap_or(&promises[promises.len() - 1]);
        let due = promise.property("due_at").and_then(|due| due.as_str()?.parse::<Timestamp>().ok());
        let made_in = asked.bucket(promise.time_ms);
        let Some(due_ms) = due.map(Timestamp::as_millisecond) else {
            things.extend(made_in.map(|bucket| left_out(asked, bucket, promise, "without_due")));
            continue;
        };
        if due_ms > NOW_MS {
            things.extend(made_in.map(|bucket| left_out(asked, bucket, promise, "not_due")));
            continue;
        }
        let Some(bucket) = asked.bucket(due_ms) else { continue };
        let is_void = orders.get(&key).is_some_and(|orders| orders.iter().any(|order| is_void(order)));
        if is_void || cancelled.contains_key(&key) {
            things.push(left_out(asked, bucket, promise, "cancelled"));
            continue;
        }
        let (is_hit, parts) = match fulfilment {
            Some(fulfilment) if fulfilment.time_ms <= due_ms => (true, Vec::new()),
            Some(_) => (false, vec!["late"]),
            None => (false, vec!["never"]),
        };
        things.push(Thing { bucket, group: asked.group(promise), verdict: Verdict::Counted { is_hit }, parts });
    }
    things
}

/// The value sold in the bucket, and of these orders, the value returned at any time.
pub(super) fn returned(asked: &Asked<'_>) -> Vec<Thing> {
    let mut things = Vec::new();
    let cents = |fact: &&Fact| {
        let amount = fact.property("revenue").and_then(serde_json::Value::as_f64).unwrap_or_default();
        (amount.abs() * 100.0).round() as i64
    };
    let returned = others(asked, "Order Refunded", "order_id");
    for (key, orders) in by_key(asked, "Order Completed", "order_id", &mut things) {
        // What comes back of an order that was sold in parts counts once, where it was first sold.
        let mut back: i64 = returned.get(&key).into_iter().flatten().map(cents).sum();
        for order in orders {
            if let Some(bucket) = asked.bucket(order.time_ms) {
                let verdict = Verdict::Value { sold: cents(&order), returned: std::mem::take(&mut back) };
                things.push(Thing { bucket, group: asked.group(order), verdict, parts: Vec::new() });
            }
        }
    }
    things
}

/// Conversations opened in the bucket, and of these, which were resolved from then on.
pub(super) fn resolution(asked: &Asked<'_>) -> Vec<Thing> {
    let mut things = Vec::new();
    let resolved = others(asked, "Conversation Resolved", "conversation_id");
    let contacts = others(asked, "Message Received", "conversation_id");
    for (key, opened) in by_key(asked, "Conversation Opened", "conversation_id", &mut things) {
        let first = opened.iter().find_map(|fact| Some((asked.bucket(fact.time_ms)?, fact)));
        let Some((bucket, opened)) = first else { continue };
        let is_after = |fact: &&&Fact| fact.time_ms >= opened.time_ms;
        let resolution = resolved.get(&key).and_then(|events| events.iter().find(is_after));
        let n_contacts = |resolution: &&Fact| {
            let contacts = contacts.get(&key).into_iter().flatten();
            contacts.filter(|contact| contact.order() < resolution.order()).count()
        };
        let is_first_contact = resolution.is_some_and(|resolution| n_contacts(resolution) <= 1);
        let parts = if is_first_contact { vec!["first_contact"] } else { Vec::new() };
        let verdict = Verdict::Counted { is_hit: resolution.is_some() };
        things.push(Thing { bucket, group: asked.group(opened), verdict, parts });
    }
    things
}
