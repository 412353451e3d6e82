//! A life as a customer, one cause after the other: a visit may fill a basket, a basket may become an order, an order
//! is delivered in time or not, and what was lived decides whether the person comes back and what they say.

mod account;
mod basket;
mod checkout;
mod delivery;
mod experience;
mod log;
mod mood;
mod opinion;
mod order;
mod returning;
mod shop;
mod support;
mod visit;

use crate::calendar::{self, Day, Window};
use crate::person::{Device, Profile, Temperament};
use crate::random::Draw;
use crate::world::World;
use account::Account;
use basket::Basket;
use boussole_events::Incoming;
use jiff::civil::Date;
use log::Log;
use mood::Mood;

/// How much likelier a visit is while something waits in the basket, in percent.
const UNFINISHED_PERCENT: u32 = 450;
/// How long a basket calls its owner back, in days.
const UNFINISHED_DAYS: u32 = 3;
/// The rate is a chance out of this many.
const RATE_BASE: u32 = 10_000;

/// A person living.
struct Life {
    world: &'static World,
    person: u32,
    draw: Draw,
    profile: Profile,
    temperament: Temperament,
    devices: Vec<Device>,
    account: Account,
    basket: Basket,
    mood: Mood,
    n_orders: u32,
    log: Log,
}

/// Lives the life of one person and returns its events, in the order in which they happened.
pub(crate) fn live(person: u32, seed: u64, window: &Window) -> Vec<Incoming> {
    let world = World::shipped();
    let mut draw = Draw::of_person(seed, person);
    let mut life = Life {
        world,
        person,
        profile: Profile::draw(person, world, &mut draw),
        temperament: Temperament::draw(world, &mut draw),
        devices: Device::draw_all(&mut draw),
        account: Account::default(),
        basket: Basket::default(),
        mood: Mood::default(),
        n_orders: 0,
        log: Log::default(),
        draw,
    };
    life.live(window);
    life.log.into_events(window.end_ms, &format!("{seed:x}-{person}"))
}

impl Life {
    fn live(&mut self, window: &Window) {
        let discovery = self.discovery(window.days.len());
        for (n, day) in window.days.iter().enumerate().skip(discovery) {
            if n == discovery || self.feels_like_it(day) {
                self.go(day.date);
            }
        }
    }

    /// Draws the day on which the person first comes: some were there before the history begins.
    fn discovery(&mut self, n_days: usize) -> usize {
        let n_days = u32::try_from(n_days).unwrap_or(u32::MAX);
        let day = if self.draw.chance(420) { self.draw.below(n_days.min(25)) } else { self.draw.below(n_days) };
        day as usize
    }

    fn feels_like_it(&mut self, day: &Day) -> bool {
        let unfinished = self.basket.waits_since(day.date).is_some_and(|days| days <= UNFINISHED_DAYS);
        let call = if unfinished { UNFINISHED_PERCENT } else { 100 };
        let secretive = if self.temperament.secretive { 30 } else { 100 };
        let percents = [day.busy_percent, self.mood.percent(day.noon_ms), call, secretive];
        let rate = percents.iter().fold(self.temperament.leaning.eagerness, |rate, percent| rate * percent / 100);
        self.draw.below(RATE_BASE) < rate
    }

    fn go(&mut self, day: Date) {
        let footfall = self.temperament.leaning.footfall;
        match self.profile.city.store.as_deref() {
            Some(store) if self.draw.chance(footfall * 2) => self.shop(store, day),
            _ => self.visit(day),
        }
    }

    /// Returns the moment `ms` after the midnight of `day`, where the person lives.
    fn at(&self, day: Date, ms: i64) -> i64 {
        calendar::at_ms(day, ms, &self.profile.market.zone)
    }

    /// Draws a moment of `day` between two hours, where the person lives.
    fn hours(&mut self, day: Date, from: i64, to: i64) -> i64 {
        let ms = calendar::hours_ms(from, to, &mut self.draw);
        self.at(day, ms)
    }

    /// Draws a moment from `from_ms` to `to_ms` later than `time_ms`.
    fn later(&mut self, time_ms: i64, from_ms: i64, to_ms: i64) -> i64 {
        time_ms + self.draw.between(from_ms, to_ms)
    }

    /// Returns the day at a moment, where the person lives.
    fn day(&self, time_ms: i64) -> Date {
        calendar::day_of(time_ms, &self.profile.market.zone)
    }
}
