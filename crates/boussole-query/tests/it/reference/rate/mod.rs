//! Rates, each by its sentence: every person or thing is looked at for every bucket.

mod active;
mod answer;
mod keyed;
mod question;
mod windows;

use super::event::{HOUR_MS, channels, events, ticks};
use super::project::{Project, config, projects};
use proptest::prelude::*;
use question::{Question, Rate, questions};
use serde_json::{Value, json};

/// All events that a rate names by default.
const NAMES: &[&str] = &[
    "Order Completed",
    "Product Added",
    "Promise Made",
    "Order Delivered",
    "Order Cancelled",
    "Order Refunded",
    "Conversation Opened",
    "Conversation Resolved",
    "Message Received",
];

/// Histories of these events, with what rates look at: a key, an instant and an amount.
fn histories(names: &'static [&'static str]) -> impl Strategy<Value = Project> {
    let keys = prop::sample::select(vec![json!("k1"), json!("k1"), json!("k2"), json!(5), Value::Null]);
    let due = prop_oneof![
        6 => ticks(6 * HOUR_MS, -2..40).prop_map(|due_ms| json!(super::frame::instant(due_ms))),
        1 => Just(json!("soon")),
        1 => Just(Value::Null),
    ];
    let amounts = prop::sample::select(vec![json!(10), json!(2.5), json!(-4), json!("n/a"), Value::Null]);
    let statuses = prop::option::weighted(0.7, prop::sample::select(vec!["delivered", "Cancelled"]));
    let props = (channels(), keys, due, amounts, statuses).prop_map(|(mut props, key, due, amount, status)| {
        props.insert("order_id".to_owned(), key.clone());
        props.insert("conversation_id".to_owned(), key);
        props.insert("due_at".to_owned(), due);
        props.insert("revenue".to_owned(), amount);
        props.extend(status.map(|status| ("status".to_owned(), json!(status))));
        props
    });
    projects(NAMES, events(names, ticks(6 * HOUR_MS, -8..23), props))
}

/// Reads an answer so that reasons with nothing left out are absent.
fn without_zeros(mut answer: Value) -> Result<Value, TestCaseError> {
    let groups = answer["groups"].as_array_mut().into_iter().flatten();
    for value in groups.flat_map(|group| group["values"].as_array_mut().into_iter().flatten()) {
        if let Some(left_out) = value["left_out"].as_object_mut() {
            left_out.retain(|_, n| *n != 0);
        }
    }
    Ok(answer)
}

fn check(project: &Project, question: &Question) -> Result<(), TestCaseError> {
    project.check_as(&question.json(), &answer::answer(project, question), without_zeros)
}

const ORDERS: &[&str] = &["Order Completed", "Product Added"];
const PROMISES: &[&str] =
    &["Promise Made", "Promise Made", "Promise Made", "Order Delivered", "Order Cancelled", "Order Completed"];
const RETURNS: &[&str] = &["Order Completed", "Order Refunded"];
const CONVERSATIONS: &[&str] = &["Conversation Opened", "Conversation Resolved", "Message Received"];

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn churn_is_who_is_not_active_any_more(project in histories(ORDERS), question in questions(Rate::Churn)) {
        check(&project, &question)?;
    }

    #[test]
    fn retention_is_who_is_still_active(project in histories(ORDERS), question in questions(Rate::Retention)) {
        check(&project, &question)?;
    }

    #[test]
    fn repeat_purchase_is_a_second_order_in_time(
        project in histories(ORDERS),
        question in questions(Rate::RepeatPurchase),
    ) {
        check(&project, &question)?;
    }

    #[test]
    fn conversion_is_a_goal_after_a_start(project in histories(ORDERS), question in questions(Rate::Conversion)) {
        check(&project, &question)?;
    }

    #[test]
    fn abandonment_is_no_goal_after_a_cart(
        project in histories(ORDERS),
        question in questions(Rate::CartAbandonment),
    ) {
        check(&project, &question)?;
    }

    #[test]
    fn a_promise_is_kept_when_fulfilled_in_time(
        project in histories(PROMISES),
        question in questions(Rate::PromiseKept),
    ) {
        check(&project, &question)?;
    }

    #[test]
    fn return_is_value_given_back(project in histories(RETURNS), question in questions(Rate::Return)) {
        check(&project, &question)?;
    }

    #[test]
    fn resolution_is_an_answer_after_opening(
        project in histories(CONVERSATIONS),
        question in questions(Rate::Resolution),
    ) {
        check(&project, &question)?;
    }
}

#[cfg(test)]
mod tests;
