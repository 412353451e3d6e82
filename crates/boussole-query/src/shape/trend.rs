use crate::answer::{Compared, Meta, SeriesAnswer, TrendAnswer};
use crate::formula::Formula;
use crate::model::Trend;
use crate::plan::{Buckets, TrendPlan};
use crate::run::{Measured, PeriodResult, TrendResult};
use crate::shape;
use crate::value::Number;
use serde_json::{Map, Value};

/// Shapes the answer of a trend.
pub(crate) fn trend(trend: &Trend, plan: &TrendPlan, mut result: TrendResult, mut meta: Meta) -> TrendAnswer {
    meta.warnings = std::mem::take(&mut result.warnings);
    let shaper = Shaper::new(trend, &result);
    let compare = plan.compare.as_ref().zip(result.compare.as_ref()).map(|(period, numbers)| Compared {
        range: period.range.map(shape::range),
        buckets: period.buckets.labels().to_vec(),
        partial: period.buckets.partial().to_vec(),
        series: shaper.series(&period.buckets, numbers),
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

struct Shaper<'a> {
    names: Vec<&'a str>,
    formula: Option<&'a Formula>,
    /// One for each group; `None` for `other`.
    groups: Vec<Option<Map<String, Value>>>,
    /// The decimal places of the sums of each series, the same in every cell.
    scales: Vec<u32>,
}

impl<'a> Shaper<'a> {
    fn new(trend: &'a Trend, result: &TrendResult) -> Self {
        let keys: Vec<String> = trend.breakdown.iter().map(crate::model::Breakdown::key).collect();
        let named = |values: &Vec<Value>| Some(keys.iter().cloned().zip(values.iter().cloned()).collect());
        let mut groups: Vec<_> = result.groups.iter().map(named).collect();
        if result.has_other {
            groups.push(None);
        }
        let periods: Vec<&PeriodResult> = std::iter::once(&result.main).chain(&result.compare).collect();
        let scale = |index: usize| {
            let cells = periods.iter().flat_map(|period| period.series[index].iter().flatten());
            cells.map(|cell| if let Measured::Sum(total) = cell { total.scale() } else { 0 }).max().unwrap_or(0)
        };
        Self {
            names: trend.series.iter().map(|series| series.name.as_str()).collect(),
            formula: trend.formula.as_ref(),
            groups,
            scales: (0..trend.series.len()).map(scale).collect(),
        }
    }

    fn series(&self, buckets: &Buckets, numbers: &PeriodResult) -> Vec<SeriesAnswer> {
        let mut answers = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            for (group, cells) in numbers.series[index].iter().enumerate() {
                let values = cells.iter().map(|cell| self.json(index, *cell)).collect();
                answers.push(self.answer(name, group, values));
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
        let values_of_group = &self.groups[group];
        SeriesAnswer {
            name: name.to_owned(),
            group: values_of_group.clone().unwrap_or_default(),
            other: values_of_group.is_none(),
            values,
        }
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

/// Writes a number with all its digits; null when it is beyond every number.
fn json_number(number: Number) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or(Value::Null)
}
