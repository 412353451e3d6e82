//! What people to whom something happened do differently from comparable people to whom it did not.

use crate::cases::Case;
use crate::look::Failure;
use crate::model::{Harm, Size, Value};
use crate::search::Group;
use boussole_core::DAY_MS;
use boussole_stats::{Estimate, Stratum, stratified};
use std::collections::{BTreeMap, HashSet};

/// Who came in the same days is comparable.
const MONTH_MS: i64 = 30 * DAY_MS;

/// Compares, of the cases that a group concerns, the first of each person whom it touched with the first of the others.
pub(crate) fn harm(failure: Failure, cases: &[Case], group: &Group, since_ms: i64, touched: &HashSet<u64>) -> Harm {
    let mut strata = Strata::default();
    let mut last = (0, false);
    for case in cases.iter().filter(|case| case.time_ms >= since_ms && group.concerns(case)) {
        let is_touched = touched.contains(&case.person);
        // Of somebody touched, what counts is the time it happened; of the others any time that went well.
        let counts = if is_touched { case.is_wrong && group.has(case) } else { !case.is_wrong };
        if counts && last != (case.person, true) {
            last = (case.person, true);
            strata.add(case, is_touched);
        }
    }
    let Strata { orders, revenue, opinions, n, n_opinions } = strata;
    let told = |strata: BTreeMap<Alike, Stratum>| stratified(&strata.into_values().collect::<Vec<Stratum>>());
    let bad_opinion = if failure == Failure::BadOpinion { None } else { told(opinions) };
    Harm { n, orders: told(orders), revenue: told(revenue), bad_opinion, n_opinions }
}

/// How many orders before, and in which month: who is alike in that.
type Alike = (u8, i64);

#[derive(Debug, Default)]
struct Strata {
    orders: BTreeMap<Alike, Stratum>,
    revenue: BTreeMap<Alike, Stratum>,
    opinions: BTreeMap<Alike, Stratum>,
    n: u64,
    n_opinions: u64,
}

impl Strata {
    fn add(&mut self, case: &Case, is_touched: bool) {
        let alike = (case.n_before, case.time_ms.div_euclid(MONTH_MS));
        if let Some(after) = case.after {
            self.n += u64::from(is_touched);
            add(self.orders.entry(alike).or_default(), f64::from(u8::from(after.is_order)), is_touched);
            add(self.revenue.entry(alike).or_default(), after.revenue, is_touched);
        }
        if let Some(is_bad) = case.is_bad_opinion {
            self.n_opinions += u64::from(is_touched);
            add(self.opinions.entry(alike).or_default(), f64::from(u8::from(is_bad)), is_touched);
        }
    }
}

fn add(stratum: &mut Stratum, value: f64, is_touched: bool) {
    let (n, sum, squares) = if is_touched {
        (&mut stratum.n, &mut stratum.sum, &mut stratum.squares)
    } else {
        (&mut stratum.other_n, &mut stratum.other_sum, &mut stratum.other_squares)
    };
    *n += 1.0;
    *sum += value;
    *squares += value * value;
}

/// Returns what could be recovered: the people beyond those to whom it would have happened as it does to others, times what each
/// spends less. The range is that of both taken at their ends, and nothing is ever recovered below nothing.
pub(crate) fn value(size: &Size, n_people: u64, harm: &Harm) -> Option<Value> {
    let (revenue, more) = (harm.revenue?, size.difference?);
    if size.n_wrong == 0 {
        return None;
    }
    let people = |share: f64| (share * size.n as f64).max(0.0) * n_people as f64 / size.n_wrong as f64;
    let lost = |difference: f64| (-difference).max(0.0);
    let value = people(more.value) * lost(revenue.value);
    let (low, high) = (people(more.low) * lost(revenue.high), people(more.high) * lost(revenue.low));
    Some(Value { n_people: people(more.value), amount: Estimate { value, low, high } })
}
