use super::groups::{Groups, write_group_key};
use super::pass::{Counted, Hit, Visitor};
use super::trend::{Run, check_cells, gate};
use crate::QueryError;
use crate::model::Scale;
use crate::plan::{Buckets, TrendPlan};
use crate::value::Scalar;
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;
use serde_json::Value;

/// Places of a distribution: the answers 0 to 10.
const ANSWERS: usize = 11;

/// How often each answer of a scale was given; an answer is its place.
pub(crate) type Distribution = [u64; ANSWERS];

/// What a score came to.
pub(crate) struct ScoreResult {
    /// One value a breakdown, for each kept group.
    pub(crate) groups: Vec<Vec<Value>>,
    /// Whether the last place is that of all other groups.
    pub(crate) has_other: bool,
    /// By group and bucket.
    pub(crate) distributions: Vec<Vec<Distribution>>,
    pub(crate) n_events: u64,
    pub(crate) n_people: u64,
    pub(crate) warnings: Vec<String>,
}

/// Runs a score: who is meant, which groups, then how often each answer was given.
pub(crate) fn score(ctx: &Ctx, snapshot: &Snapshot, plan: &TrendPlan, scale: Scale) -> Result<ScoreResult, QueryError> {
    let (gate, mut warnings) = gate(ctx, snapshot, plan)?;
    let run = Run::new(ctx, snapshot, plan, gate.as_ref());
    let groups = run.groups()?;
    let buckets = &plan.main.buckets;
    let n_cells = groups.len().saturating_mul(buckets.len());
    check_cells(n_cells.saturating_mul(ANSWERS))?;
    let mut counter = Counter {
        plan,
        scale,
        buckets,
        groups: &groups,
        cells: vec![[0; ANSWERS]; n_cells],
        n_outside: 0,
        key: String::new(),
        last_bucket: 0,
    };
    let mut counted = Counted { seen: vec![false; plan.fields.len()], ..Counted::default() };
    if let Some(range) = plan.main.range {
        counted.add(&run.pass(range).run(&mut counter)?);
    }
    if counter.n_outside > 0 {
        let (answers, n) = (scale.answers(), counter.n_outside);
        warnings.push(format!(
            "property: answers that are not whole numbers from {} to {} were left out: {n}",
            answers.start(),
            answers.end()
        ));
    }
    warnings.extend(counted.warnings(&plan.fields));
    let distributions = match buckets.len() {
        0 => vec![Vec::new(); groups.len()],
        n => counter.cells.chunks(n).map(<[Distribution]>::to_vec).collect(),
    };
    let (n_events, n_people) = (counted.n_events, counted.n_people);
    Ok(ScoreResult { groups: groups.values, has_other: groups.has_other, distributions, n_events, n_people, warnings })
}

/// The answering pass: adds each answer to its cell.
struct Counter<'p> {
    plan: &'p TrendPlan,
    scale: Scale,
    buckets: &'p Buckets,
    groups: &'p Groups,
    /// By group and bucket.
    cells: Vec<Distribution>,
    /// Values that are no answers on the scale.
    n_outside: u64,
    key: String,
    last_bucket: usize,
}

impl Visitor for Counter<'_> {
    fn hit(&mut self, _target: usize, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let value = self.plan.targets[0].value.and_then(|slot| hit.values.one(slot));
        let Some(value) = value else { return Ok(()) };
        let Some(answer) = Scalar::number(&value).and_then(|number| self.scale.answer(number)) else {
            self.n_outside += 1;
            return Ok(());
        };
        write_group_key(self.plan, hit, &mut self.key);
        let group = self.groups.place(&self.key);
        self.last_bucket = self.buckets.index(hit.time_ms, self.last_bucket);
        self.cells[group * self.buckets.len() + self.last_bucket][usize::from(answer)] += 1;
        Ok(())
    }
}
