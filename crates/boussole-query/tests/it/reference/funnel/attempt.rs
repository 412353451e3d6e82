//! The chosen attempt of one person.

use super::question::{Order, Question};
use crate::reference::event::Fact;
use std::cmp::Reverse;

/// What a person came to.
#[derive(Debug, Clone)]
pub(super) struct Attempt<'a> {
    /// The events of the required steps; in `any`, those that serve, in the order in which they do.
    pub(super) events: Vec<&'a Fact>,
    /// The optional steps, counted from 1, each with its event and that of the required step before it.
    pub(super) optional: Vec<(usize, &'a Fact, &'a Fact)>,
}

/// Returns the chosen attempt: `facts` are all events of the person, `usable` those that may serve a step.
pub(super) fn chosen<'a>(
    question: &Question,
    facts: &[&'a Fact],
    usable: &dyn Fn(&Fact) -> bool,
) -> Option<Attempt<'a>> {
    if question.order == Order::Any {
        let events = served(question, facts, usable)?;
        return Some(Attempt { events, optional: Vec::new() });
    }
    let usable: Vec<&Fact> = facts.iter().copied().filter(|fact| usable(fact)).collect();
    let mut attempts = Vec::new();
    every_choice(question, &usable, &mut Vec::new(), &mut attempts);
    attempts.retain(|events| is_valid(question, facts, events));
    let events = attempts.into_iter().max_by_key(|events| {
        let (first, last) = (events[0].order(), events[events.len() - 1].order());
        let inner: Vec<(i64, usize)> = events.iter().skip(1).rev().skip(1).map(|fact| fact.order()).collect();
        (events.len(), Reverse(last), first, inner)
    })?;
    let optional = optional(question, &usable, &events);
    Some(Attempt { events, optional })
}

/// Gathers every choice of different events that match the first required steps, their times never going back.
fn every_choice<'a>(
    question: &Question,
    usable: &[&'a Fact],
    events: &mut Vec<&'a Fact>,
    attempts: &mut Vec<Vec<&'a Fact>>,
) {
    let required = question.required();
    let Some(step) = required.get(events.len()) else { return };
    for fact in usable {
        let is_other = events.iter().all(|event| event.arrival != fact.arrival);
        let is_later = events.last().is_none_or(|event| event.time_ms <= fact.time_ms);
        if is_other && is_later && question.steps[step - 1].matches(fact) {
            events.push(fact);
            attempts.push(events.clone());
            every_choice(question, usable, events, attempts);
            events.pop();
        }
    }
}

fn is_valid(question: &Question, facts: &[&Fact], events: &[&Fact]) -> bool {
    let (first, last) = (events[0].time_ms, events[events.len() - 1].time_ms);
    let between =
        |from_ms: i64, to_ms: i64| facts.iter().filter(move |fact| from_ms < fact.time_ms && fact.time_ms < to_ms);
    let is_chosen = |fact: &Fact| events.iter().any(|event| event.arrival == fact.arrival);
    let is_strict = || between(first, last).all(|fact| is_chosen(fact));
    let required = question.required();
    let place = |step: usize| required.iter().position(|required| *required == step).expect("a required step");
    let is_excluded = question.exclude.iter().any(|(select, after, before)| {
        let (Some(after), Some(before)) = (events.get(place(*after)), events.get(place(*before))) else { return false };
        between(after.time_ms, before.time_ms).any(|fact| select.matches(fact))
    });
    last - first <= question.window_ms() && !is_excluded && (question.order == Order::Ordered || is_strict())
}

