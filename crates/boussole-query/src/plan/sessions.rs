use super::{Buckets, FramePlan, Now, Target, Traits};
use crate::model::{EventSet, Measure, Selector, Sessions};
use boussole_core::Refusal;

/// Everything that the scan of sessions needs.
pub(crate) struct SessionsPlan {
    pub(crate) frame: FramePlan,
    /// Every event.
    pub(crate) target: Target,
    pub(crate) buckets: Buckets,
    pub(crate) gap_ms: i64,
}

impl SessionsPlan {
    /// Plans sessions.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many buckets.
    pub(crate) fn new(asked: &Sessions, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, currency)?;
        let everything = Selector { events: EventSet::Any, filter: None };
        let target = Target::bind(&everything, &Measure::Events, "measure", &mut frame.fields)?;
        let buckets = Buckets::of(frame.range, asked.interval, now)?;
        Ok(Self { frame, target, buckets, gap_ms: asked.gap_ms })
    }
}
