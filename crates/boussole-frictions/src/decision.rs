//! What people decide of a friction.

use boussole_core::Refusal;

/// What is done about a friction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Something is changed.
    Act,
    /// It is looked at more closely first.
    Dig,
    /// It is looked at again later.
    Watch,
    /// Nothing is done about it.
    Close,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Act, Self::Dig, Self::Watch, Self::Close];

    /// Returns the word by which it is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Dig => "dig",
            Self::Watch => "watch",
            Self::Close => "close",
        }
    }

    /// Reads the word by which it is told.
    ///
    /// # Errors
    /// Refuses another word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        let found = Self::ALL.into_iter().find(|decision| decision.as_str() == word);
        found.ok_or_else(|| unknown("decision", &Self::ALL.map(Self::as_str)))
    }
}

/// How much work it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Days.
    Low,
    /// Weeks.
    Medium,
    /// Months.
    High,
}

impl Effort {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Returns the word by which it is told.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads the word by which it is told.
    ///
    /// # Errors
    /// Refuses another word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        let found = Self::ALL.into_iter().find(|effort| effort.as_str() == word);
        found.ok_or_else(|| unknown("effort", &Self::ALL.map(Self::as_str)))
    }
}

fn unknown(field: &str, words: &[&str]) -> Refusal {
    Refusal::new("unknown_word", format!("this is no {field}")).at(field).hint(format!("one of: {}", words.join(", ")))
}

/// What was decided, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// How much work it would be, where somebody said so.
    pub effort: Option<Effort>,
    /// The id of the member; absent of the command line.
    pub decided_by: Option<String>,
    /// When, in milliseconds since 1970.
    pub decided_ms: i64,
}
