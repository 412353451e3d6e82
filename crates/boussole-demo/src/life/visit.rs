//! A visit of the site or the application.

use super::Life;
use super::basket::Line;
use super::log::Note;
use crate::calendar;
use crate::fields::Fields;
use crate::person::DeviceKind;
use crate::random::{Draw, Matter};
use crate::world::Category;
use boussole_core::SECOND_MS;
use jiff::civil::Date;

/// Where the site is; the domain is set apart for documentation.
const SITE: &str = "https://www.maisonrando.example";
/// Products looked at during one visit at most.
const LOOKS_MAX: u32 = 4;
/// Of 1,000 visits within days of a letter that was opened, how many come by its link.
const BY_LETTER: u32 = 420;

/// A visit going on.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) device: usize,
    pub(super) day: Date,
    pub(super) at_ms: i64,
    referrer: Option<&'static str>,
    /// What the link said by which the visitor came.
    link: Fields,
    /// Whether the guide to sizes was read in this visit.
    guide_read: bool,
}

impl Session {
    /// Lets some seconds pass and returns the moment reached.
    pub(super) fn pass(&mut self, draw: &mut Draw, from_seconds: i64, to_seconds: i64) -> i64 {
        self.at_ms += draw.between(from_seconds * SECOND_MS, to_seconds * SECOND_MS);
        self.at_ms
    }
}

impl Life<'_> {
    /// Visits the site on `day`.
    pub(super) fn visit(&mut self, day: Date) {
        self.basket.expire(day);
        let mut session = self.begin(day);
        self.count(&session);
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
        let prefers_phone = self.draw.chance(self.temperament.thumb);
        let is_phone = |kind| kind == DeviceKind::Phone;
        let preferred = self.devices.iter().position(|device| is_phone(device.kind) == prefers_phone);
        let ways = self.world.arrivals.iter().filter(|way| way.is_open(day.month()));
        let arrival = self.draw.weighted(ways.map(|way| (way.weight, way))).expect("some way is always open");
        let start_ms = calendar::browsing_ms(day, &mut self.draw);
        let at_ms = self.at(day, start_ms);
        let id = format!("{:016x}", self.draw.bits());
        let by_letter = self.draw.chance(BY_LETTER);
        let letter = if by_letter { self.follow_link(at_ms) } else { None };
        let (referrer, link) = match letter {
            Some(campaign) => (None, link(Some("newsletter"), Some("email"), Some(&campaign))),
            None => {
                let words = [&arrival.source, &arrival.medium, &arrival.campaign].map(Option::as_deref);
                (arrival.referrer.as_deref(), link(words[0], words[1], words[2]))
            }
        };
        Session { id, device: preferred.unwrap_or(0), day, at_ms, referrer, link, guide_read: false }
    }

    /// Counts a visit of which nothing else may be written down: that there was one, and nobody's.
    fn count(&mut self, session: &Session) {
        if self.temperament.openness {
            return;
        }
        let kind = self.devices[session.device].kind;
        let props =
            Fields::new().with("consent", "refused").with("channel", kind.channel()).with("device", kind.word());
        let (who, traits) = (Vec::new(), Fields::new());
        self.log.write(Note { time_ms: session.at_ms, event: "Visit Counted", who, session: None, props, traits });
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
        if line.product.is_wearable() {
            self.read_guide(session);
        }
        // A reduced price tempts those who watch prices.
        let tempted = calendar::discount_percent(session.day) * self.temperament.thrift / 12;
        if self.draw.chance(170 + u32::try_from(tempted).unwrap_or(0)) && self.basket.add(line.clone(), session.day) {
            session.pass(&mut self.draw, 4, 60);
            let props = line.describe().with("quantity", line.quantity);
            self.seen(session, "Product Added", props);
        }
    }

    /// Reads which size to take, where that is shown.
    fn read_guide(&mut self, session: &mut Session) {
        let is_shown = self.temperament.curiosity < self.plants.shown_sizes(session.day);
        if !is_shown || session.guide_read {
            return;
        }
        session.guide_read = true;
        self.knows_sizes = true;
        self.apart(Matter::Guide, |life| session.pass(&mut life.draw, 10, 50));
        self.page(session, "/guide-des-tailles", "Guide des tailles");
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
        Some(Line::new(product, &category.name, quantity, price))
    }

    fn page(&mut self, session: &Session, path: &str, title: &str) {
        let props = Fields::new().with("url", format!("{SITE}{path}")).with("path", path).with("title", title);
        let props = props.with_some("referrer", session.referrer);
        self.seen(session, "Page Viewed", props);
    }

    /// Writes down something that happened in a visit, at its present moment, if the visitor lets the site do so.
    pub(super) fn seen(&mut self, session: &Session, event: &'static str, props: Fields) {
        if self.temperament.openness {
            self.visited(session, event, props);
        }
    }

    /// Writes down what the company must know to serve: an order and whose it is. Of who lets nothing else be written
    /// down it names no visit, no device's number and no link.
    pub(super) fn agreed(&mut self, session: &Session, event: &'static str, props: Fields) {
        if self.temperament.openness {
            self.visited(session, event, props);
        } else {
            let channel = self.devices[session.device].kind.channel();
            self.told(event, session.at_ms, props.with("channel", channel));
        }
    }

    fn visited(&mut self, session: &Session, event: &'static str, props: Fields) {
        let kind = self.devices[session.device].kind;
        let props = props.with("channel", kind.channel()).with("device", kind.word()).and(session.link.clone());
        let who = self.on_device(session.device);
        let session_id = Some(session.id.clone());
        self.log.write(Note { time_ms: session.at_ms, event, who, session: session_id, props, traits: Fields::new() });
    }
}

fn link(source: Option<&str>, medium: Option<&str>, campaign: Option<&str>) -> Fields {
    Fields::new().with_some("utm_source", source).with_some("utm_medium", medium).with_some("utm_campaign", campaign)
}
