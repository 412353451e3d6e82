use super::Meta;
use serde::Serialize;

/// Which ways people took.
#[derive(Debug, Clone, Serialize)]
pub struct PathsAnswer {
    /// `paths`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// How many sessions have a path.
    pub sessions: u64,
    /// Of how many people these are.
    pub people: u64,
    /// The most frequent first, then in alphabetical order.
    pub paths: Vec<PathAnswer>,
    /// How often each step followed another, over all paths.
    pub links: Vec<LinkAnswer>,
}

/// One path.
#[derive(Debug, Clone, Serialize)]
pub struct PathAnswer {
    /// Its steps.
    pub steps: Vec<String>,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// How many sessions took it.
    pub sessions: u64,
    /// How many people did.
    pub people: u64,
}

/// One step after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkAnswer {
    /// The place in the path and the name of the first step: `1:Product Viewed`.
    pub from: String,
    /// The same of the second step.
    pub to: String,
    /// How many sessions went from the one to the other.
    pub sessions: u64,
}
