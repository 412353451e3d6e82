use super::{Frame, Interval, Selector};
use crate::value::PropertyPath;
use serde_json::{Map, Value};

/// Which share of people or things, over time.
#[derive(Debug)]
pub(crate) struct Rate {
    pub(crate) frame: Frame,
    pub(crate) name: &'static str,
    pub(crate) rule: RateRule,
    pub(crate) interval: Interval,
    /// Every parameter as it was given, or its default.
    pub(crate) definition: Map<String, Value>,
    /// Events that the defaults name and that were never stored.
    pub(crate) unknown_events: Vec<String>,
}

/// What is counted, and of what.
#[derive(Debug)]
pub(crate) enum RateRule {
    /// Of those active at the start of a bucket, who is not at its end; or, `retained`, who still is.
    Activity { active: Selector, within_ms: i64, retained: bool },
    /// Of those who ordered first, who ordered again.
    Repeat { order: Selector, within_ms: i64 },
    /// Of those who started, who reached the goal.
    Conversion { start: Selector, goal: Selector, unit: ConversionUnit },
    /// Of those who added to a basket, who did not order.
    Abandonment { add: Selector, goal: Selector, within_ms: i64 },
    /// Of the promises that fell due, which were kept.
    Promise {
        promise: Selector,
        fulfilled: Selector,
        cancelled: Selector,
        voided: Selector,
        key: PropertyPath,
        due: PropertyPath,
    },
    /// Of the value sold, what came back.
    Return { sold: Selector, returned: Selector, key: PropertyPath, amount: PropertyPath },
    /// Of the conversations opened, which were resolved.
    Resolution { opened: Selector, resolved: Selector, contact: Selector, key: PropertyPath },
}

/// What converts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConversionUnit {
    Person,
    Session { gap_ms: i64 },
}
