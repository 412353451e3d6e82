//! How much of what happened the figures are of: what nobody is known of, and what nobody may write down.

use crate::ask::ask_all;
use crate::error::TodayError;
use crate::period::Period;
use crate::questions;
use crate::words::Words;
use boussole_insights::{Asking, QuestionSchema};
use boussole_query::Answer;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// How much of what happened is known.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TodayCoverage)]
pub(crate) struct Coverage {
    name: &'static str,
    /// In per cent.
    #[schema(required)]
    pub(crate) value: Option<f64>,
    pub(crate) part: u64,
    pub(crate) whole: u64,
    /// What counts the part.
    #[schema(value_type = QuestionSchema)]
    question: Value,
}

/// Says how many of the orders of the period are of somebody who is known, and how many of the visits were measured.
pub(crate) async fn coverage(asking: &Asking, words: &Words, period: Period) -> Result<Vec<Coverage>, TodayError> {
    let range = period.days().range();
    let mut out = Vec::new();
    if words.has(questions::ORDER) {
        let (all, known) = questions::known_orders(words, &range);
        let answers = ask_all(asking, vec![all, known.clone()]).await?;
        out.push(Coverage::new("known_customers", counted(&answers[1]), counted(&answers[0]), known));
    }
    if questions::tells_refused_visits(words) {
        let (measured, refused) = questions::visits(&range);
        let answers = ask_all(asking, vec![measured.clone(), refused]).await?;
        let part = counted(&answers[0]);
        out.push(Coverage::new("measured_visits", part, part + counted(&answers[1]), measured));
    }
    Ok(out)
}

/// Returns the only number of an answer; nothing was found where there is none.
fn counted(answer: &Answer) -> u64 {
    let number = match answer {
        Answer::Trend(trend) => trend.series.first().and_then(|series| series.values.first()?.as_u64()),
        Answer::Sessions(sessions) => sessions.groups.first().and_then(|group| Some(group.values.first()?.sessions)),
        _ => None,
    };
    number.unwrap_or_default()
}

impl Coverage {
    fn new(name: &'static str, part: u64, whole: u64, question: Value) -> Self {
        let value = boussole_stats::share(part, whole).map(|share| 100.0 * share.value);
        Self { name, value, part, whole, question }
    }
}
