//! Promises, orders and conversations: matched by their key, within one person.

use super::Occurrence;
use super::outcome::{Amount, Outcome, Verdict, bucket};
use crate::plan::RatePlan;
use crate::value::Number;
use std::collections::HashMap;

/// The target that fulfils a promise, returns goods, or resolves a conversation.
const DONE: usize = 1;
/// The target that takes a promise back, or is one more contact.
const OTHER: usize = 2;
/// The target that takes a promise back by what its order says of itself.
const VOIDED: usize = 3;

/// The events of one thing, in the order of time and arrival.
type Thing<'a> = Vec<&'a Occurrence>;

/// Returns the events by key, in the order in which the keys first come, and what has no key.
fn by_key(occurrences: &[Occurrence]) -> (Vec<Thing<'_>>, Vec<&Occurrence>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut things: Vec<Thing<'_>> = Vec::new();
    let mut without_key = Vec::new();
    for occurrence in occurrences {
        match &occurrence.key {
            None => without_key.push(occurrence),
            Some(key) => {
                let place = *places.entry(key).or_insert(things.len());
                if place == things.len() {
                    things.push(Vec::new());
                }
                things[place].push(occurrence);
            }
        }
    }
    (things, without_key)
}

/// Leaves out what should be a thing and has no key.
fn without_key<'a>(plan: &'a RatePlan, occurrences: Vec<&'a Occurrence>) -> impl Iterator<Item = Outcome> + 'a {
    let starts = occurrences.into_iter().filter(|occurrence| occurrence.targets.contains(0));
    starts.filter_map(|occurrence| {
        let bucket = bucket(plan, occurrence.time_ms)?;
        Some(Outcome::new(occurrence.group, bucket, Verdict::LeftOut("without_key")))
    })
}

/// Which promises were kept, of those that fell due.
pub(super) fn promises(plan: &RatePlan, occurrences: &[Occurrence]) -> Vec<Outcome> {
    let (things, keyless) = by_key(occurrences);
    let promised = things.iter().filter_map(|thing| promise(plan, thing));
    promised.chain(without_key(plan, keyless)).collect()
}

fn promise(plan: &RatePlan, thing: &Thing<'_>) -> Option<Outcome> {
    let is = |target: usize| move |occurrence: &&&Occurrence| occurrence.targets.contains(target);
    let until_now = |occurrence: &&&Occurrence| occurrence.time_ms <= plan.as_of_ms;
    let takes_back = |occurrence: &&Occurrence| is(OTHER)(&occurrence) || is(VOIDED)(&occurrence);
    let done = thing.iter().position(|occurrence| is(DONE)(&occurrence) && until_now(&occurrence));
    // The last promise made before it was fulfilled; if all came after, the last one.
    let before = done.and_then(|done| thing[..done].iter().rfind(is(0)));
    let promise = before.or_else(|| thing.iter().rfind(is(0)))?;
    let made_in = bucket(plan, promise.time_ms);
    let left_out =
        |reason: &'static str| made_in.map(|made| Outcome::new(promise.group, made, Verdict::LeftOut(reason)));
    let Some(due_ms) = promise.due_ms else { return left_out("without_due") };
    if due_ms > plan.as_of_ms {
        return left_out("not_due");
    }
    let due_in = bucket(plan, due_ms)?;
    let verdict = match done.map(|done| thing[done].time_ms) {
        _ if thing.iter().filter(until_now).any(takes_back) => Verdict::LeftOut("cancelled"),
        Some(done_ms) if done_ms <= due_ms => Verdict::counted(true, &[]),
        Some(_) => Verdict::counted(false, &["late"]),
        None => Verdict::counted(false, &["never"]),
    };
    Some(Outcome::new(promise.group, due_in, verdict))
}

/// What came back of the orders of a bucket.
pub(super) fn returns(plan: &RatePlan, occurrences: &[Occurrence]) -> Vec<Outcome> {
    let (things, keyless) = by_key(occurrences);
    let mut outcomes: Vec<Outcome> = without_key(plan, keyless).collect();
    for thing in &things {
        let returned = thing.iter().filter(|occurrence| occurrence.targets.contains(DONE));
        let until_now = returned.filter(|occurrence| occurrence.time_ms <= plan.as_of_ms);
        let mut returned: Vec<Amount> = until_now.filter_map(|occurrence| amount(occurrence)).collect();
        for order in thing.iter().filter(|occurrence| occurrence.targets.contains(0)) {
            let Some(bucket) = bucket(plan, order.time_ms) else { continue };
            let sold = amount(order).into_iter().collect();
            // What came back of an order that is there twice came back once.
            let returned = std::mem::take(&mut returned);
            let verdict = Verdict::Counted { is_in: !returned.is_empty(), parts: &[], sold, returned };
            outcomes.push(Outcome::new(order.group, bucket, verdict));
        }
    }
    outcomes
}

/// Returns the amount of an event, as positive however its sender wrote it.
fn amount(occurrence: &Occurrence) -> Option<Amount> {
    let number = match occurrence.amount? {
        Number::Exact(amount) => Number::Exact(amount.abs()),
        Number::Nearest(amount) => Number::Nearest(amount.abs()),
    };
    Some(Amount { number, currency: occurrence.currency.clone() })
}

/// Which conversations were resolved, of those opened in a bucket.
pub(super) fn resolutions(plan: &RatePlan, occurrences: &[Occurrence]) -> Vec<Outcome> {
    let (things, keyless) = by_key(occurrences);
    let resolved = things.iter().filter_map(|thing| resolution(plan, thing));
    resolved.chain(without_key(plan, keyless)).collect()
}

fn resolution(plan: &RatePlan, thing: &Thing<'_>) -> Option<Outcome> {
    let opened =
        thing.iter().find(|occurrence| occurrence.targets.contains(0) && plan.is_inside(occurrence.time_ms))?;
    let bucket = bucket(plan, opened.time_ms)?;
    let resolves = |occurrence: &&Occurrence| {
        let is_after = (opened.time_ms..=plan.as_of_ms).contains(&occurrence.time_ms);
        occurrence.targets.contains(DONE) && is_after
    };
    let verdict = match thing.iter().position(resolves) {
        None => Verdict::counted(false, &[]),
        Some(place) => {
            let n_contacts = thing[..place].iter().filter(|occurrence| occurrence.targets.contains(OTHER)).count();
            Verdict::counted(true, if n_contacts <= 1 { &["first_contact"] } else { &[] })
        }
    };
    Some(Outcome::new(opened.group, bucket, verdict))
}
