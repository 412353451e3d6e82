use super::Occurrence;
use super::outcome::{Outcome, Verdict};
use crate::plan::RatePlan;

/// Churn and retention: who is active at the start of each bucket, and who at its end.
pub(super) fn outcomes(plan: &RatePlan, occurrences: &[Occurrence], within_ms: i64, retained: bool) -> Vec<Outcome> {
    let (Some(first), Some(last)) = (occurrences.first(), occurrences.last()) else { return Vec::new() };
    let mut outcomes = Vec::new();
    for bucket in 0..plan.buckets.len() {
        let (start_ms, bucket_end_ms) = plan.buckets.bounds(bucket);
        let known_end_ms = plan.frame.range.map_or(i64::MAX, |range| range.to_ms).min(plan.as_of_ms);
        let end_ms = bucket_end_ms.min(known_end_ms);
        // Most people are there in few of many buckets.
        let is_possible = first.time_ms < end_ms && start_ms <= last.time_ms.saturating_add(within_ms);
        if start_ms >= known_end_ms || !is_possible {
            continue;
        }
        let at_start = last_active(occurrences, start_ms, within_ms);
        let at_end = last_active(occurrences, end_ms, within_ms);
        let outcome = match (at_start, at_end) {
            (Some(before), Some(_)) => Outcome::new(before.group, bucket, Verdict::counted(retained, &["end"])),
            (Some(before), None) => Outcome::new(before.group, bucket, Verdict::counted(!retained, &[])),
            (None, Some(new)) => {
                outcomes.push(Outcome::new(new.group, bucket, Verdict::Part("new")));
                Outcome::new(new.group, bucket, Verdict::Part("end"))
            }
            (None, None) => continue,
        };
        outcomes.push(outcome);
    }
    outcomes
}

/// Returns the last event within `within_ms` before an instant: who has one is active then.
fn last_active(occurrences: &[Occurrence], at_ms: i64, within_ms: i64) -> Option<&Occurrence> {
    let n_before = occurrences.partition_point(|occurrence| occurrence.time_ms < at_ms);
    let last = &occurrences[n_before.checked_sub(1)?];
    (last.time_ms >= at_ms.saturating_sub(within_ms)).then_some(last)
}
