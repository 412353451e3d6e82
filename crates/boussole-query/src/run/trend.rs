use super::cell::{Budget, Cell, Measured};
use super::currencies::Currencies;
use super::groups::{GroupFinder, Groups, write_group_key};
use super::pass::{Counted, Hit, Pass, Visitor};
use super::people::Gate;
use crate::QueryError;
use crate::model::Statistic;
use crate::plan::{Buckets, Period, Tally, Target, TimeRange, TrendPlan};
use boussole_core::{Ctx, Refusal};
use boussole_events::{ScanRequest, Snapshot};
use serde_json::Value;

/// The most cells (buckets × groups × series) of an answer.
const CELLS_MAX: usize = 1_000_000;

/// What a trend came to.
pub(crate) struct TrendResult {
    /// One value a breakdown, for each kept group.
    pub(crate) groups: Vec<Vec<Value>>,
    /// Whether the last place of each series is that of all other groups.
    pub(crate) has_other: bool,
    pub(crate) main: PeriodResult,
    pub(crate) compare: Option<PeriodResult>,
    pub(crate) n_events: u64,
    pub(crate) n_people: u64,
    pub(crate) warnings: Vec<String>,
}

/// The numbers of one period, by series, group and bucket.
pub(crate) struct PeriodResult {
    pub(crate) series: Vec<Vec<Vec<Measured>>>,
}

/// Runs a trend: who is meant, which groups, then the numbers.
pub(crate) fn trend(ctx: &Ctx, snapshot: &Snapshot, plan: &TrendPlan) -> Result<TrendResult, QueryError> {
    let (gate, mut warnings) = gate(ctx, snapshot, plan)?;
    let run = Run::new(ctx, snapshot, plan, gate.as_ref());
    let groups = run.groups()?;
    let mut counted = Counted { seen: vec![false; plan.fields.len()], ..Counted::default() };
    let main = run.period(&plan.main, &groups, &mut counted, &mut warnings)?;
    let compare = match &plan.compare {
        None => None,
        Some(period) => Some(run.period(period, &groups, &mut counted, &mut warnings)?),
    };
    warnings.extend(counted.warnings(&plan.fields));
    let (n_events, n_people) = (counted.n_events, counted.n_people);
    Ok(TrendResult { groups: groups.values, has_other: groups.has_other, main, compare, n_events, n_people, warnings })
}

/// Answers who is meant, and what may not be as the asker believes.
pub(super) fn gate<'p>(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &'p TrendPlan,
) -> Result<(Option<Gate<'p>>, Vec<String>), QueryError> {
    let Some(people) = &plan.people else { return Ok((None, Vec::new())) };
    let (gate, warnings) = Gate::open(ctx, snapshot, people, &plan.traits, plan.currency.clone())?;
    Ok((Some(gate), warnings))
}

/// The passes of a question over time.
pub(super) struct Run<'p> {
    ctx: &'p Ctx,
    snapshot: &'p Snapshot,
    plan: &'p TrendPlan,
    gate: Option<&'p Gate<'p>>,
    targets: Vec<&'p Target>,
}

impl<'p> Run<'p> {
    pub(super) fn new(ctx: &'p Ctx, snapshot: &'p Snapshot, plan: &'p TrendPlan, gate: Option<&'p Gate<'p>>) -> Self {
        Self { ctx, snapshot, plan, gate, targets: plan.targets.iter().collect() }
    }

