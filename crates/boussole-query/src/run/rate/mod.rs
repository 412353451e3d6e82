//! Rates: what happened to one person after the other, what of it is counted, and of what.

mod activity;
mod outcome;
mod people;
mod things;

use super::currencies::Currencies;
use super::groups::{Grouper, Groups};
use super::listing::{self, Listing};
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::trend::check_cells;
use crate::QueryError;
use crate::plan::{BoundRule, RatePlan};
use crate::value::{Number, Scalar, Total, instant};
use boussole_core::{Ctx, Refusal};
use boussole_events::{ORDER_LINE, Snapshot};
use outcome::{Outcome, Verdict};
use std::collections::BTreeMap;

/// What a rate came to.
pub(crate) struct RateResult {
    pub(crate) groups: Groups,
    /// By group and bucket.
    pub(crate) cells: Vec<Vec<RateCell>>,
    pub(crate) read: Read,
}

/// What one group and bucket came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct RateCell {
    pub(crate) numerator: u64,
    pub(crate) denominator: u64,
    /// How many were left out, by reason.
    pub(crate) left_out: BTreeMap<&'static str, u64>,
    pub(crate) parts: BTreeMap<&'static str, u64>,
    /// What was sold, and what came back of it.
    pub(crate) sold: Total,
    pub(crate) returned: Total,
}

/// An event that matters to a rate, in the order of time and arrival.
#[derive(Debug, Clone)]
struct Occurrence {
    time_ms: i64,
    targets: TargetSet,
    /// The place of its group, when it may put somebody or something into the denominator.
    group: usize,
    /// Which thing is meant.
    key: Option<String>,
    due_ms: Option<i64>,
    amount: Option<Number>,
    currency: Option<String>,
}

/// Runs a rate: who is meant, which groups, then what became of each person and thing.
pub(crate) fn rate(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &RatePlan,
    listing: &mut Option<Listing>,
) -> Result<RateResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let groups = if plan.frame.breakdown.is_empty() {
        Groups::whole()
    } else {
        let by_value = matches!(plan.rule, BoundRule::Return);
        let mut finder = People::new(plan, Grouper::seeking(), Finder { by_value, sizes: Vec::new() });
        reading.look(plan.read, &mut finder)?;
        let sizes: Vec<_> = finder.sink.sizes.iter().map(|size| size.map(|size| size.number())).collect();
        finder.grouper.keep_seen(&sizes, plan.frame.limit)
    };
    check_cells(groups.len().saturating_mul(plan.buckets.len()))?;
    let cells = vec![vec![RateCell::default(); plan.buckets.len()]; groups.len()];
    let currencies = Currencies::new(groups.len(), plan.frame.currency.clone());
    let mut counter = People::new(plan, Grouper::kept(&groups), Counter { cells, currencies, listing });
    reading.answer(plan.read, &mut counter)?;
    let Counter { cells, currencies, .. } = counter.sink;
    for group in 0..groups.len() {
        currencies.check(group, &plan.targets[0])?;
    }
    Ok(RateResult { groups, cells, read: reading.finish() })
}

/// What becomes of the outcomes.
trait Sink {
    fn take(&mut self, person: u64, outcome: &Outcome);
}

/// Gathers what happened to one person.
struct People<'p, S> {
    plan: &'p RatePlan,
    grouper: Grouper,
    occurrences: Vec<Occurrence>,
    last_bucket: usize,
    sink: S,
}

impl<'p, S: Sink> People<'p, S> {
    fn new(plan: &'p RatePlan, grouper: Grouper, sink: S) -> Self {
        Self { plan, grouper, occurrences: Vec::new(), last_bucket: 0, sink }
    }

    fn occurrence(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<Occurrence, Refusal> {
        let plan = self.plan;
        let group = if targets.contains(0) { self.grouper.place(&plan.frame, hit)? } else { usize::MAX };
        let key = |value: &Scalar<'_>| {
            let mut key = String::new();
            Scalar::write_key(Some(value), &mut key);
            key
        };
        let due = plan.due.and_then(|slot| hit.values.one(slot));
        let due_ms = match due {
            Some(Scalar::Text(text)) => instant(&text).map(|due| due.as_millisecond()),
            _ => None,
        };
        let measured = targets.into_iter().find_map(|target| plan.targets[target].value);
        let amount = measured.and_then(|slot| hit.values.one(slot)).and_then(|value| value.number());
        let currency = amount.and_then(|_| Currencies::written(&plan.targets[0], hit));
        Ok(Occurrence {
            time_ms: hit.time_ms,
            targets,
            group,
            key: plan.key.and_then(|slot| hit.values.one(slot)).as_ref().map(key),
            due_ms,
            amount,
            currency,
        })
    }

