use super::{Frame, Interval};

/// How people's sessions are.
#[derive(Debug)]
pub(crate) struct Sessions {
    pub(crate) frame: Frame,
    pub(crate) gap_ms: i64,
    pub(crate) measure: SessionMeasure,
    pub(crate) interval: Interval,
}

/// What is asked of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SessionMeasure {
    /// How many there are.
    Count,
    /// How long they last.
    Duration,
    /// How many events they have.
    Events,
    /// How many have one event only.
    Bounce,
}

impl SessionMeasure {
    /// All measures.
    pub(crate) const ALL: [Self; 4] = [Self::Count, Self::Duration, Self::Events, Self::Bounce];

    /// Returns the word of a measure in questions and answers.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Duration => "duration",
            Self::Events => "events",
            Self::Bounce => "bounce",
        }
    }
}
