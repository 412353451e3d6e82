//! What people answer when they are asked, and the reviews they leave.

use super::Life;
use super::basket::Line;
use super::experience::Experience;
use super::order::Order;
use crate::fields::Fields;
use crate::random::Matter;
use crate::world::{Aspect, Slots, Voice};
use boussole_core::{DAY_MS, HOUR_MS};

/// An answer waiting to be told.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) survey: &'static str,
    pub(super) score: i64,
    /// Where in the journey the question was asked.
    pub(super) step: &'static str,
    pub(super) time_ms: i64,
    /// Of 1,000 answers, how many come with a text.
    pub(super) wordy: u32,
    pub(super) experience: &'a Experience,
    pub(super) slots: Slots,
    pub(super) about: Fields,
}

impl Life<'_> {
    /// Has the order in hand: judges it, answers, reviews, and perhaps sends it back.
    pub(super) fn own(&mut self, order: Order, received_ms: i64, experience: Experience) {
        self.apart(Matter::Opinion, |life| life.live_with(order, received_ms, experience));
    }

    fn live_with(&mut self, order: Order, received_ms: i64, mut experience: Experience) {
        for line in &order.lines {
            self.judge_product(line, &mut experience);
        }
        let satisfaction = experience.satisfaction();
        let used_ms = self.later(received_ms, 2 * DAY_MS, 6 * DAY_MS);
        self.mood.remember(used_ms, (satisfaction - 66) / 4);
        self.answer_after_order(&order, received_ms, &experience);
        self.apart(Matter::Review, |life| life.review(&order, received_ms, &experience));
        self.apart(Matter::Use, |life| life.take_along(&order, received_ms));
        self.apart(Matter::Return, |life| life.send_back_what_disappoints(&order, received_ms, &mut experience));
    }

    fn judge_product(&mut self, line: &Line, experience: &mut Experience) {
        let worth = 4 + self.draw.around(22);
        let [notices, spares] = [(); 2].map(|()| self.draw.below(1_000));
        if line.is_flawed {
            experience.live(Aspect::FaultFound, -42);
        } else {
            let aspect = if worth < 0 { Aspect::WorthBad } else { Aspect::WorthGood };
            experience.live(aspect, if worth < -6 { worth - 8 } else { worth });
        }
        if line.is_misfit {
            experience.live(Aspect::SizeSmall, -16);
        }
        // Whoever watches prices notices both a high one and a reduced one.
        let thrift = u32::try_from(self.temperament.thrift).unwrap_or(0);
        if line.price < line.product.price && spares < 400 {
            experience.live(Aspect::PriceFair, 3 + self.temperament.thrift / 12);
        } else if notices < thrift * 2 {
            experience.live(Aspect::PriceHigh, -4);
        } else if spares < 90 {
            experience.live(Aspect::PriceFair, 4);
        }
    }

    fn answer_after_order(&mut self, order: &Order, received_ms: i64, experience: &Experience) {
        let about = Fields::new().with("order_id", order.id.as_str()).with_some("store", order.store);
        let mut experience = experience.clone();
        if order.store.is_none() && self.draw.chance(300) {
            let easy = self.draw.chance(700);
            let (aspect, change) = if easy { (Aspect::SiteEasy, 4) } else { (Aspect::SiteHard, -6) };
            experience.live(aspect, change);
        }
        let slots = Slots {
            carrier: experience.carrier,
            days: (experience.days_late > 0).then_some(experience.days_late),
            ..self.slots(order)
        };
        let step = if order.store.is_some() { "shop" } else { "delivery" };
        let (survey, score, after) = match self.draw.below(100) {
            0..58 => ("nps", experience.nps(), (7 * DAY_MS, 14 * DAY_MS)),
            58..85 => ("csat", experience.stars(), (4 * HOUR_MS, 3 * DAY_MS)),
            _ => return,
        };
        let time_ms = self.later(received_ms, after.0, after.1);
        let wordy = 560;
        self.answer(Answer { survey, score, step, time_ms, wordy, experience: &experience, slots, about });
    }

    /// Answers a survey, if the person is one who answers; the very unhappy answer more often.
    pub(super) fn answer(&mut self, answer: Answer<'_>) {
        let angry = if answer.experience.satisfaction() < 35 { 160 } else { 0 };
        let answers = self.draw.chance(self.temperament.outspokenness + angry);
        if !answers || !self.account.known || self.is_silent() {
            return;
        }
        let text = if self.draw.chance(answer.wordy) { self.say(answer.experience, &answer.slots) } else { None };
        let survey_id = format!("{}-{}", answer.survey, answer.step);
        let props = Fields::new()
            .with("survey", answer.survey)
            .with("survey_id", survey_id)
            .with("question", answer.survey)
            .with("score", answer.score)
            .with("step", answer.step)
            .with("channel", "email")
            .and(answer.about)
            .with_some("text", text);
        self.told("Survey Answered", answer.time_ms, props);
    }

    fn review(&mut self, order: &Order, received_ms: i64, experience: &Experience) {
        if !self.draw.chance(self.temperament.outspokenness * 45 / 100) || self.is_silent() {
            return;
        }
        // People speak of what is wrong first.
        let flawed = order.lines.iter().find(|line| line.is_flawed);
        let Some(line) = flawed.or(order.lines.first()) else { return };
        let time_ms = self.later(received_ms, 3 * DAY_MS, 21 * DAY_MS);
        let slots = Slots {
            model: Some(&line.product.model),
            category: Some(&line.product.category),
            carrier: experience.carrier,
            days: (experience.days_late > 0).then_some(experience.days_late),
            ..self.slots(order)
        };
        let text = self.say(experience, &slots);
        let props = Fields::new()
            .with("order_id", order.id.as_str())
            .with("product_id", line.product.id.as_str())
            .with("name", line.product.name.as_str())
            .with("category", line.category)
            .with("batch", line.batch_code())
            .with("score", experience.stars())
            .with_some("text", text)
            .with("channel", "web");
        self.told("Review Submitted", time_ms, props);
    }

    /// Puts an experience into the person's own words.
    pub(super) fn say(&mut self, experience: &Experience, slots: &Slots) -> Option<String> {
        let topics = experience.topics(&mut self.words);
        let told: Vec<String> = topics.into_iter().filter_map(|aspect| self.drawn(aspect, slots)).collect();
        if told.is_empty() {
            return None;
        }
        let opening = if self.words.chance(220) { self.drawn(Aspect::Opening, slots) } else { None };
        let closing = if self.words.chance(200) { self.drawn(Aspect::Closing, slots) } else { None };
        let sentences: Vec<String> = opening.into_iter().chain(told).chain(closing).collect();
        Some(self.temperament.type_out(&sentences.join(" "), &mut self.words))
    }

    /// Draws a phrase of the person's own.
    pub(super) fn phrase(&mut self, aspect: Aspect, slots: &Slots) -> Option<String> {
        let text = self.drawn(aspect, slots)?;
        Some(self.temperament.type_out(&text, &mut self.words))
    }

    fn drawn(&mut self, aspect: Aspect, slots: &Slots) -> Option<String> {
        let (language, country) = (self.profile.language, self.profile.market.country.as_str());
        let voice = Voice { language, country, familiar: self.temperament.familiarity };
        self.world.phrases.draw(aspect, voice, slots, &mut self.words)
    }
}
