use super::{Frame, Interval, Selector};

/// How many people go from step to step.
#[derive(Debug)]
pub(crate) struct Funnel {
    pub(crate) frame: Frame,
    pub(crate) steps: Vec<Step>,
    /// How long after its first event an attempt may last, that time included.
    pub(crate) window_ms: i64,
    pub(crate) order: StepOrder,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) credit: Credit,
    /// By which periods the same is also answered.
    pub(crate) trend: Option<Interval>,
}

/// One step of a funnel.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) select: Selector,
    pub(crate) optional: bool,
}

/// How strictly steps follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepOrder {
    /// Other events may lie between.
    Ordered,
    /// No other event lies between.
    Strict,
    /// In whatever order.
    Any,
}

/// Events that must not happen between two steps.
#[derive(Debug)]
pub(crate) struct Exclusion {
    pub(crate) select: Selector,
    /// The places of the two steps, the first below the second.
    pub(crate) between: (usize, usize),
}

/// Which events of an attempt say to which group it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credit {
    First,
    Last,
    Every,
}
