//! From numbers to the answer.

mod score;
mod table;
mod timeline;
mod trend;

use crate::answer::RangeAnswer;
use crate::plan::TimeRange;
use jiff::Timestamp;

pub(crate) use score::score;
pub(crate) use timeline::timeline;
pub(crate) use trend::trend;

/// Writes an instant in RFC 3339, in UTC.
pub(crate) fn instant(time_ms: i64) -> String {
    let clamped = time_ms.clamp(Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
    Timestamp::from_millisecond(clamped).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// Writes a range.
pub(crate) fn range(range: TimeRange) -> RangeAnswer {
    RangeAnswer { from: instant(range.from_ms), to: instant(range.to_ms) }
}
