//! The figures of the page: each now, in the period before, a year ago, and in all periods between.

use crate::ask::ask_all;
use crate::error::TodayError;
use crate::figure::{Better, FIGURES, Figure, GIVEN_BACK, Place, RETURN_RATE, Unit};
use crate::period::{History, Period};
use crate::questions::{self, in_steps};
use crate::reading::{Reading, Readings, SMALL_BELOW, readings};
use crate::words::Words;
use boussole_insights::{Asking, QuestionSchema};
use boussole_query::Answer;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A figure as the page shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TodayAnswered)]
pub(crate) struct FigureAnswer {
    /// Its name.
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    better: Better,
    /// In the last period.
    #[schema(required)]
    pub(crate) value: Option<Reading>,
    /// In the period before; absent when history does not reach so far.
    #[schema(required)]
    pub(crate) previous: Option<Reading>,
    /// 364 days before: on the same weekdays.
    #[schema(required)]
    pub(crate) year_ago: Option<Reading>,
    /// In all periods that history reaches, oldest first.
    pub(crate) history: Vec<Reading>,
    /// How many days earlier its last period ends, because what it counts needs them.
    pub(crate) lag_days: i32,
    /// Why it has no value.
    #[schema(required)]
    pub(crate) absent: Option<Absent>,
    /// From how many days before its end it counts, where the project says it.
    #[schema(required)]
    within_days: Option<u16>,
    /// The event without which there is none.
    needs: &'static str,
    /// Whether the value is of so few that it is marked.
    pub(crate) is_small: bool,
    /// What it answers.
    #[schema(required, value_type = Option<QuestionSchema>)]
    pub(crate) question: Option<Value>,
    /// What asks for the very people that it counts.
    #[schema(required, value_type = Option<QuestionSchema>)]
    pub(crate) audience: Option<Value>,
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TodayAbsent)]
pub(crate) enum Absent {
    /// Nothing of the kind was ever received.
    NoEvents,
    /// So few that they are hidden.
    TooFew,
    /// What came before is not known.
    NotEnoughHistory,
}

/// Answers every figure about a period.
pub(crate) async fn figures(
    asking: &Asking,
    words: &Words,
    history: History,
    period: Period,
) -> Result<Vec<FigureAnswer>, TodayError> {
    let all: Vec<Figure> = FIGURES.into_iter().chain([RETURN_RATE, GIVEN_BACK]).collect();
    let known =
        all.iter().filter(|figure| [figure.needs].into_iter().chain(figure.also_needs).all(|event| words.has(event)));
    let question = |figure: &Figure| in_steps((figure.question)(words), period.earlier(figure.lag_days));
    let asked: Vec<(&str, Value)> = known.map(|figure| (figure.name, question(figure))).collect();
    let answers = ask_all(asking, asked.iter().map(|(_, question)| question.clone()).collect()).await?;
    let found: HashMap<&str, (Value, Answer)> =
        asked.into_iter().zip(answers).map(|((name, question), answer)| (name, (question, answer))).collect();
    let active_days = asking.settings().active_days;
    let shown = all.iter().map(|figure| match found.get(figure.name) {
        Some((question, answer)) => answered(figure, period, history, active_days, question, answer),
        None => Ok(unanswered(figure)),
    });
    Ok(one_of_the_two(shown.collect::<Result<_, _>>()?))
}

fn answered(
    figure: &Figure,
    period: Period,
    history: History,
    active_days: u16,
    question: &Value,
    answer: &Answer,
) -> Result<FigureAnswer, TodayError> {
    let periods = period.earlier(figure.lag_days).past_and_present();
    let Some(Readings { all, is_partial, found_any }) = readings(figure, answer, &periods) else {
        return Err(TodayError::Shape { question: question.to_string() });
    };
    let mut readings = all;
    let value = readings.last().cloned();
    let absent = match &value {
        _ if !found_any && figure.unit.has_base() => Some(Absent::NoEvents),
        _ if is_partial => Some(Absent::NotEnoughHistory),
        Some(value) if !value.has_value() => Some(Absent::TooFew),
        _ => None,
    };
    let is_small = value.as_ref().and_then(|value| value.n).is_some_and(|n| n < SMALL_BELOW);
    // What lies before history is not nothing: it is not known.
    let n_before = periods.iter().take_while(|days| days.from < history.from).count();
    let year_ago = readings.first().filter(|_| n_before == 0).cloned();
    let previous = periods.len().checked_sub(2).filter(|place| *place >= n_before).map(|place| readings[place].clone());
    readings.drain(..n_before.min(readings.len().saturating_sub(1)));
    let is_active = figure.place == Place::ActiveAtEnd;
    Ok(FigureAnswer {
        value: value.filter(|_| absent.is_none()),
        previous: previous.filter(|_| absent.is_none()),
        year_ago: year_ago.filter(|_| absent.is_none()),
        history: if absent == Some(Absent::NotEnoughHistory) { Vec::new() } else { readings },
        absent,
        is_small,
        question: Some(question.clone()),
        within_days: is_active.then_some(active_days),
        audience: is_active.then(|| questions::active_customers(active_days, period.days().range())),
        ..unanswered(figure)
    })
}

fn unanswered(figure: &Figure) -> FigureAnswer {
    FigureAnswer {
        name: figure.name,
        unit: figure.unit,
        better: figure.better,
        value: None,
        previous: None,
        year_ago: None,
        history: Vec::new(),
        lag_days: figure.lag_days,
        within_days: None,
        absent: Some(Absent::NoEvents),
        needs: figure.needs,
        is_small: false,
        question: None,
        audience: None,
    }
}

/// Keeps the return rate where refunds say of which order they are, and what is given back by its own day elsewhere.
fn one_of_the_two(mut shown: Vec<FigureAnswer>) -> Vec<FigureAnswer> {
    let has_returns = shown.iter().any(|answer| {
        answer.name == RETURN_RATE.name && answer.history.iter().any(|reading| reading.value.as_f64() > Some(0.0))
    });
    let left_out = if has_returns { GIVEN_BACK.name } else { RETURN_RATE.name };
    shown.retain(|answer| answer.name != left_out);
    shown
}
