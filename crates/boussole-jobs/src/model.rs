use boussole_core::{ProjectId, Refusal};

/// Hexadecimal digits of an effect's id: 128 bits.
const ID_DIGITS: usize = 32;

/// Something that is to be done in the world outside, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEffect {
    /// Who does it: `mail`.
    pub kind: &'static str,
    /// What makes it this one and no other, unique in the project and the kind: planned again, it is the same effect.
    pub key: String,
    /// What whoever does it needs to know, as that feature writes it.
    pub payload: String,
    /// Not before this time, in milliseconds since 1970.
    pub due_ms: i64,
}

impl NewEffect {
    /// Returns the effect's id: it follows from what it is, so that a replay plans nothing new.
    pub(crate) fn id(&self, project: &ProjectId) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [project.as_str(), self.kind, &self.key] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize().to_hex()[..ID_DIGITS].to_owned()
    }
}

/// What is known of an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Which effect, for good: 32 hexadecimal digits.
    pub id: String,
    /// The project for which it is done.
    pub project: ProjectId,
    /// What whoever does it needs to know.
    pub payload: String,
    /// What became of it.
    pub state: State,
    /// How often it was begun.
    pub n_attempts: i64,
    /// Why it has not been done, when it was begun.
    pub reason: Option<String>,
    /// When it was planned, in milliseconds since 1970.
    pub created_ms: i64,
    /// Not before this time, in milliseconds since 1970.
    pub due_ms: i64,
    /// Since when nothing more happens to it by itself.
    pub ended_ms: Option<i64>,
    /// Under which worker it was begun.
    pub(crate) epoch: i64,
}

/// What became of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It waits for its time.
    Planned,
    /// A worker is about it.
    Claimed,
    /// It was done: the world said so.
    Sent,
    /// It was not done, and will not be by itself.
    Failed,
    /// It may or may not have been done: the answer was never heard. It is not done again by itself.
    Unknown,
}

impl State {
    /// All states, in the order of an effect's life.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Claimed, Self::Sent, Self::Failed, Self::Unknown];

    /// Returns the word by which a state is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Claimed => "claimed",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// Parses the word of a state.
    ///
    /// # Errors
    /// Refuses with `unknown_state` any other word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|state| state.as_str() == word).ok_or_else(|| {
            Refusal::new("unknown_state", "this is not a state")
                .at("state")
                .hint("use `planned`, `claimed`, `sent`, `failed` or `unknown`")
        })
    }
}

/// How one attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The world said that it is done.
    Sent,
    /// It was certainly not done, and may be later.
    Later {
        /// Why.
        reason: String,
    },
    /// It was certainly not done, and trying again would not help.
    Failed {
        /// Why.
        reason: String,
    },
    /// It may have been done.
    Unknown {
        /// What was heard last.
        reason: String,
    },
}

/// How many effects are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateCount {
    /// The state.
    pub state: State,
    /// How many.
    pub n: i64,
}

/// Effects, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectPage {
    /// The effects.
    pub effects: Vec<Effect>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Something that is to be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// Which one, among those of its reactor.
    pub name: String,
    /// What whoever set it wants to know when it rings.
    pub payload: String,
    /// When it rings, in milliseconds since 1970.
    pub due_ms: i64,
    /// How often ringing failed.
    pub n_failures: i64,
}
