//! From what became of each person or thing to the answer.

use super::question::{Question, Rate};
use super::{active, keyed, windows};
use crate::reference::bucket::{Bucket, cut, labels, partial};
use crate::reference::event::Fact;
use crate::reference::group::{Group, rank};
use crate::reference::numbers::per_cent;
use crate::reference::project::Project;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a rate is computed from.
pub(super) struct Asked<'a> {
    pub(super) project: &'a Project,
    pub(super) question: &'a Question,
    pub(super) range: (i64, i64),
    pub(super) buckets: Vec<Bucket>,
    /// The events of the range that the filters leave, by time and arrival.
    pub(super) facts: Vec<Fact>,
    /// Those before and after the range too.
    pub(super) history: Vec<Fact>,
}

impl Asked<'_> {
    /// Returns the bucket of an instant, when it lies in the range.
    pub(super) fn bucket(&self, time_ms: i64) -> Option<usize> {
        let is_inside = self.range.0 <= time_ms && time_ms < self.range.1;
        self.buckets.iter().position(|bucket| is_inside && bucket.contains(time_ms))
    }

    pub(super) fn group(&self, fact: &Fact) -> Group {
        self.question.frame.group(self.project, fact)
    }
}

/// What became of a person or thing in a bucket.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) bucket: usize,
    pub(super) group: Group,
    pub(super) verdict: Verdict,
    /// The parts in which it counts.
    pub(super) parts: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Counted {
        is_hit: bool,
    },
    LeftOut(&'static str),
    /// Neither: it counts in parts only.
    Aside,
    /// In cents.
    Value {
        sold: i64,
        returned: i64,
    },
}

impl Verdict {
    fn denominator(self) -> usize {
        match self {
            Self::Counted { .. } => 1,
            Self::Value { sold, .. } => usize::try_from(sold).expect("a positive value"),
            Self::LeftOut(_) | Self::Aside => 0,
        }
    }
}

/// Answers a rate.
pub(super) fn answer(project: &Project, question: &Question) -> Value {
    let frame = &question.frame;
    let range = frame.range(project);
    let mut buckets = cut(range, question.step);
    let (facts, history) = (frame.facts(project), frame.history(project));
    let asked = Asked { project, question, range, buckets: buckets.clone(), facts, history };
    let (things, parts): (Vec<Thing>, &[&str]) = match question.rate {
        Rate::Churn | Rate::Retention => (active::things(&asked), &["new", "end"]),
        Rate::RepeatPurchase => (windows::repeat_purchase(&asked), &[]),
        Rate::Conversion => (windows::conversion(&asked), &[]),
        Rate::CartAbandonment => (windows::cart_abandonment(&asked), &[]),
        Rate::PromiseKept => (keyed::promise_kept(&asked), &["late", "never"]),
        Rate::Return => (keyed::returned(&asked), &[]),
        Rate::Resolution => (keyed::resolution(&asked), &["first_contact"]),
    };
    if matches!(question.rate, Rate::Churn | Rate::Retention) {
        let first_ms = project.facts().iter().map(|fact| fact.time_ms).min().unwrap_or_default();
        for bucket in &mut buckets {
            bucket.partial |= bucket.from_ms < first_ms + question.within_ms();
        }
    }
    let mut sizes: BTreeMap<Group, usize> = BTreeMap::new();
    for thing in &things {
        *sizes.entry(thing.group.clone()).or_default() += thing.verdict.denominator();
    }
    let groups = rank(&frame.breakdown, frame.limit(), sizes).answers(&frame.breakdown, |groups| {
        let value = |bucket: usize| {
            let inside = things.iter().filter(|thing| thing.bucket == bucket && groups.contains(&thing.group));
            value(question.rate, &inside.collect::<Vec<_>>(), parts)
        };
        Map::from_iter([("values".to_owned(), (0..buckets.len()).map(value).collect())])
    });
    json!({
        "kind": "rate", "rate": question.rate.word(), "definition": question.definition(),
        "buckets": labels(&buckets), "partial": partial(&buckets), "groups": groups,
    })
}

/// Counts the things of one bucket and group.
fn value(rate: Rate, things: &[&Thing], parts: &[&str]) -> Value {
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut numerator, mut denominator, mut returned_cents) = (0, 0, 0);
    for thing in things {
        denominator += thing.verdict.denominator();
        match thing.verdict {
            Verdict::Counted { is_hit } => numerator += usize::from(is_hit),
            Verdict::LeftOut(reason) => *left_out.entry(reason).or_default() += 1,
            Verdict::Value { returned, .. } => returned_cents += returned,
            Verdict::Aside => {}
        }
    }
    let mut value = if rate == Rate::Return {
        let share =
            if denominator == 0 { Value::Null } else { json!(100.0 * returned_cents as f64 / denominator as f64) };
        let euros = |cents: i64| json!(format!("{}.{:02}", cents / 100, cents % 100));
        json!({"value": share, "numerator": euros(returned_cents), "denominator": euros(denominator as i64)})
    } else {
        let [share, low, high] = per_cent(numerator, denominator);
        json!({"value": share, "low": low, "high": high, "numerator": numerator, "denominator": denominator})
    };
    value["left_out"] = json!(left_out);
    let n_in = |part: &&&str| things.iter().filter(|thing| thing.parts.contains(*part)).count();
    value["parts"] = parts.iter().map(|part| ((*part).to_owned(), json!(n_in(&part)))).collect::<Map<_, _>>().into();
    value
}
