//! Searches which groups fare worse than comparable ones: each value of what the company does, and each pair of values.

use crate::cases::{Case, Cases};
use crate::look::{Failure, Kinds};
use crate::read::Field;
use crate::tally::{Tally, chance};
use boussole_core::DAY_MS;
use boussole_stats::holm;
use std::collections::{BTreeMap, HashSet};

/// In how many searches anything at all is said by chance, all comparisons taken together. That is stricter than a bound on the
/// share of what is said: one true cause is found by several of its values, and would lower the bar for what is none.
const LEVEL: f64 = 0.05;
/// What began lately is not seen among a year of cases: the last days are looked at apart.
const LATELY_MS: i64 = 60 * DAY_MS;
/// The most groups of one failure that are said.
const FOUND_MAX: usize = 10;
/// By how much two conditions must explain more than one of them, in logarithms of the likelihood.
const PAIR_GAIN_MIN: f64 = 5.0;
/// By how much a time must explain more than none, likewise: it is the best of many times.
const SINCE_GAIN_MIN: f64 = 8.0;
/// The fewest cases before and after.
const SINCE_CASES_MIN: usize = 10;
/// A week with fewer cases of the others does not say how it was for all.
const WEEK_CASES_MIN: u64 = 30;
const WEEK_MS: i64 = 7 * DAY_MS;
/// A group of which the first case is so much later than that of the others was not there before.
const YOUNGER_MS: i64 = 30 * DAY_MS;
/// The most groups of one kind that are looked at, those with most cases first.
const GROUPS_MAX: usize = 2_000;

/// A group, told apart by its values, among cases that share one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Group {
    pub(crate) among: Option<(Field, u32)>,
    pub(crate) values: Vec<(Field, u32)>,
}

impl Group {
    /// Tells whether a case is in it or is compared with it.
    pub(crate) fn concerns(&self, case: &Case) -> bool {
        self.among.is_none_or(|(field, value)| case.values[field as usize] == value)
            && self.values.iter().all(|(field, _)| case.values[*field as usize] != 0)
    }

    /// Tells whether a case that it concerns is in it.
    pub(crate) fn has(&self, case: &Case) -> bool {
        self.concerns(case) && self.values.iter().all(|(field, value)| case.values[*field as usize] == *value)
    }
}

/// A group that fares worse.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) failure: Failure,
    pub(crate) group: Group,
    pub(crate) since_ms: Option<i64>,
    pub(crate) tally: Tally,
    pub(crate) others: Tally,
}

/// A group that is compared.
#[derive(Debug)]
struct Suspect {
    failure: usize,
    group: Group,
    /// From when on cases are looked at.
    from_ms: i64,
    gain: f64,
    probability: f64,
}

/// Returns the groups that fare worse, and how many comparisons were made.
pub(crate) fn search(cases: &Cases) -> (Vec<Found>, u64) {
    let windows = [i64::MIN, cases.to_ms - LATELY_MS];
    let mut suspects = Vec::new();
    for (place, (failure, of)) in cases.of.iter().enumerate() {
        for kinds in failure.kinds() {
            for from_ms in windows {
                suspects.extend(compare(place, of, *kinds, from_ms));
            }
        }
    }
    let corrected = holm(&suspects.iter().map(|suspect| suspect.probability).collect::<Vec<f64>>());
    let n_looks = suspects.len() as u64;
    let mut certain: Vec<Suspect> = suspects
        .into_iter()
        .zip(corrected)
        .filter(|(_, corrected)| *corrected < LEVEL)
        .map(|(suspect, _)| suspect)
        .collect();
    let bar = certain.iter().map(|suspect| suspect.probability).fold(0.0, f64::max);
    drop_pairs(&mut certain);
    certain.sort_by(|a, b| b.gain.total_cmp(&a.gain).then_with(|| a.group.cmp(&b.group)));
    (said(cases, &certain, bar), n_looks)
}

/// Compares each group of a kind with all others that share what is shared.
fn compare(failure: usize, cases: &[Case], kinds: Kinds, from_ms: i64) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    for (place, first) in kinds.apart.iter().enumerate() {
        let pairs = kinds.apart[place + 1..].iter().map(|second| vec![*first, *second]);
        for fields in std::iter::once(vec![*first]).chain(pairs) {
            let mut groups: BTreeMap<Group, Tally> = BTreeMap::new();
            let mut all: BTreeMap<u32, Tally> = BTreeMap::new();
            for case in cases.iter().filter(|case| case.time_ms >= from_ms) {
                let among = kinds.among.map(|field| (field, case.values[field as usize]));
                let values: Vec<(Field, u32)> =
                    fields.iter().map(|field| (*field, case.values[*field as usize])).collect();
                if values.iter().chain(&among).any(|(_, value)| *value == 0) {
                    continue;
                }
                all.entry(among.map_or(0, |(_, value)| value)).or_default().add(case.is_wrong);
                groups.entry(Group { among, values }).or_default().add(case.is_wrong);
            }
            let mut groups: Vec<(Group, Tally)> = groups.into_iter().collect();
            groups.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.whole));
            groups.truncate(GROUPS_MAX);
            for (group, tally) in groups {
                let others = all[&group.among.map_or(0, |(_, value)| value)].minus(tally);
                if !tally.can_be_compared(others) {
                    continue;
                }
                let of_kind = cases.iter().filter(|case| case.time_ms >= from_ms && group.concerns(case));
                let probability = chance(tally, others, of_kind, |case| group.has(case));
                suspects.push(Suspect { failure, gain: tally.gain(others), group, from_ms, probability });
            }
        }
    }
    suspects
}

