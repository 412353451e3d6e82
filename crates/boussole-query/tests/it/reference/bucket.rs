//! Time cut into buckets of UTC.

use super::event::{DAY_MS, HOUR_MS};
use super::project::NOW_MS;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// How time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Hour,
    Day,
    Week,
    All,
    /// Fixed steps of so many hours from the start of the range.
    Every(i64),
}

impl Step {
    pub(super) fn json(self) -> Value {
        match self {
            Self::Hour => json!("hour"),
            Self::Day => json!("day"),
            Self::Week => json!("week"),
            Self::All => json!("all"),
            Self::Every(hours) => json!({"every": format!("{hours}h"), "from": "range"}),
        }
    }
}

/// One bucket, `[from_ms, to_ms)`.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    pub(super) from_ms: i64,
    pub(super) to_ms: i64,
    pub(super) label: String,
    pub(super) partial: bool,
}

impl Bucket {
    pub(super) fn contains(&self, time_ms: i64) -> bool {
        self.from_ms <= time_ms && time_ms < self.to_ms
    }
}

/// Cuts a range into buckets; the first and the last may reach beyond it.
pub(super) fn cut((from_ms, to_ms): (i64, i64), step: Step) -> Vec<Bucket> {
    let (first_ms, length_ms) = match step {
        Step::Hour => (from_ms.div_euclid(HOUR_MS) * HOUR_MS, HOUR_MS),
        Step::Day => (from_ms.div_euclid(DAY_MS) * DAY_MS, DAY_MS),
        // 1970 began on a Thursday, three days after a Monday.
        Step::Week => ((from_ms + 3 * DAY_MS).div_euclid(7 * DAY_MS) * 7 * DAY_MS - 3 * DAY_MS, 7 * DAY_MS),
        Step::All => (from_ms, to_ms - from_ms),
        Step::Every(hours) => (from_ms, hours * HOUR_MS),
    };
    let starts = (0..).map(|index| first_ms + index * length_ms).take_while(|&start_ms| start_ms < to_ms);
    let starts: Vec<i64> = starts.collect();
    let dated = match step {
        Step::Hour => false,
        Step::Every(_) => starts.iter().all(|start_ms| start_ms % DAY_MS == 0),
        _ => true,
    };
    let bucket = |start_ms: i64| {
        let end_ms = start_ms + length_ms;
        let start = Timestamp::from_millisecond(start_ms).expect("an instant").to_zoned(TimeZone::UTC);
        Bucket {
            from_ms: start_ms,
            to_ms: end_ms,
            label: start.strftime(if dated { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S+00:00" }).to_string(),
            partial: start_ms < from_ms || end_ms > to_ms || end_ms > NOW_MS,
        }
    };
    starts.into_iter().map(bucket).collect()
}

/// Returns the labels of buckets, as answers have them.
pub(super) fn labels(buckets: &[Bucket]) -> Vec<&str> {
    buckets.iter().map(|bucket| bucket.label.as_str()).collect()
}

/// Tells of each bucket whether it is partial.
pub(super) fn partial(buckets: &[Bucket]) -> Vec<bool> {
    buckets.iter().map(|bucket| bucket.partial).collect()
}
