//! A visit of the site or the application.

use super::Life;
use super::basket::Line;
use super::log::Note;
use crate::calendar;
use crate::fields::Fields;
use crate::person::DeviceKind;
use crate::random::Draw;
use crate::world::{Arrival, Category};
use boussole_core::SECOND_MS;
use jiff::civil::Date;

/// Where the site is; the domain is set apart for documentation.
const SITE: &str = "https://www.maisonrando.example";
/// Products looked at during one visit at most.
const LOOKS_MAX: u32 = 4;

/// A visit going on.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) device: usize,
    pub(super) day: Date,
    pub(super) at_ms: i64,
    arrival: &'static Arrival,
}

impl Session {
    /// Lets some seconds pass and returns the moment reached.
    pub(super) fn pass(&mut self, draw: &mut Draw, from_seconds: i64, to_seconds: i64) -> i64 {
        self.at_ms += draw.between(from_seconds * SECOND_MS, to_seconds * SECOND_MS);
        self.at_ms
    }
}

impl Life {
    /// Visits the site on `day`.
    pub(super) fn visit(&mut self, day: Date) {
        self.basket.expire(day);
        let mut session = self.begin(day);
        self.page(&session, "/", "Accueil");
        if self.account.known && self.draw.chance(300) {
            self.sign_in(&mut session);
        }
        let unfinished = !self.basket.lines.is_empty() && self.draw.chance(650);
        if !unfinished {
            self.look_around(&mut session);
        }
        if !self.basket.lines.is_empty() && (unfinished || self.draw.chance(620)) {
            self.check_out(&mut session);
        }
        if !self.account.subscribed && !self.temperament.secretive && self.draw.chance(85) {
            self.subscribe(&mut session);
        } else if self.account.known && self.draw.chance(12) {
            self.ask_advice(session.at_ms);
        }
    }

    fn begin(&mut self, day: Date) -> Session {
        let prefers_phone = self.draw.chance(self.temperament.leaning.thumb);
        let is_phone = |kind| kind == DeviceKind::Phone;
        let preferred = self.devices.iter().position(|device| is_phone(device.kind) == prefers_phone);
        let ways = self.world.arrivals.iter().filter(|way| way.is_open(day.month(), self.account.subscribed));
        let arrival = self.draw.weighted(ways.map(|way| (way.weight, way))).expect("some way is always open");
        let start_ms = calendar::browsing_ms(day, &mut self.draw);
        Session {
            id: format!("{:016x}", self.draw.bits()),
            device: preferred.unwrap_or(0),
            day,
            at_ms: self.at(day, start_ms),
            arrival,
        }
    }

    fn look_around(&mut self, session: &mut Session) {
        let Some(category) = self.pick_category() else { return };
        if self.draw.chance(380) {
            self.search(session, category);
        } else if self.draw.chance(700) {
            session.pass(&mut self.draw, 5, 60);
            self.page(session, &format!("/{}", category.slug), &category.name);
        }
        for look in 0..self.draw.below(LOOKS_MAX + 1) {
            // Most people stay on one shelf for a while.
            let other = if look > 0 && self.draw.chance(250) { self.pick_category() } else { None };
            self.look_at_one(session, other.unwrap_or(category));
        }
    }

    /// Picks the category that the person has in mind.
    pub(super) fn pick_category(&mut self) -> Option<&'static Category> {
        let picks = self.temperament.leaning.picks.iter().map(|(key, weight)| (*weight, key));
        let key = self.draw.weighted(picks)?;
        self.world.catalogue.category(key)
    }

    fn search(&mut self, session: &mut Session, category: &'static Category) {
        let Some(query) = self.draw.pick(category.searches(self.profile.language)) else { return };
        session.pass(&mut self.draw, 5, 45);
        let n_results = self.world.catalogue.of_category(&category.key).count();
        let address = format!("{SITE}/recherche?q={}", query.replace(' ', "+"));
        let props = Fields::new().with("query", query.as_str()).with("n_results", n_results).with("url", address);
        self.seen(session, "Products Searched", props);
    }

    fn look_at_one(&mut self, session: &mut Session, category: &'static Category) {
        let Some(line) = self.choose(category, session.day) else { return };
        session.pass(&mut self.draw, 8, 150);
        let address = format!("{SITE}/{}/{}", category.slug, line.product.id.to_lowercase());
        self.seen(session, "Product Viewed", line.describe().with("url", address));
        // A reduced price tempts those who watch prices.
        let tempted = calendar::discount_percent(session.day) * self.temperament.thrift / 12;
        if self.draw.chance(170 + u32::try_from(tempted).unwrap_or(0)) && self.basket.add(line.clone(), session.day) {
            session.pass(&mut self.draw, 4, 60);
            let props = line.describe().with("quantity", line.quantity);
            self.seen(session, "Product Added", props);
        }
    }

    /// Chooses one product of a category, by its price and the person's means.
    pub(super) fn choose(&mut self, category: &'static Category, day: Date) -> Option<Line> {
        let thrift = self.temperament.thrift;
        let weigh = |price: i64| {
            let appeal = 100 + (thrift - 50) * 2 * (8_000 - price) / (8_000 + price);
            u32::try_from(appeal.max(10)).unwrap_or(10)
        };
        let products = self.world.catalogue.of_category(&category.key);
        let product = self.draw.weighted(products.map(|product| (weigh(product.price), product)))?;
        let quantity = if product.price < 3_000 && self.draw.chance(300) { self.draw.between(2, 4) } else { 1 };
        let price = product.price_at(calendar::discount_percent(day));
        Some(Line { product, category: &category.name, quantity, price })
    }

    fn page(&mut self, session: &Session, path: &str, title: &str) {
        let props = Fields::new().with("url", format!("{SITE}{path}")).with("path", path).with("title", title);
        let props = props.with_some("referrer", session.arrival.referrer.as_deref());
        self.seen(session, "Page Viewed", props);
    }

    /// Writes down something that happened in a visit, at its present moment.
    pub(super) fn seen(&mut self, session: &Session, event: &'static str, props: Fields) {
        let kind = self.devices[session.device].kind;
        let props = props
            .with("channel", kind.channel())
            .with("device", kind.word())
            .with_some("utm_source", session.arrival.source.as_deref())
            .with_some("utm_medium", session.arrival.medium.as_deref())
            .with_some("utm_campaign", session.arrival.campaign.as_deref());
        let who = self.on_device(session.device);
        let session_id = Some(session.id.clone());
        self.log.write(Note { time_ms: session.at_ms, event, who, session: session_id, props, traits: Fields::new() });
    }
}
