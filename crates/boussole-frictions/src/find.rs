//! From cases to frictions: groups that fare worse, put together where they are the same, with what they cost.

use crate::cases::{Case, Cases};
use crate::harm::{harm, value};
use crate::look::Failure;
use crate::model::{Condition, Friction, FrictionList, Sign, Strength};
use crate::search::{Found, Group, search, touched};
use crate::tally::Tally;
use boussole_stats::Estimate;

/// What happens to everybody alike is told of these: they are failures by themselves, not by comparison.
const ALWAYS: [Failure; 4] =
    [Failure::PaymentFailed, Failure::PromiseBroken, Failure::LongWait, Failure::CallAbandoned];
/// The fewest that went wrong for it.
const ALWAYS_MIN: u64 = 30;

/// Finds what customers suffer from.
pub(crate) fn find(cases: &Cases, currency: Option<String>) -> FrictionList {
    let (found, n_looks) = search(cases);
    let mut groups: Vec<Vec<&Found>> = Vec::new();
    for one in &found {
        // The same group is one friction, whatever went wrong by which it was found.
        match groups.iter_mut().find(|group| group[0].group.values == one.group.values) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let mut frictions: Vec<Friction> = groups.into_iter().filter_map(|group| friction(cases, group)).collect();
    let seen: Vec<Failure> = frictions.iter().map(|friction| friction.failure).collect();
    frictions.extend(
        ALWAYS.into_iter().filter(|failure| !seen.contains(failure)).filter_map(|failure| always(cases, failure)),
    );
    let expected = |friction: &Friction| friction.value.map_or(0.0, |value| value.amount.value);
    frictions.sort_by(|a, b| {
        let is_watch = |friction: &Friction| friction.strength == Strength::Watch;
        is_watch(a).cmp(&is_watch(b)).then(expected(b).total_cmp(&expected(a))).then_with(|| a.id.cmp(&b.id))
    });
    let Cases { n_events, n_left_out, from_ms, to_ms, .. } = *cases;
    FrictionList { frictions, n_looks, n_events, n_left_out, from_ms, to_ms, currency }
}

fn of(cases: &Cases, failure: Failure) -> &[Case] {
    cases.of.iter().find(|(other, _)| *other == failure).map_or(&[], |(_, cases)| cases)
}

/// Makes one friction of what was found of one group: its cause before its consequences.
fn friction(cases: &Cases, mut group: Vec<&Found>) -> Option<Friction> {
    group.sort_by_key(|found| found.failure);
    // Of several questions whose answers are worse, the one that says most stands for all.
    group.dedup_by_key(|found| found.failure);
    let (first, rest) = group.split_first()?;
    let condition = |(field, value): &(_, u32)| Condition { field: *field, value: cases.texts.text(*value).to_owned() };
    let signs =
        rest.iter().map(|found| Sign { failure: found.failure, size: found.tally.size(found.others) }).collect();
    let of = of(cases, first.failure);
    let since_ms = first.since_ms.unwrap_or(i64::MIN);
    let people = touched(of, &first.group, since_ms);
    let harm = harm(first.failure, of, &first.group, since_ms, &people);
    let size = first.tally.size(first.others);
    let conditions: Vec<Condition> = first.group.among.iter().chain(&first.group.values).map(condition).collect();
    Some(Friction {
        id: id(first.failure, &conditions),
        failure: first.failure,
        group: conditions,
        since_ms: first.since_ms,
        size,
        signs,
        n_people: people.len() as u64,
        value: value(&size, people.len() as u64, &harm),
        harm,
        strength: Strength::Medium,
    })
}

/// What goes wrong for everybody alike, when those for whom it does do worse.
fn always(cases: &Cases, failure: Failure) -> Option<Friction> {
    let of = of(cases, failure);
    let group = Group { among: None, values: Vec::new() };
    let mut tally = Tally::default();
    of.iter().for_each(|case| tally.add(case.is_wrong));
    if tally.wrong < ALWAYS_MIN {
        return None;
    }
    let people = touched(of, &group, i64::MIN);
    let harm = harm(failure, of, &group, i64::MIN, &people);
    let is_worse = |estimate: Option<Estimate>, sign: f64| {
        estimate.is_some_and(|estimate| (sign * estimate.low).min(sign * estimate.high) > 0.0)
    };
    if !is_worse(harm.bad_opinion, 1.0) && !is_worse(harm.orders, -1.0) {
        return None;
    }
    let size = tally.size(Tally::default());
    Some(Friction {
        id: id(failure, &[]),
        failure,
        group: Vec::new(),
        since_ms: None,
        size,
        signs: Vec::new(),
        n_people: people.len() as u64,
        value: None,
        harm,
        strength: Strength::Watch,
    })
}

/// The same words for the same failure of the same group.
fn id(failure: Failure, group: &[Condition]) -> String {
    let conditions = group.iter().map(|condition| format!(".{}={}", condition.field.as_str(), condition.value));
    format!("{}{}", failure.as_str(), conditions.collect::<String>())
}
