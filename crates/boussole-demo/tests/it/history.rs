//! What holds in every history: amounts add up, promises are dated, nothing happens after the end.

use crate::{amount, named, small, text};
use boussole_events::Incoming;
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// 22 November 2026 at midnight in Paris.
const END: &str = "2026-11-21T23:00:00Z";

fn lines(event: &Incoming) -> &[Value] {
    event.props.get("products").and_then(Value::as_array).expect("an order has lines")
}

fn lines_total(event: &Incoming) -> Decimal {
    lines(event).iter().map(|line| amount(line.get("price")) * amount(line.get("quantity"))).sum()
}

fn moment_ms(text: &str) -> i64 {
    text.parse::<Timestamp>().expect("a moment").as_millisecond()
}

#[test]
fn an_order_is_the_sum_of_its_lines() {
    let mut n_lines = 0;
    for order in named(small(), "Order Completed") {
        let revenue = amount(order.props.get("revenue"));
        assert!(revenue > Decimal::ZERO);
        assert_eq!(revenue, lines_total(order), "{order:?}");
        let margin: Decimal = lines(order).iter().map(|line| amount(line.get("margin"))).sum();
        assert_eq!(amount(order.props.get("margin")), margin);
        let cost: Decimal =
            lines(order).iter().map(|line| amount(line.get("cost")) * amount(line.get("quantity"))).sum();
        assert_eq!(margin, revenue - amount(order.props.get("tax")) - cost);
        assert_eq!(text(order, "currency"), Some(boussole_demo::CURRENCY));
        n_lines += lines(order).len();
    }
    assert!(n_lines > 800, "{n_lines}");
}

#[test]
fn a_refund_takes_back_what_its_lines_cost() {
    let orders: BTreeMap<_, _> =
        named(small(), "Order Completed").map(|order| (text(order, "order_id"), lines_total(order))).collect();
    let mut n_refunds = 0;
    for refund in named(small(), "Order Refunded") {
        let revenue = amount(refund.props.get("revenue"));
        assert!(revenue < Decimal::ZERO);
        assert_eq!(-revenue, lines_total(refund));
        assert!(orders[&text(refund, "order_id")] >= -revenue, "{refund:?}");
        n_refunds += 1;
    }
    assert!(n_refunds > 20, "{n_refunds}");
}

#[test]
fn nothing_happens_after_the_end_or_before_the_beginning() {
    let times = || small().iter().map(|event| event.time_ms);
    assert!(times().max().is_some_and(|last| last < moment_ms(END) && last > moment_ms("2026-11-21T12:00:00Z")));
    // West of Paris the first day begins later, never earlier.
    assert!(times().min().is_some_and(|first| first >= moment_ms("2025-11-21T23:00:00Z")));
}

#[test]
fn message_ids_and_order_ids_are_given_once() {
    let ids: BTreeSet<_> = small().iter().filter_map(|event| event.message_id.as_deref()).collect();
    assert_eq!(ids.len(), small().len());
    let orders: Vec<_> = named(small(), "Order Completed").filter_map(|order| text(order, "order_id")).collect();
    assert_eq!(orders.iter().collect::<BTreeSet<_>>().len(), orders.len());
}

#[test]
fn a_delivery_is_late_when_it_comes_after_the_moment_promised() {
    let promises: BTreeMap<_, _> =
        named(small(), "Promise Made").map(|promise| (text(promise, "order_id"), promise)).collect();
    let (mut n_late, mut n_delivered) = (0, 0);
    for delivery in named(small(), "Order Delivered") {
        let promise = promises[&text(delivery, "order_id")];
        let late = delivery.time_ms >= moment_ms(text(promise, "due_at").expect("a promise is due"));
        assert_eq!(delivery.props.get("late"), Some(&Value::Bool(late)), "{delivery:?} {promise:?}");
        assert_eq!(text(delivery, "promised_on"), text(promise, "promised_on"));
        n_delivered += 1;
        n_late += i32::from(late);
    }
    assert!((50..150).contains(&(1_000 * n_late / n_delivered)), "{n_late} of {n_delivered}");
}

#[test]
fn an_order_is_shipped_after_it_was_made_and_delivered_after_that() {
    let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for name in ["Order Completed", "Promise Made", "Order Approved", "Order Shipped", "Order Delivered"] {
        for event in named(small(), name) {
            times.entry(text(event, "order_id")).or_default().push(event.time_ms);
        }
    }
    assert!(times.values().all(|times| times.is_sorted()));
    assert!(times.values().filter(|times| times.len() == 5).count() > 400);
}
