//! Rates over a window after an event: a second order, a goal, no goal.

use super::answer::{Asked, Thing, Verdict};
use crate::reference::event::{Fact, MINUTE_MS};
use crate::reference::frame::{of_person, people};
use crate::reference::project::NOW_MS;
use crate::reference::selector::Select;
use crate::reference::visit::{LINE, sessions};

/// People whose first order ever is in the bucket, and of these, who ordered again in time.
pub(super) fn repeat_purchase(asked: &Asked<'_>) -> Vec<Thing> {
    let (order, within_ms) = (asked.question.first(), asked.question.within_ms());
    let mut things = Vec::new();
    for person in people(&asked.history) {
        let facts = of_person(&asked.history, person);
        let orders: Vec<&&Fact> = facts.iter().filter(|fact| order.matches(fact)).collect();
        let Some(first) = orders.first() else { continue };
        let Some(bucket) = asked.bucket(first.time_ms) else { continue };
        let is_hit = orders.get(1).is_some_and(|second| second.time_ms - first.time_ms <= within_ms);
        let verdict = windowed(first, within_ms, is_hit);
        things.push(Thing { bucket, group: asked.group(first), verdict, parts: Vec::new() });
    }
    things
}

/// People who put something into the cart in the bucket, and of these, who did not go on to the goal in time.
pub(super) fn cart_abandonment(asked: &Asked<'_>) -> Vec<Thing> {
    let (add, goal, within_ms) = (asked.question.first(), asked.question.goal(), asked.question.within_ms());
    let mut things = Vec::new();
    for (bucket, person, first) in first_of_each_bucket(asked, &add) {
        let facts = of_person(&asked.history, person);
        let is_reached = facts.iter().any(|fact| {
            goal.matches(fact) && first.time_ms <= fact.time_ms && fact.time_ms <= first.time_ms + within_ms
        });
        let verdict = windowed(first, within_ms, !is_reached);
        things.push(Thing { bucket, group: asked.group(first), verdict, parts: Vec::new() });
    }
    things
}

/// Leaves out what cannot be known yet.
fn windowed(first: &Fact, within_ms: i64, is_hit: bool) -> Verdict {
    let is_over = first.time_ms + within_ms <= NOW_MS;
    if is_over { Verdict::Counted { is_hit } } else { Verdict::LeftOut("too_recent") }
}

/// Returns the first selected event of each person in each bucket.
fn first_of_each_bucket<'a>(asked: &'a Asked<'_>, select: &Select) -> Vec<(usize, usize, &'a Fact)> {
    let mut found = Vec::new();
    for bucket in 0..asked.buckets.len() {
        for person in people(&asked.facts) {
            let facts = of_person(&asked.facts, person).into_iter();
            let mut inside = facts.filter(|fact| asked.bucket(fact.time_ms) == Some(bucket) && select.matches(fact));
            found.extend(inside.next().map(|fact| (bucket, person, fact)));
        }
    }
    found
}

/// People, or sessions, with a start in the bucket, and of these, with a goal from the start on.
pub(super) fn conversion(asked: &Asked<'_>) -> Vec<Thing> {
    let (start, goal) = (asked.question.first(), asked.question.goal());
    let thing = |bucket: usize, first: &Fact, within: &[&Fact]| {
        let is_hit = within.iter().any(|fact| goal.matches(fact) && fact.time_ms >= first.time_ms);
        let verdict = Verdict::Counted { is_hit };
        Thing { bucket, group: asked.group(first), verdict, parts: Vec::new() }
    };
    let Some(minutes) = asked.question.session_minutes else {
        let firsts = first_of_each_bucket(asked, &start).into_iter();
        let by_person = firsts.map(|(bucket, person, first)| {
            let facts = of_person(&asked.facts, person);
            let inside = facts.into_iter().filter(|fact| asked.bucket(fact.time_ms) == Some(bucket));
            thing(bucket, first, &inside.collect::<Vec<_>>())
        });
        return by_person.collect();
    };
    let mut things = Vec::new();
    for person in people(&asked.facts) {
        let facts: Vec<&Fact> = of_person(&asked.facts, person).into_iter().filter(|fact| fact.name != LINE).collect();
        for session in sessions(&facts, minutes * MINUTE_MS) {
            let first = session.iter().find(|fact| start.matches(fact));
            let bucket = asked.bucket(session[0].time_ms);
            things.extend(first.zip(bucket).map(|(first, bucket)| thing(bucket, first, &session)));
        }
    }
    things
}
