//! From everybody's attempts to the answer.

use super::attempt::{Attempt, chosen};
use super::question::{Credit, Order, Question};
use crate::reference::bucket::{Bucket, cut, labels, partial};
use crate::reference::event::Fact;
use crate::reference::frame::{of_person, people};
use crate::reference::group::{Group, rank};
use crate::reference::numbers::{quantile, ratio};
use crate::reference::project::Project;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Answers a funnel.
pub(super) fn answer(project: &Project, question: &Question) -> Value {
    let frame = &question.frame;
    let facts = frame.facts(project);
    let group_of = |fact: &Fact| frame.group(project, fact);
    let attempts = |usable: &dyn Fn(&Fact) -> bool| -> Vec<Attempt<'_>> {
        let people = people(&facts);
        people.iter().filter_map(|&person| chosen(question, &of_person(&facts, person), usable)).collect()
    };
    // The attempts of a group: those whose credited event is in it, or those made of its events alone.
    let of_groups = |groups: &[Group]| -> Vec<Attempt<'_>> {
        let is_in = |fact: &Fact| groups.contains(&group_of(fact));
        if question.credit == Credit::Every {
            return attempts(&is_in);
        }
        attempts(&|_| true).into_iter().filter(|attempt| is_in(credited(question, attempt))).collect()
    };
    let is_step = |fact: &&Fact| fact.person != 0 && question.steps.iter().any(|step| step.matches(fact));
    let found: Vec<Group> = facts.iter().filter(is_step).map(group_of).collect();
    let mut sizes: BTreeMap<Group, usize> = BTreeMap::new();
    for group in found {
        let n_people = of_groups(std::slice::from_ref(&group)).len();
        sizes.insert(group, n_people);
    }
    // A value with which nobody took the first step is no group, but one of those that are left.
    let (sizes, empty): (BTreeMap<_, _>, BTreeMap<_, _>) = sizes.into_iter().partition(|(_, n_people)| *n_people > 0);
    let mut groups = rank(&frame.breakdown, frame.limit(), sizes);
    if !groups.others.is_empty() {
        groups.others.extend(empty.into_keys());
    }

    let buckets = question.trend.map(|step| cut(frame.range(project), step));
    let shown = groups.answers(&frame.breakdown, |values| {
        let attempts = of_groups(values);
        let mut fields = Map::from_iter([("steps".to_owned(), steps(question, &attempts))]);
        if let Some(buckets) = &buckets {
            let in_bucket = |bucket: &Bucket| -> Vec<Attempt<'_>> {
                attempts.iter().filter(|attempt| bucket.contains(attempt.events[0].time_ms)).cloned().collect()
            };
            let trend = buckets.iter().map(|bucket| steps(question, &in_bucket(bucket))).collect();
            fields.insert("trend".to_owned(), trend);
        }
        fields
    });
    let mut answer = json!({"kind": "funnel", "groups": shown});
    if let Some(buckets) = &buckets {
        answer["buckets"] = json!(labels(buckets));
        answer["partial"] = json!(partial(buckets));
    }
    answer
}

/// Returns the event whose group an attempt is in.
fn credited<'a>(question: &Question, attempt: &Attempt<'a>) -> &'a Fact {
    match question.credit {
        Credit::Last => attempt.events[attempt.events.len() - 1],
        _ => attempt.events[0],
    }
}

/// Counts the attempts at each step.
fn steps(question: &Question, attempts: &[Attempt<'_>]) -> Value {
    let required = question.required();
    let n_at = |level: usize| attempts.iter().filter(|attempt| attempt.events.len() >= level).count();
    let step = |step: usize| {
        let is_optional = question.optional.contains(&step);
        // The level of the step, or of the required one before it.
        let level = required.iter().filter(|required| **required <= step).count();
        let seconds: Vec<f64> = if is_optional {
            let found = attempts.iter().flat_map(|attempt| &attempt.optional).filter(|(found, ..)| *found == step);
            found.map(|(_, event, previous)| seconds(previous, event)).collect()
        } else {
            let reached = attempts.iter().filter(|attempt| attempt.events.len() >= level);
            reached.map(|attempt| seconds(attempt.events[level.max(2) - 2], attempt.events[level - 1])).collect()
        };
        let n_people = seconds.len();
        let n_before = if is_optional { n_at(level) } else { n_at((level - 1).max(1)) };
        let quantile = |share: f64| if step == 1 { Value::Null } else { quantile(&seconds, share) };
        json!({
            "step": step, "optional": is_optional, "people": n_people,
            "event": match question.order {
                Order::Any => format!("{step} of {}", question.steps.len()),
                _ => question.steps[step - 1].label(),
            },
            "from_first": ratio(n_people, n_at(1)), "from_previous": ratio(n_people, n_before),
            "seconds_p50": quantile(0.5), "seconds_p90": quantile(0.9),
        })
    };
    (1..=question.steps.len()).map(step).collect()
}

fn seconds(from: &Fact, to: &Fact) -> f64 {
    (to.time_ms - from.time_ms) as f64 / 1000.0
}
