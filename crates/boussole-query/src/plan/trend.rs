use super::{Buckets, FramePlan, Now, Target, TimeRange, Traits};
use crate::model::Trend;
use boussole_core::Refusal;

/// Everything that the scan of a trend needs.
pub(crate) struct TrendPlan {
    pub(crate) frame: FramePlan,
    pub(crate) main: Period,
    pub(crate) compare: Option<Period>,
    pub(crate) targets: Vec<Target>,
}

/// A range and its buckets; the range is absent when there is no history.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    pub(crate) range: Option<TimeRange>,
    pub(crate) buckets: Buckets,
}

impl TrendPlan {
    /// Plans a trend.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many buckets.
    pub(crate) fn new(trend: &Trend, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&trend.frame, now, traits, currency)?;
        let mut bind = |series: &crate::model::Series| {
            Target::bind(&series.select, &series.measure, &format!("{}.measure", series.path), &mut frame.fields)
        };
        let targets = trend.series.iter().map(&mut bind).collect::<Result<Vec<_>, _>>()?;
        let period = |range: Option<TimeRange>| -> Result<Period, Refusal> {
            Ok(Period { range, buckets: Buckets::of(range, trend.interval, now)? })
        };
        let earlier = |previous| period(frame.range.map(|range| now.previous(range, previous, trend.interval)));
        Ok(Self { main: period(frame.range)?, compare: trend.compare.map(earlier).transpose()?, targets, frame })
    }
}
