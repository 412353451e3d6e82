//! How many cases of a group went wrong, read from the answer to a question.

use boussole_query::{Answer, RateValue, ScoreValue};
use serde_json::{Map, Value};

/// How many of how many went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) wrong: u64,
    pub(crate) whole: u64,
}

impl Tally {
    pub(crate) fn new(wrong: u64, whole: u64) -> Self {
        // A person whose second event has no first one is in no whole.
        Self { wrong: wrong.min(whole), whole }
    }

    /// Returns which share went wrong; 0 of nothing.
    pub(crate) fn share(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.wrong as f64 / self.whole as f64 }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self { wrong: self.wrong + other.wrong, whole: self.whole + other.whole }
    }

    /// Returns what is left when a part of it is taken away.
    pub(crate) fn minus(self, part: Self) -> Self {
        Self { wrong: self.wrong.saturating_sub(part.wrong), whole: self.whole.saturating_sub(part.whole) }
    }

    /// Of a share of people or things: its numerator went wrong, or the rest of it.
    pub(crate) fn of_rate(value: &RateValue, more_is_worse: bool) -> Self {
        let [part, whole] = [&value.numerator, &value.denominator].map(|n| n.as_u64().unwrap_or_default());
        Self::new(if more_is_worse { part } else { whole.saturating_sub(part) }, whole)
    }

    /// Of a score: detractors; of five levels, who is not content; of seven, who does not agree.
    pub(crate) fn of_score(score: &str, value: &ScoreValue) -> Self {
        let from = match score {
            "nps" => return Self::new(value.detractors.unwrap_or_default(), value.n),
            "csat" => 4,
            _ => 5,
        };
        let good = value.distribution.iter().filter(|(answer, _)| answer.parse::<u64>().is_ok_and(|n| n >= from));
        let good: u64 = good.filter_map(|(_, n)| n.as_u64()).sum();
        Self::new(value.n.saturating_sub(good), value.n)
    }
}

/// The groups of an answer over one bucket, each with the values of its properties; what was not kept is in none.
pub(crate) fn by_group(answer: &Answer, more_is_worse: bool) -> Vec<(Map<String, Value>, Tally)> {
    match answer {
        Answer::Trend(trend) => {
            // Each group comes with the first series, and again with the second.
            let (Some(of), Some(who)) = (trend.series.first(), trend.series.last()) else { return Vec::new() };
            let count = |name: &str, group: &Map<String, Value>| {
                let mut series = trend.series.iter().filter(|series| !series.other && series.name == name);
                let found = series.find(|series| series.group == *group);
                found.and_then(|series| series.values.first()?.as_u64()).unwrap_or_default()
            };
            let groups = trend.series.iter().filter(|series| !series.other && series.name == of.name);
            let tally = |group: &Map<String, Value>| Tally::new(count(&who.name, group), count(&of.name, group));
            groups.map(|series| (series.group.clone(), tally(&series.group))).collect()
        }
        Answer::Rate(rate) => {
            let groups = rate.groups.iter().filter(|group| !group.other);
            let tally = |value: &RateValue| Tally::of_rate(value, more_is_worse);
            groups.filter_map(|group| Some((group.group.clone(), tally(group.values.first()?)))).collect()
        }
        Answer::Score(score) => {
            let groups = score.groups.iter().filter(|group| !group.other);
            let tally = |value: &ScoreValue| Tally::of_score(score.score, value);
            groups.filter_map(|group| Some((group.group.clone(), tally(group.values.first()?)))).collect()
        }
        _ => Vec::new(),
    }
}

/// The tallies of an answer without groups, a bucket each.
pub(crate) fn by_bucket(answer: &Answer, more_is_worse: bool) -> Vec<Tally> {
    match answer {
        Answer::Rate(rate) => {
            let values = rate.groups.first().map(|group| group.values.as_slice()).unwrap_or_default();
            values.iter().map(|value| Tally::of_rate(value, more_is_worse)).collect()
        }
        Answer::Score(score) => {
            let values = score.groups.first().map(|group| group.values.as_slice()).unwrap_or_default();
            values.iter().map(|value| Tally::of_score(score.score, value)).collect()
        }
        _ => Vec::new(),
    }
}
