use super::{Occurrence, activity, people, things};
use crate::plan::{BoundRule, RatePlan};
use crate::value::Number;

/// What became of one person or thing in one bucket.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) group: usize,
    pub(super) bucket: usize,
    pub(super) verdict: Verdict,
}

/// How an outcome counts.
#[derive(Debug)]
pub(super) enum Verdict {
    /// In the denominator, perhaps in the numerator, and in some parts.
    Counted { is_in: bool, parts: &'static [&'static str], sold: Vec<Amount>, returned: Vec<Amount> },
    /// In a part only.
    Part(&'static str),
    /// Not at all, for this reason.
    LeftOut(&'static str),
}

/// An amount of money.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) currency: Option<String>,
}

impl Outcome {
    pub(super) fn new(group: usize, bucket: usize, verdict: Verdict) -> Self {
        Self { group, bucket, verdict }
    }
}

impl Verdict {
    /// In the denominator; `is_in` the numerator too.
    pub(super) fn counted(is_in: bool, parts: &'static [&'static str]) -> Self {
        Self::Counted { is_in, parts, sold: Vec::new(), returned: Vec::new() }
    }
}

/// Returns what became of one person, whose events are in the order of time and arrival.
pub(super) fn outcomes(plan: &RatePlan, occurrences: &[Occurrence]) -> Vec<Outcome> {
    match plan.rule {
        BoundRule::Activity { within_ms, retained } => activity::outcomes(plan, occurrences, within_ms, retained),
        BoundRule::Repeat { within_ms } => people::repeat(plan, occurrences, within_ms),
        BoundRule::Conversion { unit } => people::conversion(plan, occurrences, unit),
        BoundRule::Abandonment { within_ms } => people::abandonment(plan, occurrences, within_ms),
        BoundRule::Promise => things::promises(plan, occurrences),
        BoundRule::Return => things::returns(plan, occurrences),
        BoundRule::Resolution => things::resolutions(plan, occurrences),
    }
}

/// Returns the bucket of an event, when it lies in the range of the question.
pub(super) fn bucket(plan: &RatePlan, time_ms: i64) -> Option<usize> {
    plan.is_inside(time_ms).then(|| plan.buckets.index(time_ms, 0))
}
