use super::groups::{Grouper, Groups};
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::trend::{check_cells, groups};
use crate::QueryError;
use crate::model::Scale;
use crate::plan::{Buckets, TrendPlan};
use crate::value::Scalar;
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;

/// Places of a distribution: the answers 0 to 10.
pub(super) const ANSWERS: usize = 11;

/// How often each answer of a scale was given; an answer is its place.
pub(crate) type Distribution = [u64; ANSWERS];

/// What a score came to.
pub(crate) struct ScoreResult {
    pub(crate) groups: Groups,
    /// By group and bucket.
    pub(crate) distributions: Vec<Vec<Distribution>>,
    pub(crate) read: Read,
}

/// Runs a score: who is meant, which groups, then how often each answer was given.
pub(crate) fn score(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &TrendPlan,
    scale: Scale,
    listing: &mut Option<Listing>,
) -> Result<ScoreResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let groups = groups(&reading, plan)?;
    let buckets = &plan.main.buckets;
    let n_cells = groups.len().saturating_mul(buckets.len());
    check_cells(n_cells.saturating_mul(ANSWERS))?;
    let mut counter = Counter {
        plan,
        scale,
        buckets,
        grouper: Grouper::kept(&groups),
        cells: vec![[0; ANSWERS]; n_cells],
        n_outside: 0,
        last_bucket: 0,
        listing,
    };
    reading.answer(plan.main.range, &mut counter)?;
    if counter.n_outside > 0 {
        let (answers, n) = (scale.answers(), counter.n_outside);
        reading.warn(format!(
            "property: answers that are not whole numbers from {} to {} were left out: {n}",
            answers.start(),
            answers.end()
        ));
    }
    let distributions = match buckets.len() {
        0 => vec![Vec::new(); groups.len()],
        n => counter.cells.chunks(n).map(<[Distribution]>::to_vec).collect(),
    };
    Ok(ScoreResult { groups, distributions, read: reading.finish() })
}

/// The answering pass: adds each answer to its cell.
struct Counter<'p> {
    plan: &'p TrendPlan,
    scale: Scale,
    buckets: &'p Buckets,
    grouper: Grouper,
    /// By group and bucket.
    cells: Vec<Distribution>,
    /// Values that are no answers on the scale.
    n_outside: u64,
    last_bucket: usize,
    listing: &'p mut Option<Listing>,
}

impl Visitor for Counter<'_> {
    fn hit(&mut self, _targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let value = self.plan.targets[0].value.and_then(|slot| hit.values.one(slot));
        let Some(value) = value else { return Ok(()) };
        let Some(answer) = Scalar::number(&value).and_then(|number| self.scale.answer(number)) else {
            self.n_outside += 1;
            return Ok(());
        };
        let group = self.grouper.place(&self.plan.frame, hit)?;
        self.last_bucket = self.buckets.index(hit.time_ms, self.last_bucket);
        self.cells[group * self.buckets.len() + self.last_bucket][usize::from(answer)] += 1;
        if let Some(listing) = self.listing {
            listing.take(hit.person, 0, group, self.last_bucket);
        }
        Ok(())
    }
}
