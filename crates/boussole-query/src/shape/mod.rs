//! From numbers to the answer.

mod audience;
mod funnel;
mod histogram;
mod journey;
mod paths;
mod rate;
mod retention;
mod score;
mod sessions;
mod table;
mod timeline;
mod trend;

use crate::answer::RangeAnswer;
use crate::model::Breakdown;
use crate::plan::TimeRange;
use crate::run::Groups;
use crate::value::Number;
use jiff::Timestamp;
use serde_json::{Map, Value};

pub(crate) use audience::audience;
pub(crate) use funnel::funnel;
pub(crate) use histogram::histogram;
pub(crate) use journey::journey;
pub(crate) use paths::paths;
pub(crate) use rate::rate;
pub(crate) use retention::retention;
pub(crate) use score::score;
pub(crate) use sessions::sessions;
pub(crate) use timeline::timeline;
pub(crate) use trend::trend;

/// Who was counted can be asked for with these tokens, when the state that was read is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drills<'a> {
    /// The id of the kept answer.
    pub(crate) id: Option<&'a str>,
}

impl Drills<'_> {
    /// Returns the token of a group of a series.
    pub(crate) fn token(self, series: usize, group: usize) -> Option<String> {
        self.id.map(|id| format!("{id}.{series}.{group}"))
    }
}

/// The name of a group as it is answered.
#[derive(Debug, Clone)]
pub(crate) struct GroupName {
    /// The value of each part of the breakdown; empty for `other`.
    pub(crate) values: Map<String, Value>,
    pub(crate) other: bool,
}

/// Names the groups, `other` last.
pub(crate) fn group_names(breakdown: &[Breakdown], groups: &Groups) -> Vec<GroupName> {
    let keys: Vec<String> = breakdown.iter().map(Breakdown::key).collect();
    let named = |values: &Vec<Value>| GroupName {
        values: keys.iter().cloned().zip(values.iter().cloned()).collect(),
        other: false,
    };
    let other = groups.has_other.then(|| GroupName { values: Map::new(), other: true });
    groups.values.iter().map(named).chain(other).collect()
}

/// Writes a number with all its digits; null when it is beyond every number.
pub(crate) fn json_number(number: Number) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or(Value::Null)
}

/// Writes an instant in RFC 3339, in UTC.
pub(crate) fn instant(time_ms: i64) -> String {
    let clamped = time_ms.clamp(Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
    Timestamp::from_millisecond(clamped).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// Writes a range.
pub(crate) fn range(range: TimeRange) -> RangeAnswer {
    RangeAnswer { from: instant(range.from_ms), to: instant(range.to_ms) }
}
