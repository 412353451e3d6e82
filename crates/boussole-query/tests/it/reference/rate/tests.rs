//! The sentences of the rates on a few events made by hand.

use super::answer::answer;
use super::question::{Question, Rate};
use crate::reference::bucket::Step;
use crate::reference::event::{DAY_MS, HOUR_MS, START_MS, Sent};
use crate::reference::frame::Frame;
use crate::reference::project::Project;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// An event so many hours after the start.
fn sent(visitor: usize, name: &'static str, hour: i64, props: Value) -> Sent {
    let props = props.as_object().expect("an object").clone();
    Sent { visitor, name, time_ms: START_MS + hour * HOUR_MS, props }
}

/// Shows the first group: a line a bucket with numerator, denominator, what was left out and the parts.
fn check(sent: &[Sent], question: Question, expected: Expect) {
    let frame = Frame { range: Some((START_MS, START_MS + 3 * DAY_MS)), ..Frame::whole() };
    let answer = answer(&Project::of(sent.to_vec()), &Question { step: Step::Day, frame, ..question });
    let values = answer["groups"][0]["values"].as_array().expect("a list");
    let lines = values.iter().map(|value| {
        format!("{} {} {} {}", value["numerator"], value["denominator"], value["left_out"], value["parts"])
    });
    expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn who_is_active_is_counted_at_both_ends_of_a_day() {
    let order = |visitor, hour| sent(visitor, "Order Completed", hour, json!({}));
    // Visitor 1 is lost on the first day, visitor 2 stays, visitor 3 is new on the first and lost on the second day.
    let orders = [order(1, -20), order(2, -1), order(2, 23), order(3, 0), order(2, 40)];
    let churn = || Question::of(Rate::Churn).within(24);
    check(
        &orders,
        churn(),
        expect![[r#"
        1 2 {} {"new":1,"end":2}
        1 2 {} {"new":0,"end":1}
        1 1 {} {"new":0,"end":0}"#]],
    );
    check(
        &orders,
        Question { rate: Rate::Retention, ..churn() },
        expect![[r#"
        1 2 {} {"new":1,"end":2}
        1 2 {} {"new":0,"end":1}
        0 1 {} {"new":0,"end":0}"#]],
    );
}

#[test]
fn a_window_is_included_and_must_have_passed() {
    let order = |visitor, hour| sent(visitor, "Order Completed", hour, json!({}));
    let orders = [order(1, 0), order(1, 24), order(2, 1), order(2, 26), order(3, -1), order(3, 1), order(4, 30)];
    check(
        &orders,
        Question::of(Rate::RepeatPurchase).within(24),
        expect![[r#"
        1 2 {} {}
        0 1 {} {}
        0 0 {} {}"#]],
    );
    check(
        &orders,
        Question::of(Rate::RepeatPurchase),
        expect![[r#"
        0 0 {"too_recent":2} {}
        0 0 {"too_recent":1} {}
        0 0 {} {}"#]],
    );
    let add = |visitor, hour| sent(visitor, "Product Added", hour, json!({}));
    let carts = [order(1, 5), add(1, 5), add(2, 5), order(2, 30), add(2, 31), order(3, 5), add(3, 6)];
    check(
        &carts,
        Question::of(Rate::CartAbandonment).within(24),
        expect![[r#"
        2 3 {} {}
        1 1 {} {}
        0 0 {} {}"#]],
    );
}

#[test]
fn a_goal_counts_from_the_first_start_of_the_bucket_on() {
    let viewed = |visitor, hour| sent(visitor, "Page Viewed", hour, json!({}));
    let order = |visitor, hour| sent(visitor, "Order Completed", hour, json!({}));
    let events = [viewed(1, 23), order(1, 24), viewed(2, 1), order(2, 2), viewed(3, 47)];
    check(
        &events,
        Question::of(Rate::Conversion),
        expect![[r#"
        1 2 {} {}
        1 2 {} {}
        0 0 {} {}"#]],
    );
    let by_session = Question { session_minutes: Some(60), ..Question::of(Rate::Conversion) };
    check(
        &events,
        by_session,
        expect![[r#"
        2 2 {} {}
        0 1 {} {}
        0 0 {} {}"#]],
    );
}

#[test]
fn the_last_promise_before_the_fulfilment_counts() {
    let due = |hour: i64| crate::reference::frame::instant(START_MS + hour * HOUR_MS);
    let promise = |key: Value, hour, due: Value| sent(1, "Promise Made", hour, json!({"order_id": key, "due_at": due}));
    let event = |name, key: &str, hour| sent(1, name, hour, json!({"order_id": key}));
    let events = [
        promise(json!("kept"), 0, json!(due(10))),
        event("Order Delivered", "kept", 10),
        promise(json!("late"), 0, json!(due(10))),
        promise(json!("late"), 1, json!(due(30))),
        event("Order Delivered", "late", 31),
        promise(json!("late"), 32, json!(due(90))),
        promise(json!("never"), 0, json!(due(10))),
        promise(json!("cancelled"), 0, json!(due(10))),
        event("Order Cancelled", "cancelled", 70),
        promise(json!("void"), 0, json!(due(10))),
        sent(1, "Order Completed", 0, json!({"order_id": "void", "status": "Cancelled"})),
        promise(json!("future"), 0, json!(due(300))),
        promise(json!("vague"), 0, json!("soon")),
        promise(json!(null), 0, json!(due(10))),
        sent(0, "Promise Made", 0, json!({"order_id": "whose", "due_at": due(10)})),
    ];
    check(
        &events,
        Question::of(Rate::PromiseKept),
        expect![[r#"
        1 2 {"cancelled":2,"not_due":1,"without_due":1,"without_key":1,"without_person":1} {"late":0,"never":1}
        0 1 {} {"late":1,"never":0}
        0 0 {} {"late":0,"never":0}"#]],
    );
}

#[test]
fn value_is_returned_at_any_time() {
    let money = |name, hour, key: &str, revenue: i64| sent(1, name, hour, json!({"order_id": key, "revenue": revenue}));
    let events = [
        money("Order Completed", 0, "a", 10),
        money("Order Completed", 30, "b", 20),
        money("Order Refunded", 100, "a", -4),
        money("Order Refunded", 101, "b", 5),
        money("Order Refunded", 101, "c", 7),
    ];
    check(
        &events,
        Question::of(Rate::Return),
        expect![[r#"
        "4.00" "10.00" {} {}
        "5.00" "20.00" {} {}
        "0.00" "0.00" {} {}"#]],
    );
}

#[test]
fn a_first_contact_is_the_only_one_before_the_resolution() {
    let event = |name, key: &str, hour| sent(1, name, hour, json!({"conversation_id": key}));
    let events = [
        event("Conversation Opened", "a", 0),
        event("Message Received", "a", 0),
        event("Conversation Resolved", "a", 5),
        event("Message Received", "a", 6),
        event("Conversation Opened", "b", 0),
        event("Message Received", "b", 1),
        event("Message Received", "b", 2),
        event("Conversation Resolved", "b", 100),
        event("Conversation Opened", "c", 30),
        event("Conversation Resolved", "c", 29),
    ];
    check(
        &events,
        Question::of(Rate::Resolution),
        expect![[r#"
        2 2 {} {"first_contact":1}
        0 1 {} {"first_contact":0}
        0 0 {} {"first_contact":0}"#]],
    );
}
