use crate::amount::{Currencies, Money, Revenue};
use boussole_core::Refusal;
use boussole_query::is_void;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// Cancellations of nobody in particular, at most: they are kept while all people are read.
const LOOSE_CANCELLATIONS_MAX: usize = 2_000_000;

/// When something happened: time in milliseconds, then arrival.
pub(crate) type Moment = (i64, u64);

/// An event that changes what a person ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderEvent {
    /// `Order Completed`.
    Completed,
    /// `Order Cancelled`.
    Cancelled,
    /// `Order Refunded`.
    Refunded,
}

impl OrderEvent {
    /// Finds which one has this name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "Order Completed" => Some(Self::Completed),
            "Order Cancelled" => Some(Self::Cancelled),
            "Order Refunded" => Some(Self::Refunded),
            _ => None,
        }
    }
}

/// When each order was cancelled for the last time.
#[derive(Debug, Default)]
pub(crate) struct Cancellations(HashMap<String, Moment>);

impl Cancellations {
    /// Takes a cancellation.
    pub(crate) fn add(&mut self, properties: &str, moment: Moment) {
        if let Some(order_id) = OrderProperties::read(properties).order_id() {
            let last = self.0.entry(order_id).or_insert(moment);
            *last = moment.max(*last);
        }
    }

    /// Takes the cancellation of an order by nobody in particular, such as a back office.
    pub(crate) fn add_loose(&mut self, properties: &str, moment: Moment) -> Result<(), Refusal> {
        if self.0.len() == LOOSE_CANCELLATIONS_MAX {
            let message = format!("more than {LOOSE_CANCELLATIONS_MAX} orders were cancelled by nobody in particular");
            return Err(Refusal::new("too_many_cancellations", message).hint("send cancellations with the customer"));
        }
        self.add(properties, moment);
        Ok(())
    }

    fn holds_after(&self, order_id: &str, moment: Moment) -> bool {
        self.0.get(order_id).is_some_and(|cancelled| *cancelled > moment)
    }
}

/// What a person ordered, as a sum.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct OrderSummary {
    /// Orders that were not cancelled.
    pub(crate) n_orders: u32,
    /// Their amounts less what was refunded.
    pub(crate) revenue: Revenue,
    /// When the last of them was made.
    pub(crate) last_order_ms: Option<i64>,
}

/// The orders of one person, until all of their events were read.
#[derive(Debug, Default)]
pub(crate) struct OrderBook {
    orders: Vec<Entry>,
    refunds: Vec<Entry>,
    cancellations: Cancellations,
}

#[derive(Debug)]
struct Entry {
    moment: Moment,
    order_id: Option<String>,
    is_void: bool,
    money: Option<Money>,
}

impl OrderBook {
    /// Takes one event of the person.
    pub(crate) fn add(&mut self, event: OrderEvent, properties: &str, moment: Moment, currencies: &mut Currencies) {
        let read = OrderProperties::read(properties);
        let entry = |money| Entry { moment, order_id: read.order_id(), is_void: read.is_void(), money };
        match event {
            OrderEvent::Completed => self.orders.push(entry(read.money(currencies))),
            OrderEvent::Cancelled => self.cancellations.add(properties, moment),
            OrderEvent::Refunded => {
                // Some send what is given back as a positive amount, some as a negative one.
                let given_back = |money: Money| Money { amount: -money.amount.abs(), ..money };
                self.refunds.push(entry(read.money(currencies).map(given_back)));
            }
        }
    }

    /// Sums up the person, given what nobody in particular cancelled.
    pub(crate) fn finish(self, loose: &Cancellations) -> OrderSummary {
        let mut summary = OrderSummary::default();
        let mut void_ids = HashSet::new();
        let mut live_ids = HashSet::new();
        for order in self.orders {
            let cancelled = |order_id: &String| {
                self.cancellations.holds_after(order_id, order.moment) || loose.holds_after(order_id, order.moment)
            };
            if order.is_void || order.order_id.as_ref().is_some_and(cancelled) {
                void_ids.extend(order.order_id);
                continue;
            }
            live_ids.extend(order.order_id);
            summary.n_orders += 1;
            summary.last_order_ms = Some(order.moment.0);
            if let Some(money) = order.money {
                summary.revenue.add(money);
            }
        }
        // Giving back the money of an order that does not count would be taken off the others.
        let counts = |refund: &Entry| {
            refund.order_id.as_ref().is_none_or(|order_id| live_ids.contains(order_id) || !void_ids.contains(order_id))
        };
        let refunds = self.refunds.into_iter().filter(counts).filter_map(|refund| refund.money);
        refunds.for_each(|money| summary.revenue.add(money));
        summary
    }
}

/// What is read of an order; the rest of the properties is skipped.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OrderProperties<'a> {
    #[serde(borrow)]
    order_id: Option<&'a RawValue>,
    #[serde(borrow)]
    status: Option<&'a RawValue>,
    #[serde(borrow)]
    revenue: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
}

impl<'a> OrderProperties<'a> {
    fn read(properties: &'a str) -> Self {
        // The store holds objects only; text that is none is damaged, and says nothing of an order.
        serde_json::from_str(properties).unwrap_or_default()
    }

    /// Returns the id of the order: 12 and "12" are the same one.
    fn order_id(&self) -> Option<String> {
        let raw = self.order_id?;
        let is_number = raw.get().starts_with(|c: char| c == '-' || c.is_ascii_digit());
        text(raw).or_else(|| is_number.then(|| raw.get().to_owned())).filter(|order_id| !order_id.is_empty())
    }

