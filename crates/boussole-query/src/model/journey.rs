use super::{Frame, Scale, Selector};
use crate::value::PropertyPath;

/// How people pass through steps: how many, how long, who goes on, who asks for help, what they say.
#[derive(Debug)]
pub(crate) struct Journey {
    pub(crate) frame: Frame,
    /// In their order: later steps are further on.
    pub(crate) steps: Vec<JourneyStep>,
    /// How long somebody is awaited at the next step, that time included.
    pub(crate) window_ms: i64,
    /// Events of one step at most so far apart, with no other step between, are one passage.
    pub(crate) gap_ms: i64,
    /// What is a call for help.
    pub(crate) contact: Option<Selector>,
    pub(crate) scores: Vec<JourneyScore>,
}

/// One step of a journey.
#[derive(Debug)]
pub(crate) struct JourneyStep {
    pub(crate) name: String,
    /// What happens, one after the other; mostly one event.
    pub(crate) pattern: Vec<Selector>,
    /// How long after the first the last may be, that time included.
    pub(crate) within_ms: i64,
}

/// Answers on a scale that are told by step.
#[derive(Debug)]
pub(crate) struct JourneyScore {
    pub(crate) scale: Scale,
    pub(crate) select: Selector,
    pub(crate) path: PropertyPath,
}

/// What became of somebody at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was passed.
    Passed,
    /// Nothing further on was.
    Dropped,
    /// It was passed once more before anything further on.
    Repeated,
    /// Help was called for.
    Contacted,
    /// It is where they are now.
    Current,
}

impl Fate {
    pub(crate) const ALL: [Self; 5] = [Self::Passed, Self::Dropped, Self::Repeated, Self::Contacted, Self::Current];

    /// Returns the word by which it is asked for.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Dropped => "dropped",
            Self::Repeated => "repeated",
            Self::Contacted => "contacted",
            Self::Current => "current",
        }
    }

    /// Returns its place among all.
    pub(crate) fn place(self) -> usize {
        self as usize
    }
}
