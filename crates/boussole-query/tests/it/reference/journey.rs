//! A journey by looking at every person from every side.

use super::event::{Fact, HOUR_MS, channels, events, ticks};
use super::frame::{Frame, frames, of_person, people};
use super::numbers::{per_cent, quantile};
use super::project::{NOW_MS, Project, config, projects};
use super::selector::{Select, selectors};
use super::visit::LINE;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NAMES: &[&str] = &["Page Viewed", "Product Viewed", "Order Completed", "Conversation Opened"];
const HELP: &str = "Conversation Opened";

#[derive(Debug, Clone)]
struct Step {
    pattern: Vec<Select>,
    within_hours: i64,
}

#[derive(Debug, Clone)]
struct Question {
    steps: Vec<Step>,
    window_hours: i64,
    gap_hours: i64,
    has_contact: bool,
    frame: Frame,
}

impl Question {
    fn json(&self) -> Value {
        let step = |(index, step): (usize, &Step)| {
            let name = format!("step {index}");
            match &step.pattern[..] {
                [only] => json!({"name": name, "select": only.json()}),
                all => {
                    let all: Vec<Value> = all.iter().map(Select::json).collect();
                    json!({"name": name, "sequence": all, "within": format!("{}h", step.within_hours)})
                }
            }
        };
        let steps: Vec<Value> = self.steps.iter().enumerate().map(step).collect();
        let (window, gap) = (format!("{}h", self.window_hours), format!("{}h", self.gap_hours));
        let mut question = json!({"kind": "journey", "steps": steps, "window": window, "gap": gap});
        if self.has_contact {
            question["contact"] = Select::one(HELP).json();
        }
        self.frame.add_to(question)
    }
}

#[derive(Debug, Clone, Copy)]
struct Passage {
    step: usize,
    begin_ms: i64,
    end_ms: i64,
}

/// Returns the latest first event of a choice of `facts` for the levels, the last of them being the last fact.
fn beginning(step: &Step, facts: &[&Fact]) -> Option<i64> {
    let (last, before) = facts.split_last()?;
    if !step.pattern.last()?.matches(last) {
        return None;
    }
    let within_ms = step.within_hours * HOUR_MS;
    let firsts = before.iter().enumerate().filter(|(_, first)| last.time_ms - first.time_ms <= within_ms);
    let chosen = firsts.filter(|(place, _)| can_choose(&step.pattern[..step.pattern.len() - 1], &before[*place..]));
    chosen.map(|(_, first)| first.time_ms).max()
}

/// Tells whether facts can be chosen in order for all levels, the first fact for the first.
fn can_choose(levels: &[Select], facts: &[&Fact]) -> bool {
    let (Some((level, levels)), Some((first, rest))) = (levels.split_first(), facts.split_first()) else {
        return levels.is_empty();
    };
    level.matches(first) && (levels.is_empty() || (0..rest.len()).any(|place| can_choose(levels, &rest[place..])))
}

/// Returns the step of each fact of a person, with the time at which it began.
fn steps_of(question: &Question, facts: &[&Fact]) -> Vec<Option<(usize, i64)>> {
    let mut completed = vec![0; question.steps.len()];
    let step_of = |(place, fact): (usize, &&Fact)| {
        for (index, step) in question.steps.iter().enumerate().filter(|(_, step)| step.pattern.len() > 1) {
            if let Some(begin_ms) = beginning(step, &facts[completed[index]..=place]) {
                completed[index] = place + 1;
                return Some((index, begin_ms));
            }
        }
        let is_it = |step: &Step| step.pattern.len() == 1 && step.pattern[0].matches(fact);
        question.steps.iter().position(is_it).map(|index| (index, fact.time_ms))
    };
    facts.iter().enumerate().map(step_of).collect()
}

fn is_of(step: &Step, fact: &Fact) -> bool {
    step.pattern.iter().any(|select| select.matches(fact))
}

