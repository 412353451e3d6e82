use super::quantile::quantile;
use crate::model::{Scale, Statistic};
use crate::plan::Tally;
use crate::value::{Number, Scalar, Total};
use boussole_core::Refusal;
use std::cmp::Ordering;
use std::collections::HashSet;

/// The most values that one question keeps in memory, for percentiles and distinct counts.
const VALUES_MAX: usize = 8_000_000;

/// One cell of an answer while events are added to it.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Events(u64),
    /// The scan is sorted by person, so that remembering the last one counts each once.
    People {
        count: u64,
        last: u64,
    },
    Sum(Total),
    Average(Total, u64),
    /// The value farthest in the direction of the order.
    Extreme(Option<Number>, Ordering),
    Quantile(Vec<f64>, u8),
    Answers(u64, Scale),
    #[expect(clippy::box_collection, reason = "keeps the other cells small")]
    Distinct(Box<HashSet<Box<str>>>),
}

/// What a cell came to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Measured {
    Nothing,
    Count(u64),
    Sum(Total),
    Value(Number),
}

/// How many more values the cells of a question may keep.
#[derive(Debug)]
pub(crate) struct Budget {
    n_left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { n_left: VALUES_MAX }
    }
}

impl Budget {
    /// Takes the place of one value.
    pub(crate) fn take(&mut self) -> Result<(), Refusal> {
        self.n_left = self.n_left.checked_sub(1).ok_or_else(|| {
            Refusal::new("too_many_values", format!("this keeps more than {VALUES_MAX} values in memory"))
                .hint("choose a shorter range, or fewer percentiles and distinct counts")
        })?;
        Ok(())
    }
}

impl Cell {
    /// Makes an empty cell.
    pub(crate) fn new(tally: Tally) -> Self {
        match tally {
            Tally::Events => Self::Events(0),
            Tally::People => Self::People { count: 0, last: 0 },
            Tally::Of(Statistic::Sum) => Self::Sum(Total::default()),
            Tally::Of(Statistic::Average) => Self::Average(Total::default(), 0),
            Tally::Of(Statistic::Min) => Self::Extreme(None, Ordering::Less),
            Tally::Of(Statistic::Max) => Self::Extreme(None, Ordering::Greater),
            Tally::Of(Statistic::Quantile { percent }) => Self::Quantile(Vec::new(), percent),
            Tally::Of(Statistic::Distinct) => Self::Distinct(Box::default()),
            Tally::Of(Statistic::Answers(scale)) => Self::Answers(0, scale),
        }
    }

    /// Adds an event of `person` (0 for nobody) with the measured value.
    pub(crate) fn add(&mut self, person: u64, value: Option<&Scalar<'_>>, budget: &mut Budget) -> Result<(), Refusal> {
        match self {
            Self::Events(count) => *count += 1,
            Self::People { count, last } => {
                // Person 0 equals the first `last`, so that nobody is never counted.
                *count += u64::from(*last != person);
                *last = person;
            }
            Self::Distinct(values) => add_distinct(values, value, budget)?,
            _ => {
                if let Some(number) = value.and_then(Scalar::number) {
                    self.add_number(number, budget)?;
                }
            }
        }
        Ok(())
    }

    fn add_number(&mut self, number: Number, budget: &mut Budget) -> Result<(), Refusal> {
        match self {
            Self::Sum(total) => total.add(number),
            Self::Average(total, count) => {
                total.add(number);
                *count += 1;
            }
            Self::Extreme(best, order) => {
                if best.is_none_or(|best| number.compare(best) == *order) {
                    *best = Some(number);
                }
            }
            Self::Quantile(values, _) => {
                budget.take()?;
                values.push(number.to_f64());
            }
            Self::Answers(count, scale) => *count += u64::from(scale.answer(number).is_some()),
            Self::Events(_) | Self::People { .. } | Self::Distinct(_) => {}
        }
        Ok(())
    }

    /// Returns what the cell came to.
    pub(crate) fn measured(self) -> Measured {
        let value = |number: Option<Number>| number.map_or(Measured::Nothing, Measured::Value);
        match self {
            Self::Events(count) | Self::People { count, .. } | Self::Answers(count, _) => Measured::Count(count),
            Self::Distinct(values) => Measured::Count(values.len() as u64),
            Self::Sum(total) => Measured::Sum(total),
            Self::Average(total, count) => value(average(total.number(), count)),
            Self::Extreme(best, _) => value(best),
            Self::Quantile(mut values, percent) => value(quantile(&mut values, percent)),
        }
    }
}

fn add_distinct(
    values: &mut HashSet<Box<str>>,
    value: Option<&Scalar<'_>>,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    if value.is_some() {
        let mut key = String::new();
        Scalar::write_key(value, &mut key);
        if !values.contains(key.as_str()) {
            budget.take()?;
            values.insert(key.into_boxed_str());
        }
    }
    Ok(())
}

fn average(total: Number, count: u64) -> Option<Number> {
    if count == 0 {
        return None;
    }
    let exact = match total {
        // Divided exactly, then rounded once; an average has no last decimal place of its own.
        Number::Exact(sum) => sum.checked_div(count.into()).map(|mean| Number::Nearest(Number::Exact(mean).to_f64())),
        Number::Nearest(_) => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "the sum is already the nearest one")]
    let nearest = || Number::Nearest(total.to_f64() / count as f64);
    Some(exact.unwrap_or_else(nearest))
}

impl Measured {
    /// Returns the number, when there is one.
    pub(crate) fn number(self) -> Option<Number> {
        match self {
            Self::Nothing => None,
            Self::Count(count) => Some(Number::from(count)),
            Self::Sum(total) => Some(total.number()),
            Self::Value(number) => Some(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Cell, Scalar, Statistic, Tally};
    use expect_test::{Expect, expect};

    /// Adds `(person, value)` pairs.
    fn check(tally: Tally, events: &[(u64, &str)], expected: Expect) {
        let mut cell = Cell::new(tally);
        for (person, raw) in events {
            cell.add(*person, Scalar::read(raw).as_ref(), &mut Budget::default()).expect("few values");
        }
        let shown = cell.measured().number().map(|number| number.to_string());
        expected.assert_eq(&shown.unwrap_or_else(|| "nothing".to_owned()));
    }

    #[test]
    fn each_measure_keeps_what_it_needs() {
        let events = [(0, "2.5"), (1, "10"), (1, "null"), (1, "\"7\""), (3, "10.0"), (4, "-1")];
        check(Tally::Events, &events, expect!["6"]);
        check(Tally::People, &events, expect!["3"]);
        check(Tally::Of(Statistic::Sum), &events, expect!["21.5"]);
        check(Tally::Of(Statistic::Average), &events, expect!["5.375"]);
        check(Tally::Of(Statistic::Min), &events, expect!["-1"]);
        check(Tally::Of(Statistic::Max), &events, expect!["10"]);
        check(Tally::Of(Statistic::Quantile { percent: 50 }), &events, expect!["6.25"]);
        check(Tally::Of(Statistic::Distinct), &events, expect!["4"]);
    }

    #[test]
    fn an_empty_cell_is_zero_for_counts_and_sums_and_nothing_else() {
        check(Tally::People, &[], expect!["0"]);
        check(Tally::Of(Statistic::Sum), &[(1, "\"text\"")], expect!["0"]);
        check(Tally::Of(Statistic::Average), &[], expect!["nothing"]);
        check(Tally::Of(Statistic::Max), &[], expect!["nothing"]);
        check(Tally::Of(Statistic::Quantile { percent: 90 }), &[], expect!["nothing"]);
    }
}
