use super::{Frame, Selector};
use crate::value::PropertyPath;
use rust_decimal::Decimal;

/// How the values of a property are spread.
#[derive(Debug)]
pub(crate) struct Histogram {
    pub(crate) frame: Frame,
    pub(crate) select: Selector,
    pub(crate) property: PropertyPath,
    pub(crate) bins: Bins,
}

/// How values are cut into bins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bins {
    /// Into so many of equal width.
    Number(usize),
    /// At these values, ascending.
    Edges(Vec<Decimal>),
}
