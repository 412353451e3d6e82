//! What is sold, where, and what it brings.

use super::Life;
use super::basket::{self, Line};
use super::experience::Experience;
use super::log::Note;
use super::visit::Session;
use crate::fields::Fields;
use crate::number::order_id;
use crate::random::Matter;
use boussole_core::MINUTE_MS;

/// Where an order is made.
#[derive(Debug)]
pub(super) enum Place<'a> {
    /// On the site or in the application.
    Site { session: &'a Session },
    /// At the till of a shop.
    Till { store: &'static str, time_ms: i64 },
}

/// What was ordered.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) time_ms: i64,
    pub(super) lines: Vec<Line>,
    pub(super) shipping: i64,
    pub(super) store: Option<&'static str>,
}

impl Life<'_> {
    /// Orders what is in the basket, and lives what follows.
    pub(super) fn order(&mut self, place: Place<'_>, method: &'static str, experience: Experience) {
        let mut lines = self.basket.take();
        self.pack(&mut lines);
        let (time_ms, store) = match &place {
            Place::Site { session } => (session.at_ms, None),
            Place::Till { store, time_ms } => (*time_ms, Some(*store)),
        };
        let market = self.profile.market;
        let shipping = if store.is_some() { 0 } else { market.shipping(basket::total(&lines)) };
        let order = Order { id: order_id(self.person, self.today), time_ms, lines, shipping, store };
        let props = self.describe(&order, method);
        match place {
            Place::Site { session } => {
                self.agreed(session, "Order Completed", props);
                let approved_ms = self.later(time_ms, MINUTE_MS, 90 * MINUTE_MS);
                self.told("Order Approved", approved_ms, Fields::new().with("order_id", order.id.as_str()));
                self.apart(Matter::Delivery, |life| life.deliver(order, approved_ms, experience));
            }
            Place::Till { store, .. } => {
                self.told("Order Completed", time_ms, props.with("channel", "store").with("store", store));
                self.own(order, time_ms, experience);
            }
        }
    }

    /// Pays at the till without saying who one is: an order of nobody, of which nothing more is heard.
    pub(super) fn order_unnamed(&mut self, store: &'static str, time_ms: i64, method: &'static str) {
        let mut lines = self.basket.take();
        self.pack(&mut lines);
        let id = order_id(self.person, self.today);
        let order = Order { id, time_ms, lines, shipping: 0, store: Some(store) };
        let props = self.describe(&order, method).with("channel", "store").with("store", store);
        let (who, traits) = (Vec::new(), Fields::new());
        self.log.write(Note { time_ms, event: "Order Completed", who, session: None, props, traits });
    }

    fn describe(&self, order: &Order, method: &'static str) -> Fields {
        let market = self.profile.market;
        let revenue = basket::total(&order.lines);
        let tax: i64 = order.lines.iter().map(|line| market.tax_within(line.total())).sum();
        let margin: i64 = order.lines.iter().map(|line| line.margin(market)).sum();
        Fields::new()
            .with("order_id", order.id.as_str())
            .money("revenue", revenue)
            .money("shipping", order.shipping)
            .money("tax", tax)
            .money("margin", margin)
            .with("currency", crate::CURRENCY)
            .with("country", market.country.as_str())
            .with("payment_method", method)
            .with("products", basket::products(&order.lines, |line| line.describe_sold(market)))
    }
}
