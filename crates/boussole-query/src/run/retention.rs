use super::groups::{GroupSizes, Grouper, Groups};
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::trend::check_cells;
use crate::QueryError;
use crate::model::{Cohort, ReturnMode};
use crate::plan::{RetentionPlan, TimeRange};
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;

/// What a retention came to.
pub(crate) struct RetentionResult {
    pub(crate) groups: Groups,
    /// By group and cohort.
    pub(crate) cells: Vec<Vec<CohortCell>>,
    pub(crate) read: Read,
}

/// The people of one group and cohort, and how many came back by column.
#[derive(Debug, Clone)]
pub(crate) struct CohortCell {
    pub(crate) people: u64,
    pub(crate) returned: Vec<u64>,
}

/// Runs a retention: who is meant, which groups, then who came back.
pub(crate) fn retention(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &RetentionPlan,
    listing: &mut Option<Listing>,
) -> Result<RetentionResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let from_ms = |range: TimeRange| if plan.cohort == Cohort::FirstEver { i64::MIN } else { range.from_ms };
    let range = plan.frame.range.map(|range| TimeRange { from_ms: from_ms(range), ..range });
    let groups = if plan.frame.breakdown.is_empty() {
        Groups::whole()
    } else {
        let mut finder = People::new(plan, Grouper::seeking(), GroupSizes::default());
        reading.look(range, &mut finder)?;
        finder.grouper.keep_counted(&finder.sink, plan.frame.limit)
    };
    let n_columns = (0..plan.n_begun).map(|cohort| plan.n_columns(cohort));
    check_cells(groups.len().saturating_mul(n_columns.clone().sum()))?;
    let empty: Vec<CohortCell> = n_columns.map(|n| CohortCell { people: 0, returned: vec![0; n] }).collect();
    let sink = Counter { plan, cells: vec![empty; groups.len()], listing };
    let mut counter = People::new(plan, Grouper::kept(&groups), sink);
    reading.answer(range, &mut counter)?;
    let cells = counter.sink.cells;
    Ok(RetentionResult { groups, cells, read: reading.finish() })
}

/// What becomes of the members of cohorts.
trait Sink {
    /// Takes a person of a cohort, with the periods of their returns, ascending.
    fn take(&mut self, person: u64, group: usize, cohort: usize, returns: &[usize]);
}

/// Gathers when one person started and returned.
struct People<'p, S> {
    plan: &'p RetentionPlan,
    grouper: Grouper,
    /// The periods with a start, ascending, each with the group of its first one.
    starts: Vec<(usize, usize)>,
    /// The periods with a return, ascending.
    returns: Vec<usize>,
    started_before: bool,
    last_bucket: usize,
    sink: S,
}

impl<'p, S: Sink> People<'p, S> {
    fn new(plan: &'p RetentionPlan, grouper: Grouper, sink: S) -> Self {
        let (starts, returns) = (Vec::new(), Vec::new());
        Self { plan, grouper, starts, returns, started_before: false, last_bucket: 0, sink }
    }
}

impl<S: Sink> Visitor for People<'_, S> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        if hit.person == 0 {
            return Ok(());
        }
        let starts = targets.contains(RetentionPlan::START);
        if self.plan.frame.range.is_some_and(|range| hit.time_ms < range.from_ms) {
            self.started_before |= starts;
            return Ok(());
        }
        self.last_bucket = self.plan.buckets.index(hit.time_ms, self.last_bucket);
        let period = self.last_bucket;
        if period >= self.plan.n_begun {
            return Ok(());
        }
        if starts && self.starts.last().is_none_or(|(last, _)| *last != period) {
            self.starts.push((period, self.grouper.place(&self.plan.frame, hit)?));
        }
        if targets.contains(RetentionPlan::RETURN) && self.returns.last() != Some(&period) {
            self.returns.push(period);
        }
        Ok(())
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        let n_cohorts = match self.plan.cohort {
            Cohort::FirstEver if self.started_before => 0,
            Cohort::FirstEver | Cohort::FirstInRange => 1,
            Cohort::Every => usize::MAX,
        };
        for &(cohort, group) in self.starts.iter().take(n_cohorts) {
            let first = self.returns.partition_point(|&period| period < cohort);
            self.sink.take(person, group, cohort, &self.returns[first..]);
        }
        self.starts.clear();
        self.returns.clear();
        self.started_before = false;
        Ok(())
    }
}

/// Counts people, to find the largest groups.
impl Sink for GroupSizes {
    fn take(&mut self, _person: u64, group: usize, _cohort: usize, _returns: &[usize]) {
        self.add(group);
    }
}

/// Adds people to the cells of their group and cohort.
struct Counter<'p> {
    plan: &'p RetentionPlan,
    cells: Vec<Vec<CohortCell>>,
    listing: &'p mut Option<Listing>,
}

impl Sink for Counter<'_> {
    fn take(&mut self, person: u64, group: usize, cohort: usize, returns: &[usize]) {
        let cell = &mut self.cells[group][cohort];
        cell.people += 1;
        let mut columns: Vec<usize> = returns.iter().map(|&period| self.plan.column(period - cohort)).collect();
        match self.plan.mode {
            ReturnMode::On => columns.dedup(),
            ReturnMode::OnOrAfter => columns = columns.last().map_or(Vec::new(), |&last| (0..=last).collect()),
        }
        for &column in &columns {
            cell.returned[column] += 1;
        }
        if let Some(listing) = self.listing
            && listing.wanted.step.is_none_or(|wanted| columns.contains(&wanted))
        {
            listing.take(person, cohort, group, 0);
        }
    }
}
