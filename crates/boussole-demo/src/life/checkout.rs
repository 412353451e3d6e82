//! From the basket to the payment: where most people leave.

use super::Life;
use super::basket;
use super::experience::Experience;
use super::order::Place;
use super::visit::Session;
use crate::calendar;
use crate::fields::Fields;
use crate::random::Matter;
use crate::world::Aspect;

/// Attempts to pay one order at most.
const ATTEMPTS_MAX: u32 = 3;
/// How people pay, of 100, in the property `payment_method`.
pub(crate) const PAYMENT_METHODS: [(u32, &str); 4] =
    [(62, "card"), (20, "wallet"), (10, "instalments"), (8, "transfer")];
/// Of 1,000 attempts to pay, how many fail, whatever the method and the device.
const FAILED: u32 = 42;

impl Life<'_> {
    /// Goes from the basket to the payment, or leaves somewhere on the way.
    pub(super) fn check_out(&mut self, session: &mut Session) {
        let patience_left = self.steps_before_leaving(session);
        session.pass(&mut self.draw, 4, 40);
        let total = self.basket.total();
        let lines = basket::products(&self.basket.lines, |line| line.describe().with("quantity", line.quantity));
        self.seen(session, "Cart Viewed", Fields::new().money("value", total).with("products", lines));
        if patience_left == 0 {
            return;
        }
        session.pass(&mut self.draw, 5, 60);
        self.seen(session, "Checkout Started", Fields::new().money("value", total).with("currency", crate::CURRENCY));
        if patience_left == 1 || self.temperament.secretive {
            return;
        }
        if self.account.known {
            self.sign_in(session)
        } else {
            self.sign_up(session)
        }
        if patience_left > 2 {
            self.apart(Matter::Payment, |life| life.pay(session, total));
        }
    }

    /// Draws how many steps the person goes: 0 to the basket, 1 to the order form, 2 to the account, 3 to the end.
    fn steps_before_leaving(&mut self, session: &Session) -> u32 {
        let reduced = calendar::discount_percent(session.day) * self.temperament.thrift / 6;
        let mood = self.mood.at(session.at_ms) * 2;
        let resolve = i64::from(self.temperament.leaning.resolve) * 11 / 10 + reduced + mood;
        if self.draw.chance(u32::try_from(resolve).unwrap_or(0)) {
            return 3;
        }
        self.draw.weighted([(60, 0), (28, 1), (12, 2)]).unwrap_or(0)
    }

    fn pay(&mut self, session: &mut Session, total: i64) {
        let mut experience = Experience::of(&self.temperament);
        for attempt in 1..=ATTEMPTS_MAX {
            let method = self.payment_method();
            session.pass(&mut self.draw, 20, 120);
            self.seen(
                session,
                "Payment Info Entered",
                Fields::new().with("payment_method", method).money("value", total),
            );
            let Some(reason) = self.payment_fault(method, session) else {
                session.pass(&mut self.draw, 3, 30);
                self.order(Place::Site { session }, method, experience);
                return;
            };
            session.pass(&mut self.draw, 3, 25);
            let props = Fields::new().with("payment_method", method).with("reason", reason).with("attempt", attempt);
            self.seen(session, "Payment Failed", props.money("value", total));
            self.mood.remember(session.at_ms, -9);
            experience.live(Aspect::PaymentFailed, -9);
            if !self.draw.chance(560) {
                break;
            }
        }
        if self.draw.chance(160) {
            self.ask_about_payment(session.at_ms);
        }
    }

    fn payment_method(&mut self) -> &'static str {
        self.draw.weighted(PAYMENT_METHODS).unwrap_or("card")
    }

    /// Draws why a payment fails; `None` when it goes through.
    fn payment_fault(&mut self, method: &str, session: &Session) -> Option<&'static str> {
        let device = self.devices[session.device].kind.word();
        let (fails, lot) = (self.draw.chance(FAILED), self.draw.below(1_000));
        let reasons = [(45, "bank_refusal"), (35, "authentication_timeout"), (20, "technical_error")];
        let reason = self.draw.weighted(reasons);
        if lot < self.plants.failed_payments(method, device, session.day) {
            return Some("technical_error");
        }
        reason.filter(|_| fails)
    }
}