/// Leaves out pairs of values that explain little more than one of them alone.
fn drop_pairs(certain: &mut Vec<Suspect>) {
    let single: Vec<(usize, i64, Group, f64)> = certain
        .iter()
        .filter(|suspect| suspect.group.values.len() == 1)
        .map(|suspect| (suspect.failure, suspect.from_ms, suspect.group.clone(), suspect.gain))
        .collect();
    certain.retain(|suspect| {
        suspect.group.values.len() == 1
            || !single.iter().any(|(failure, from_ms, group, gain)| {
                (*failure, *from_ms, &group.among) == (suspect.failure, suspect.from_ms, &suspect.group.among)
                    && suspect.group.values.contains(&group.values[0])
                    && suspect.gain < gain + PAIR_GAIN_MIN
            })
    });
}

/// Says the group that explains most, and of the others what is still so without the cases of those said before.
fn said(cases: &Cases, certain: &[Suspect], bar: f64) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for suspect in certain {
        let (failure, of) = &cases.of[suspect.failure];
        let before: Vec<Group> =
            found.iter().filter(|other| other.failure == *failure).map(|other| other.group.clone()).collect();
        if before.len() == FOUND_MAX || before.contains(&suspect.group) {
            continue;
        }
        let rest = |from_ms: i64| {
            let before = &before;
            let group = &suspect.group;
            of.iter().filter(move |case| {
                case.time_ms >= from_ms && group.concerns(case) && !before.iter().any(|other| other.has(case))
            })
        };
        let (tally, others) = tallies(rest(suspect.from_ms), &suspect.group);
        if !tally.can_be_compared(others) || !tally.matters(others) {
            continue;
        }
        if chance(tally, others, rest(suspect.from_ms), |case| suspect.group.has(case)) > bar {
            continue;
        }
        let since_ms = since(rest(i64::MIN), &suspect.group);
        let (tally, others) = tallies(rest(since_ms.unwrap_or(i64::MIN)), &suspect.group);
        // A group may have been no worse than others before, and no worse after: then nothing is said of it.
        if tally.can_be_compared(others) && tally.matters(others) {
            found.push(Found { failure: *failure, group: suspect.group.clone(), since_ms, tally, others });
        }
    }
    found
}

fn tallies<'c>(cases: impl Iterator<Item = &'c Case>, group: &Group) -> (Tally, Tally) {
    let (mut tally, mut others) = (Tally::default(), Tally::default());
    for case in cases {
        if group.has(case) { tally.add(case.is_wrong) } else { others.add(case.is_wrong) }
    }
    (tally, others)
}

/// Returns since when a group fares worse than the others: the time that explains best what happened, when one explains much
/// more than none; else the first case of a group that is younger than those it is compared with.
///
/// Of each case only counts by how much it went worse than with the others in the same week, so that what comes and goes for all
/// (a season, a rush) is no beginning. Source: D. V. Hinkley, *Inference about the change-point in a sequence of random
/// variables*, 1970, for means with a common variance.
fn since<'c>(cases: impl Iterator<Item = &'c Case>, group: &Group) -> Option<i64> {
    let (mut own, mut all, mut weeks) = (Vec::new(), Tally::default(), BTreeMap::<i64, Tally>::new());
    let mut first_ms = i64::MAX;
    for case in cases {
        if group.has(case) {
            own.push((case.time_ms, case.is_wrong));
        } else {
            all.add(case.is_wrong);
            weeks.entry(case.time_ms.div_euclid(WEEK_MS)).or_default().add(case.is_wrong);
            first_ms = first_ms.min(case.time_ms);
        }
    }
    own.sort_unstable();
    let usual = |time_ms: i64| {
        let week = weeks.get(&time_ms.div_euclid(WEEK_MS)).filter(|week| week.whole >= WEEK_CASES_MIN);
        week.unwrap_or(&all).share()
    };
    let worse: Vec<f64> =
        own.iter().map(|(time_ms, is_wrong)| f64::from(u8::from(*is_wrong)) - usual(*time_ms)).collect();
    let n = worse.len() as f64;
    let (sum, squares) = worse.iter().fold((0.0, 0.0), |(sum, squares), more| (sum + more, squares + more * more));
    let none = squares - sum * sum / n;
    let (mut best, mut found) = (SINCE_GAIN_MIN, None);
    let mut before = 0.0;
    for place in SINCE_CASES_MIN..worse.len().saturating_sub(SINCE_CASES_MIN) {
        before = if place == SINCE_CASES_MIN { worse[..place].iter().sum() } else { before + worse[place - 1] };
        let (n_before, n_after) = (place as f64, n - place as f64);
        let step = (sum - before) / n_after - before / n_before;
        let rest = none - step * step * n_before * n_after / n;
        let gain = if step > 0.0 && rest > 0.0 { 0.5 * n * (none / rest).ln() } else { 0.0 };
        if gain > best {
            (best, found) = (gain, Some(own[place].0));
        }
    }
    let began =
        own.first().map(|(time_ms, _)| *time_ms).filter(|time_ms| *time_ms > first_ms.saturating_add(YOUNGER_MS));
    found.or(began)
}

/// Returns the people of the cases that a group has and that went wrong.
pub(crate) fn touched(cases: &[Case], group: &Group, since_ms: i64) -> HashSet<u64> {
    let wrong = cases.iter().filter(|case| case.is_wrong && case.time_ms >= since_ms && group.has(case));
    wrong.map(|case| case.person).collect()
}
