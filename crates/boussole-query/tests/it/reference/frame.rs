//! What every question has: its time, its filters, its groups.

use super::event::{DAY_MS, Fact, HOUR_MS, START_MS};
use super::group::{By, Group, group};
use super::project::Project;
use super::selector::{Where, conditions};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A rule about people, evaluated at the end of the range over events that `where` does not remove.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    Country(&'static str),
    Did(&'static str),
    DidNot(&'static str),
    /// At least twice in the two days before the end of the range.
    DidTwiceLately(&'static str),
    /// At least once in the question's range.
    DidInRange(&'static str),
}

impl Rule {
    fn json(self) -> Value {
        match self {
            Self::Country(country) => json!({"trait": "country", "op": "=", "value": country}),
            Self::Did(name) => json!({"did": {"event": name}}),
            Self::DidNot(name) => json!({"did": {"event": name}, "count": {"op": "=", "value": 0}}),
            Self::DidTwiceLately(name) => {
                json!({"did": {"event": name}, "count": {"op": ">=", "value": 2}, "within": "48h"})
            }
            Self::DidInRange(name) => json!({"did": {"event": name}, "within": "range"}),
        }
    }

    fn holds(self, project: &Project, person: usize, (from_ms, to_ms): (i64, i64)) -> bool {
        let count = |name: &str, from_ms: i64| {
            let facts = project.facts();
            let did = |fact: &&Fact| fact.person == person && fact.name == name;
            facts.iter().filter(did).filter(|fact| from_ms <= fact.time_ms && fact.time_ms < to_ms).count()
        };
        match self {
            Self::Country(country) => project.country(person) == Some(country),
            Self::Did(name) => count(name, i64::MIN) > 0,
            Self::DidNot(name) => count(name, i64::MIN) == 0,
            Self::DidTwiceLately(name) => count(name, to_ms - 2 * DAY_MS) >= 2,
            Self::DidInRange(name) => count(name, from_ms) > 0,
        }
    }
}

/// What every question has in common.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) range: Option<(i64, i64)>,
    pub(super) filter: Option<Where>,
    pub(super) people: Option<Rule>,
    pub(super) breakdown: Vec<By>,
    pub(super) limit: Option<usize>,
}

impl Frame {
    /// The frame that leaves everything as it is.
    pub(super) fn whole() -> Self {
        Self { range: None, filter: None, people: None, breakdown: Vec::new(), limit: None }
    }

    /// Adds the fields of the frame to a question.
    pub(super) fn add_to(&self, mut question: Value) -> Value {
        if let Some((from_ms, to_ms)) = self.range {
            question["range"] = json!({"from": instant(from_ms), "to": instant(to_ms)});
        }
        if let Some(filter) = self.filter {
            question["where"] = filter.json();
        }
        if let Some(rule) = self.people {
            question["people"] = rule.json();
        }
        if !self.breakdown.is_empty() {
            question["breakdown"] = self.breakdown.iter().map(|by| by.json()).collect();
        }
        if let Some(limit) = self.limit {
            question["limit"] = json!(limit);
        }
        question
    }

    /// Returns the range, `[from_ms, to_ms)`: when none is said, from the first event to the last.
    pub(super) fn range(&self, project: &Project) -> (i64, i64) {
        self.range.unwrap_or_else(|| {
            let times: Vec<i64> = project.facts().iter().map(|fact| fact.time_ms).collect();
            let first = times.iter().min().copied().unwrap_or_default();
            (first, times.iter().max().map_or(first, |last| last + 1))
        })
    }

    /// Returns the events that the filters leave, whatever the range, by time and arrival. With a filter on people those
    /// of nobody are gone.
    pub(super) fn history(&self, project: &Project) -> Vec<Fact> {
        let range = self.range(project);
        let mut facts = project.facts();
        facts.retain(|fact| self.filter.is_none_or(|filter| filter.holds(fact)));
        if let Some(rule) = self.people {
            facts.retain(|fact| fact.person != 0 && rule.holds(project, fact.person, range));
        }
        facts.sort_by_key(Fact::order);
        facts
    }

    /// Returns the events for which the question exists: those that the range and the filters leave.
    pub(super) fn facts(&self, project: &Project) -> Vec<Fact> {
        let (from_ms, to_ms) = self.range(project);
        let inside = |fact: &Fact| from_ms <= fact.time_ms && fact.time_ms < to_ms;
        self.history(project).into_iter().filter(inside).collect()
    }

    /// Returns the group of an event.
    pub(super) fn group(&self, project: &Project, fact: &Fact) -> Group {
        group(project, &self.breakdown, fact)
    }

    /// Returns how many groups are kept.
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(25)
    }
}

/// Returns everybody who has one of these events.
pub(super) fn people(facts: &[Fact]) -> BTreeSet<usize> {
    facts.iter().map(|fact| fact.person).filter(|&person| person != 0).collect()
}

/// Returns the events of one person.
pub(super) fn of_person(facts: &[Fact], person: usize) -> Vec<&Fact> {
    facts.iter().filter(|fact| fact.person == person).collect()
}

/// Writes an instant.
pub(super) fn instant(time_ms: i64) -> String {
    Timestamp::from_millisecond(time_ms).expect("an instant").to_string()
}

/// Makes frames over the days of these projects, with up to `n_breakdowns` breakdowns.
pub(super) fn frames(names: &'static [&'static str], n_breakdowns: usize) -> impl Strategy<Value = Frame> {
    let from =
        prop::sample::select(vec![START_MS, START_MS + 6 * HOUR_MS, START_MS - 5 * DAY_MS, START_MS + DAY_MS + 1]);
    // The last of these lies after the present.
    let to = [2 * DAY_MS, 3 * DAY_MS + 6 * HOUR_MS, 6 * DAY_MS, 8 * DAY_MS];
    let range = prop::option::of((from, prop::sample::select(to.to_vec()).prop_map(|after_ms| START_MS + after_ms)));
    let name = prop::sample::select(names);
    let rule = (0usize..6, name).prop_map(|(rule, name)| match rule {
        0 => Rule::Country("FR"),
        1 => Rule::Country("BE"),
        2 => Rule::Did(name),
        3 => Rule::DidNot(name),
        4 => Rule::DidTwiceLately(name),
        _ => Rule::DidInRange(name),
    });
    let breakdown = prop::sample::subsequence(vec![By::Channel, By::Country], 0..=n_breakdowns).prop_shuffle();
    let rare = |strategy: BoxedStrategy<Where>| prop_oneof![3 => Just(None), 1 => strategy.prop_map(Some)];
    let people = prop_oneof![3 => Just(None), 1 => rule.prop_map(Some)];
    (range, rare(conditions().boxed()), people, breakdown, prop::option::of(1usize..4))
        .prop_map(|(range, filter, people, breakdown, limit)| Frame { range, filter, people, breakdown, limit })
}
