use super::cell::{Budget, Cell, Measured};
use super::currencies::Currencies;
use super::groups::{Grouper, Groups};
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use crate::QueryError;
use crate::model::Statistic;
use crate::plan::{Buckets, Period, Tally, TrendPlan};
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;

/// The most cells (buckets × groups × series) of an answer.
const CELLS_MAX: usize = 1_000_000;

/// What a trend came to.
pub(crate) struct TrendResult {
    pub(crate) groups: Groups,
    pub(crate) main: PeriodResult,
    pub(crate) compare: Option<PeriodResult>,
    pub(crate) read: Read,
}

/// The numbers of one period, by series, group and bucket.
pub(crate) struct PeriodResult {
    pub(crate) series: Vec<Vec<Vec<Measured>>>,
}

/// Runs a trend: who is meant, which groups, then the numbers.
pub(crate) fn trend(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &TrendPlan,
    listing: &mut Option<Listing>,
) -> Result<TrendResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let groups = groups(&reading, plan)?;
    let main = period(&mut reading, plan, &plan.main, &groups, listing)?;
    let compare = match &plan.compare {
        None => None,
        Some(earlier) => Some(period(&mut reading, plan, earlier, &groups, &mut None)?),
    };
    Ok(TrendResult { groups, main, compare, read: reading.finish() })
}

/// Finds the groups: in both periods, ranked by the first one.
pub(super) fn groups(reading: &Reading<'_>, plan: &TrendPlan) -> Result<Groups, QueryError> {
    if plan.frame.breakdown.is_empty() {
        return Ok(Groups::whole());
    }
    let mut finder = Finder::new(plan);
    reading.look(plan.main.range, &mut finder)?;
    finder.ranks = false;
    reading.look(plan.compare.as_ref().and_then(|period| period.range), &mut finder)?;
    Ok(finder.finish())
}

fn period(
    reading: &mut Reading<'_>,
    plan: &TrendPlan,
    period: &Period,
    groups: &Groups,
    listing: &mut Option<Listing>,
) -> Result<PeriodResult, QueryError> {
    let mut counter = Counter::new(plan, &period.buckets, groups, listing)?;
    reading.answer(period.range, &mut counter)?;
    let (result, warnings) = counter.finish()?;
    warnings.into_iter().for_each(|warning| reading.warn(warning));
    Ok(result)
}

/// Refuses an answer of more numbers than anybody reads.
pub(super) fn check_cells(n_cells: usize) -> Result<(), Refusal> {
    if n_cells <= CELLS_MAX {
        return Ok(());
    }
    Err(Refusal::new("too_many_cells", format!("this answer has more than {CELLS_MAX} numbers"))
        .at("interval")
        .hint("choose a longer interval, a shorter range, or a smaller limit"))
}

/// The first pass of a question with breakdown: which groups are there, and how large is each by the first series.
struct Finder<'p> {
    plan: &'p TrendPlan,
    grouper: Grouper,
    cells: Vec<Cell>,
    budget: Budget,
    /// Whether events count for the size of their group.
    ranks: bool,
}

impl<'p> Finder<'p> {
    fn new(plan: &'p TrendPlan) -> Self {
        Self { plan, grouper: Grouper::seeking(), cells: Vec::new(), budget: Budget::default(), ranks: true }
    }

    fn finish(self) -> Groups {
        let ranks: Vec<_> = self.cells.into_iter().map(|cell| cell.measured().number()).collect();
        self.grouper.keep(&ranks, self.plan.frame.limit)
    }
}

impl Visitor for Finder<'_> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let place = self.grouper.place(&self.plan.frame, hit)?;
        let first = &self.plan.targets[0];
        if place == self.cells.len() {
            self.cells.push(Cell::new(first.tally));
        }
        if self.ranks && targets.contains(0) {
            let value = first.value.and_then(|slot| hit.values.one(slot));
            self.cells[place]
                .add(hit.person, value.as_ref(), &mut self.budget)
                .map_err(|refusal| refusal.at(&first.path))?;
        }
        Ok(())
    }
}

/// The answering pass: adds each event to its cell.
struct Counter<'p> {
    plan: &'p TrendPlan,
    buckets: &'p Buckets,
    grouper: Grouper,
    n_groups: usize,
    /// By series, group and bucket.
    cells: Vec<Cell>,
    currencies: Currencies,
    budget: Budget,
    /// By series: how many measured values were no numbers.
    n_no_numbers: Vec<u64>,
    last_bucket: usize,
    listing: &'p mut Option<Listing>,
}

impl<'p> Counter<'p> {
    fn new(
        plan: &'p TrendPlan,
        buckets: &'p Buckets,
        groups: &Groups,
        listing: &'p mut Option<Listing>,
    ) -> Result<Self, Refusal> {
        let n_groups = groups.len();
        let n_a_series = n_groups.saturating_mul(buckets.len());
        check_cells(n_a_series.saturating_mul(plan.targets.len()))?;
        let cells = plan.targets.iter().flat_map(|target| std::iter::repeat_n(Cell::new(target.tally), n_a_series));
        Ok(Self {
            plan,
            buckets,
            grouper: Grouper::kept(groups),
            n_groups,
            cells: cells.collect(),
            currencies: Currencies::new(plan.targets.len() * n_groups, plan.frame.currency.clone()),
            budget: Budget::default(),
            n_no_numbers: vec![0; plan.targets.len()],
            last_bucket: 0,
            listing,
        })
    }

    /// Returns the numbers, and what was left out of them.
    fn finish(self) -> Result<(PeriodResult, Vec<String>), Refusal> {
        let mut warnings = Vec::new();
        for (index, target) in self.plan.targets.iter().enumerate() {
            for group in 0..self.n_groups {
                self.currencies.check(index * self.n_groups + group, target)?;
            }
            let n = self.n_no_numbers[index];
            if n > 0 {
                let message = format!("{}: values that are not numbers were left out: {n}", target.path);
                warnings.push(message);
            }
        }
        let mut cells = self.cells.into_iter().map(Cell::measured);
        let mut group = || cells.by_ref().take(self.buckets.len()).collect::<Vec<_>>();
        let mut series = || (0..self.n_groups).map(|_| group()).collect::<Vec<_>>();
        Ok((PeriodResult { series: self.plan.targets.iter().map(|_| series()).collect() }, warnings))
    }

    /// Adds an event to the cell of one series.
    fn add(&mut self, index: usize, group: usize, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let target = &self.plan.targets[index];
        let value = target.value.and_then(|slot| hit.values.one(slot));
        let place = index * self.n_groups + group;
        if let Some(value) = &value {
            if value.number().is_some() {
                self.currencies.take(place, target, hit);
            } else if target.tally != Tally::Of(Statistic::Distinct) {
                self.n_no_numbers[index] += 1;
            }
        }
        if let Some(listing) = self.listing
            && (target.value.is_none() || value.is_some())
        {
            listing.take(hit.person, index, group, self.last_bucket);
        }
        self.cells[place * self.buckets.len() + self.last_bucket]
            .add(hit.person, value.as_ref(), &mut self.budget)
            .map_err(|refusal| refusal.at(&target.path))
    }
}

impl Visitor for Counter<'_> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let group = self.grouper.place(&self.plan.frame, hit)?;
        self.last_bucket = self.buckets.index(hit.time_ms, self.last_bucket);
        for index in targets {
            self.add(index, group, hit)?;
        }
        Ok(())
    }
}
