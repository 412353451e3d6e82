//! The answers, exactly as they are serialised.

mod audience;
mod funnel;
mod histogram;
mod journey;
mod paths;
mod rate;
mod retention;
mod sessions;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

pub use audience::AudienceAnswer;
pub use funnel::{FunnelAnswer, FunnelGroup, FunnelStep};
pub use histogram::{BinAnswer, HistogramAnswer};
pub use journey::{CoverageAnswer, JourneyAnswer, JourneyScoreAnswer, JourneyStepAnswer, PartAnswer, UnassignedAnswer};
pub use paths::{LinkAnswer, PathAnswer, PathsAnswer};
pub use rate::{RateAnswer, RateGroup, RateValue};
pub use retention::{CohortAnswer, RetentionAnswer};
pub use sessions::{SessionsAnswer, SessionsGroup, SessionsValue};

/// The answer to a question.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of a `trend`.
    Trend(TrendAnswer),
    /// Of a `score`.
    Score(ScoreAnswer),
    /// Of a `funnel`.
    Funnel(FunnelAnswer),
    /// Of a `retention`.
    Retention(RetentionAnswer),
    /// Of `paths`.
    Paths(PathsAnswer),
    /// Of `sessions`.
    Sessions(SessionsAnswer),
    /// Of a `histogram`.
    Histogram(HistogramAnswer),
    /// Of an `audience`.
    Audience(AudienceAnswer),
    /// Of a `rate`.
    Rate(RateAnswer),
    /// Of a `journey`.
    Journey(JourneyAnswer),
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
    /// What asks for the people counted; of a formula there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// One value a bucket: a number, a sum as decimal text, or null where there is nothing to measure.
    pub values: Vec<Value>,
}

/// A score over time.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreAnswer {
    /// `score`.
    pub kind: &'static str,
    /// Which one: `nps`, `csat` or `ces`.
    pub score: &'static str,
    /// How the answer was made.
    pub meta: Meta,
    /// As in a trend.
    pub buckets: Vec<String>,
    /// As in a trend.
    pub partial: Vec<bool>,
    /// The group with the most answers first.
    pub groups: Vec<ScoreGroup>,
}

/// The score of one group.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreGroup {
    /// As in a trend.
    pub group: Map<String, Value>,
    /// As in a trend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// As in a trend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drill: Option<String>,
    /// One a bucket.
    pub values: Vec<ScoreValue>,
}

/// The score of one group and bucket. What has no answers has no value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreValue {
    /// How many answered, skipped questions not counted.
    pub n: u64,
    /// NPS: points from -100 to 100. CSAT: the per cent of answers 4 and 5. CES: the mean, from 1 to 7.
    pub value: Option<f64>,
    /// The lower end of the 95 % interval, in the same unit; absent where one answer tells nothing of others.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// NPS: half the width of the simple interval, as it is quoted elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// CSAT: the mean, from 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// CES: the per cent of answers 5 to 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_3: Option<ShareValue>,
    /// NPS: answers 9 and 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promoters: Option<u64>,
    /// NPS: answers 7 and 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passives: Option<u64>,
    /// NPS: answers 0 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detractors: Option<u64>,
    /// How often each answer was given, by answer.
    pub distribution: Map<String, Value>,
}

/// A share in per cent, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ShareValue {
    /// The share.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
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
            Self::Score(score) => score.to_table(),
            Self::Funnel(funnel) => funnel.to_table(),
            Self::Retention(retention) => retention.to_table(),
            Self::Paths(paths) => paths.to_table(),
            Self::Sessions(sessions) => sessions.to_table(),
            Self::Histogram(histogram) => histogram.to_table(),
            Self::Audience(audience) => audience.to_table(),
            Self::Rate(rate) => rate.to_table(),
            Self::Journey(journey) => journey.to_table(),
            Self::Timeline(timeline) => timeline.to_table(),
        }
    }

    /// Returns how the answer was made.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        match self {
            Self::Trend(trend) => &trend.meta,
            Self::Score(score) => &score.meta,
            Self::Funnel(funnel) => &funnel.meta,
            Self::Retention(retention) => &retention.meta,
            Self::Paths(paths) => &paths.meta,
            Self::Sessions(sessions) => &sessions.meta,
            Self::Histogram(histogram) => &histogram.meta,
            Self::Audience(audience) => &audience.meta,
            Self::Rate(rate) => &rate.meta,
            Self::Journey(journey) => &journey.meta,
            Self::Timeline(timeline) => &timeline.meta,
        }
    }
}
