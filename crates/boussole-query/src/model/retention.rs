use super::{Frame, Interval, Selector};

/// How many people come back.
#[derive(Debug)]
pub(crate) struct Retention {
    pub(crate) frame: Frame,
    pub(crate) start: Selector,
    pub(crate) returned: Selector,
    pub(crate) interval: Interval,
    pub(crate) mode: ReturnMode,
    pub(crate) cohort: Cohort,
    /// The first days of the columns after day 0, ascending, when days are joined.
    pub(crate) brackets: Option<Vec<usize>>,
}

/// For which periods a return counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReturnMode {
    /// For its own.
    On,
    /// For its own and all before.
    OnOrAfter,
}

/// To which cohorts a person belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cohort {
    /// That of the first start in the range.
    FirstInRange,
    /// The same, for those who never started before.
    FirstEver,
    /// Those of all starts.
    Every,
}
