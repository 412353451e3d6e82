//! A life as a customer, one cause after the other: a visit may fill a basket, a basket may become an order, an order
//! is delivered in time or not, and what was lived decides whether the person comes back and what they say.

mod account;
mod basket;
mod checkout;
mod delivery;
mod experience;
mod goods;
mod letters;
mod log;
mod mood;
mod opinion;
mod order;
mod returning;
mod shop;
mod support;
mod usage;
mod visit;

pub(crate) use checkout::PAYMENT_METHODS;

use crate::calendar::{self, Day, Window};
use crate::person::{Device, Profile, Temperament};
use crate::plants::Plants;
use crate::random::{Draw, Fate, Matter};
use crate::world::World;
use account::Account;
use basket::Basket;
use boussole_events::Incoming;
use jiff::civil::Date;
use letters::Mailbox;
use log::Log;
use mood::Mood;

/// How much likelier a visit is while something waits in the basket, in percent.
const UNFINISHED_PERCENT: u32 = 450;
/// How long a basket calls its owner back, in days.
const UNFINISHED_DAYS: u32 = 3;
/// The rate is a chance out of this many.
const RATE_BASE: u32 = 10_000;

/// A person living.
struct Life<'a> {
    world: &'static World,
    plants: &'a Plants,
    person: u32,
    fate: Fate,
    /// The stream of the matter at hand.
    draw: Draw,
    /// The stream of words, apart from all others: another phrase changes no life.
    words: Draw,
    profile: Profile,
    temperament: Temperament,
    devices: Vec<Device>,
    account: Account,
    basket: Basket,
    mailbox: Mailbox,
    mood: Mood,
    /// Whether the person has read which size to take.
    knows_sizes: bool,
    /// The day being lived, counted from the first of the history.
    today: u32,
    date: Date,
    log: Log,
}

/// Lives the life of one person and returns its events, in the order in which they happened.
pub(crate) fn live(person: u32, seed: u64, window: &Window, plants: &Plants) -> Vec<Incoming> {
    let world = World::shipped();
    let fate = Fate::of_person(seed, person);
    let mut draw = fate.draw(Matter::Birth, 0);
    let mut life = Life {
        world,
        plants,
        person,
        fate,
        profile: Profile::draw(person, world, &mut draw),
        temperament: Temperament::draw(world, &mut draw),
        devices: Device::draw_all(&mut draw),
        account: Account::default(),
        basket: Basket::default(),
        mailbox: Mailbox::default(),
        mood: Mood::default(),
        knows_sizes: false,
        today: 0,
        date: window.first(),
        log: Log::default(),
        words: fate.draw(Matter::Words, 0),
        draw,
    };
    life.live(window);
    life.log.into_events(window.end_ms, &format!("{seed:x}-{person}"))
}

impl Life<'_> {
    fn live(&mut self, window: &Window) {
        let discovery = self.discovery(window.days.len());
        let mut days = self.fate.draw(Matter::Days, 0);
        for (n, day) in window.days.iter().enumerate().skip(discovery) {
            (self.today, self.date) = (u32::try_from(n).unwrap_or(u32::MAX), day.date);
            self.receive_letters();
            // Drawn on every day, so that one visit more or less leaves the other days as they are.
            let lot = days.below(RATE_BASE);
            if n == discovery || lot < self.eagerness(day) {
                self.apart(Matter::Visit, |life| life.go());
            }
        }
    }

    /// Draws the day on which the person first comes: some were there before the history begins.
    fn discovery(&mut self, n_days: usize) -> usize {
        let n_days = u32::try_from(n_days).unwrap_or(u32::MAX);
        let day = if self.draw.chance(420) { self.draw.below(n_days.min(25)) } else { self.draw.below(n_days) };
        day as usize
    }

    /// Returns the chance of a visit, out of [`RATE_BASE`].
    fn eagerness(&self, day: &Day) -> u32 {
        let unfinished = self.basket.waits_since(day.date).is_some_and(|days| days <= UNFINISHED_DAYS);
        let call = if unfinished { UNFINISHED_PERCENT } else { 100 };
        let secretive = if self.temperament.secretive { 30 } else { 100 };
        let silent = self.plants.silent_visits(self.temperament.silence, day.date).unwrap_or(100);
        let letters = self.mailbox.visits_percent(day.date);
        let percents = [day.busy_percent, self.mood.percent(day.noon_ms), call, secretive, silent, letters];
        percents.iter().fold(self.temperament.leaning.eagerness, |rate, percent| rate * percent / 100)
    }

    /// Whether the person never says anything: no answer, no review, no message, no call.
    fn is_silent(&self) -> bool {
        self.plants.silent_visits(self.temperament.silence, self.date).is_some()
    }

    /// Lives a matter with its own draws: however many it takes, what surrounds it is drawn as before. No matter comes up
    /// twice because of one day.
    fn apart<T>(&mut self, matter: Matter, live: impl FnOnce(&mut Self) -> T) -> T {
        let surrounding = std::mem::replace(&mut self.draw, self.fate.draw(matter, self.today));
        let lived = live(self);
        self.draw = surrounding;
        lived
    }

    fn go(&mut self) {
        let (day, in_shop) = (self.date, self.draw.chance(self.temperament.leaning.footfall * 2));
        match self.profile.city.store.as_deref().filter(|_| in_shop) {
            Some(store) => self.shop(store, day),
            None => self.visit(day),
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
