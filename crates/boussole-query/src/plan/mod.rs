//! From a [`crate::model::Question`] to what the scan must read: instants, buckets, slots of properties.

mod bucket;
mod fields;
mod people;
mod range;
mod target;
mod traits;
mod trend;

pub(crate) use bucket::Buckets;
pub(crate) use fields::{Fields, RowValues, Slot};
pub(crate) use people::{BoundPersonTest, PeoplePlan};
pub(crate) use range::{Now, TimeRange, local};
pub(crate) use target::{BoundFilter, Tally, Target, bind_filter};
pub(crate) use traits::Traits;
pub(crate) use trend::{BoundBreakdown, Period, TrendPlan};