/// Finds the optional steps of an attempt, the lower one first.
fn optional<'a>(question: &Question, usable: &[&'a Fact], events: &[&'a Fact]) -> Vec<(usize, &'a Fact, &'a Fact)> {
    let required = question.required();
    let mut taken: Vec<usize> = events.iter().map(|event| event.arrival).collect();
    let mut found = Vec::new();
    for &step in &question.optional {
        let after = required.iter().filter(|required| **required < step).count();
        let Some(&next) = events.get(after) else { continue };
        let previous = events[after - 1];
        let event = usable.iter().find(|fact| {
            previous.time_ms <= fact.time_ms
                && fact.time_ms <= next.time_ms
                && !taken.contains(&fact.arrival)
                && question.steps[step - 1].matches(fact)
        });
        if let Some(&event) = event {
            taken.push(event.arrival);
            found.push((step, event, previous));
        }
    }
    found
}

/// Returns the events that serve in the chosen window of an unordered funnel.
fn served<'a>(question: &Question, facts: &[&'a Fact], usable: &dyn Fn(&Fact) -> bool) -> Option<Vec<&'a Fact>> {
    let mut windows: Vec<Vec<&Fact>> = Vec::new();
    for (place, opening) in facts.iter().enumerate() {
        let mut is_served = vec![false; question.steps.len()];
        let mut events: Vec<&Fact> = Vec::new();
        for &fact in facts[place..].iter().filter(|fact| fact.time_ms - opening.time_ms <= question.window_ms()) {
            let serves = |step: &usize| !is_served[*step] && usable(fact) && question.steps[*step].matches(fact);
            if let Some(step) = (0..question.steps.len()).find(serves) {
                is_served[step] = true;
                events.push(fact);
            }
        }
        // The window opens only at an event that matches a step, which then serves one.
        if events.first().is_some_and(|event| event.arrival == opening.arrival) {
            windows.push(events);
        }
    }
    windows
        .into_iter()
        .max_by_key(|events| (events.len(), Reverse(events[events.len() - 1].order()), events[0].order()))
}

#[cfg(test)]
mod tests {
    use super::super::question::Credit;
    use super::{Attempt, Order, Question, chosen};
    use crate::reference::event::{Fact, HOUR_MS, Sent};
    use crate::reference::frame::Frame;
    use crate::reference::project::Project;
    use crate::reference::selector::Select;
    use expect_test::{Expect, expect};
    use serde_json::Map;

    fn question(steps: &[&'static str], order: Order) -> Question {
        let select = |name: &&'static str| match name.split_once('|') {
            None => Select::one(name),
            Some((one, two)) => Select { names: vec![one, two], filter: None },
        };
        Question {
            steps: steps.iter().map(select).collect(),
            window_hours: 10,
            order,
            exclude: Vec::new(),
            optional: Vec::new(),
            credit: Credit::First,
            trend: None,
            frame: Frame::whole(),
        }
    }

    /// Events as `name@hour`; shows the chosen ones by place, then the optional ones.
    fn check(question: &Question, events: &str, expected: Expect) {
        let sent = events.split_whitespace().map(|event| {
            let (name, hour) = event.split_once('@').expect("a name and an hour");
            let hour: i64 = hour.parse().expect("an hour");
            let name = ["a", "b", "c", "x"].into_iter().find(|known| *known == name).expect("a known name");
            Sent { visitor: 1, name, time_ms: hour * HOUR_MS, props: Map::new() }
        });
        let mut facts = Project::of(sent.collect()).facts();
        facts.sort_by_key(Fact::order);
        let facts: Vec<&Fact> = facts.iter().collect();
        let shown = |fact: &Fact| format!("{}@{}#{}", fact.name, fact.time_ms / HOUR_MS, fact.arrival);
        let text = match chosen(question, &facts, &|_| true) {
            None => "nothing".to_owned(),
            Some(Attempt { events, optional }) => {
                let events: Vec<String> = events.into_iter().map(shown).collect();
                let optional = optional.iter().map(|(step, event, _)| format!(" {step}: {}", shown(event)));
                events.join(" ") + &optional.collect::<String>()
            }
        };
        expected.assert_eq(&text);
    }

