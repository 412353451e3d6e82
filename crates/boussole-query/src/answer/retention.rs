use super::Meta;
use serde::Serialize;
use serde_json::{Map, Value};

/// How many people came back.
#[derive(Debug, Clone, Serialize)]
pub struct RetentionAnswer {
    /// `retention`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// The names of the columns, when days are joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brackets: Option<Vec<String>>,
    /// In the order of time, then of groups.
    pub cohorts: Vec<CohortAnswer>,
}

/// The people of one cohort and group.
#[derive(Debug, Clone, Serialize)]
pub struct CohortAnswer {
    /// The local start of the period in which they started.
    pub start: String,
    /// As in a trend.
    pub group: Map<String, Value>,
    /// As in a trend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// How many they are.
    pub people: u64,
    /// How many of them came back, by period (or bracket) since their own.
    pub returned: Vec<u64>,
    /// Of each of these, whether a part of it lies outside the range or after the as-of time.
    pub partial: Vec<bool>,
}
