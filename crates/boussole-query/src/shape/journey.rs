use super::Drills;
use super::score::value;
use crate::answer::{
    CoverageAnswer, JourneyAnswer, JourneyScoreAnswer, JourneyStepAnswer, Meta, PartAnswer, Table, UnassignedAnswer,
};
use crate::model::Journey;
use crate::run::{JourneyResult, StepCell, quantile};
use boussole_stats::share;

/// Events of no step that are named, at most.
const UNASSIGNED_MAX: usize = 20;

/// Shapes the answer of a journey.
pub(crate) fn journey(asked: &Journey, result: JourneyResult, meta: Meta, drills: Drills<'_>) -> JourneyAnswer {
    let mut unassigned: Vec<UnassignedAnswer> =
        result.unassigned.into_iter().map(|(event, events)| UnassignedAnswer { event, events }).collect();
    unassigned.sort_unstable_by(|a, b| b.events.cmp(&a.events).then_with(|| a.event.cmp(&b.event)));
    unassigned.truncate(UNASSIGNED_MAX);
    let steps = result.steps.into_iter().enumerate().map(|(index, cell)| step(asked, index, cell, drills)).collect();
    JourneyAnswer {
        kind: "journey",
        meta,
        people: result.n_people,
        coverage: CoverageAnswer {
            events: result.n_events,
            assigned: result.n_assigned,
            nobody: result.n_nobody,
            unassigned,
        },
        steps,
    }
}

fn step(asked: &Journey, index: usize, mut cell: StepCell, drills: Drills<'_>) -> JourneyStepAnswer {
    let seconds_n = cell.seconds.len() as u64;
    let mut percentile = |percent| quantile(&mut cell.seconds, percent).map(|number| number.to_f64());
    let scores = asked.scores.iter().zip(&cell.scores);
    JourneyStepAnswer {
        name: asked.steps[index].name.clone(),
        drill: drills.token(index, 0),
        events: cell.n_events,
        passages: cell.n_passages,
        people: cell.n_people,
        current: cell.n_current,
        seconds_p50: percentile(50),
        seconds_p90: percentile(90),
        seconds_n,
        drop_off: (index + 1 < asked.steps.len()).then(|| part(cell.n_dropped, cell.n_known)),
        repeat: part(cell.n_repeated, cell.n_known),
        contact: asked.contact.is_some().then(|| part(cell.n_contacted, cell.n_people)),
        scores: scores
            .map(|(score, answers)| JourneyScoreAnswer {
                score: score.scale.word(),
                value: value(score.scale, answers),
            })
            .collect(),
    }
}

fn part(people: u64, of: u64) -> PartAnswer {
    let estimate = share(people, of);
    let per_cent = |end: fn(&boussole_stats::Estimate) -> f64| estimate.as_ref().map(|found| 100.0 * end(found));
    PartAnswer {
        value: per_cent(|found| found.value),
        low: per_cent(|found| found.low),
        high: per_cent(|found| found.high),
        people,
        of,
    }
}

impl JourneyAnswer {
    /// One line a step, then one that says how much of what happens belongs to one.
    pub(crate) fn to_table(&self) -> Table {
        let figures = [
            "step",
            "events",
            "passages",
            "people",
            "current",
            "seconds_p50",
            "seconds_p90",
            "dropped",
            "repeated",
            "contacted",
            "of",
        ];
        let scores = self.steps.first().map(|step| step.scores.iter().map(|score| score.score)).into_iter().flatten();
        let header = figures.into_iter().chain(scores).map(str::to_owned).collect();
        let seconds = |seconds: Option<f64>| seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        let people = |part: Option<PartAnswer>| part.map(|part| part.people.to_string()).unwrap_or_default();
        let line = |step: &JourneyStepAnswer| {
            let counts = [step.events, step.passages, step.people, step.current].map(|n| n.to_string());
            let mut row = vec![step.name.clone()];
            row.extend(counts);
            row.extend([seconds(step.seconds_p50), seconds(step.seconds_p90)]);
            row.extend([people(step.drop_off), people(Some(step.repeat)), people(step.contact)]);
            row.push(step.repeat.of.to_string());
            let score = |value: Option<f64>| value.map(|value| format!("{value:.2}")).unwrap_or_default();
            row.extend(step.scores.iter().map(|found| score(found.value.value)));
            row
        };
        Table { header, rows: self.steps.iter().map(line).collect() }
    }
}
