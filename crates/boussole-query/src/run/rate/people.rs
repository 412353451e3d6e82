use super::Occurrence;
use super::outcome::{Outcome, Verdict, bucket};
use crate::model::ConversionUnit;
use crate::plan::RatePlan;

/// The target that reaches a goal.
const GOAL: usize = 1;

/// Who ordered again, of those whose first order ever is in a bucket.
pub(super) fn repeat(plan: &RatePlan, orders: &[Occurrence], within_ms: i64) -> Vec<Outcome> {
    let Some(first) = orders.first() else { return Vec::new() };
    let Some(bucket) = bucket(plan, first.time_ms) else { return Vec::new() };
    let until_ms = first.time_ms.saturating_add(within_ms);
    let verdict = match orders.get(1) {
        _ if until_ms > plan.as_of_ms => Verdict::LeftOut("too_recent"),
        second => Verdict::counted(second.is_some_and(|second| second.time_ms <= until_ms), &[]),
    };
    vec![Outcome::new(first.group, bucket, verdict)]
}

/// Who reached the goal, of those who started.
pub(super) fn conversion(plan: &RatePlan, occurrences: &[Occurrence], unit: ConversionUnit) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut rest = occurrences;
    while let Some(first) = rest.first() {
        let Some(bucket) = bucket(plan, first.time_ms) else { break };
        let n = match unit {
            // What falls into the same bucket belongs together.
            ConversionUnit::Person => {
                let (_, end_ms) = plan.buckets.bounds(bucket);
                rest.partition_point(|occurrence| occurrence.time_ms < end_ms)
            }
            ConversionUnit::Session { gap_ms } => session(rest, gap_ms),
        };
        let (together, later) = rest.split_at(n);
        rest = later;
        if let Some(start) = together.iter().find(|occurrence| occurrence.targets.contains(0)) {
            let reaches =
                |occurrence: &Occurrence| occurrence.targets.contains(GOAL) && occurrence.time_ms >= start.time_ms;
            let verdict = Verdict::counted(together.iter().any(reaches), &[]);
            outcomes.push(Outcome::new(start.group, bucket, verdict));
        }
    }
    outcomes
}

/// Returns how many events the first session has.
fn session(occurrences: &[Occurrence], gap_ms: i64) -> usize {
    let ends = |pair: &[Occurrence]| pair[1].time_ms.saturating_sub(pair[0].time_ms) > gap_ms;
    occurrences.windows(2).position(ends).map_or(occurrences.len(), |last| last + 1)
}

/// Who did not reach the goal, of those who added to a basket: once a bucket.
pub(super) fn abandonment(plan: &RatePlan, occurrences: &[Occurrence], within_ms: i64) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (place, add) in occurrences.iter().enumerate().filter(|(_, occurrence)| occurrence.targets.contains(0)) {
        let Some(bucket) = bucket(plan, add.time_ms) else { continue };
        if outcomes.last().is_some_and(|outcome| outcome.bucket == bucket) {
            continue;
        }
        let until_ms = add.time_ms.saturating_add(within_ms);
        // A goal at the very time of the event may have arrived before it.
        let first = occurrences[..place].partition_point(|occurrence| occurrence.time_ms < add.time_ms);
        let in_time = occurrences[first..].iter().take_while(|occurrence| occurrence.time_ms <= until_ms);
        let verdict = if until_ms > plan.as_of_ms {
            Verdict::LeftOut("too_recent")
        } else {
            Verdict::counted(!in_time.into_iter().any(|occurrence| occurrence.targets.contains(GOAL)), &[])
        };
        outcomes.push(Outcome::new(add.group, bucket, verdict));
    }
    outcomes
}
