//! A random project: stored for real, and as a plain list.

use super::compare::difference;
use super::drill;
use super::event::{DAY_MS, Fact, HOUR_MS, START_MS, Sent, anonymous};
use crate::world::{World, object, traits};
use boussole_events::{Identifier, IdentifierKind, Incoming};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The present of these projects: after all events, at no round time.
pub(super) const NOW_MS: i64 = START_MS + 6 * DAY_MS + 5 * HOUR_MS + 1;
/// When nobody did each thing once, so that every name is known.
const NAMED_MS: i64 = START_MS - 20 * DAY_MS;
/// When visitors 1 and 3 say where they live.
const IDENTIFIED_MS: i64 = START_MS - 10 * DAY_MS;
/// When visitors 1 and 2 turn out to be one person.
const SIGNED_IN_MS: i64 = START_MS + 7 * HOUR_MS;

/// A random history and what is known of its people.
#[derive(Debug, Clone)]
pub(super) struct Project {
    names: &'static [&'static str],
    sent: Vec<Sent>,
    /// Whether visitors 1 and 3 say where they live.
    identified: bool,
    /// Whether visitors 1 and 2 sign in with the same account at last.
    merged: bool,
}

/// Makes projects of these events; `names` are those that a question may name.
pub(super) fn projects(
    names: &'static [&'static str],
    events: impl Strategy<Value = Vec<Sent>>,
) -> impl Strategy<Value = Project> {
    (events, any::<bool>(), any::<bool>()).prop_map(move |(sent, identified, merged)| Project {
        names,
        sent,
        identified,
        merged,
    })
}

impl Project {
    /// Makes a project of exactly these events, for cases made by hand.
    pub(super) fn of(sent: Vec<Sent>) -> Self {
        Self { names: &[], sent, identified: false, merged: false }
    }

    /// Returns everything that is sent, in the order of arrival: each item with who did it.
    fn items(&self) -> Vec<(usize, Incoming)> {
        let named = self.names.iter().map(|&name| Sent { visitor: 0, name, time_ms: NAMED_MS, props: Map::new() });
        let mut items: Vec<(usize, Incoming)> = named.map(|sent| (0, sent.incoming())).collect();
        if self.identified {
            items.extend([(1, "FR"), (3, "BE")].map(|(visitor, country)| (visitor, identified(visitor, country))));
        }
        items.extend(self.sent.iter().map(|sent| (sent.visitor, sent.incoming())));
        if self.merged {
            items.extend([1, 2].map(|visitor| (visitor, signed_in(visitor))));
        }
        items
    }

    /// Returns the person that a visitor is at last.
    pub(super) fn person_of(&self, visitor: usize) -> usize {
        if self.merged && visitor == 2 { 1 } else { visitor }
    }

    /// Returns the country of a person, as it is known at last.
    pub(super) fn country(&self, person: usize) -> Option<&'static str> {
        match person {
            1 if self.identified => Some("FR"),
            3 if self.identified => Some("BE"),
            _ => None,
        }
    }

    /// Returns all events in the order of arrival, the lines of each order behind it.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (visitor, item) in self.items() {
            let person = self.person_of(visitor);
            let lines = item.props.get("products").and_then(Value::as_array).cloned().unwrap_or_default();
            let name = name_of(&item.event);
            facts.push(Fact { arrival: facts.len(), person, name, time_ms: item.time_ms, props: item.props });
            if name == "Order Completed" {
                for line in lines {
                    let props = object(line);
                    let name = "Product Ordered";
                    facts.push(Fact { arrival: facts.len(), person, name, time_ms: item.time_ms, props });
                }
            }
        }
        facts
    }

    /// Stores the project, one part of it in files and the rest in memory.
    pub(super) async fn stored(&self) -> World {
        let items: Vec<Incoming> = self.items().into_iter().map(|(_, item)| item).collect();
        let (early, late) = items.split_at(items.len() / 2);
        let mut world = World::with(early.to_vec()).await;
        world.now_ms = NOW_MS;
        world.store.seal(&world.ctx).await.expect("the store seals");
        world.accept(late.to_vec()).await;
        world
    }

    /// Asks as it is stored, then once more with all in files.
    async fn answers(&self, question: &Value) -> Result<[Value; 2], TestCaseError> {
        let world = self.stored().await;
        let found = drill::answer(&world, question).await?;
        world.store.seal(&world.ctx).await.expect("the store seals");
        Ok([found, world.answer(question.clone()).await])
    }

    /// Asks the real engine and compares everything that the reference says.
    pub(super) fn check(&self, question: &Value, expected: &Value) -> Result<(), TestCaseError> {
        self.check_as(question, expected, Ok)
    }

    /// The same, after `read` has looked at what the engine answered and taken out what the reference does not say.
    pub(super) fn check_as(
        &self,
        question: &Value,
        expected: &Value,
        read: impl Fn(Value) -> Result<Value, TestCaseError>,
    ) -> Result<(), TestCaseError> {
        for (how, found) in ["partly in files", "in files"].iter().zip(run(self.answers(question))?) {
            let found = read(found)?;
            if let Some(difference) = difference(expected, &found) {
                let events: Vec<String> = self.facts().iter().map(shown).collect();
                let events = events.join("\n");
                let message = format!("{how}: {difference}\n{question}\n{events}\nexpected {expected}\nfound {found}");
                return Err(TestCaseError::fail(message));
            }
        }
        Ok(())
    }
}

/// Sets how many random cases a test takes; `PROPTEST_CASES` says more for all of them.
pub(super) fn config(cases: u32) -> ProptestConfig {
    let said = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: said.unwrap_or(cases), max_shrink_iters: 300, ..ProptestConfig::default() }
}

/// Runs asynchronous work from a test that is not.
pub(super) fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// Writes an event for the message of a failed comparison.
fn shown(fact: &Fact) -> String {
    let time = jiff::Timestamp::from_millisecond(fact.time_ms).expect("an instant");
    format!("{time} person {} {} {}", fact.person, fact.name, Value::Object(fact.props.clone()))
}

fn identified(visitor: usize, country: &str) -> Incoming {
    let mut item = traits("", "2025-01-01T00:00:00Z", json!({"country": country}));
    item.identifiers = vec![anonymous(visitor)];
    item.time_ms = IDENTIFIED_MS;
    item
}

/// The visitor signs in with the account that visitors 1 and 2 share.
pub(super) fn signed_in(visitor: usize) -> Incoming {
    let account = Identifier { kind: IdentifierKind::User, value: "account".to_owned() };
    Incoming {
        event: "Signed In".to_owned(),
        identifiers: vec![account, anonymous(visitor)],
        time_ms: SIGNED_IN_MS,
        ..Incoming::default()
    }
}

/// Returns the name of an event for as long as the tests run; there are few.
fn name_of(event: &str) -> &'static str {
    String::leak(event.to_owned())
}