    fn is_void(&self) -> bool {
        self.status.and_then(text).is_some_and(|status| is_void(&status))
    }

    fn money(&self, currencies: &mut Currencies) -> Option<Money> {
        let amount = number(self.revenue?)?;
        let currency = currencies.get(self.currency.and_then(text).as_deref());
        Some(Money { amount, currency })
    }
}

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// Reads a JSON number; `None` when it is no number, or needs more than 28 digits.
fn number(raw: &RawValue) -> Option<Decimal> {
    let text = raw.get();
    if text.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
        return Decimal::from_scientific(text).ok();
    }
    Decimal::from_str_exact(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{Cancellations, OrderBook, OrderEvent};
    use crate::amount::Currencies;
    use expect_test::{Expect, expect};

    fn check(events: &[(&str, &str)], loose: &[(i64, &str)], expected: Expect) {
        let (mut book, mut currencies) = (OrderBook::default(), Currencies::new(Some("EUR")));
        for (index, (name, properties)) in events.iter().enumerate() {
            let event = OrderEvent::parse(name).expect("an event of an order");
            book.add(event, properties, (index as i64 + 1, 0), &mut currencies);
        }
        let mut cancellations = Cancellations::default();
        for (time_ms, properties) in loose {
            cancellations.add_loose(properties, (*time_ms, 0)).expect("few");
        }
        let summary = book.finish(&cancellations);
        let revenue = summary.revenue.sum().map(|money| format!("{} {}", money.amount, money.currency));
        expected.assert_eq(&format!("{} | {revenue:?} | {:?}", summary.n_orders, summary.last_order_ms));
    }

    const COMPLETED: &str = "Order Completed";
    const CANCELLED: &str = "Order Cancelled";
    const REFUNDED: &str = "Order Refunded";

    #[test]
    fn an_order_counts_unless_it_was_cancelled_afterwards() {
        let order = (COMPLETED, r#"{"order_id":"a","revenue":10.50}"#);
        check(&[order], &[], expect![[r#"1 | Some("10.50 EUR") | Some(1)"#]]);
        check(&[order, (CANCELLED, r#"{"order_id":"a"}"#)], &[], expect!["0 | None | None"]);
        check(&[(CANCELLED, r#"{"order_id":"a"}"#), order], &[], expect![[r#"1 | Some("10.50 EUR") | Some(2)"#]]);
        check(&[order, (CANCELLED, r#"{"order_id":"b"}"#)], &[], expect![[r#"1 | Some("10.50 EUR") | Some(1)"#]]);
        check(&[order], &[(5, r#"{"order_id":"a"}"#)], expect!["0 | None | None"]);
        check(&[order], &[(5, r#"{"order_id":"a"}"#), (0, r#"{"order_id":"a"}"#)], expect!["0 | None | None"]);
        check(&[order], &[(0, r#"{"order_id":"a"}"#)], expect![[r#"1 | Some("10.50 EUR") | Some(1)"#]]);
        check(
            &[(COMPLETED, r#"{"order_id":12}"#), (CANCELLED, r#"{"order_id":"12"}"#)],
            &[],
            expect!["0 | None | None"],
        );
        check(&[(COMPLETED, "{}"), (CANCELLED, "{}")], &[], expect!["1 | None | Some(1)"]);
    }

    #[test]
    fn an_order_may_say_itself_that_it_came_to_nothing() {
        check(&[(COMPLETED, r#"{"status":"Canceled","revenue":1}"#)], &[], expect!["0 | None | None"]);
        check(&[(COMPLETED, r#"{"status":"unavailable"}"#)], &[], expect!["0 | None | None"]);
        check(&[(COMPLETED, r#"{"status":null,"revenue":1}"#)], &[], expect![[r#"1 | Some("1 EUR") | Some(1)"#]]);
        check(&[(COMPLETED, r#"{"status":"delivered"}"#)], &[], expect!["1 | None | Some(1)"]);
    }

    #[test]
    fn a_refund_is_taken_off_once() {
        let orders = [(COMPLETED, r#"{"order_id":"a","revenue":10}"#), (COMPLETED, r#"{"order_id":"b","revenue":5}"#)];
        let with = |more: &[(&'static str, &'static str)]| [&orders[..], more].concat();
        let refund = (REFUNDED, r#"{"order_id":"a","revenue":10}"#);
        check(&with(&[refund]), &[], expect![[r#"2 | Some("5 EUR") | Some(2)"#]]);
        check(&with(&[(REFUNDED, r#"{"revenue":-2.5}"#)]), &[], expect![[r#"2 | Some("12.5 EUR") | Some(2)"#]]);
        let cancelled = (CANCELLED, r#"{"order_id":"a"}"#);
        check(&with(&[cancelled, refund]), &[], expect![[r#"1 | Some("5 EUR") | Some(2)"#]]);
        check(&[refund], &[], expect![[r#"0 | Some("-10 EUR") | None"#]]);
    }

    #[test]
    fn what_is_no_amount_is_left_out() {
        let order = |properties| [(COMPLETED, properties)];
        check(&order(r#"{"revenue":"10"}"#), &[], expect!["1 | None | Some(1)"]);
        check(&order(r#"{"revenue":1e2,"currency":"usd"}"#), &[], expect![[r#"1 | Some("100 USD") | Some(1)"#]]);
        check(&order(r#"{"revenue":1e99}"#), &[], expect!["1 | None | Some(1)"]);
        check(&order("damaged"), &[], expect!["1 | None | Some(1)"]);
    }
}
