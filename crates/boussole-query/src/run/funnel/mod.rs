//! Funnels: the events of one person after the other, the attempt that is chosen among them, and what it counts for.

mod any;
mod attempt;
mod matching;
mod moment;

use super::cell::Budget;
use super::groups::{GroupSizes, Grouper, Groups};
use super::listing::{Listing, Outcome};
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::trend::check_cells;
use crate::QueryError;
use crate::model::{Credit, StepOrder};
use crate::plan::FunnelPlan;
use attempt::Search;
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;
use moment::Moment;

/// What a funnel came to.
pub(crate) struct FunnelResult {
    pub(crate) groups: Groups,
    /// By group and bucket.
    pub(crate) cells: Vec<Vec<FunnelCell>>,
    pub(crate) read: Read,
}

/// What the attempts of one group and bucket came to, by step.
#[derive(Debug, Clone)]
pub(crate) struct FunnelCell {
    pub(crate) people: Vec<u64>,
    /// How long each took, in seconds, since the required step before.
    pub(crate) seconds: Vec<Vec<f64>>,
}

/// Runs a funnel: who is meant, which groups, then each person's attempt.
pub(crate) fn funnel(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &FunnelPlan,
    listing: &mut Option<Listing>,
) -> Result<FunnelResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let groups = if plan.frame.breakdown.is_empty() {
        Groups::whole()
    } else {
        let mut finder = Attempts::new(plan, Grouper::seeking(), GroupSizes::default());
        reading.look(plan.frame.range, &mut finder)?;
        finder.grouper.keep_counted(&finder.sink, plan.frame.limit)
    };
    let (n_buckets, n_steps) = (plan.buckets.len(), plan.n_steps());
    check_cells(groups.len().saturating_mul(n_buckets).saturating_mul(n_steps))?;
    let empty = FunnelCell { people: vec![0; n_steps], seconds: vec![Vec::new(); n_steps] };
    let cells = vec![vec![empty; n_buckets]; groups.len()];
    let sink = Counter { plan, cells, budget: Budget::default(), listing, last_bucket: 0 };
    let mut counter = Attempts::new(plan, Grouper::kept(&groups), sink);
    reading.answer(plan.frame.range, &mut counter)?;
    let cells = counter.sink.cells;
    Ok(FunnelResult { groups, cells, read: reading.finish() })
}

/// What becomes of the chosen attempts.
trait Sink {
    fn take(&mut self, person: u64, group: usize, attempt: &Attempt) -> Result<(), Refusal>;
}

/// A chosen attempt, by step of the question: when each step happened, if it did.
struct Attempt {
    times_ms: Vec<Option<i64>>,
    /// For each step, when the required step before it happened.
    since_ms: Vec<Option<i64>>,
}

/// Gathers the events of one person, and chooses the attempts among them.
struct Attempts<'p, S> {
    plan: &'p FunnelPlan,
    grouper: Grouper,
    search: Search<'p>,
    moments: Vec<Moment>,
    sink: S,
}

impl<'p, S: Sink> Attempts<'p, S> {
    fn new(plan: &'p FunnelPlan, grouper: Grouper, sink: S) -> Self {
        let search = Search::new(&plan.rules, plan.order == StepOrder::Strict);
        Self { plan, grouper, search, moments: Vec::new(), sink }
    }

    /// Chooses an attempt among `moments`, and gives it to its group.
    fn choose(&mut self, person: u64, moments: &[Moment]) -> Result<(), Refusal> {
        let picks = match self.plan.order {
            StepOrder::Any => any::attempt(moments, self.plan.rules.window_ms),
            StepOrder::Ordered | StepOrder::Strict => self.search.attempt(moments),
        };
        let credited = match self.plan.credit {
            Credit::First | Credit::Every => picks.first(),
            Credit::Last => picks.last(),
        };
        match credited {
            None => Ok(()),
            Some(&credited) => self.sink.take(person, moments[credited].group, &self.timed(moments, &picks)),
        }
    }