    /// A thing of nobody is matched with nothing: it is left out, and counted.
    fn leave_out(&mut self, occurrence: &Occurrence) {
        let of_things = matches!(self.plan.rule, BoundRule::Promise | BoundRule::Return | BoundRule::Resolution);
        if of_things && occurrence.targets.contains(0) && self.plan.is_inside(occurrence.time_ms) {
            self.last_bucket = self.plan.buckets.index(occurrence.time_ms, self.last_bucket);
            let verdict = Verdict::LeftOut("without_person");
            self.sink.take(0, &Outcome::new(occurrence.group, self.last_bucket, verdict));
        }
    }
}

impl<S: Sink> Visitor for People<'_, S> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        // Lines of orders are no part of sessions.
        let in_sessions = matches!(self.plan.rule, BoundRule::Conversion { .. }) && self.plan.targets.len() > 2;
        if in_sessions && hit.event == ORDER_LINE {
            return Ok(());
        }
        let occurrence = self.occurrence(targets, hit)?;
        if hit.person == 0 {
            self.leave_out(&occurrence);
        } else {
            self.occurrences.push(occurrence);
        }
        Ok(())
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        let occurrences = std::mem::take(&mut self.occurrences);
        for outcome in outcome::outcomes(self.plan, &occurrences) {
            self.sink.take(person, &outcome);
        }
        self.occurrences = occurrences;
        self.occurrences.clear();
        Ok(())
    }
}

/// Learns which groups have outcomes, and how large their denominators are.
struct Finder {
    /// Whether the denominator is a value and not a number of things.
    by_value: bool,
    sizes: Vec<Option<Total>>,
}

impl Sink for Finder {
    fn take(&mut self, _person: u64, outcome: &Outcome) {
        if outcome.group >= self.sizes.len() {
            self.sizes.resize(outcome.group + 1, None);
        }
        let size = self.sizes[outcome.group].get_or_insert_default();
        match (&outcome.verdict, self.by_value) {
            (Verdict::Counted { sold, .. }, true) => size.add_all(sold.iter().map(|amount| amount.number)),
            (Verdict::Counted { .. }, false) => size.add(Number::from(1)),
            _ => {}
        }
    }
}

/// Adds outcomes to the cells of their group and bucket.
struct Counter<'p> {
    cells: Vec<Vec<RateCell>>,
    currencies: Currencies,
    listing: &'p mut Option<Listing>,
}

impl Sink for Counter<'_> {
    fn take(&mut self, person: u64, outcome: &Outcome) {
        let cell = &mut self.cells[outcome.group][outcome.bucket];
        match &outcome.verdict {
            Verdict::LeftOut(reason) => *cell.left_out.entry(reason).or_default() += 1,
            Verdict::Part(name) => *cell.parts.entry(name).or_default() += 1,
            Verdict::Counted { is_in, parts, sold, returned } => {
                cell.denominator += 1;
                cell.numerator += u64::from(*is_in);
                for name in *parts {
                    *cell.parts.entry(name).or_default() += 1;
                }
                cell.sold.add_all(sold.iter().map(|amount| amount.number));
                cell.returned.add_all(returned.iter().map(|amount| amount.number));
                for amount in sold.iter().chain(returned) {
                    self.currencies.insert(outcome.group, amount.currency.as_deref());
                }
                if let Some(listing) = self.listing {
                    let wanted = match listing.wanted.outcome {
                        listing::Outcome::Base => true,
                        listing::Outcome::Counted => *is_in,
                        listing::Outcome::Missed => !is_in,
                    };
                    if wanted {
                        listing.take(person, 0, outcome.group, outcome.bucket);
                    }
                }
            }
        }
    }
}