    #[test]
    fn a_window_is_restarted_and_hit_exactly() {
        let abc = question(&["a", "b", "c"], Order::Ordered);
        check(&abc, "a@0 b@1 a@5 b@6 c@11", expect!["a@5#2 b@6#3 c@11#4"]);
        check(&abc, "a@0 b@1 c@10", expect!["a@0#0 b@1#1 c@10#2"]);
        check(&abc, "a@0 b@1 c@11", expect!["a@0#0 b@1#1"]);
        check(&abc, "b@0 c@1", expect!["nothing"]);
    }

    #[test]
    fn the_first_completed_then_the_latest_start_is_chosen() {
        let ab = question(&["a", "b"], Order::Ordered);
        check(&ab, "a@0 a@1 b@2 a@3 b@3", expect!["a@1#1 b@2#2"]);
        check(&ab, "a@0 a@1", expect!["a@0#0"]);
        let abc = question(&["a", "b", "c"], Order::Ordered);
        check(&abc, "a@0 b@1 b@2 c@3 c@4", expect!["a@0#0 b@2#2 c@3#3"]);
    }

    #[test]
    fn one_event_serves_one_step_and_equal_times_any_order() {
        let overlapping = question(&["a|b", "b|c"], Order::Ordered);
        check(&overlapping, "b@0", expect!["b@0#0"]);
        check(&overlapping, "b@0 b@0", expect!["b@0#1 b@0#0"]);
        check(&question(&["a", "b"], Order::Ordered), "b@1 a@1", expect!["a@1#1 b@1#0"]);
    }

    #[test]
    fn an_exclusion_lies_strictly_between() {
        let mut abc = question(&["a", "b", "c"], Order::Ordered);
        abc.exclude.push((Select::one("x"), 2, 3));
        check(&abc, "a@0 b@1 x@1 x@3 c@3", expect!["a@0#0 b@1#1 c@3#4"]);
        check(&abc, "a@0 b@1 x@2 c@3", expect!["a@0#0 b@1#1"]);
        check(&abc, "a@0 b@1 x@2 b@2 c@3", expect!["a@0#0 b@2#3 c@3#4"]);
        check(&abc, "a@0 x@1 b@2 c@3", expect!["a@0#0 b@2#2 c@3#3"]);
    }

    #[test]
    fn an_optional_step_changes_no_level() {
        let mut abc = question(&["a", "b", "c"], Order::Ordered);
        abc.optional.push(2);
        check(&abc, "a@0 c@2", expect!["a@0#0 c@2#1"]);
        check(&abc, "a@0 b@1 b@2 c@2", expect!["a@0#0 c@2#3 2: b@1#1"]);
        check(&abc, "b@0 a@0 c@2", expect!["a@0#1 c@2#2 2: b@0#0"]);
        check(&abc, "a@0 b@1", expect!["a@0#0"]);
    }

    #[test]
    fn strict_means_that_nothing_lies_between() {
        let abc = question(&["a", "b", "c"], Order::Strict);
        check(&abc, "a@0 b@1 c@2", expect!["a@0#0 b@1#1 c@2#2"]);
        check(&abc, "a@0 x@1 b@2 a@3 b@4", expect!["a@3#3 b@4#4"]);
        check(&abc, "x@0 a@0 b@1 x@2 c@2", expect!["a@0#1 b@1#2 c@2#4"]);
        check(&abc, "a@0 b@1 x@1 c@2", expect!["a@0#0 b@1#1"]);
    }

    #[test]
    fn without_order_each_event_serves_its_lowest_step() {
        let any = question(&["a", "b", "c"], Order::Any);
        check(&any, "c@0 a@1 a@2 b@3", expect!["c@0#0 a@1#1 b@3#3"]);
        check(&any, "c@0 a@5 b@11", expect!["c@0#0 a@5#1"]);
        let overlapping = question(&["a|b", "b"], Order::Any);
        check(&overlapping, "b@0 a@1", expect!["b@0#0"]);
        check(&overlapping, "a@1 b@1", expect!["a@1#0 b@1#1"]);
    }
}