fn answer(project: &Project, question: &Question) -> Value {
    let frame = &question.frame;
    let mut facts = frame.facts(project);
    let is_named = |fact: &Fact| {
        question.steps.iter().any(|step| is_of(step, fact)) || (question.has_contact && fact.name == HELP)
    };
    facts.retain(|fact| fact.name != LINE || is_named(fact));
    let horizon_ms = frame.range(project).1.min(NOW_MS);
    let (window_ms, gap_ms) = (question.window_hours * HOUR_MS, question.gap_hours * HOUR_MS);
    let n_steps = question.steps.len();
    let (mut n_people, mut n_assigned) = (0, 0);
    let mut unassigned: BTreeMap<&str, usize> = BTreeMap::new();
    let mut steps = vec![[0_usize; 8]; n_steps];
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); n_steps];
    for person in people(&facts) {
        let own = of_person(&facts, person);
        let mut passages: Vec<Passage> = Vec::new();
        let mut contacted = vec![false; n_steps];
        for (fact, step) in own.iter().zip(steps_of(question, &own)) {
            let before = passages.iter().rev().find(|passage| !is_of(&question.steps[passage.step], fact));
            let before = before.filter(|passage| fact.time_ms - passage.end_ms <= window_ms);
            if let (true, Some(before)) = (fact.name == HELP, before) {
                contacted[before.step] = true;
            }
            let Some((step, begin_ms)) = step else {
                *unassigned.entry(fact.name).or_default() += 1;
                continue;
            };
            n_assigned += 1;
            steps[step][0] += 1;
            let last = passages.last_mut().filter(|last| last.step == step && fact.time_ms - last.end_ms <= gap_ms);
            match last {
                Some(last) => last.end_ms = fact.time_ms,
                None => passages.push(Passage { step, begin_ms, end_ms: fact.time_ms }),
            }
        }
        n_people += usize::from(!passages.is_empty());
        for (place, passage) in passages.iter().enumerate() {
            steps[passage.step][1] += 1;
            let next = passages[place..].iter().find(|next| next.step != passage.step);
            if let Some(next) = next.filter(|next| next.begin_ms - passage.begin_ms <= window_ms) {
                seconds[passage.step].push((next.begin_ms - passage.begin_ms) as f64 / 1000.0);
            }
        }
        for (step, cell) in steps.iter_mut().enumerate() {
            let Some(place) = passages.iter().position(|passage| passage.step == step) else { continue };
            let first = passages[place];
            let later: Vec<&Passage> =
                passages[place + 1..].iter().take_while(|next| next.begin_ms - first.begin_ms <= window_ms).collect();
            let further = later.iter().position(|next| next.step > step);
            let is_again = later[..further.unwrap_or(later.len())].iter().any(|next| next.step == step);
            let is_known = horizon_ms - first.begin_ms >= window_ms;
            let last = passages.last().expect("one at least");
            let is_current = last.step == step && horizon_ms - last.end_ms <= window_ms;
            let is_dropped = is_known && further.is_none() && step + 1 < n_steps;
            let counts = [true, is_known, is_dropped, is_known && is_again, contacted[step], is_current];
            for (n, is_so) in cell[2..].iter_mut().zip(counts) {
                *n += usize::from(is_so);
            }
        }
    }
    let part = |people: usize, of: usize| {
        let [value, low, high] = per_cent(people, of);
        json!({"value": value, "low": low, "high": high, "people": people, "of": of})
    };
    let step = |(index, cell): (usize, &[usize; 8])| {
        let [events, passages, people, known, dropped, repeated, contacted, current] = *cell;
        json!({
            "name": format!("step {index}"), "events": events, "passages": passages, "people": people,
            "current": current, "seconds_p50": quantile(&seconds[index], 0.5),
            "seconds_p90": quantile(&seconds[index], 0.9), "seconds_n": seconds[index].len(),
            "drop_off": if index + 1 < n_steps { part(dropped, known) } else { Value::Null },
            "repeat": part(repeated, known),
            "contact": if question.has_contact { part(contacted, people) } else { Value::Null },
            "scores": [],
        })
    };
    let mut names: Vec<(&str, usize)> = unassigned.into_iter().collect();
    names.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let names: Vec<Value> =
        names.into_iter().map(|(event, events)| json!({"event": event, "events": events})).collect();
    let n_nobody = facts.iter().filter(|fact| fact.person == 0).count();
    json!({
        "kind": "journey", "people": n_people,
        "coverage": {
            "events": facts.len() - n_nobody, "assigned": n_assigned, "nobody": n_nobody, "unassigned": names,
        },
        "steps": steps.iter().enumerate().map(step).collect::<Vec<_>>(),
    })
}

fn histories() -> impl Strategy<Value = Project> {
    projects(NAMES, events(NAMES, ticks(HOUR_MS, -4..30), channels()))
}

fn questions() -> impl Strategy<Value = Question> {
    let within = prop::sample::select(vec![1, 3, 24]);
    let step = (prop::collection::vec(selectors(NAMES), 1..4), within)
        .prop_map(|(pattern, within_hours)| Step { pattern, within_hours });
    let spans = (prop::sample::select(vec![2, 6, 48]), prop::sample::select(vec![1, 2]));
    (prop::collection::vec(step, 1..5), spans, any::<bool>(), frames(NAMES, 0)).prop_map(
        |(steps, (window_hours, gap_hours), has_contact, frame)| Question {
            steps,
            window_hours,
            gap_hours,
            has_contact,
            frame,
        },
    )
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn a_journey_is_what_each_person_passed(project in histories(), question in questions()) {
        project.check(&question.json(), &answer(&project, &question))?;
    }
}
