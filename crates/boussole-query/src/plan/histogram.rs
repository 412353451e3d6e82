use super::{FramePlan, Now, Target, Traits};
use crate::model::{Bins, Histogram, Measure, Statistic};
use boussole_core::Refusal;

/// Everything that the scan of a histogram needs.
pub(crate) struct HistogramPlan {
    pub(crate) frame: FramePlan,
    pub(crate) target: Target,
    pub(crate) bins: Bins,
}

impl HistogramPlan {
    /// Plans a histogram.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(asked: &Histogram, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, currency)?;
        // As for an average, the currency of amounts matters.
        let measure = Measure::Of(Statistic::Average, asked.property.clone());
        let target = Target::bind(&asked.select, &measure, "property", &mut frame.fields)?;
        Ok(Self { frame, target, bins: asked.bins.clone() })
    }
}
