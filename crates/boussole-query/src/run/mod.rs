//! From a plan to numbers: the passes over the sorted scan. Blocking; called outside the asynchronous threads.

mod audience;
mod cell;
mod currencies;
mod funnel;
mod groups;
mod histogram;
mod journey;
mod listing;
mod pass;
mod paths;
mod people;
mod quantile;
mod rate;
mod reading;
mod retention;
mod score;
mod sessions;
mod timeline;
mod trend;

pub(crate) use audience::{Page, PersonRow, audience, page};
pub(crate) use cell::Measured;
pub(crate) use funnel::{FunnelCell, FunnelResult, funnel};
pub(crate) use groups::Groups;
pub(crate) use histogram::{BinCount, HistogramResult, histogram};
pub(crate) use journey::{JourneyResult, StepCell, journey};
pub(crate) use listing::{Listing, Outcome, Wanted};
pub(crate) use paths::{PathsResult, paths};
pub(crate) use quantile::quantile;
pub(crate) use rate::{RateCell, RateResult, rate};
pub(crate) use reading::Read;
pub(crate) use retention::{RetentionResult, retention};
pub(crate) use score::{Distribution, ScoreResult, score};
pub(crate) use sessions::{SessionCell, SessionsResult, sessions};
pub(crate) use timeline::{TimelinePage, TimelinePlan, TimelineRow, timeline};
pub(crate) use trend::{PeriodResult, TrendResult, trend};