    fn timed(&self, moments: &[Moment], picks: &[usize]) -> Attempt {
        let n_steps = self.plan.n_steps();
        let mut attempt = Attempt { times_ms: vec![None; n_steps], since_ms: vec![None; n_steps] };
        let time = |pick: usize| moments[pick].time_ms;
        for (level, &pick) in picks.iter().enumerate() {
            let step = self.plan.rules.levels[level];
            attempt.times_ms[step] = Some(time(pick));
            attempt.since_ms[step] = level.checked_sub(1).map(|before| time(picks[before]));
        }
        let found = attempt::optional(moments, picks, &self.plan.rules);
        for (optional, pick) in self.plan.rules.optional.iter().zip(found) {
            attempt.times_ms[optional.step] = pick.map(time);
            attempt.since_ms[optional.step] = picks.get(optional.after).map(|&before| time(before));
        }
        attempt
    }

    /// Chooses one attempt for each group, among the step events of the group and what all groups have in common.
    fn choose_by_group(&mut self, person: u64, moments: &[Moment]) -> Result<(), Refusal> {
        let common = self.plan.common;
        let mut of_groups: Vec<Moment> =
            moments.iter().filter(|moment| moment.targets & !common != 0).copied().collect();
        of_groups.sort_by_key(|moment| moment.group);
        let has_common = moments.iter().any(|moment| moment.targets & common != 0);
        for of_group in of_groups.chunk_by(|a, b| a.group == b.group) {
            if has_common {
                let group = of_group[0].group;
                self.choose(person, &of_one_group(moments, group, common))?;
            } else {
                self.choose(person, of_group)?;
            }
        }
        Ok(())
    }
}

/// Returns the events of which something matters to `group`: steps of its own events, what is common of the others.
fn of_one_group(moments: &[Moment], group: usize, common: u64) -> Vec<Moment> {
    let seen = |moment: &Moment| match moment.group == group {
        true => *moment,
        false => Moment { targets: moment.targets & common, ..*moment },
    };
    moments.iter().map(seen).filter(|moment| moment.targets != 0).collect()
}

impl<S: Sink> Visitor for Attempts<'_, S> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        if hit.person == 0 {
            return Ok(());
        }
        // What is no step belongs to no group.
        let group = match targets.bits(!self.plan.common) {
            0 => usize::MAX,
            _ => self.grouper.place(&self.plan.frame, hit)?,
        };
        self.moments.push(Moment { time_ms: hit.time_ms, targets: targets.bits(u64::MAX), group });
        Ok(())
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        let mut moments = std::mem::take(&mut self.moments);
        match self.plan.credit {
            Credit::Every => self.choose_by_group(person, &moments)?,
            Credit::First | Credit::Last => self.choose(person, &moments)?,
        }
        moments.clear();
        self.moments = moments;
        Ok(())
    }
}

/// Counts attempts, to find the largest groups.
impl Sink for GroupSizes {
    fn take(&mut self, _person: u64, group: usize, _attempt: &Attempt) -> Result<(), Refusal> {
        self.add(group);
        Ok(())
    }
}

/// Adds attempts to the cells of their group and period.
struct Counter<'p> {
    plan: &'p FunnelPlan,
    cells: Vec<Vec<FunnelCell>>,
    budget: Budget,
    listing: &'p mut Option<Listing>,
    last_bucket: usize,
}

impl Sink for Counter<'_> {
    fn take(&mut self, person: u64, group: usize, attempt: &Attempt) -> Result<(), Refusal> {
        let Some(start_ms) = attempt.times_ms[0] else { return Ok(()) };
        self.last_bucket = self.plan.buckets.index(start_ms, self.last_bucket);
        let cell = &mut self.cells[group][self.last_bucket];
        for (step, (time_ms, since_ms)) in attempt.times_ms.iter().zip(&attempt.since_ms).enumerate() {
            let Some(time_ms) = time_ms else { continue };
            cell.people[step] += 1;
            if let Some(since_ms) = since_ms {
                self.budget.take().map_err(|refusal| refusal.at("range"))?;
                cell.seconds[step].push(seconds(time_ms.saturating_sub(*since_ms)));
            }
        }
        if let Some(listing) = self.listing {
            let step = listing.wanted.step.unwrap_or(0);
            let wanted = match listing.wanted.outcome {
                Outcome::Missed => {
                    attempt.times_ms[step].is_none() && attempt.times_ms[self.plan.step_before(step)].is_some()
                }
                Outcome::Counted | Outcome::Base => attempt.times_ms[step].is_some(),
            };
            if wanted {
                listing.take(person, 0, group, self.last_bucket);
            }
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a time between two events has far fewer than 52 bits")]
pub(super) fn seconds(ms: i64) -> f64 {
    ms as f64 / 1_000.0
}
