//! What is sent back, and paid back.

use super::Life;
use super::basket::{self, Line};
use super::experience::Experience;
use super::opinion::Answer;
use super::order::Order;
use crate::calendar;
use crate::fields::Fields;
use crate::world::{Aspect, Slots};
use boussole_core::DAY_MS;

/// Of 1,000 flawed pieces, how many are sent back.
const FLAWED_RETURNED: u32 = 620;
/// Of 1,000 pieces that do not fit, how many are sent back.
const MISFIT_RETURNED: u32 = 700;

impl Life<'_> {
    /// Sends back a line of an order when it is flawed, does not fit, or disappoints.
    pub(super) fn send_back_what_disappoints(&mut self, order: &Order, received_ms: i64, experience: &mut Experience) {
        let [of_flaw, of_misfit, of_disappointment] = [(); 3].map(|()| self.draw.below(1_000));
        let other = self.draw.weighted([(45, "defective"), (35, "not_as_described"), (20, "changed_mind")]);
        let disappointment = u32::try_from((60 - experience.satisfaction()).max(0)).unwrap_or(0);
        let found = |flaw: fn(&Line) -> bool| order.lines.iter().find(|line| flaw(line));
        let (line, reason) = match (found(|line| line.is_flawed), found(|line| line.is_misfit)) {
            (Some(line), _) if of_flaw < FLAWED_RETURNED => (line, "defective"),
            (_, Some(line)) if of_misfit < MISFIT_RETURNED => (line, "size"),
            _ if of_disappointment < 8 + disappointment * 6 => match (order.lines.first(), other) {
                (Some(line), Some(reason)) => (line, reason),
                _ => return,
            },
            _ => return,
        };
        let asked_ms = self.later(received_ms, DAY_MS, 9 * DAY_MS);
        let aspect = match reason {
            "size" => Some(Aspect::SizeSmall),
            "changed_mind" => None,
            _ if line.is_flawed => Some(Aspect::FaultFound),
            _ => Some(Aspect::WorthBad),
        };
        let slots =
            Slots { model: Some(&line.product.model), category: Some(&line.product.category), ..self.slots(order) };
        let wordy = self.draw.chance(450) && !self.is_silent();
        let text = if wordy { aspect.and_then(|aspect| self.phrase(aspect, &slots)) } else { None };
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .with("product_id", line.product.id.as_str())
            .with("batch", line.batch_code())
            .with("reason", reason)
            .with_some("store", order.store)
            .with_some("text", text);
        self.told("Return Requested", asked_ms, props);
        if self.draw.chance(if line.is_flawed { 420 } else { 180 }) {
            self.ask_about_return(order, slots, reason, line.is_flawed, asked_ms);
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
