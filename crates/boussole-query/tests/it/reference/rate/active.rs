//! Churn and retention: who is active at the start of a bucket, and who at its end.

use super::answer::{Asked, Thing, Verdict};
use super::question::Rate;
use crate::reference::event::Fact;
use crate::reference::frame::{of_person, people};
use crate::reference::project::NOW_MS;

/// Says of everybody who is active at the start or at the end of a bucket what became of them.
pub(super) fn things(asked: &Asked<'_>) -> Vec<Thing> {
    let (active, within_ms) = (asked.question.first(), asked.question.within_ms());
    let mut things = Vec::new();
    for (place, bucket) in asked.buckets.iter().enumerate() {
        let end_ms = bucket.to_ms.min(asked.range.1).min(NOW_MS);
        if end_ms <= bucket.from_ms {
            continue;
        }
        for person in people(&asked.history) {
            let facts = of_person(&asked.history, person);
            // The last event that makes the person active at an instant.
            let active_at = |instant_ms: i64| -> Option<&Fact> {
                let is_recent = |fact: &&&Fact| instant_ms - within_ms <= fact.time_ms && fact.time_ms < instant_ms;
                facts.iter().filter(is_recent).rfind(|fact| active.matches(fact)).copied()
            };
            let (verdict, parts, fact) = match (active_at(bucket.from_ms), active_at(end_ms)) {
                (None, None) => continue,
                (None, Some(end)) => (Verdict::Aside, vec!["new", "end"], end),
                (Some(start), end) => {
                    let is_hit = end.is_some() == (asked.question.rate == Rate::Retention);
                    (Verdict::Counted { is_hit }, end.map(|_| "end").into_iter().collect(), start)
                }
            };
            things.push(Thing { bucket: place, group: asked.group(fact), verdict, parts });
        }
    }
    things
}
