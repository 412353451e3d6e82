use super::{Drills, GroupName, group_names, json_number};
use crate::answer::{Compared, Meta, SeriesAnswer, TrendAnswer};
use crate::formula::Formula;
use crate::model::Trend;
use crate::plan::{Buckets, TrendPlan};
use crate::run::{Measured, PeriodResult, TrendResult};
use crate::shape;
use crate::value::Number;
use serde_json::Value;

/// Shapes the answer of a trend.
pub(crate) fn trend(
    trend: &Trend,
    plan: &TrendPlan,
    result: &TrendResult,
    meta: Meta,
    drills: Drills<'_>,
) -> TrendAnswer {
    let shaper = Shaper::new(trend, result, drills);
    let compare = plan.compare.as_ref().zip(result.compare.as_ref()).map(|(period, numbers)| Compared {
        range: period.range.map(shape::range),
        buckets: period.buckets.labels().to_vec(),
        partial: period.buckets.partial().to_vec(),
        series: shaper.without_drills().series(&period.buckets, numbers),
    });
    TrendAnswer {
        kind: "trend",
        meta,
        buckets: plan.main.buckets.labels().to_vec(),
        partial: plan.main.buckets.partial().to_vec(),
        series: shaper.series(&plan.main.buckets, &result.main),
        compare,
    }
}

#[derive(Clone)]
struct Shaper<'a> {
    names: Vec<&'a str>,
    formula: Option<&'a Formula>,
    groups: Vec<GroupName>,
    /// The decimal places of the sums of each series, the same in every cell.
    scales: Vec<u32>,
    drills: Drills<'a>,
}

impl<'a> Shaper<'a> {
    fn new(trend: &'a Trend, result: &TrendResult, drills: Drills<'a>) -> Self {
        let periods: Vec<&PeriodResult> = std::iter::once(&result.main).chain(&result.compare).collect();
        let scale = |index: usize| {
            let cells = periods.iter().flat_map(|period| period.series[index].iter().flatten());
            cells.map(|cell| if let Measured::Sum(total) = cell { total.scale() } else { 0 }).max().unwrap_or(0)
        };
        Self {
            names: trend.series.iter().map(|series| series.name.as_str()).collect(),
            formula: trend.formula.as_ref(),
            groups: group_names(&trend.frame.breakdown, &result.groups),
            scales: (0..trend.series.len()).map(scale).collect(),
            drills,
        }
    }

    /// The same for an earlier time, whose people are not listed.
    fn without_drills(&self) -> Self {
        Self { drills: Drills { id: None }, ..self.clone() }
    }

    fn series(&self, buckets: &Buckets, numbers: &PeriodResult) -> Vec<SeriesAnswer> {
        let mut answers = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            for (group, cells) in numbers.series[index].iter().enumerate() {
                let values = cells.iter().map(|cell| self.json(index, *cell)).collect();
                answers
                    .push(SeriesAnswer { drill: self.drills.token(index, group), ..self.answer(name, group, values) });
            }
        }
        if let Some(formula) = self.formula {
            for group in 0..self.groups.len() {
                let values = (0..buckets.len()).map(|bucket| computed(formula, numbers, group, bucket)).collect();
                answers.push(self.answer(formula.as_str(), group, values));
            }
        }
        answers
    }

    fn answer(&self, name: &str, group: usize, values: Vec<Value>) -> SeriesAnswer {
        let GroupName { values: group, other } = self.groups[group].clone();
        SeriesAnswer { name: name.to_owned(), group, other, drill: None, values }
    }

    fn json(&self, index: usize, cell: Measured) -> Value {
        match cell {
            Measured::Nothing => Value::Null,
            Measured::Count(count) => Value::from(count),
            Measured::Sum(total) => Value::String(total.text(self.scales[index])),
            Measured::Value(number) => json_number(number),
        }
    }
}

fn computed(formula: &Formula, numbers: &PeriodResult, group: usize, bucket: usize) -> Value {
    let number = |series: &Vec<Vec<Measured>>| series[group][bucket].number().and_then(Number::exact);
    let values: Vec<_> = numbers.series.iter().map(number).collect();
    let computed = formula.compute(&values).map(|exact| Number::Nearest(Number::Exact(exact).to_f64()));
    computed.map_or(Value::Null, json_number)
}
