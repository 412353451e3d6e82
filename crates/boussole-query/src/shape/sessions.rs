use super::table::{group_cells, group_keys, two_decimals};
use super::{Drills, GroupName, group_names};
use crate::answer::{Meta, SessionsAnswer, SessionsGroup, SessionsValue, Table};
use crate::model::{SessionMeasure, Sessions};
use crate::plan::SessionsPlan;
use crate::run::{SessionCell, SessionsResult, quantile};
use boussole_stats::{Estimate, mean, share};

/// Shapes the answer of a question about sessions.
pub(crate) fn sessions(
    asked: &Sessions,
    plan: &SessionsPlan,
    result: SessionsResult,
    meta: Meta,
    drills: Drills<'_>,
) -> SessionsAnswer {
    let names = group_names(&asked.frame.breakdown, &result.groups);
    let group = |(index, (name, cells)): (usize, (GroupName, Vec<SessionCell>))| SessionsGroup {
        group: name.values,
        other: name.other,
        drill: drills.token(0, index),
        values: cells.into_iter().map(|cell| value(asked.measure, cell)).collect(),
    };
    SessionsAnswer {
        kind: "sessions",
        measure: asked.measure.word(),
        meta,
        buckets: plan.buckets.labels().to_vec(),
        partial: plan.buckets.partial().to_vec(),
        groups: names.into_iter().zip(result.cells).enumerate().map(group).collect(),
    }
}

fn value(measure: SessionMeasure, cell: SessionCell) -> SessionsValue {
    let n_sessions = cell.n_events.len() as u64;
    let n_bounces = cell.n_events.iter().filter(|&&n| n < 2.0).count() as u64;
    let (people, SessionCell { seconds, n_events, .. }) = (cell.n_people, cell);
    let empty =
        SessionsValue { sessions: n_sessions, people, value: None, low: None, high: None, p50: None, p90: None };
    let averaged = |mut values: Vec<f64>| {
        let estimate = mean(values.iter().map(|&value| (value, 1)));
        let mut percentile = |percent| quantile(&mut values, percent).map(|number| number.to_f64());
        SessionsValue { p50: percentile(50), p90: percentile(90), ..estimated(empty.clone(), estimate, 1.0) }
    };
    match measure {
        #[expect(clippy::cast_precision_loss, reason = "counts of sessions have far fewer than 52 bits")]
        SessionMeasure::Count => SessionsValue { value: Some(n_sessions as f64), ..empty },
        SessionMeasure::Duration => averaged(seconds),
        SessionMeasure::Events => averaged(n_events),
        SessionMeasure::Bounce => estimated(empty, share(n_bounces, n_sessions), 100.0),
    }
}

/// Takes a figure with its interval; an end that is infinite is not known.
fn estimated(value: SessionsValue, estimate: Option<Estimate>, factor: f64) -> SessionsValue {
    let known = |end: f64| Some(factor * end).filter(|end| end.is_finite());
    let low = estimate.and_then(|estimate| known(estimate.low));
    let high = estimate.and_then(|estimate| known(estimate.high));
    SessionsValue { value: estimate.map(|estimate| factor * estimate.value), low, high, ..value }
}

impl SessionsAnswer {
    /// One line a bucket and group, figures with two decimals.
    pub(crate) fn to_table(&self) -> Table {
        let keys = group_keys(self.groups.iter().map(|group| (&group.group, group.other)));
        let measured = (self.measure != SessionMeasure::Count.word()).then_some(self.measure);
        let figures = ["sessions", "people"].into_iter().chain(measured).chain(measured.map(|_| "low"));
        let figures = figures.chain(measured.map(|_| "high")).chain(["partial"]).map(str::to_owned);
        let header = std::iter::once("bucket".to_owned()).chain(keys.iter().cloned()).chain(figures).collect();
        let mut rows = Vec::new();
        for (bucket, label) in self.buckets.iter().enumerate() {
            for group in &self.groups {
                let value = &group.values[bucket];
                let mut row = vec![label.clone()];
                row.extend(group_cells(&keys, &group.group, group.other));
                row.extend([value.sessions.to_string(), value.people.to_string()]);
                if measured.is_some() {
                    row.extend([value.value, value.low, value.high].map(two_decimals));
                }
                row.push(self.partial[bucket].to_string());
                rows.push(row);
            }
        }
        Table { header, rows }
    }
}