    pub(super) fn pass(&self, range: TimeRange) -> Pass<'_> {
        let request = ScanRequest {
            from_ms: Some(range.from_ms),
            to_ms: Some(range.to_ms),
            events: self.plan.events.clone(),
            people: None,
        };
        Pass {
            ctx: self.ctx,
            snapshot: self.snapshot,
            request,
            fields: &self.plan.fields,
            filter: self.plan.filter.as_ref(),
            targets: &self.targets,
            gate: self.gate,
        }
    }

    pub(super) fn groups(&self) -> Result<Groups, QueryError> {
        if self.plan.breakdown.is_empty() {
            return Ok(Groups::whole());
        }
        let mut finder = GroupFinder::new(self.plan);
        if let Some(range) = self.plan.main.range {
            self.pass(range).run(&mut finder)?;
        }
        finder.stop_ranking();
        if let Some(range) = self.plan.compare.as_ref().and_then(|period| period.range) {
            self.pass(range).run(&mut finder)?;
        }
        Ok(finder.finish())
    }

    fn period(
        &self,
        period: &Period,
        groups: &Groups,
        counted: &mut Counted,
        warnings: &mut Vec<String>,
    ) -> Result<PeriodResult, QueryError> {
        let mut counter = Counter::new(self.plan, &period.buckets, groups)?;
        if let Some(range) = period.range {
            counted.add(&self.pass(range).run(&mut counter)?);
        }
        counter.finish(warnings).map_err(QueryError::from)
    }
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

/// The answering pass: adds each event to its cell.
struct Counter<'p> {
    plan: &'p TrendPlan,
    buckets: &'p Buckets,
    groups: &'p Groups,
    /// By series, group and bucket.
    cells: Vec<Cell>,
    currencies: Currencies,
    budget: Budget,
    /// By series: how many measured values were no numbers.
    n_no_numbers: Vec<u64>,
    key: String,
    last_bucket: usize,
}

impl<'p> Counter<'p> {
    fn new(plan: &'p TrendPlan, buckets: &'p Buckets, groups: &'p Groups) -> Result<Self, Refusal> {
        let n_a_series = groups.len().saturating_mul(buckets.len());
        check_cells(n_a_series.saturating_mul(plan.targets.len()))?;
        let cells = plan.targets.iter().flat_map(|target| std::iter::repeat_n(Cell::new(target.tally), n_a_series));
        Ok(Self {
            plan,
            buckets,
            groups,
            cells: cells.collect(),
            currencies: Currencies::new(plan.targets.len() * groups.len(), plan.currency.clone()),
            budget: Budget::default(),
            n_no_numbers: vec![0; plan.targets.len()],
            key: String::new(),
            last_bucket: 0,
        })
    }

    fn finish(self, warnings: &mut Vec<String>) -> Result<PeriodResult, Refusal> {
        for (index, target) in self.plan.targets.iter().enumerate() {
            for group in 0..self.groups.len() {
                self.currencies.check(index * self.groups.len() + group, target)?;
            }
            let n = self.n_no_numbers[index];
            if n > 0 {
                let message = format!("{}: values that are not numbers were left out: {n}", target.path);
                warnings.push(message);
            }
        }
        let mut cells = self.cells.into_iter().map(Cell::measured);
        let mut group = || cells.by_ref().take(self.buckets.len()).collect::<Vec<_>>();
        let mut series = || (0..self.groups.len()).map(|_| group()).collect::<Vec<_>>();
        Ok(PeriodResult { series: self.plan.targets.iter().map(|_| series()).collect() })
    }
}

impl Visitor for Counter<'_> {
    fn hit(&mut self, index: usize, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let target = &self.plan.targets[index];
        write_group_key(self.plan, hit, &mut self.key);
        let group = self.groups.place(&self.key);
        let value = target.value.and_then(|slot| hit.values.one(slot));
        let place = index * self.groups.len() + group;
        if let Some(value) = &value {
            if value.number().is_some() {
                self.currencies.take(place, target, hit);
            } else if target.tally != Tally::Of(Statistic::Distinct) {
                self.n_no_numbers[index] += 1;
            }
        }
        self.last_bucket = self.buckets.index(hit.time_ms, self.last_bucket);
        self.cells[place * self.buckets.len() + self.last_bucket]
            .add(hit.person, value.as_ref(), &mut self.budget)
            .map_err(|refusal| refusal.at(&target.path))
    }
}
