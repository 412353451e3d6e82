use super::Meta;
use serde::Serialize;
use serde_json::{Map, Value};

/// How many people went from step to step.
#[derive(Debug, Clone, Serialize)]
pub struct FunnelAnswer {
    /// `funnel`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// The periods in which attempts start; absent when the question has no `trend`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buckets: Option<Vec<String>>,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial: Option<Vec<bool>>,
    /// The group with the most people at step 1 first.
    pub groups: Vec<FunnelGroup>,
}

/// The funnel of one group.
#[derive(Debug, Clone, Serialize)]
pub struct FunnelGroup {
    /// As in a trend.
    pub group: Map<String, Value>,
    /// As in a trend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// Over the whole range.
    pub steps: Vec<FunnelStep>,
    /// The same for each bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<Vec<FunnelStep>>>,
}

/// One step of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunnelStep {
    /// Its number, from 1.
    pub step: usize,
    /// The events that make it, for people.
    pub event: String,
    /// Whether who leaves it out goes on all the same.
    pub optional: bool,
    /// How many people reached it.
    pub people: u64,
    /// These, as a ratio of those at step 1; absent where nobody is.
    pub from_first: Option<f64>,
    /// These, as a ratio of those at the required step before; absent where nobody is.
    pub from_previous: Option<f64>,
    /// Half of them took at most so many seconds since the required step before.
    pub seconds_p50: Option<f64>,
    /// Nine of ten took at most so many seconds.
    pub seconds_p90: Option<f64>,
}
