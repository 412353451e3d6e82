use super::table::{group_cells, group_keys};
use super::{Drills, GroupName, group_names};
use crate::answer::{FunnelAnswer, FunnelGroup, FunnelStep, Meta, Table};
use crate::model::{Funnel, StepOrder};
use crate::plan::FunnelPlan;
use crate::run::{FunnelCell, FunnelResult, quantile};

/// Shapes the answer of a funnel.
pub(crate) fn funnel(
    funnel: &Funnel,
    plan: &FunnelPlan,
    result: FunnelResult,
    meta: Meta,
    drills: Drills<'_>,
) -> FunnelAnswer {
    let names = group_names(&funnel.frame.breakdown, &result.groups);
    let group = |(index, (name, cells)): (usize, (GroupName, Vec<FunnelCell>))| FunnelGroup {
        group: name.values,
        other: name.other,
        drill: drills.token(0, index),
        trend: funnel.trend.map(|_| cells.iter().map(|cell| steps(funnel, plan, cell.clone())).collect()),
        steps: steps(funnel, plan, whole(cells, plan.n_steps())),
    };
    let has_trend = funnel.trend.is_some();
    FunnelAnswer {
        kind: "funnel",
        meta,
        buckets: has_trend.then(|| plan.buckets.labels().to_vec()),
        partial: has_trend.then(|| plan.buckets.partial().to_vec()),
        groups: names.into_iter().zip(result.cells).enumerate().map(group).collect(),
    }
}

/// Joins what came of all buckets.
fn whole(cells: Vec<FunnelCell>, n_steps: usize) -> FunnelCell {
    let empty = FunnelCell { people: vec![0; n_steps], seconds: vec![Vec::new(); n_steps] };
    cells.into_iter().fold(empty, |mut all, cell| {
        for (step, (people, seconds)) in cell.people.into_iter().zip(cell.seconds).enumerate() {
            all.people[step] += people;
            all.seconds[step].extend(seconds);
        }
        all
    })
}

fn steps(funnel: &Funnel, plan: &FunnelPlan, mut cell: FunnelCell) -> Vec<FunnelStep> {
    let n_steps = cell.people.len();
    let step = |step: usize| {
        let label = match funnel.order {
            StepOrder::Any => format!("{} of {n_steps}", step + 1),
            StepOrder::Ordered | StepOrder::Strict => funnel.steps[step].select.label(),
        };
        let ratio_to = |base: u64| ratio(cell.people[step], base);
        let seconds = &mut cell.seconds[step];
        let mut percentile = |percent| quantile(seconds, percent).map(|number| number.to_f64());
        FunnelStep {
            step: step + 1,
            event: label,
            optional: funnel.steps[step].optional,
            people: cell.people[step],
            from_first: ratio_to(cell.people[0]),
            from_previous: ratio_to(cell.people[plan.step_before(step)]),
            seconds_p50: percentile(50),
            seconds_p90: percentile(90),
        }
    };
    (0..n_steps).map(step).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of people have far fewer than 52 bits")]
fn ratio(part: u64, base: u64) -> Option<f64> {
    (base > 0).then(|| part as f64 / base as f64)
}

impl FunnelAnswer {
    /// One line a group and step: with a trend, first of the whole range, then of each bucket.
    pub(crate) fn to_table(&self) -> Table {
        let keys = group_keys(self.groups.iter().map(|group| (&group.group, group.other)));
        let figures = ["step", "event", "people", "from_first", "from_previous", "seconds_p50", "seconds_p90"];
        let bucket = self.buckets.is_some().then(|| "bucket".to_owned());
        let header = bucket.into_iter().chain(keys.iter().cloned()).chain(figures.map(str::to_owned)).collect();
        let line = |bucket: Option<&str>, group: &FunnelGroup, step: &FunnelStep| {
            let mut row: Vec<String> = bucket.map(str::to_owned).into_iter().collect();
            row.extend(group_cells(&keys, &group.group, group.other));
            let share = |share: Option<f64>| share.map(|share| format!("{share:.4}")).unwrap_or_default();
            let seconds = |seconds: Option<f64>| seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
            row.extend([step.step.to_string(), step.event.clone(), step.people.to_string()]);
            row.extend([share(step.from_first), share(step.from_previous)]);
            row.extend([seconds(step.seconds_p50), seconds(step.seconds_p90)]);
            row
        };
        let whole = self.buckets.is_some().then_some("all");
        let mut rows = Vec::new();
        for group in &self.groups {
            rows.extend(group.steps.iter().map(|step| line(whole, group, step)));
            let buckets = self.buckets.iter().flatten().zip(group.trend.iter().flatten());
            for (bucket, steps) in buckets {
                rows.extend(steps.iter().map(|step| line(Some(bucket), group, step)));
            }
        }
        Table { header, rows }
    }
}
