//! From a plan to numbers: the passes over the sorted scan. Blocking; called outside the asynchronous threads.

mod cell;
mod currencies;
mod groups;
mod pass;
mod people;
mod quantile;
mod score;
mod timeline;
mod trend;

pub(crate) use cell::Measured;
pub(crate) use score::{Distribution, ScoreResult, score};
pub(crate) use timeline::{TimelinePage, TimelinePlan, TimelineRow, timeline};
pub(crate) use trend::{PeriodResult, TrendResult, trend};
