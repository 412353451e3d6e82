use boussole_core::{Code, Refusal};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a door or an import hands to [`crate::EventStore::accept`]: one event, not yet believed.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// The name, "Object Action" in title case by convention (`Order Completed`).
    pub event: String,
    /// How the sender knows the person; empty when nobody is known.
    pub identifiers: Vec<Identifier>,
    /// When it happened, by the clock of the client, in milliseconds since 1970.
    pub time_ms: i64,
    /// Whether the sender named no time, and `time_ms` is when the event arrived: sent again it has another one, and is
    /// the same event all the same.
    pub is_time_of_arrival: bool,
    /// When the client sent it, by the same clock; used to correct a clock that is wrong.
    pub sent_ms: Option<i64>,
    /// The sender's own id of this event. The same id counts once, for ever.
    pub message_id: Option<String>,
    /// The sender's own id of the visit.
    pub session: Option<String>,
    /// What is said of the event.
    pub props: Map<String, Value>,
    /// What is said of the person, as of `time_ms`.
    pub traits: Map<String, Value>,
}

/// One name by which a sender knows a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    /// What sort of name it is; stronger kinds first.
    pub kind: IdentifierKind,
    /// The name itself, trimmed; e-mail addresses in lower case.
    pub value: String,
}

/// The sorts of names, strongest first: the strongest of an event is the identity it keeps for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// The company's own customer or account number.
    User,
    /// An address of electronic mail.
    Email,
    /// A telephone number.
    Phone,
    /// A number made up by a browser or an application before anybody signed in.
    Anonymous,
}

impl IdentifierKind {
    /// All kinds, strongest first.
    pub const ALL: [Self; 4] = [Self::User, Self::Email, Self::Phone, Self::Anonymous];

    /// Returns the name used in recipes, in answers and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user_id",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Anonymous => "anonymous_id",
        }
    }

    /// Parses the name used in recipes, in answers and in the database.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The longest value of an identifier, in bytes.
pub const IDENTIFIER_BYTES_MAX: usize = 200;

/// Values that client code sends when it means "nobody". They never identify anyone.
const GUARDED: [&str; 22] = [
    "null",
    "undefined",
    "none",
    "nil",
    "nan",
    "anonymous",
    "anon",
    "guest",
    "unknown",
    "n/a",
    "na",
    "-",
    "0",
    "-1",
    "true",
    "false",
    "test",
    "user",
    "id",
    "distinct_id",
    "[object object]",
    "00000000-0000-0000-0000-000000000000",
];

impl Identifier {
    /// Makes an identifier; `None` when the value is empty, too long, or one that means "nobody" (`null`, `guest`, …).
    #[must_use]
    pub fn parse(kind: IdentifierKind, value: &str) -> Option<Self> {
        let trimmed = value.trim().trim_matches(['"', '\'']).trim();
        let lower = trimmed.to_lowercase();
        if trimmed.is_empty() || trimmed.len() > IDENTIFIER_BYTES_MAX || GUARDED.contains(&lower.as_str()) {
            return None;
        }
        let value = if kind == IdentifierKind::Email { lower } else { trimmed.to_owned() };
        Some(Self { kind, value })
    }
}

/// Events that arrive together from one origin.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The name of the source (`import:orders`, a source's own name).
    pub source: String,
    /// How they arrive.
    pub origin: Origin,
    /// The events, in the order in which they were sent.
    pub items: Vec<Incoming>,
    /// How many items the door refused itself, by cause: they are counted in the same commit.
    pub n_refused: BTreeMap<Code, u64>,
}

impl Batch {
    /// Makes a batch of which the door refused nothing.
    pub fn new(source: impl Into<String>, origin: Origin, items: Vec<Incoming>) -> Self {
        Self { source: source.into(), origin, items, n_refused: BTreeMap::new() }
    }
}

/// How events arrive. It decides which times and which links between identifiers are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From a client, as it happens: 2 years back and 24 hours ahead, clock corrected.
    Live {
        /// Whether they came with a secret key. A public key can be read by anybody on a page: it may tell whose browser
        /// this is, and nothing else.
        is_trusted: bool,
    },
    /// From a file: any past.
    Import {
        /// The import, for undo.
        import_id: i64,
    },
}

/// What became of one item of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Stored and fsynced.
    Accepted,
    /// The same message id with the same content was already stored: nothing to do.
    Duplicate,
    /// The same message id was already stored with other content: this one is refused.
    Conflict,
    /// Set aside, visible and replayable, not counted.
    Quarantined(Code),
    /// Not an event at all.
    Refused(Refusal),
}

/// What became of a batch: one outcome an item, in the same order.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    /// One outcome for each item.
    pub outcomes: Vec<Outcome>,
    /// The person of each item that was stored, as of this commit; 0 where nobody is known or nothing was stored.
    pub person_keys: Vec<u64>,
    /// How many events the store derived from accepted ones (`Product Ordered`, one a line).
    pub n_derived: u64,
}

/// What an undo of an import took back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Events, without those derived from them.
    pub n_events: u64,
    /// Events that the store had derived (`Product Ordered`, one a line).
    pub n_derived: u64,
    /// Things said of people.
    pub n_traits: u64,
    /// Claims that two identifiers are one person.
    pub n_links: u64,
    /// Identifiers of which nothing is left.
    pub n_identifiers: u64,
    /// Items that were set aside.
    pub n_quarantined: u64,
    /// When it was undone, in milliseconds since 1970.
    pub undone_ms: i64,
}

/// How often something became of what a source sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCount {
    /// The name of the source, as the batch gave it.
    pub source: String,
    /// `accepted`, `duplicate`, `conflict`, `quarantined` or `refused`, which together are everything that was received;
    /// `without_id`, which is how many of the accepted came without a message id; and `undone`, how many of them were
    /// taken back with their import.
    pub outcome: String,
    /// The cause, for what was set aside or refused; else empty.
    pub reason: String,
    /// How many.
    pub n: u64,
    /// When the last one arrived, in milliseconds since 1970.
    pub last_ms: i64,
}

/// An item that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedItem {
    /// Its key, as hexadecimal digits.
    pub key: String,
    /// The name of the source.
    pub source: String,
    /// Why it was set aside.
    pub reason: String,
    /// When it arrived, in milliseconds since 1970.
    pub received_ms: i64,
    /// The item: event, time, identifiers, properties and traits.
    pub item: Value,
}

/// Items that were set aside, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuarantinePage {
    /// What may be seen of them. Fewer than asked for is not yet the end.
    pub items: Vec<QuarantinedItem>,
    /// After which item the next page begins; `None` at the end.
    pub next: Option<(i64, String)>,
}
