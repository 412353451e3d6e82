//! Which answers to surveys are of a score.

use serde_json::{Value, json};

/// Returns the condition on answers to surveys of one kind, `nps`, `csat` or `ces`: the name of their survey says which.
#[must_use]
pub fn survey_answers(score: &str) -> Value {
    json!({"property": "survey", "op": "matches", "value": format!("\\b{score}\\b"), "fold": true})
}
