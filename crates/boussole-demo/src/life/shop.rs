//! A visit of a shop: the queue, the advice, the till.

use super::Life;
use super::experience::Experience;
use super::opinion::Answer;
use super::order::Place;
use crate::calendar;
use crate::fields::Fields;
use crate::random::Matter;
use crate::world::{Aspect, Slots};
use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};
use jiff::civil::{Date, Weekday};

/// Products taken to the till at most.
const TAKEN_MAX: i64 = 3;
/// The longest wait at the till on an ordinary day, and on Saturdays and in the sales.
const ORDINARY_SECONDS: i64 = 560;
const CROWDED_SECONDS: i64 = 1_300;

impl Life<'_> {
    /// Goes to the shop of `store` on `day`; on Sundays it is closed.
    pub(super) fn shop(&mut self, store: &'static str, day: Date) {
        if day.weekday() == Weekday::Sunday {
            return self.visit(day);
        }
        self.apart(Matter::Shop, |life| life.walk_through(store, day));
    }

    fn walk_through(&mut self, store: &'static str, day: Date) {
        let entered = calendar::shopping_ms(&mut self.draw);
        let entered_ms = self.at(day, entered);
        let mut experience = Experience::of(&self.temperament);
        let queue_ms = self.later(entered_ms, 6 * MINUTE_MS, 45 * MINUTE_MS);
        self.be_advised(&mut experience);
        let wait_seconds = self.wait_seconds(store, day);
        let minutes = wait_seconds / 60;
        if minutes > 9 {
            experience.live(Aspect::QueueLong, -(minutes * (150 - self.temperament.forbearance) / 100));
            self.mood.remember(queue_ms, -minutes / 3);
        }
        let wants = self.draw.chance(580);
        let gives_up = self.draw.chance(u32::try_from(minutes * 14).unwrap_or(0));
        let buys = wants && !gives_up;
        // Who leaves the queue has waited, and who wanted nothing has not.
        let waited_seconds = match (wants, gives_up) {
            (false, _) => None,
            (true, true) => Some(wait_seconds / 2),
            (true, false) => Some(wait_seconds),
        };
        let left_ms = queue_ms + waited_seconds.unwrap_or(0) * SECOND_MS;
        let props = Fields::new().with("store", store).with("channel", "store");
        self.told("Store Visited", left_ms, props.with_some("wait_s", waited_seconds));
        if buys {
            self.buy_at_till(store, day, left_ms, experience);
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
    fn wait_seconds(&mut self, store: &str, day: Date) -> i64 {
        let crowded = day.weekday() == Weekday::Saturday || calendar::discount_percent(day) > 0;
        // One draw whatever the day, so that a wait is a share of the longest one.
        let share = i64::from(self.draw.below(1_000));
        share * if crowded { CROWDED_SECONDS } else { ORDINARY_SECONDS } / 1_000
            + 60 * i64::from(self.plants.minutes_waited(store, day))
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
                self.take_card(store, time_ms - SECOND_MS);
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
