//! What a figure was in each period, read from the answer to its question.

use crate::figure::{Figure, Place, Unit};
use crate::period::Days;
use boussole_query::{Answer, RateGroup, ScoreGroup};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// With fewer cases a share or a score says more about single people than about a company: it is hidden.
pub(crate) const HIDDEN_BELOW: u64 = 5;
/// With fewer it is shown and marked, and compared with nothing.
pub(crate) const SMALL_BELOW: u64 = 30;

fn reading_value() -> Schema {
    let types = [Type::Number, Type::String, Type::Null];
    ObjectBuilder::new().schema_type(SchemaType::from_iter(types)).into()
}

/// A figure in one period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TodayValue)]
pub(crate) struct Reading {
    /// The first day.
    pub(crate) from: String,
    /// The last day, included.
    pub(crate) until: String,
    /// A number; money as decimal text; null where there is none or too few to be shown.
    #[schema(schema_with = reading_value)]
    pub(crate) value: Value,
    /// The lower end of the 95 % interval.
    #[schema(required)]
    pub(crate) low: Option<f64>,
    /// The upper end.
    #[schema(required)]
    pub(crate) high: Option<f64>,
    /// Of how many it is.
    #[schema(required)]
    pub(crate) n: Option<u64>,
}

impl Reading {
    fn new(days: Days, read: Read) -> Self {
        let is_hidden = read.n.is_some_and(|n| n < HIDDEN_BELOW);
        let shown = |end: Option<f64>| end.filter(|_| !is_hidden);
        Self {
            from: days.from.to_string(),
            until: days.until.to_string(),
            value: if is_hidden { Value::Null } else { read.value },
            low: shown(read.low),
            high: shown(read.high),
            n: read.n,
        }
    }

    /// Tells whether there is something to show.
    pub(crate) fn has_value(&self) -> bool {
        !self.value.is_null()
    }
}

/// What the answer says of one period.
#[derive(Debug, Clone)]
struct Read {
    value: Value,
    low: Option<f64>,
    high: Option<f64>,
    n: Option<u64>,
    /// Whether not all that happened in it is known.
    partial: bool,
}

/// A figure over all periods, oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Readings {
    pub(crate) all: Vec<Reading>,
    /// Whether the last one counts on a time of which not all is known.
    pub(crate) is_partial: bool,
    /// Whether anything was counted in any of them.
    pub(crate) found_any: bool,
}

/// Reads the answer to the question of a figure about `periods`; `None` when it has not the shape of its kind.
pub(crate) fn readings(figure: &Figure, answer: &Answer, periods: &[Days]) -> Option<Readings> {
    let read = reads(figure, answer)?;
    if read.len() != periods.len() {
        return None;
    }
    let found_any = read.iter().any(|read| match read.n {
        Some(n) => n > 0,
        None => !is_zero(&read.value),
    });
    let is_partial = read.last().is_some_and(|read| read.partial);
    let all = periods.iter().zip(read).map(|(days, read)| Reading::new(*days, read)).collect();
    Some(Readings { all, is_partial, found_any })
}

fn reads(figure: &Figure, answer: &Answer) -> Option<Vec<Read>> {
    match answer {
        Answer::Trend(trend) => {
            // The formula, where there is one, stands after the series.
            let series = trend.series.last()?;
            let is_money = figure.unit == Unit::Money;
            // A formula over sums is a number: money is text wherever it is told.
            let told = |value: &Value| match value {
                Value::Number(number) if is_money => Value::String(number.to_string()),
                other => other.clone(),
            };
            let read = |value: &Value| Read { value: told(value), low: None, high: None, n: None, partial: false };
            Some(series.values.iter().map(read).collect())
        }
        Answer::Rate(rate) => Some(of_rate(figure, rate.groups.first(), &rate.partial)),
        Answer::Score(score) => Some(of_score(score.groups.first(), &score.partial)),
        _ => None,
    }
}

/// An answer without groups found nothing at all.
fn nothing(partial: &[bool]) -> Vec<Read> {
    let read = |partial: &bool| Read { value: Value::Null, low: None, high: None, n: Some(0), partial: *partial };
    partial.iter().map(read).collect()
}

fn of_rate(figure: &Figure, group: Option<&RateGroup>, partial: &[bool]) -> Vec<Read> {
    let Some(group) = group else { return nothing(partial) };
    let read = |(value, partial): (&boussole_query::RateValue, &bool)| match figure.place {
        Place::ActiveAtEnd => {
            let n = value.parts.get("end").copied().unwrap_or_default();
            Read { value: json!(n), low: None, high: None, n: None, partial: false }
        }
        Place::Value => Read {
            value: json!(value.value),
            low: value.low,
            high: value.high,
            // Of a share of an amount the base is an amount too: it is no number of cases.
            n: value.denominator.as_u64(),
            partial: *partial,
        },
    };
    group.values.iter().zip(partial).map(read).collect()
}

fn of_score(group: Option<&ScoreGroup>, partial: &[bool]) -> Vec<Read> {
    let Some(group) = group else { return nothing(partial) };
    let read = |(value, partial): (&boussole_query::ScoreValue, &bool)| Read {
        value: json!(value.value),
        low: value.low,
        high: value.high,
        n: Some(value.n),
        partial: *partial,
    };
    group.values.iter().zip(partial).map(read).collect()
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.parse::<f64>().is_ok_and(|number| number == 0.0),
        other => other.as_f64() == Some(0.0),
    }
}
