//! Conversations with the service: why, by which channel, how long, and how it ends.

use super::Life;
use super::experience::Experience;
use super::opinion::Answer;
use super::order::Order;
use crate::calendar;
use crate::fields::Fields;
use crate::random::Matter;
use crate::world::{Aspect, Slots, Voice};
use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};

/// Why somebody writes or calls.
#[derive(Debug, Clone, Copy)]
struct Cause {
    topic: &'static str,
    ask: Aspect,
    reply: Aspect,
    matter: Matter,
}

const WHERE: Cause =
    Cause { topic: "where_is_my_order", ask: Aspect::AskWhere, reply: Aspect::ReplyWhere, matter: Matter::AskWhere };
const SIZE: Cause = Cause { topic: "size", ask: Aspect::AskSize, reply: Aspect::ReplySize, matter: Matter::AskReturn };
const BROKEN: Cause =
    Cause { topic: "damaged_product", ask: Aspect::AskBroken, reply: Aspect::ReplyBroken, matter: Matter::AskReturn };
const PAYMENT: Cause =
    Cause { topic: "payment", ask: Aspect::AskPayment, reply: Aspect::ReplyPayment, matter: Matter::AskPayment };
const ADVICE: Cause =
    Cause { topic: "product_advice", ask: Aspect::AskAdvice, reply: Aspect::ReplyAdvice, matter: Matter::AskAdvice };
const FAULT: Cause = Cause { ask: Aspect::AskFault, ..BROKEN };
const RETURN: Cause =
    Cause { topic: "return", ask: Aspect::AskReturn, reply: Aspect::ReplyReturn, matter: Matter::AskReturn };

/// A conversation going on.
#[derive(Debug)]
struct Talk {
    id: String,
    channel: &'static str,
    cause: Cause,
    slots: Slots,
    opened_ms: i64,
    /// Until now.
    at_ms: i64,
    order: Option<String>,
}

