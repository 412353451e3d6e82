use super::Meta;
use serde::Serialize;
use serde_json::{Map, Value};

/// How sessions are, over time.
#[derive(Debug, Clone, Serialize)]
pub struct SessionsAnswer {
    /// `sessions`.
    pub kind: &'static str,
    /// What was asked: `count`, `duration`, `events` or `bounce`.
    pub measure: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// As in a trend.
    pub buckets: Vec<String>,
    /// As in a trend.
    pub partial: Vec<bool>,
    /// The group with the most sessions first.
    pub groups: Vec<SessionsGroup>,
}

/// The sessions of one group.
#[derive(Debug, Clone, Serialize)]
pub struct SessionsGroup {
    /// As in a trend.
    pub group: Map<String, Value>,
    /// As in a trend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// One a bucket.
    pub values: Vec<SessionsValue>,
}

/// The sessions of one group and bucket.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionsValue {
    /// How many there are.
    pub sessions: u64,
    /// Of how many people.
    pub people: u64,
    /// Their number, mean seconds, mean number of events, or the per cent of them with one event.
    pub value: Option<f64>,
    /// The lower end of the 95 % interval of a mean or share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Half of the sessions have at most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p50: Option<f64>,
    /// Nine of ten have at most so much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p90: Option<f64>,
}
