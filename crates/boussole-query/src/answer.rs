//! The answers, exactly as they are serialised.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The answer to a question.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of a `trend`.
    Trend(TrendAnswer),
    /// Of a `timeline`.
    Timeline(TimelineAnswer),
}

/// How an answer was made.
#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    /// How many events were read: those of the asked names in the range, and in the compared one.
    pub events_scanned: u64,
    /// How many people these events are of.
    pub people_scanned: u64,
    /// How long it took.
    pub elapsed_ms: u64,
    /// Which state of the events was read.
    pub snapshot: String,
    /// The IANA time zone of days and labels.
    pub timezone: String,
    /// The time that was looked at; absent when the project has no events.
    pub range: Option<RangeAnswer>,
    /// The present from which ranges count back: now, or the end of the last day with events.
    pub as_of: String,
    /// What may not be as the asker believes.
    pub warnings: Vec<String>,
}

/// A half-open range of instants, in RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RangeAnswer {
    /// The first instant.
    pub from: String,
    /// The instant after the last one.
    pub to: String,
}

/// Series of numbers over time.
#[derive(Debug, Clone, Serialize)]
pub struct TrendAnswer {
    /// `trend`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// The local start of each bucket: a date, or an instant with its UTC offset.
    pub buckets: Vec<String>,
    /// Of each bucket, whether a part of it lies outside the range or after the as-of time.
    pub partial: Vec<bool>,
    /// Each series for each group, largest group first, then the formula for each group.
    pub series: Vec<SeriesAnswer>,
    /// The same for the earlier time that the question compares with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compared>,
}

/// The second set of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// The earlier time.
    pub range: Option<RangeAnswer>,
    /// As in the answer.
    pub buckets: Vec<String>,
    /// As in the answer.
    pub partial: Vec<bool>,
    /// As in the answer, with the same groups in the same order.
    pub series: Vec<SeriesAnswer>,
}

/// One series for one group.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesAnswer {
    /// The name of the series, or the formula.
    pub name: String,
    /// The value of each property (`channel`) and trait (`trait:country`) of the breakdown; empty for `other`.
    pub group: Map<String, Value>,
    /// Whether this is the answer for all groups that were not kept, as if they were one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// One value a bucket: a number, a sum as decimal text, or null where there is nothing to measure.
    pub values: Vec<Value>,
}

/// One page of a person's events.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineAnswer {
    /// `timeline`.
    pub kind: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// The key of the person, such as `p42`.
    pub person: String,
    /// Newest first.
    pub events: Vec<TimelineEvent>,
    /// What to ask as `before` for the next page; null after the last one.
    pub before: Option<String>,
}

/// One event of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineEvent {
    /// What tells the event from the person's others: its time and its place of arrival.
    pub id: String,
    /// Its place of arrival, as in `id`.
    #[serde(skip)]
    pub seq: u64,
    /// When it happened, in UTC, with milliseconds.
    pub time: String,
    /// The same instant in the question's time zone.
    pub local_time: String,
    /// The name of the event.
    pub event: String,
    /// The source that sent it.
    pub source: String,
    /// The visit, as the sender names it.
    pub session: Option<String>,
    /// Its properties, with numbers exactly as sent.
    pub properties: Box<RawValue>,
}

/// An answer as lines of text, for terminals and spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The lines, as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Answer {
    /// Returns the answer as lines of text.
    #[must_use]
    pub fn to_table(&self) -> Table {
        match self {
            Self::Trend(trend) => trend.to_table(),
            Self::Timeline(timeline) => timeline.to_table(),
        }
    }

    /// Returns how the answer was made.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        match self {
            Self::Trend(trend) => &trend.meta,
            Self::Timeline(timeline) => &timeline.meta,
        }
    }
}
