use boussole_core::Refusal;
use boussole_events::Incoming;

/// The largest event, in bytes of JSON.
pub(crate) const EVENT_BYTES_MAX: usize = 32 * 1024;
/// The largest batch, in bytes of JSON after it was unpacked.
pub(crate) const BATCH_BYTES_MAX: usize = 500 * 1024;
/// The most items of a batch.
pub(crate) const BATCH_ITEMS_MAX: usize = 1_000;

/// What a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// One message.
    One(Kind),
    /// Many, each with its own kind.
    Batch,
}

impl Call {
    /// Returns the largest body.
    pub(crate) fn bytes_max(self) -> usize {
        match self {
            Self::One(_) => EVENT_BYTES_MAX,
            Self::Batch => BATCH_BYTES_MAX,
        }
    }

    /// Returns the word by which it is shown.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::One(kind) => kind.word(),
            Self::Batch => "batch",
        }
    }
}

/// What a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Who somebody is.
    Identify,
    /// What somebody did.
    Track,
    /// Which page somebody saw.
    Page,
    /// Which screen of an application somebody saw.
    Screen,
    /// To which company or household somebody belongs.
    Group,
    /// By which other name somebody was known.
    Alias,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [Self::Identify, Self::Track, Self::Page, Self::Screen, Self::Group, Self::Alias];

    /// Returns the word by which clients name it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One item of a request, read.
#[derive(Debug)]
pub(crate) struct Item {
    /// What it says; `None` when that is not known.
    pub(crate) kind: Option<Kind>,
    /// The sender's id of it.
    pub(crate) message_id: Option<String>,
    /// The event, or why it is none.
    pub(crate) event: Result<Incoming, Refusal>,
}

/// What became of an item, as the sender is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The word of the outcome.
    pub(crate) outcome: &'static str,
    /// What is wrong, where something is.
    pub(crate) fault: Option<Refusal>,
    /// The person it was stored for.
    pub(crate) person_key: Option<u64>,
}
