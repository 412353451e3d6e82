use crate::QueryError;
use crate::ask::{blocking, sight};
use boussole_core::{Action, Ctx};
use boussole_events::{Chunk, EventStore, ScanRequest, Snapshot};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// The most events that are read: a vocabulary helps to ask, and must not cost more than an answer.
const EVENTS_READ_MAX: u64 = 200_000;
/// The most events of one name in whose properties is looked.
const EVENTS_LOOKED_MAX: u64 = 2_000;
/// The most people whose traits are looked at.
const PEOPLE_LOOKED_MAX: usize = 200;
/// The most names of events, and of properties of one event or of traits.
const EVENTS_MAX: usize = 500;
const PROPERTIES_MAX: usize = 100;
/// The most values that are offered of one property, and the most among which they are sought.
const VALUES_MAX: usize = 12;
const VALUES_SOUGHT_MAX: usize = 1_000;
/// The longest value that is offered, in characters: a longer one is no choice but a text.
const VALUE_CHARS_MAX: usize = 80;
/// How often a value must be there to be offered: what is there once names somebody rather than something.
const VALUE_TIMES_MIN: u64 = 2;

/// The words that a question about a project may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    /// The events, most frequent first.
    pub events: Vec<EventWords>,
    /// The traits of people, by name.
    pub traits: Vec<PropertyWords>,
    /// How many events were read.
    pub events_read: u64,
    /// Whether these are all events there are; otherwise counts and values are of those that were read.
    pub complete: bool,
}

/// An event by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventWords {
    /// Its name.
    pub name: String,
    /// How many of the events that were read have it.
    pub count: u64,
    /// What it carries, by name.
    pub properties: Vec<PropertyWords>,
}

/// A property of an event, or a trait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PropertyWords {
    /// Its name.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: PropertyKind,
    /// Its most frequent texts, most frequent first.
    pub values: Vec<String>,
}

/// What the values of a property are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PropertyKind {
    /// Texts, times among them.
    Text,
    /// Numbers.
    Number,
    /// Yes or no.
    Boolean,
    /// Values of several kinds.
    Mixed,
}

/// Returns the words that questions about a project may use, within the scope of who asks.
///
/// It is one bounded scan: of a large project the people with the smallest keys are read, so that counts are those of a
/// part (`complete` says so). Every name of an event is there all the same.
///
/// # Errors
/// Refuses a role that may not ask; fails when the events cannot be read.
pub async fn vocabulary(store: &EventStore, ctx: &Ctx) -> Result<Vocabulary, QueryError> {
    ctx.authorize(Action::InsightRead)?;
    let snapshot = store.snapshot(ctx)?;
    let (reader, scanned) = (ctx.clone(), snapshot.clone());
    let mut seen = blocking(move || Seen::read(&reader, &scanned)).await?;
    let mut traits = BTreeMap::new();
    for person in std::mem::take(&mut seen.people) {
        for (name, value, _) in store.traits_of(ctx, &snapshot, person).await? {
            see(&mut traits, &name, &value);
        }
    }
    let sight = sight(ctx, &snapshot).await?;
    Ok(seen.into_vocabulary(traits, &sight.event_names))
}

type Properties = BTreeMap<String, SeenValues>;

/// What a scan has seen.
#[derive(Debug, Default)]
struct Seen {
    events: HashMap<String, SeenEvent>,
    /// The first people, as far as they are looked at.
    people: Vec<u64>,
    n_read: u64,
    is_complete: bool,
}

#[derive(Debug, Default)]
struct SeenEvent {
    count: u64,
    properties: Properties,
}

#[derive(Debug, Default)]
struct SeenValues {
    n_texts: u64,
    n_numbers: u64,
    n_booleans: u64,
    texts: HashMap<String, u64>,
}

