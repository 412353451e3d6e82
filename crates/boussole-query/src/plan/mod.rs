//! From a [`crate::model::Question`] to what the scan must read: instants, buckets, slots of properties.

mod audience;
mod bucket;
mod fields;
mod frame;
mod funnel;
mod histogram;
mod journey;
mod paths;
mod people;
mod range;
mod rate;
mod retention;
mod sessions;
mod target;
mod traits;
mod trend;

pub(crate) use audience::{AudiencePlan, PagePlan};
pub(crate) use bucket::{BUCKETS_MAX, Buckets};
pub(crate) use fields::{Fields, RowValues, Slot};
pub(crate) use frame::{BoundBreakdown, FramePlan};
pub(crate) use funnel::{FunnelPlan, Rules};
#[cfg(test)]
pub(crate) use funnel::{LevelExclusion, OptionalStep};
pub(crate) use histogram::HistogramPlan;
pub(crate) use journey::JourneyPlan;
pub(crate) use paths::PathsPlan;
pub(crate) use people::{BoundPersonTest, PeoplePlan};
pub(crate) use range::{Now, TimeRange, local};
pub(crate) use rate::{BoundRule, RatePlan};
pub(crate) use retention::RetentionPlan;
pub(crate) use sessions::SessionsPlan;
pub(crate) use target::{BoundFilter, Tally, Target, bind_filter};
pub(crate) use traits::Traits;
pub(crate) use trend::{Period, TrendPlan};