impl Life<'_> {
    /// Asks where a late parcel is.
    pub(super) fn ask_where(&mut self, order: &Order, carrier: &'static str, days: i64, time_ms: i64) {
        let slots = Slots { carrier: Some(carrier), days: Some(days), ..self.slots(order) };
        self.contact(WHERE, slots, Some(order.id.clone()), time_ms);
    }

    /// Asks why a payment failed.
    pub(super) fn ask_about_payment(&mut self, failed_ms: i64) {
        let slots = Slots { name: Some(self.profile.first_name.to_owned()), ..Slots::default() };
        let time_ms = self.later(failed_ms, 3 * MINUTE_MS, 5 * HOUR_MS);
        self.contact(PAYMENT, slots, None, time_ms);
    }

    /// Asks what to take.
    pub(super) fn ask_advice(&mut self, seen_ms: i64) {
        let name = Some(self.profile.first_name.to_owned());
        let model = self.draw.pick(&self.world.catalogue.products).map(|product| product.model.as_str());
        let time_ms = self.later(seen_ms, MINUTE_MS, 40 * MINUTE_MS);
        self.contact(ADVICE, Slots { name, model, ..Slots::default() }, None, time_ms);
    }

    /// Asks how to send something back.
    pub(super) fn ask_about_return(
        &mut self,
        order: &Order,
        slots: Slots,
        reason: &'static str,
        is_flawed: bool,
        asked_ms: i64,
    ) {
        let cause = match reason {
            "size" => SIZE,
            _ if is_flawed => FAULT,
            "defective" => BROKEN,
            _ => RETURN,
        };
        let time_ms = self.later(asked_ms, -5 * HOUR_MS, 2 * DAY_MS);
        self.contact(cause, slots, Some(order.id.clone()), time_ms);
    }

    fn contact(&mut self, cause: Cause, slots: Slots, order: Option<String>, time_ms: i64) {
        if !self.is_silent() {
            self.apart(cause.matter, |life| life.talk(cause, slots, order, time_ms));
        }
    }

    fn talk(&mut self, cause: Cause, slots: Slots, order: Option<String>, time_ms: i64) {
        let channel = self.draw.weighted([(48, "email"), (30, "chat"), (22, "phone")]).unwrap_or("email");
        let zone = &self.profile.market.zone;
        let opened_ms = if channel == "email" { time_ms } else { calendar::office_ms(time_ms, zone, &mut self.draw) };
        let id = format!("{:012x}", self.draw.bits() >> 16);
        let talk = Talk { id, channel, cause, slots, opened_ms, at_ms: opened_ms, order };
        if channel == "phone" { self.call(talk) } else { self.write_to(talk) }
    }

    /// Calls; who waits too long hangs up and writes.
    fn call(&mut self, mut talk: Talk) {
        let crowd = if calendar::is_peak(self.day(talk.opened_ms)) { 900 } else { 420 };
        let wait_seconds = self.draw.between(5, crowd);
        let props = Fields::new().with("channel", "phone").with("topic", talk.cause.topic);
        self.told("Call Received", talk.at_ms, props);
        let bears_seconds = 90 + self.temperament.forbearance * 6;
        talk.at_ms += wait_seconds.min(bears_seconds) * SECOND_MS;
        if wait_seconds > bears_seconds {
            let props = Fields::new().with("channel", "phone").with("wait_seconds", bears_seconds);
            self.told("Call Abandoned", talk.at_ms, props);
            self.mood.remember(talk.at_ms, -8);
            let opened_ms = self.later(talk.at_ms, 5 * MINUTE_MS, 3 * HOUR_MS);
            self.write_to(Talk { channel: "email", opened_ms, at_ms: opened_ms, ..talk });
            return;
        }
        let props = Fields::new().with("channel", "phone").with("wait_seconds", wait_seconds);
        self.told("Call Answered", talk.at_ms, props.with("conversation_id", talk.id.as_str()));
        self.open(&talk);
        talk.at_ms += self.draw.between(2 * MINUTE_MS, 14 * MINUTE_MS);
        self.resolve(talk, wait_seconds > 300, true);
    }

    fn write_to(&mut self, mut talk: Talk) {
        self.open(&talk);
        self.receive(&talk, talk.cause.ask);
        let (answered_ms, slow) = self.answered_ms(&talk);
        let impatient = slow && self.draw.chance(620);
        if impatient {
            talk.at_ms = talk.opened_ms + (answered_ms - talk.opened_ms) / 2;
            self.receive(&talk, Aspect::AskAgain);
        }
        talk.at_ms = answered_ms;
        let voice = Voice::of_company(self.profile.language);
        let replied = self.world.phrases.draw(talk.cause.reply, voice, &talk.slots, &mut self.words);
        let props = self.about(&talk).with_some("text", replied);
        self.told("Message Sent", talk.at_ms, props);
        if self.draw.chance(340) && !impatient {
            talk.at_ms += self.draw.between(2 * MINUTE_MS, 4 * HOUR_MS);
            self.receive(&talk, Aspect::AskThanks);
        }
        talk.at_ms += self.draw.between(5 * MINUTE_MS, 6 * HOUR_MS);
        self.resolve(talk, slow, !impatient);
    }

    /// Draws when the first answer comes, and whether that was too slow for the channel.
    fn answered_ms(&mut self, talk: &Talk) -> (i64, bool) {
        if talk.channel == "chat" {
            let wait_ms = self.draw.between(20 * SECOND_MS, 11 * MINUTE_MS);
            return (talk.opened_ms + wait_ms, wait_ms > 7 * MINUTE_MS);
        }
        let peak = calendar::is_peak(self.day(talk.opened_ms));
        let wait_ms = self.draw.between(HOUR_MS, if peak { 90 } else { 44 } * HOUR_MS);
        let answered_ms = calendar::office_ms(talk.opened_ms + wait_ms, &self.profile.market.zone, &mut self.draw);
        (answered_ms, answered_ms - talk.opened_ms > 36 * HOUR_MS)
    }

    fn about(&self, talk: &Talk) -> Fields {
        Fields::new()
            .with("conversation_id", talk.id.as_str())
            .with("channel", talk.channel)
            .with("topic", talk.cause.topic)
            .with_some("order_id", talk.order.as_deref())
    }

    fn open(&mut self, talk: &Talk) {
        let props = self.about(talk);
        self.told("Conversation Opened", talk.at_ms, props);
    }

    fn receive(&mut self, talk: &Talk, aspect: Aspect) {
        let text = self.phrase(aspect, &talk.slots);
        let props = self.about(talk).with_some("text", text);
        self.told("Message Received", talk.at_ms, props);
    }

    fn resolve(&mut self, talk: Talk, slow: bool, first_contact: bool) {
        let props = self.about(&talk).with("first_contact", first_contact);
        self.told("Conversation Resolved", talk.at_ms, props);
        let (aspect, change) = if slow { (Aspect::SupportSlow, -18) } else { (Aspect::SupportGood, 10) };
        self.mood.remember(talk.at_ms, change * 2 / 3);
        let mut experience = Experience::of(&self.temperament);
        experience.live(aspect, change);
        let easy = self.draw.chance(500);
        let time_ms = self.later(talk.at_ms, HOUR_MS, 2 * DAY_MS);
        self.answer(Answer {
            survey: if easy { "ces" } else { "csat" },
            score: if easy { experience.ease() } else { experience.stars() },
            step: "support",
            time_ms,
            wordy: 580,
            experience: &experience,
            slots: talk.slots,
            about: Fields::new().with("conversation_id", talk.id),
        });
    }
}
