//! A question once it is parsed: every value here is valid, every event name known.

mod audience;
mod funnel;
mod histogram;
mod journey;
mod paths;
mod rate;
mod retention;
mod sessions;

pub(crate) use audience::{Audience, Column, PageRequest};
pub(crate) use funnel::{Credit, Exclusion, Funnel, Step, StepOrder};
pub(crate) use histogram::{Bins, Histogram};
pub(crate) use journey::{Fate, Journey, JourneyScore, JourneyStep};
pub(crate) use paths::Paths;
pub(crate) use rate::{ConversionUnit, Rate, RateRule};
pub(crate) use retention::{Cohort, Retention, ReturnMode};
pub(crate) use sessions::{SessionMeasure, Sessions};

use crate::formula::Formula;
use crate::value::{Number, PropertyPath, Test};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::prelude::ToPrimitive;

/// A question of one kind.
#[derive(Debug)]
pub(crate) enum Question {
    Trend(Box<Trend>),
    Score(Box<Score>),
    Funnel(Box<Funnel>),
    Retention(Box<Retention>),
    Paths(Box<Paths>),
    Sessions(Box<Sessions>),
    Histogram(Box<Histogram>),
    Audience(Box<Audience>),
    Rate(Box<Rate>),
    Journey(Box<Journey>),
    Timeline(Box<Timeline>),
}

impl Question {
    /// Returns what the question has in common with others; a timeline has its own.
    pub(crate) fn frame(&self) -> Option<&Frame> {
        match self {
            Self::Trend(trend) => Some(&trend.frame),
            Self::Score(score) => Some(&score.trend.frame),
            Self::Funnel(funnel) => Some(&funnel.frame),
            Self::Retention(retention) => Some(&retention.frame),
            Self::Paths(paths) => Some(&paths.frame),
            Self::Sessions(sessions) => Some(&sessions.frame),
            Self::Histogram(histogram) => Some(&histogram.frame),
            Self::Audience(audience) => Some(&audience.frame),
            Self::Rate(rate) => Some(&rate.frame),
            Self::Journey(journey) => Some(&journey.frame),
            Self::Timeline(_) => None,
        }
    }
}

/// What every question over time says: which events and people it looks at, and how they are grouped.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) range: RangeSpec,
    pub(crate) timezone: TimeZone,
    pub(crate) filter: Option<EventFilter>,
    pub(crate) people: Option<PersonFilter>,
    pub(crate) breakdown: Vec<Breakdown>,
    /// How many groups are kept; the others become one.
    pub(crate) limit: usize,
}

/// Series of numbers over time.
#[derive(Debug)]
pub(crate) struct Trend {
    pub(crate) frame: Frame,
    pub(crate) series: Vec<Series>,
    pub(crate) interval: Interval,
    pub(crate) formula: Option<Formula>,
    pub(crate) compare: Option<Previous>,
}

/// A score of answers on a scale, over time.
#[derive(Debug)]
pub(crate) struct Score {
    pub(crate) scale: Scale,
    /// The answers, as the one series of a trend that counts them.
    pub(crate) trend: Trend,
}

/// A scale on which people answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// 0 to 10: would you recommend us?
    Nps,
    /// 1 to 5: are you satisfied?
    Csat,
    /// 1 to 4: are you satisfied? Without a middle.
    Csat4,
    /// 1 to 7: are you satisfied?
    Csat7,
    /// 1 to 10: are you satisfied?
    Csat10,
    /// 1 to 7: was it easy?
    Ces,
    /// 1 to 7: do you agree that it was made easy?
    CesAgreement,
}

impl Scale {
    /// All scales.
    pub(crate) const ALL: [Self; 7] =
        [Self::Nps, Self::Csat, Self::Csat4, Self::Csat7, Self::Csat10, Self::Ces, Self::CesAgreement];

    /// Returns the word of a scale in questions and answers.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Csat4 => "csat_4",
            Self::Csat7 => "csat_7",
            Self::Csat10 => "csat_10",
            Self::Ces => "ces",
            Self::CesAgreement => "ces_agreement",
        }
    }

    /// Returns the answers that can be given.
    pub(crate) fn answers(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::Nps => 0..=10,
            Self::Csat => 1..=5,
            Self::Csat4 => 1..=4,
            Self::Csat7 | Self::Ces | Self::CesAgreement => 1..=7,
            Self::Csat10 => 1..=10,
        }
    }

    /// Reads an answer: a whole number of the scale.
    pub(crate) fn answer(self, number: Number) -> Option<u8> {
        let answer = number.exact().filter(rust_decimal::Decimal::is_integer)?.to_u8()?;
        self.answers().contains(&answer).then_some(answer)
    }
}

/// One person's events, newest first.
#[derive(Debug)]
pub(crate) struct Timeline {
    pub(crate) range: RangeSpec,
    pub(crate) timezone: TimeZone,
    pub(crate) filter: Option<EventFilter>,
    pub(crate) events: EventSet,
    pub(crate) person: PersonName,
    pub(crate) before: Option<Before>,
    pub(crate) limit: usize,
}

/// How a question names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PersonName {
    /// By the value of an identifier, or else by key.
    Text(String),
    /// By key only: no identifier that looks like a key can stand in its place.
    Key(u64),
}

/// Where a page of a timeline ends (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Before an event of the page before this one.
    Event { time_ms: i64, seq: u64 },
    /// Before an instant or the start of a local day.
    Moment(Moment),
}

