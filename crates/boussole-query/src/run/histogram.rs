use super::currencies::Currencies;
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use crate::QueryError;
use crate::model::Bins;
use crate::plan::HistogramPlan;
use crate::value::{Number, Scalar};
use boussole_core::{Ctx, Refusal};
use boussole_events::Snapshot;
use rust_decimal::Decimal;

/// What a histogram came to.
pub(crate) struct HistogramResult {
    /// The start of each bin, and the end of the last one.
    pub(crate) edges: Vec<Number>,
    pub(crate) bins: Vec<BinCount>,
    pub(crate) n_below: u64,
    pub(crate) n_above: u64,
    pub(crate) read: Read,
}

/// What is in one bin.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BinCount {
    pub(crate) n_events: u64,
    pub(crate) n_people: u64,
    last_person: u64,
}

/// Runs a histogram: who is meant, from where to where the values go, then what is in each bin.
pub(crate) fn histogram(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &HistogramPlan,
    listing: &mut Option<Listing>,
) -> Result<HistogramResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, vec![&plan.target])?;
    let edges = match &plan.bins {
        Bins::Edges(edges) => edges.iter().map(|&edge| Number::Exact(edge)).collect(),
        Bins::Number(n_bins) => {
            let mut limits = Limits { plan, ends: None };
            reading.look(plan.frame.range, &mut limits)?;
            limits.ends.map_or(Vec::new(), |(min, max)| equal_widths(min, max, *n_bins))
        }
    };
    let mut counter = Counter {
        plan,
        bins: vec![BinCount::default(); edges.len().saturating_sub(1)],
        edges,
        n_below: 0,
        n_above: 0,
        n_no_numbers: 0,
        currencies: Currencies::new(1, plan.frame.currency.clone()),
        listing,
    };
    reading.answer(plan.frame.range, &mut counter)?;
    counter.currencies.check(0, &plan.target)?;
    if counter.n_no_numbers > 0 {
        reading.warn(format!("property: values that are not numbers were left out: {}", counter.n_no_numbers));
    }
    let Counter { edges, bins, n_below, n_above, .. } = counter;
    Ok(HistogramResult { edges, bins, n_below, n_above, read: reading.finish() })
}

/// Returns the edges of so many bins; one bin when all values are equal.
fn equal_widths(min: Number, max: Number, n_bins: usize) -> Vec<Number> {
    if min.compare(max).is_eq() {
        return vec![min, max];
    }
    let edge = |index: usize| match index {
        0 => min,
        _ if index == n_bins => max,
        _ => between(min, max, index, n_bins),
    };
    (0..=n_bins).map(edge).collect()
}

/// Returns the number at `index` of `n` equal steps from `min` to `max`: as a decimal where one has so many digits.
fn between(min: Number, max: Number, index: usize, n: usize) -> Number {
    let exact = || {
        let (min, max) = (min.exact()?, max.exact()?);
        let steps = max.checked_sub(min)?.checked_mul(Decimal::from(index))?;
        min.checked_add(steps.checked_div(Decimal::from(n))?)
    };
    #[expect(clippy::cast_precision_loss, reason = "there are at most 200 bins")]
    let nearest = || min.to_f64() + (max.to_f64() - min.to_f64()) * (index as f64 / n as f64);
    exact().map_or_else(|| Number::Nearest(nearest()), Number::Exact)
}

/// Finds the smallest and the largest value.
struct Limits<'p> {
    plan: &'p HistogramPlan,
    ends: Option<(Number, Number)>,
}

impl Visitor for Limits<'_> {
    fn hit(&mut self, _targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let value = self.plan.target.value.and_then(|slot| hit.values.one(slot));
        if let Some(number) = value.as_ref().and_then(Scalar::number) {
            let (min, max) = self.ends.unwrap_or((number, number));
            let min = if number.compare(min).is_lt() { number } else { min };
            let max = if number.compare(max).is_gt() { number } else { max };
            self.ends = Some((min, max));
        }
        Ok(())
    }
}

/// Adds values to their bins.
struct Counter<'p> {
    plan: &'p HistogramPlan,
    edges: Vec<Number>,
    bins: Vec<BinCount>,
    n_below: u64,
    n_above: u64,
    n_no_numbers: u64,
    currencies: Currencies,
    listing: &'p mut Option<Listing>,
}

impl Counter<'_> {
    /// Returns the place of a value's bin; none, when it is outside of all of them.
    fn bin(&mut self, number: Number) -> Option<usize> {
        let n_reached = self.edges.partition_point(|edge| edge.compare(number).is_le());
        let is_end = self.edges.last().is_some_and(|end| end.compare(number).is_eq());
        match n_reached {
            0 => self.n_below += 1,
            _ if is_end => return Some(self.bins.len() - 1),
            n if n > self.bins.len() => self.n_above += 1,
            n => return Some(n - 1),
        }
        None
    }
}

impl Visitor for Counter<'_> {
    fn hit(&mut self, _targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        let Some(value) = self.plan.target.value.and_then(|slot| hit.values.one(slot)) else { return Ok(()) };
        let Some(number) = value.number() else {
            self.n_no_numbers += 1;
            return Ok(());
        };
        self.currencies.take(0, &self.plan.target, hit);
        if let Some(place) = self.bin(number) {
            let bin = &mut self.bins[place];
            bin.n_events += 1;
            // Nobody equals the first person, and so is never counted.
            bin.n_people += u64::from(bin.last_person != hit.person);
            bin.last_person = hit.person;
            if let Some(listing) = self.listing {
                listing.take(hit.person, 0, place, 0);
            }
        }
        Ok(())
    }
}