impl Seen {
    fn read(ctx: &Ctx, snapshot: &Snapshot) -> Result<Self, QueryError> {
        let mut seen = Self::default();
        let everything = ScanRequest::default();
        for chunk in snapshot.scan(ctx, &everything) {
            if seen.n_read >= EVENTS_READ_MAX {
                return Ok(seen);
            }
            seen.chunk(&chunk?);
        }
        seen.is_complete = true;
        Ok(seen)
    }

    fn chunk(&mut self, chunk: &Chunk) {
        self.n_read += chunk.len() as u64;
        let names = chunk.event_names();
        for (person, rows) in chunk.people() {
            if person != 0 && self.people.len() < PEOPLE_LOOKED_MAX {
                self.people.push(person);
            }
            for row in rows {
                let name = names[chunk.event_codes()[row] as usize];
                if let Some(event) = self.events.get_mut(name) {
                    event.take(chunk.props(row));
                } else if self.events.len() < EVENTS_MAX {
                    self.events.entry(name.to_owned()).or_default().take(chunk.props(row));
                }
            }
        }
    }

    fn into_vocabulary(self, traits: Properties, all: &[String]) -> Vocabulary {
        let seen = self.events.into_iter();
        let mut events: Vec<EventWords> = seen
            .map(|(name, event)| EventWords { name, count: event.count, properties: words(event.properties) })
            .collect();
        if !self.is_complete {
            // What was not met is still there to be asked about.
            let unmet = all.iter().filter(|name| !events.iter().any(|event| event.name == **name));
            let unmet: Vec<_> =
                unmet.map(|name| EventWords { name: name.clone(), count: 0, properties: vec![] }).collect();
            events.extend(unmet);
        }
        events.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        events.truncate(EVENTS_MAX);
        Vocabulary { events, traits: words(traits), events_read: self.n_read, complete: self.is_complete }
    }
}

impl SeenEvent {
    fn take(&mut self, properties: &str) {
        self.count += 1;
        if self.count > EVENTS_LOOKED_MAX {
            return;
        }
        let Ok(read) = serde_json::from_str::<Map<String, Value>>(properties) else { return };
        for (name, value) in &read {
            see(&mut self.properties, name, value);
        }
    }
}

/// Takes a value of a property; lists, objects and nothing are not compared in questions, and are passed over.
fn see(properties: &mut Properties, name: &str, value: &Value) {
    if matches!(value, Value::Null | Value::Array(_) | Value::Object(_)) {
        return;
    }
    if !properties.contains_key(name) && properties.len() >= PROPERTIES_MAX {
        return;
    }
    let seen = properties.entry(name.to_owned()).or_default();
    match value {
        Value::Number(_) => seen.n_numbers += 1,
        Value::Bool(_) => seen.n_booleans += 1,
        Value::String(text) => seen.text(text),
        Value::Null | Value::Array(_) | Value::Object(_) => {}
    }
}

impl SeenValues {
    fn text(&mut self, text: &str) {
        self.n_texts += 1;
        if let Some(times) = self.texts.get_mut(text) {
            *times += 1;
        } else if self.texts.len() < VALUES_SOUGHT_MAX && text.chars().count() <= VALUE_CHARS_MAX {
            self.texts.insert(text.to_owned(), 1);
        }
    }

    fn kind(&self) -> PropertyKind {
        match (self.n_texts > 0, self.n_numbers > 0, self.n_booleans > 0) {
            (true, false, false) => PropertyKind::Text,
            (false, true, false) => PropertyKind::Number,
            (false, false, true) => PropertyKind::Boolean,
            _ => PropertyKind::Mixed,
        }
    }

    fn into_values(self) -> Vec<String> {
        let mut texts: Vec<(String, u64)> =
            self.texts.into_iter().filter(|(_, times)| *times >= VALUE_TIMES_MIN).collect();
        texts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        texts.truncate(VALUES_MAX);
        texts.into_iter().map(|(text, _)| text).collect()
    }
}

fn words(properties: Properties) -> Vec<PropertyWords> {
    let words = properties.into_iter();
    words.map(|(name, seen)| PropertyWords { name, kind: seen.kind(), values: seen.into_values() }).collect()
}