/// Which time a question looks at, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RangeSpec {
    /// From the first event to the last one.
    Whole,
    /// `[from, to)`.
    Between { from: Moment, to: Moment },
    /// Back from the as-of time.
    Last(Span),
}

/// An instant, or the start of a local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Instant { ms: i64 },
    Day(Date),
}

/// A written duration such as `90d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// The length, a day being 24 hours.
    pub(crate) ms: i64,
    /// The number of local days, when it was written in days or weeks.
    pub(crate) days: Option<i32>,
}

/// How time is cut into buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interval {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    /// One bucket: the range.
    All,
    /// Fixed steps counted from the start of the range.
    Every {
        ms: i64,
    },
    /// So many local days at a time, counted from the day in which the range starts.
    Days {
        count: i32,
    },
}

/// Which earlier time a trend is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Previous {
    Period,
    Year,
}

/// One series of a trend.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) select: Selector,
    pub(crate) measure: Measure,
    /// Where the series stands in the question, for refusals found while running.
    pub(crate) path: String,
}

/// What is computed from the selected events.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Measure {
    Events,
    People,
    Of(Statistic, PropertyPath),
}

/// What is computed from the values of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statistic {
    Sum,
    Average,
    Min,
    Max,
    /// The value below which this many per cent lie.
    Quantile {
        percent: u8,
    },
    Distinct,
    /// How many are answers on a scale.
    Answers(Scale),
}

/// Which events are meant.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) events: EventSet,
    pub(crate) filter: Option<EventFilter>,
}

/// Names of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EventSet {
    Any,
    Named(Vec<String>),
}

impl Selector {
    /// Names the selected events, for people: `Order Completed`.
    pub(crate) fn label(&self) -> String {
        match &self.events {
            EventSet::Any => "any event".to_owned(),
            EventSet::Named(names) => names.join(" / "),
        }
    }
}

impl EventSet {
    /// Tells whether an event of this name is meant.
    pub(crate) fn contains(&self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Named(names) => names.iter().any(|known| known == name),
        }
    }

    /// Returns the names to ask of a scan that serves all of `sets`; nothing when it must read every event.
    pub(crate) fn union<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Option<Vec<String>> {
        let mut union = Vec::new();
        for set in sets {
            match set {
                Self::Any => return None,
                Self::Named(names) => union.extend_from_slice(names),
            }
        }
        union.sort_unstable();
        union.dedup();
        Some(union)
    }
}

/// Conditions joined by `all`, `any` and `not`.
#[derive(Debug, Clone)]
pub(crate) enum Filter<Leaf> {
    Leaf(Leaf),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

impl<Leaf> Filter<Leaf> {
    /// Makes the same filter over other leaves.
    pub(crate) fn map<Other, E>(&self, leaf: &mut impl FnMut(&Leaf) -> Result<Other, E>) -> Result<Filter<Other>, E> {
        Ok(match self {
            Self::Leaf(inner) => Filter::Leaf(leaf(inner)?),
            Self::All(parts) => Filter::All(parts.iter().map(|part| part.map(leaf)).collect::<Result<_, E>>()?),
            Self::Any(parts) => Filter::Any(parts.iter().map(|part| part.map(leaf)).collect::<Result<_, E>>()?),
            Self::Not(part) => Filter::Not(Box::new(part.map(leaf)?)),
        })
    }

    /// Tells whether the filter holds, given whether a leaf does.
    pub(crate) fn holds(&self, leaf: &impl Fn(&Leaf) -> bool) -> bool {
        match self {
            Self::Leaf(inner) => leaf(inner),
            Self::All(parts) => parts.iter().all(|part| part.holds(leaf)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(leaf)),
            Self::Not(part) => !part.holds(leaf),
        }
    }

    /// Calls `visit` with every leaf.
    pub(crate) fn each_leaf<'a>(&'a self, visit: &mut impl FnMut(&'a Leaf)) {
        match self {
            Self::Leaf(inner) => visit(inner),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_leaf(visit)),
            Self::Not(part) => part.each_leaf(visit),
        }
    }
}

/// A filter on events.
pub(crate) type EventFilter = Filter<PropertyTest>;

/// A test of one property of an event.
#[derive(Debug, Clone)]
pub(crate) struct PropertyTest {
    pub(crate) path: PropertyPath,
    pub(crate) test: Test,
}

/// A filter on people.
pub(crate) type PersonFilter = Filter<PersonTest>;

/// A test of one thing known of a person.
#[derive(Debug)]
pub(crate) enum PersonTest {
    Trait { name: String, test: Test },
    Did(Box<Did>),
}

/// What a person did, counted or summed, and compared with a number.
#[derive(Debug)]
pub(crate) struct Did {
    pub(crate) select: Selector,
    pub(crate) measure: Measure,
    pub(crate) window: Window,
    pub(crate) test: Test,
    pub(crate) path: String,
}

/// Which time a rule about people looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    /// All history before the end of the question's range.
    History,
    /// So much before the end of the question's range.
    Within(Span),
    /// The question's own range.
    QuestionRange,
    /// A range of its own.
    Range(RangeSpec),
}

/// What splits the answer into groups.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Breakdown {
    Property(PropertyPath),
    Trait(String),
}

impl Breakdown {
    /// Returns the key of a group in the answer: the property, or `trait:` and the trait.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Property(path) => path.as_str().to_owned(),
            Self::Trait(name) => format!("trait:{name}"),
        }
    }
}
