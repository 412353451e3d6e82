//! How the company comes to know somebody, and on which devices it recognises them.

use super::Life;
use super::log::Note;
use super::visit::Session;
use crate::fields::Fields;
use boussole_events::{Identifier, IdentifierKind};

/// What the company has of somebody.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// Whether the person has a customer number.
    pub(super) known: bool,
    /// Whether the person receives the newsletter.
    pub(super) subscribed: bool,
}

impl Life<'_> {
    /// Returns how a device says who holds it: by its own number, and the customer's once they signed in on it.
    pub(super) fn on_device(&self, device: usize) -> Vec<Identifier> {
        let device = &self.devices[device];
        let anonymous = Identifier::parse(IdentifierKind::Anonymous, &device.anonymous_id);
        if device.signed_in {
            self.by_account().into_iter().chain(anonymous).collect()
        } else {
            Vec::from_iter(anonymous)
        }
    }

    /// Returns how the company itself names the person; nobody before it knows them.
    pub(super) fn by_account(&self) -> Vec<Identifier> {
        let known = self.account.known.then_some(self.profile.user_id.as_str());
        known.and_then(|id| Identifier::parse(IdentifierKind::User, id)).into_iter().collect()
    }

    /// Creates the account during a visit.
    pub(super) fn sign_up(&mut self, session: &mut Session) {
        session.pass(&mut self.draw, 20, 90);
        self.introduce_online("Signed Up", session, 440);
    }

    /// Subscribes to the newsletter during a visit, which makes a visitor a prospect.
    pub(super) fn subscribe(&mut self, session: &mut Session) {
        session.pass(&mut self.draw, 8, 40);
        self.introduce_online("Newsletter Subscribed", session, 1_000);
    }

    /// Signs in on the device of a visit, unless that was done.
    pub(super) fn sign_in(&mut self, session: &mut Session) {
        if !self.devices[session.device].signed_in {
            self.devices[session.device].signed_in = true;
            session.pass(&mut self.draw, 10, 40);
            self.seen(session, "Signed In", Fields::new());
        }
    }

    /// Takes a customer card at the till.
    pub(super) fn take_card(&mut self, store: &'static str, time_ms: i64) {
        self.become_known(350);
        let who = self.with_email(self.by_account());
        let props = Fields::new().with("channel", "store").with("store", store);
        self.introduce("Signed Up", time_ms, who, None, props);
    }

    fn introduce_online(&mut self, event: &'static str, session: &Session, subscribes: u32) {
        self.become_known(subscribes);
        self.devices[session.device].signed_in = true;
        let open = self.temperament.openness;
        let who = if open { self.on_device(session.device) } else { self.by_account() };
        let props = Fields::new().with("channel", self.devices[session.device].kind.channel());
        self.introduce(event, session.at_ms, self.with_email(who), open.then(|| session.id.clone()), props);
    }

    fn become_known(&mut self, subscribes: u32) {
        self.account.known = true;
        self.account.subscribed |= self.draw.chance(subscribes);
    }

    fn with_email(&self, mut who: Vec<Identifier>) -> Vec<Identifier> {
        who.extend(Identifier::parse(IdentifierKind::Email, &self.profile.email));
        who
    }

    fn introduce(
        &mut self,
        event: &'static str,
        time_ms: i64,
        who: Vec<Identifier>,
        session: Option<String>,
        props: Fields,
    ) {
        let traits = self.profile.traits(self.account.subscribed);
        self.log.write(Note { time_ms, event, who, session, props, traits });
    }

    /// Writes down what the company's own systems say of the person.
    pub(super) fn told(&mut self, event: &'static str, time_ms: i64, props: Fields) {
        let who = self.by_account();
        self.log.write(Note { time_ms, event, who, session: None, props, traits: Fields::new() });
    }
}
