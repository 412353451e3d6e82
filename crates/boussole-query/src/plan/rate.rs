use super::{Buckets, FramePlan, Now, Slot, Target, TimeRange, Traits};
use crate::model::{ConversionUnit, EventSet, Measure, Rate, RateRule, Selector, Statistic};
use crate::value::PropertyPath;
use boussole_core::Refusal;

/// Everything that the scan of a rate needs.
pub(crate) struct RatePlan {
    pub(crate) frame: FramePlan,
    /// The first puts people or things into the denominator.
    pub(crate) targets: Vec<Target>,
    pub(crate) rule: BoundRule,
    pub(crate) key: Option<Slot>,
    pub(crate) due: Option<Slot>,
    pub(crate) buckets: Buckets,
    /// Of each bucket, whether it is only partly known.
    pub(crate) partial: Vec<bool>,
    /// All time that may matter; absent when there is no history.
    pub(crate) read: Option<TimeRange>,
    pub(crate) as_of_ms: i64,
}

/// What is counted, with the places of its targets in its name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BoundRule {
    /// Active.
    Activity { within_ms: i64, retained: bool },
    /// Order.
    Repeat { within_ms: i64 },
    /// Start, goal, and for sessions every event.
    Conversion { unit: ConversionUnit },
    /// Add, goal.
    Abandonment { within_ms: i64 },
    /// Promise, fulfilled, cancelled, voided.
    Promise,
    /// Sold, returned.
    Return,
    /// Opened, resolved, contact.
    Resolution,
}

impl RatePlan {
    /// Plans a rate.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many buckets.
    pub(crate) fn new(rate: &Rate, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&rate.frame, now, traits, currency)?;
        let everything = Selector { events: EventSet::Any, filter: None };
        let (rule, selectors) = bound(&rate.rule, &everything);
        let (key, due, amount) = properties(&rate.rule);
        let measure = amount.map_or(Measure::Events, |path| Measure::Of(Statistic::Sum, path.clone()));
        let bind = |select: &Selector| Target::bind(select, &measure, "amount", &mut frame.fields);
        let mut targets = selectors.into_iter().map(bind).collect::<Result<Vec<_>, _>>()?;
        if let RateRule::Promise { voided, .. } = &rate.rule {
            targets.push(Target::bind_unasked(voided, "voided", &mut frame.fields)?);
        }
        let buckets = Buckets::of(frame.range, rate.interval, now)?;
        let known_from_ms = match rule {
            BoundRule::Activity { within_ms, .. } => now.first_event_ms().map(|first| first.saturating_add(within_ms)),
            _ => None,
        };
        let is_known = |bucket: usize| known_from_ms.is_none_or(|from_ms| buckets.bounds(bucket).0 >= from_ms);
        let partial = buckets.partial().iter().enumerate().map(|(bucket, partial)| *partial || !is_known(bucket));
        let until_ms = |range: TimeRange| match rule {
            BoundRule::Activity { .. } | BoundRule::Conversion { .. } => range.to_ms,
            // What happened after the range still says what became of it.
            _ => range.to_ms.max(now.as_of_ms.saturating_add(1)),
        };
        let from_ms = |range: TimeRange| match rule {
            BoundRule::Conversion { .. } => range.from_ms,
            _ => i64::MIN,
        };
        Ok(Self {
            read: frame.range.map(|range| TimeRange { from_ms: from_ms(range), to_ms: until_ms(range) }),
            partial: partial.collect(),
            key: key.map(|path| frame.fields.slot(path)),
            due: due.map(|path| frame.fields.slot(path)),
            as_of_ms: now.as_of_ms,
            targets,
            rule,
            buckets,
            frame,
        })
    }

    /// Tells whether an instant lies in the range of the question.
    pub(crate) fn is_inside(&self, time_ms: i64) -> bool {
        self.frame.range.is_some_and(|range| (range.from_ms..range.to_ms).contains(&time_ms))
    }
}

/// Returns the rule without its selectors, and these in the order of its targets.
fn bound<'a>(rule: &'a RateRule, everything: &'a Selector) -> (BoundRule, Vec<&'a Selector>) {
    match rule {
        RateRule::Activity { active, within_ms, retained } => {
            (BoundRule::Activity { within_ms: *within_ms, retained: *retained }, vec![active])
        }
        RateRule::Repeat { order, within_ms } => (BoundRule::Repeat { within_ms: *within_ms }, vec![order]),
        RateRule::Conversion { start, goal, unit } => {
            let all = (*unit != ConversionUnit::Person).then_some(everything);
            (BoundRule::Conversion { unit: *unit }, [start, goal].into_iter().chain(all).collect())
        }
        RateRule::Abandonment { add, goal, within_ms } => {
            (BoundRule::Abandonment { within_ms: *within_ms }, vec![add, goal])
        }
        RateRule::Promise { promise, fulfilled, cancelled, .. } => {
            (BoundRule::Promise, vec![promise, fulfilled, cancelled])
        }
        RateRule::Return { sold, returned, .. } => (BoundRule::Return, vec![sold, returned]),
        RateRule::Resolution { opened, resolved, contact, .. } => {
            (BoundRule::Resolution, vec![opened, resolved, contact])
        }
    }
}

/// Returns the properties that say which thing is meant, when it is due, and what it is worth.
fn properties(rule: &RateRule) -> (Option<&PropertyPath>, Option<&PropertyPath>, Option<&PropertyPath>) {
    match rule {
        RateRule::Promise { key, due, .. } => (Some(key), Some(due), None),
        RateRule::Return { key, amount, .. } => (Some(key), None, Some(amount)),
        RateRule::Resolution { key, .. } => (Some(key), None, None),
        _ => (None, None, None),
    }
}
