/// An event of a person that a funnel looks at, in the order of time and arrival.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) time_ms: i64,
    /// The targets that select it, as bits.
    pub(super) targets: u64,
    /// The place of its group.
    pub(super) group: usize,
}

/// Tells whether the target at this place selects an event.
pub(super) fn serves(moment: &Moment, target: usize) -> bool {
    moment.targets >> target & 1 == 1
}
