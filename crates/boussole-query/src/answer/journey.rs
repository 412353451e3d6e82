use super::{Meta, ScoreValue};
use serde::Serialize;

/// How people pass through the steps of a journey.
#[derive(Debug, Clone, Serialize)]
pub struct JourneyAnswer {
    /// `journey`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// Who passed at least one step.
    pub people: u64,
    /// How much of what happens belongs to a step.
    pub coverage: CoverageAnswer,
    /// In the order of the question.
    pub steps: Vec<JourneyStepAnswer>,
}

/// How much of what happens belongs to a step.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageAnswer {
    /// Events of people.
    pub events: u64,
    /// Those of them that belong to a step.
    pub assigned: u64,
    /// Events of nobody, which no step counts.
    pub nobody: u64,
    /// The most frequent events of no step, the most frequent first.
    pub unassigned: Vec<UnassignedAnswer>,
}

/// Events of one name that belong to no step.
#[derive(Debug, Clone, Serialize)]
pub struct UnassignedAnswer {
    /// Their name.
    pub event: String,
    /// How many.
    pub events: u64,
}

/// What happened at a step.
#[derive(Debug, Clone, Serialize)]
pub struct JourneyStepAnswer {
    /// Its name.
    pub name: String,
    /// Asks for the people who passed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// How many events were of it.
    pub events: u64,
    /// How often it was passed.
    pub passages: u64,
    /// By how many people.
    pub people: u64,
    /// How many of them are there now: nothing of another step came since, and not too long ago.
    pub current: u64,
    /// Of a passage, how long until the beginning of the next one elsewhere: the median, in seconds.
    pub seconds_p50: Option<f64>,
    /// The same of nine in ten.
    pub seconds_p90: Option<f64>,
    /// Of how many passages.
    pub seconds_n: u64,
    /// Who came and passed no later step within the window; absent of the last step.
    pub drop_off: Option<PartAnswer>,
    /// Who passed it once more before a later one.
    pub repeat: PartAnswer,
    /// Who called for help after it; absent when the question names no such event.
    pub contact: Option<PartAnswer>,
    /// What those said who were there.
    pub scores: Vec<JourneyScoreAnswer>,
}

/// A part of people, in per cent, with its 95 % interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PartAnswer {
    /// The part; absent of nobody.
    pub value: Option<f64>,
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// How many they are.
    pub people: u64,
    /// Of how many: those of whom it is known.
    pub of: u64,
}

/// A score by step.
#[derive(Debug, Clone, Serialize)]
pub struct JourneyScoreAnswer {
    /// `nps`, `csat` or `ces`.
    pub score: &'static str,
    /// What it is.
    #[serde(flatten)]
    pub value: ScoreValue,
}
