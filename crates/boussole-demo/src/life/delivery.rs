//! A promise, a carrier, and a parcel that comes in time, late or never.

use super::Life;
use super::experience::Experience;
use super::order::Order;
use crate::calendar;
use crate::fields::Fields;
use crate::world::{Aspect, Carrier, Slots};
use boussole_core::{DAY_MS, HOUR_MS, SECOND_MS};
use jiff::civil::Date;

/// Working days that the warehouse takes.
const WAREHOUSE_DAYS: u32 = 1;
/// Of 1,000 parcels, how many are late, whoever brings them.
const LATE: u32 = 65;
/// The same when they are sent while carriers are overloaded.
const LATE_AT_PEAK: u32 = 170;

/// A delivery as announced.
#[derive(Debug, Clone, Copy)]
struct Announced {
    carrier: &'static Carrier,
    promised_on: Date,
}

impl Life<'_> {
    /// Sends an order, and lives what follows.
    pub(super) fn deliver(&mut self, order: Order, approved_ms: i64, mut experience: Experience) {
        let Some(announced) = self.promise(&order) else { return };
        if self.draw.chance(14) {
            self.cancel(&order, approved_ms);
            return;
        }
        let ordered_on = self.day(order.time_ms);
        let shipped_on = calendar::working_days_after(ordered_on, WAREHOUSE_DAYS);
        let shipped_ms = self.hours(shipped_on, 9, 18);
        let props = Fields::new().with("order_id", order.id.as_str()).with("carrier", announced.carrier.name.as_str());
        self.told("Order Shipped", shipped_ms, props);
        if self.draw.chance(4) {
            self.lose(order, announced);
            return;
        }
        let days_late = self.days_late(announced.carrier, shipped_on);
        let delivered_on = if days_late > 0 {
            calendar::days_after(announced.promised_on, days_late)
        } else {
            self.day_in_time(shipped_on, announced.promised_on)
        };
        let delivered_ms = self.hours(delivered_on, 8, 19);
        self.tell_delivered(&order, announced, delivered_ms, days_late > 0);
        self.judge_delivery(&order, announced, days_late, delivered_ms, &mut experience);
        experience.carrier = Some(&announced.carrier.name);
        experience.days_late = days_late;
        self.own(order, delivered_ms, experience);
    }

    fn promise(&mut self, order: &Order) -> Option<Announced> {
        let market = self.profile.market;
        let carrier = self.draw.weighted(market.carriers.iter().map(|carrier| (carrier.weight, carrier)))?;
        let promised_on = calendar::working_days_after(self.day(order.time_ms), WAREHOUSE_DAYS + carrier.days);
        let due_ms = calendar::end_of_day_ms(promised_on, &market.zone);
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .with("promise", "delivery")
            .with("promised_on", promised_on.to_string())
            .with("due_at", calendar::iso(due_ms))
            .with("carrier", carrier.name.as_str());
        self.told("Promise Made", order.time_ms + SECOND_MS, props);
        Some(Announced { carrier, promised_on })
    }

    fn cancel(&mut self, order: &Order, approved_ms: i64) {
        let cancelled_ms = self.later(approved_ms, HOUR_MS, 10 * HOUR_MS);
        let reason = self.draw.weighted([(60, "customer_request"), (40, "out_of_stock")]).unwrap_or("customer_request");
        let props = Fields::new().with("order_id", order.id.as_str()).with("reason", reason);
        self.told("Order Cancelled", cancelled_ms, props);
        if reason == "out_of_stock" {
            self.mood.remember(cancelled_ms, -25);
        }
    }

    /// Loses a parcel: its owner asks, and is paid back.
    fn lose(&mut self, order: Order, announced: Announced) {
        let asked_ms = self.hours(calendar::days_after(announced.promised_on, 2), 9, 20);
        self.mood.remember(asked_ms, -45);
        self.ask_where(&order, &announced.carrier.name, 2, asked_ms);
        let refunded_ms = self.later(asked_ms, 3 * DAY_MS, 9 * DAY_MS);
        self.refund(&order, &order.lines, refunded_ms, "lost");
    }

    fn days_late(&mut self, carrier: &Carrier, shipped_on: Date) -> i64 {
        let peak = calendar::is_peak(shipped_on);
        let late = self.draw.chance(if peak { LATE_AT_PEAK } else { LATE });
        let held_up = self.draw.below(1_000) < self.plants.late_parcels(&carrier.name, shipped_on);
        let days = self.draw.weighted([(42, 1), (26, 2), (14, 3), (9, 4), (5, 6), (4, 9)]).unwrap_or(1);
        let more = if peak { self.draw.between(0, 2) } else { 0 };
        if late || held_up { days + more } else { 0 }
    }

    /// Draws the day of a delivery in time: mostly the promised one or the one before.
    fn day_in_time(&mut self, shipped_on: Date, promised_on: Date) -> Date {
        let early = self.draw.weighted([(45, 0), (40, 1), (15, 2)]).unwrap_or(0);
        let day = calendar::days_after(promised_on, -early);
        let first = calendar::working_days_after(shipped_on, 1);
        let day = if day.weekday() == jiff::civil::Weekday::Sunday { promised_on } else { day };
        day.max(first)
    }

    fn tell_delivered(&mut self, order: &Order, announced: Announced, delivered_ms: i64, late: bool) {
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .with("carrier", announced.carrier.name.as_str())
            .with("promised_on", announced.promised_on.to_string())
            .with("late", late);
        self.told("Order Delivered", delivered_ms, props);
    }

    fn judge_delivery(
        &mut self,
        order: &Order,
        announced: Announced,
        days_late: i64,
        delivered_ms: i64,
        experience: &mut Experience,
    ) {
        let severity = 140 - self.temperament.forbearance;
        if days_late == 0 {
            experience.live(Aspect::DeliveryKept, 5);
            self.mood.remember(delivered_ms, 3);
            return;
        }
        let pain = (12 + 5 * days_late.min(8)) * severity / 100;
        experience.live(Aspect::DeliveryLate, -pain);
        self.mood.remember(delivered_ms, -pain);
        // Who is impatient asks before the parcel arrives.
        let asks = u32::try_from(severity * 4 + days_late * 40).unwrap_or(0);
        if days_late > 1 && self.draw.chance(asks) {
            let days_waited = self.draw.between(1, days_late - 1);
            let asked_on = calendar::days_after(announced.promised_on, days_waited);
            let asked_ms = self.hours(asked_on, 9, 21);
            self.ask_where(order, &announced.carrier.name, days_waited, asked_ms);
        }
    }

    /// Returns what the phrases about an order may speak of.
    pub(super) fn slots(&self, order: &Order) -> Slots {
        let line = order.lines.first();
        let category = line.map(|line| line.product.category.as_str());
        let model = line.map(|line| line.product.model.as_str());
        let name = Some(self.profile.first_name.to_owned());
        Slots { category, model, order: Some(order.id.clone()), shop: order.store, name, ..Slots::default() }
    }
}
