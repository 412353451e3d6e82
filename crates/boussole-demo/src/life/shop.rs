//! A visit of a shop: the queue, the advice, the till.

use super::Life;
use super::experience::Experience;
use super::opinion::Answer;
use super::order::Place;
use crate::calendar;
use crate::fields::Fields;
use crate::number::ORDERS_MAX;
use crate::world::{Aspect, Slots};
use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS};
use jiff::civil::{Date, Weekday};

/// Products taken to the till at most.
const TAKEN_MAX: i64 = 3;

impl Life {
    /// Goes to the shop of `store` on `day`; on Sundays it is closed.
    pub(super) fn shop(&mut self, store: &'static str, day: Date) {
        let Some(entered) = calendar::shopping_ms(day, &mut self.draw) else { return self.visit(day) };
        let entered_ms = self.at(day, entered);
        let mut experience = Experience::of(&self.temperament);
        let left_ms = self.later(entered_ms, 6 * MINUTE_MS, 45 * MINUTE_MS);
        if self.account.known {
            // Who has a card shows it at the entrance.
            self.told("Store Visited", entered_ms, Fields::new().with("store", store).with("channel", "store"));
        }
        self.be_advised(&mut experience);
        let queue_minutes = self.queue_minutes(day);
        if queue_minutes > 9 {
            experience.live(Aspect::QueueLong, -(queue_minutes * (150 - self.temperament.forbearance) / 100));
            self.mood.remember(left_ms, -queue_minutes / 3);
        }
        let leaves = u32::try_from(queue_minutes * 14).unwrap_or(0);
        if self.draw.chance(580) && !self.draw.chance(leaves) && self.n_orders < ORDERS_MAX {
            self.buy_at_till(store, day, left_ms + queue_minutes * MINUTE_MS, experience);
        } else {
            self.answer_after_shop(store, left_ms, &experience);
        }
    }

    fn be_advised(&mut self, experience: &mut Experience) {
        match self.draw.below(100) {
            0..45 => experience.live(Aspect::AdviceGood, 9),
            45..58 => experience.live(Aspect::AdviceBad, -13),
            _ => (),
        }
    }

    /// Draws the wait at the till; Saturdays and the sales are crowded.
    fn queue_minutes(&mut self, day: Date) -> i64 {
        let crowded = day.weekday() == Weekday::Saturday || calendar::discount_percent(day) > 0;
        if crowded { self.draw.between(2, 22) } else { self.draw.between(0, 9) }
    }

    fn buy_at_till(&mut self, store: &'static str, day: Date, time_ms: i64, experience: Experience) {
        // What waits in the basket of the site stays there: the two do not know each other.
        let waiting = std::mem::take(&mut self.basket);
        for _ in 0..self.draw.between(1, TAKEN_MAX) {
            if let Some(line) = self.pick_from_shelf(day) {
                self.basket.add(line, day);
            }
        }
        let method = self.draw.weighted([(78, "card"), (14, "cash"), (8, "wallet")]).unwrap_or("card");
        let unnamed = self.temperament.secretive || self.draw.chance(150);
        if unnamed {
            self.order_unnamed(store, time_ms, method);
        } else {
            if !self.account.known {
                self.take_card(store, time_ms - MINUTE_MS);
            }
            self.order(Place::Till { store, time_ms }, method, experience);
        }
        self.basket = waiting;
    }

    fn pick_from_shelf(&mut self, day: Date) -> Option<super::basket::Line> {
        let category = self.pick_category()?;
        self.choose(category, day)
    }

    fn answer_after_shop(&mut self, store: &'static str, left_ms: i64, experience: &Experience) {
        let time_ms = self.later(left_ms, 3 * HOUR_MS, 2 * DAY_MS);
        self.answer(Answer {
            survey: "csat",
            score: experience.stars(),
            step: "shop",
            time_ms,
            wordy: 600,
            experience,
            slots: Slots { shop: Some(store), ..Slots::default() },
            about: Fields::new().with("store", store),
        });
    }
}
