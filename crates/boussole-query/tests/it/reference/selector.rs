//! Which events are meant: by name and by one property.

use super::event::Fact;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A condition on the channel of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Is(&'static str),
    /// Also where there is no channel.
    IsNot(&'static str),
    Known,
}

impl Where {
    pub(super) fn json(self) -> Value {
        match self {
            Self::Is(channel) => json!({"property": "channel", "op": "=", "value": channel}),
            Self::IsNot(channel) => json!({"not": {"property": "channel", "op": "=", "value": channel}}),
            Self::Known => json!({"property": "channel", "op": "set"}),
        }
    }

    pub(super) fn holds(self, fact: &Fact) -> bool {
        let channel = fact.property("channel");
        match self {
            Self::Is(wanted) => channel.is_some_and(|channel| channel == wanted),
            Self::IsNot(wanted) => channel.is_none_or(|channel| channel != wanted),
            Self::Known => channel.is_some(),
        }
    }
}

/// Which events are meant; without names, all.
#[derive(Debug, Clone)]
pub(super) struct Select {
    pub(super) names: Vec<&'static str>,
    pub(super) filter: Option<Where>,
}

impl Select {
    pub(super) fn one(name: &'static str) -> Self {
        Self { names: vec![name], filter: None }
    }

    pub(super) fn json(&self) -> Value {
        let mut select = match &self.names[..] {
            [] => json!({"any_event": true}),
            [name] => json!({"event": name}),
            names => json!({"events": names}),
        };
        if let Some(filter) = self.filter {
            select["where"] = filter.json();
        }
        select
    }

    pub(super) fn matches(&self, fact: &Fact) -> bool {
        (self.names.is_empty() || self.names.contains(&fact.name))
            && self.filter.is_none_or(|filter| filter.holds(fact))
    }

    /// Returns how an answer names the events.
    pub(super) fn label(&self) -> String {
        if self.names.is_empty() { "any event".to_owned() } else { self.names.join(" / ") }
    }
}

/// Makes conditions on the channel.
pub(super) fn conditions() -> impl Strategy<Value = Where> {
    prop::sample::select(vec![Where::Is("web"), Where::IsNot("web"), Where::Known])
}

/// Makes selectors over these names: mostly one, sometimes two or all, sometimes with a condition.
pub(super) fn selectors(names: &'static [&'static str]) -> impl Strategy<Value = Select> {
    let one = || prop::sample::select(names).prop_map(|name| vec![name]);
    let names = prop_oneof![
        6 => one(),
        1 => prop::sample::subsequence(names, 2),
        1 => Just(Vec::new()),
    ];
    let filter = prop_oneof![4 => Just(None), 1 => conditions().prop_map(Some)];
    (names, filter).prop_map(|(names, filter)| Select { names, filter })
}
