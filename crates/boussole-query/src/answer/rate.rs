use super::Meta;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A share of people or things, over time.
#[derive(Debug, Clone, Serialize)]
pub struct RateAnswer {
    /// `rate`.
    pub kind: &'static str,
    /// Which one, such as `churn`.
    pub rate: &'static str,
    /// Every parameter, defaults included.
    pub definition: Map<String, Value>,
    /// How the answer was made.
    pub meta: Meta,
    /// As in a trend.
    pub buckets: Vec<String>,
    /// As in a trend; of churn and retention also whether who was active is not fully known.
    pub partial: Vec<bool>,
    /// The group with the largest denominator first.
    pub groups: Vec<RateGroup>,
}

/// The rate of one group.
#[derive(Debug, Clone, Serialize)]
pub struct RateGroup {
    /// As in a trend.
    pub group: Map<String, Value>,
    /// As in a trend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// One a bucket.
    pub values: Vec<RateValue>,
}

/// The rate of one group and bucket.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RateValue {
    /// In per cent; absent where there is nothing to compare with.
    pub value: Option<f64>,
    /// The lower end of the 95 % interval; a ratio of amounts has none.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// How many are counted, or what they are worth as decimal text.
    pub numerator: Value,
    /// Of how many, or of how much.
    pub denominator: Value,
    /// How many were left out, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// What is said beside the rate.
    pub parts: BTreeMap<&'static str, u64>,
}
