//! Groups: what splits an answer, which are kept, and what the others are together.

use super::event::Fact;
use super::project::Project;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What splits an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The property `channel` of an event.
    Channel,
    /// The trait `country` of a person.
    Country,
}

impl By {
    pub(super) fn json(self) -> Value {
        match self {
            Self::Channel => json!({"property": "channel"}),
            Self::Country => json!({"trait": "country"}),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Country => "trait:country",
        }
    }
}

/// One value of a group. Sorted by name; what is absent comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Known { name: String, json: String },
    Absent,
}

impl Cell {
    pub(super) fn of(value: Option<&Value>) -> Self {
        match value {
            None | Some(Value::Null) => Self::Absent,
            Some(Value::String(text)) => Self::Known { name: text.clone(), json: json!(text).to_string() },
            Some(Value::Number(number)) => {
                // 7 and 7.0 are one value.
                let text = number.as_f64().expect("a number").to_string();
                Self::Known { name: text.clone(), json: text }
            }
            Some(other) => Self::Known { name: other.to_string(), json: other.to_string() },
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Known { json, .. } => serde_json::from_str(json).expect("JSON"),
            Self::Absent => Value::Null,
        }
    }
}

/// The values of a group, one a breakdown.
pub(super) type Group = Vec<Cell>;

/// Returns the group of an event.
pub(super) fn group(project: &Project, breakdown: &[By], fact: &Fact) -> Group {
    let cell = |by: &By| match by {
        By::Channel => Cell::of(fact.property("channel")),
        By::Country => Cell::of(project.country(fact.person).map(Value::from).as_ref()),
    };
    breakdown.iter().map(cell).collect()
}

/// The groups of an answer, in its order.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub(super) kept: Vec<Group>,
    pub(super) others: Vec<Group>,
}

/// Keeps the largest groups, then the first by name. Without a breakdown there is one group, even of nothing.
pub(super) fn rank(breakdown: &[By], limit: usize, mut sizes: BTreeMap<Group, usize>) -> Groups {
    if breakdown.is_empty() {
        sizes.entry(Vec::new()).or_default();
    }
    let mut ranked: Vec<(Group, usize)> = sizes.into_iter().collect();
    ranked.sort_by_key(|(group, size)| (Reverse(*size), group.clone()));
    let mut kept: Vec<Group> = ranked.into_iter().map(|(group, _)| group).collect();
    let others = kept.split_off(limit.min(kept.len()));
    Groups { kept, others }
}

impl Groups {
    /// Calls `answer` with the values of each group, those of `other` last and together, and adds who they are.
    pub(super) fn answers(&self, breakdown: &[By], answer: impl Fn(&[Group]) -> Map<String, Value>) -> Vec<Value> {
        let named = |group: &Group| {
            let values = breakdown.iter().zip(group).map(|(by, cell)| (by.key().to_owned(), cell.json()));
            let mut fields = answer(std::slice::from_ref(group));
            fields.insert("group".to_owned(), Value::Object(values.collect()));
            Value::Object(fields)
        };
        let mut answers: Vec<Value> = self.kept.iter().map(named).collect();
        if !self.others.is_empty() {
            let mut fields = answer(&self.others);
            fields.insert("group".to_owned(), json!({}));
            fields.insert("other".to_owned(), json!(true));
            answers.push(Value::Object(fields));
        }
        answers
    }
}
