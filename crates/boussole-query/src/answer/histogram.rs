use super::Meta;
use serde::Serialize;
use serde_json::Value;

/// How the values of a property are spread.
#[derive(Debug, Clone, Serialize)]
pub struct HistogramAnswer {
    /// `histogram`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// From the smallest values to the largest.
    pub bins: Vec<BinAnswer>,
    /// Events below the first edge.
    pub below: u64,
    /// Events above the last one.
    pub above: u64,
}

/// One bin.
#[derive(Debug, Clone, Serialize)]
pub struct BinAnswer {
    /// Its smallest value.
    pub from: Value,
    /// The value before which it ends; the last bin ends with it.
    pub to: Value,
    /// How many events have such a value.
    pub events: u64,
    /// Of how many people these are.
    pub people: u64,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
}
