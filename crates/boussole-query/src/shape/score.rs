use super::{Drills, GroupName, group_names};
use crate::answer::{Meta, ScoreAnswer, ScoreGroup, ScoreValue, ShareValue};
use crate::model::{Scale, Score};
use crate::plan::TrendPlan;
use crate::run::{Distribution, ScoreResult};
use boussole_stats::{Estimate, mean, nps, share};

/// Shapes the answer of a score.
pub(crate) fn score(
    score: &Score,
    plan: &TrendPlan,
    result: &ScoreResult,
    meta: Meta,
    drills: Drills<'_>,
) -> ScoreAnswer {
    let names = group_names(&score.trend.frame.breakdown, &result.groups);
    let group = |(index, (name, cells)): (usize, (GroupName, &Vec<Distribution>))| ScoreGroup {
        group: name.values,
        other: name.other,
        drill: drills.token(0, index),
        values: cells.iter().map(|cell| value(score.scale, cell)).collect(),
    };
    ScoreAnswer {
        kind: "score",
        score: score.scale.word(),
        meta,
        buckets: plan.main.buckets.labels().to_vec(),
        partial: plan.main.buckets.partial().to_vec(),
        groups: names.into_iter().zip(&result.distributions).enumerate().map(group).collect(),
    }
}

/// Computes the score of a distribution of answers.
pub(crate) fn value(scale: Scale, distribution: &Distribution) -> ScoreValue {
    let n_of = |answers: std::ops::RangeInclusive<usize>| distribution[answers].iter().sum::<u64>();
    let counts = || scale.answers().map(|answer| (answer, distribution[usize::from(answer)]));
    let mut value = ScoreValue {
        n: distribution.iter().sum(),
        value: None,
        low: None,
        high: None,
        margin: None,
        mean: None,
        top_3: None,
        promoters: None,
        passives: None,
        detractors: None,
        distribution: counts().map(|(answer, count)| (answer.to_string(), count.into())).collect(),
    };
    let average = mean(counts().map(|(answer, count)| (f64::from(answer), count)));
    match scale {
        Scale::Nps => {
            let (promoters, passives, detractors) = (n_of(9..=10), n_of(7..=8), n_of(0..=6));
            let nps = nps(promoters, passives, detractors);
            value.take(nps.map(|nps| nps.estimate));
            value.margin = nps.map(|nps| nps.margin);
            value.promoters = Some(promoters);
            value.passives = Some(passives);
            value.detractors = Some(detractors);
        }
        Scale::Csat | Scale::Csat4 | Scale::Csat7 | Scale::Csat10 => {
            let best = usize::from(*scale.answers().end());
            value.take(share(n_of(best - 1..=best), value.n).map(per_cent));
            value.mean = average.map(|average| average.value);
        }
        Scale::Ces | Scale::CesAgreement => {
            value.take(average);
            let top_3 = share(n_of(5..=7), value.n).map(per_cent);
            value.top_3 = top_3.map(|Estimate { value, low, high }| ShareValue { value, low, high });
        }
    }
    value
}

impl ScoreValue {
    fn take(&mut self, estimate: Option<Estimate>) {
        let known = |end: f64| Some(end).filter(|end| end.is_finite());
        self.value = estimate.map(|estimate| estimate.value);
        self.low = estimate.and_then(|estimate| known(estimate.low));
        self.high = estimate.and_then(|estimate| known(estimate.high));
    }
}

fn per_cent(share: Estimate) -> Estimate {
    Estimate { value: 100.0 * share.value, low: 100.0 * share.low, high: 100.0 * share.high }
}
