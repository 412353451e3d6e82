use super::table::{cell, group_cells, group_keys, two_decimals};
use super::{Drills, GroupName, group_names};
use crate::answer::{Meta, RateAnswer, RateGroup, RateValue, Table};
use crate::model::{Rate, RateRule};
use crate::plan::RatePlan;
use crate::run::{RateCell, RateResult};
use boussole_stats::share;
use std::collections::BTreeMap;

/// Shapes the answer of a rate.
pub(crate) fn rate(rate: &Rate, plan: &RatePlan, result: RateResult, mut meta: Meta, drills: Drills<'_>) -> RateAnswer {
    let unknown = rate.unknown_events.iter().map(|name| format!("no event is named `{name}` yet"));
    meta.warnings.extend(unknown);
    let names = group_names(&rate.frame.breakdown, &result.groups);
    let group = |(index, (name, cells)): (usize, (GroupName, Vec<RateCell>))| RateGroup {
        group: name.values,
        other: name.other,
        drill: drills.token(0, index),
        values: values(&rate.rule, cells),
    };
    RateAnswer {
        kind: "rate",
        rate: rate.name,
        definition: rate.definition.clone(),
        meta,
        buckets: plan.buckets.labels().to_vec(),
        partial: plan.partial.clone(),
        groups: names.into_iter().zip(result.cells).enumerate().map(group).collect(),
    }
}

fn values(rule: &RateRule, cells: Vec<RateCell>) -> Vec<RateValue> {
    if matches!(rule, RateRule::Return { .. }) {
        // All amounts of a column have the same decimal places.
        let scale = cells.iter().flat_map(|cell| [cell.sold.scale(), cell.returned.scale()]).max().unwrap_or(0);
        return cells.into_iter().map(|cell| of_amounts(cell, scale)).collect();
    }
    let of_counts = |cell: RateCell| {
        let estimate = share(cell.numerator, cell.denominator);
        RateValue {
            value: estimate.map(|estimate| 100.0 * estimate.value),
            low: estimate.map(|estimate| 100.0 * estimate.low),
            high: estimate.map(|estimate| 100.0 * estimate.high),
            numerator: cell.numerator.into(),
            denominator: cell.denominator.into(),
            left_out: cell.left_out,
            parts: with_all_parts(rule, cell.parts),
        }
    };
    cells.into_iter().map(of_counts).collect()
}

fn of_amounts(cell: RateCell, scale: u32) -> RateValue {
    let (returned, sold) = (cell.returned.number().to_f64(), cell.sold.number().to_f64());
    RateValue {
        value: (sold > 0.0).then(|| 100.0 * returned / sold),
        low: None,
        high: None,
        numerator: cell.returned.text(scale).into(),
        denominator: cell.sold.text(scale).into(),
        left_out: cell.left_out,
        parts: cell.parts,
    }
}

/// A part of which there is none is 0, and not absent.
fn with_all_parts(rule: &RateRule, mut parts: BTreeMap<&'static str, u64>) -> BTreeMap<&'static str, u64> {
    let all: &[&'static str] = match rule {
        RateRule::Activity { .. } => &["end", "new"],
        RateRule::Promise { .. } => &["late", "never"],
        RateRule::Resolution { .. } => &["first_contact"],
        _ => &[],
    };
    for part in all {
        parts.entry(part).or_default();
    }
    parts
}

impl RateAnswer {
    /// One line a bucket and group, figures with two decimals.
    pub(crate) fn to_table(&self) -> Table {
        let keys = group_keys(self.groups.iter().map(|group| (&group.group, group.other)));
        let figures = ["numerator", "denominator", "value", "low", "high", "left_out", "partial"].map(str::to_owned);
        let header = std::iter::once("bucket".to_owned()).chain(keys.iter().cloned()).chain(figures).collect();
        let mut rows = Vec::new();
        for (bucket, label) in self.buckets.iter().enumerate() {
            for group in &self.groups {
                let value = &group.values[bucket];
                let mut row = vec![label.clone()];
                row.extend(group_cells(&keys, &group.group, group.other));
                row.extend([cell(&value.numerator), cell(&value.denominator)]);
                row.extend([value.value, value.low, value.high].map(two_decimals));
                let left_out = value.left_out.iter().map(|(reason, n)| format!("{reason} {n}"));
                row.push(left_out.collect::<Vec<_>>().join(", "));
                row.push(self.partial[bucket].to_string());
                rows.push(row);
            }
        }
        Table { header, rows }
    }
}
