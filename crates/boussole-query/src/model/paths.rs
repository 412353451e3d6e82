use super::{Frame, Selector};
use crate::value::PropertyPath;

/// Which ways people take through their sessions.
#[derive(Debug)]
pub(crate) struct Paths {
    pub(crate) frame: Frame,
    /// Where paths begin; at the start of the session, when absent.
    pub(crate) from: Option<Selector>,
    /// Where paths end.
    pub(crate) to: Option<Selector>,
    /// The most steps of a path.
    pub(crate) length: usize,
    pub(crate) gap_ms: i64,
    /// Whether shorter paths are left out.
    pub(crate) complete: bool,
    pub(crate) collapse_repeats: bool,
    /// The property whose values are the steps; their names, when absent.
    pub(crate) steps: Option<PropertyPath>,
}
