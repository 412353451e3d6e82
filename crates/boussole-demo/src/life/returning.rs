//! What is sent back, and paid back.

use super::Life;
use super::basket::{self, Line};
use super::experience::Experience;
use super::opinion::Answer;
use super::order::Order;
use crate::calendar;
use crate::fields::Fields;
use crate::world::Aspect;
use boussole_core::DAY_MS;

impl Life {
    /// Sends back the first line of an order when it disappoints, or does not fit.
    pub(super) fn send_back_what_disappoints(&mut self, order: &Order, received_ms: i64, experience: &mut Experience) {
        let Some(line) = order.lines.first() else { return };
        let disappointment = (60 - experience.satisfaction()).max(0);
        let wearable = matches!(line.product.category.as_str(), "shoes" | "clothing");
        let misfit = match (wearable, line.product.runs_small) {
            (true, true) => 150,
            (true, false) => 45,
            _ => 8,
        };
        let sends_back = misfit + disappointment * 6;
        if !self.draw.chance(u32::try_from(sends_back).unwrap_or(0)) {
            return;
        }
        let reason = if wearable && i64::from(self.draw.below(1_000)) * sends_back < misfit * 1_000 {
            "size"
        } else {
            self.draw
                .weighted([(45, "defective"), (35, "not_as_described"), (20, "changed_mind")])
                .unwrap_or("defective")
        };
        let asked_ms = self.later(received_ms, DAY_MS, 9 * DAY_MS);
        let aspect = match reason {
            "size" => Some(Aspect::SizeSmall),
            "changed_mind" => None,
            _ => Some(Aspect::WorthBad),
        };
        let text = if self.draw.chance(450) {
            aspect.and_then(|aspect| self.phrase(aspect, &self.slots(order)))
        } else {
            None
        };
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .with("product_id", line.product.id.as_str())
            .with("reason", reason)
            .with_some("store", order.store)
            .with_some("text", text);
        self.told("Return Requested", asked_ms, props);
        if self.draw.chance(180) {
            self.ask_about_return(order, reason, asked_ms);
        }
        self.wait_for_refund(order, line, asked_ms, experience);
    }

    fn wait_for_refund(&mut self, order: &Order, line: &Line, asked_ms: i64, experience: &mut Experience) {
        let days = self.draw.weighted([(50, 6), (30, 10), (20, 18)]).unwrap_or(6);
        let due_ms = self.later(asked_ms, days * DAY_MS, (days + 1) * DAY_MS);
        let refunded_ms = calendar::office_ms(due_ms, &self.profile.market.zone, &mut self.draw);
        self.refund(order, std::slice::from_ref(line), refunded_ms, "returned");
        let slow = days > 14;
        let (aspect, change) = if slow { (Aspect::ReturnHard, -14) } else { (Aspect::ReturnEasy, 9) };
        experience.live(aspect, change);
        self.mood.remember(refunded_ms, change);
        let mut of_return = Experience::of(&self.temperament);
        of_return.live(aspect, change);
        let time_ms = self.later(refunded_ms, DAY_MS, 4 * DAY_MS);
        self.answer(Answer {
            survey: "ces",
            score: of_return.ease(),
            step: "return",
            time_ms,
            wordy: 520,
            experience: &of_return,
            slots: self.slots(order),
            about: Fields::new().with("order_id", order.id.as_str()),
        });
    }

    /// Pays some lines of an order back.
    pub(super) fn refund(&mut self, order: &Order, lines: &[Line], time_ms: i64, reason: &'static str) {
        let market = self.profile.market;
        let revenue = basket::total(lines);
        let tax: i64 = lines.iter().map(|line| market.tax_within(line.total())).sum();
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .money("revenue", -revenue)
            .money("tax", -tax)
            .with("currency", crate::CURRENCY)
            .with("reason", reason)
            .with_some("store", order.store)
            .with("products", basket::products(lines, |line| line.describe().with("quantity", line.quantity)));
        self.told("Order Refunded", time_ms, props);
    }
}
