use super::Meta;
use serde::Serialize;
use serde_json::{Map, Value};

/// Who the people are.
#[derive(Debug, Clone, Serialize)]
pub struct AudienceAnswer {
    /// `audience`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// How many people there are.
    pub count: u64,
    /// The names of the columns.
    #[serde(skip)]
    pub columns: Vec<String>,
    /// One page of them, in the order of their keys: `person`, and each column by its name.
    pub people: Vec<Map<String, Value>>,
    /// What to ask as `cursor` for the next page; null after the last one.
    pub cursor: Option<String>,
}
