use super::{FramePlan, Now, Slot, Target, Traits};
use crate::model::{EventSet, Journey, Measure, Scale, Selector};
use boussole_core::Refusal;

/// Everything that the scan of a journey needs. The targets are the events of all steps, then the call for help, then the
/// scores, then every event.
pub(crate) struct JourneyPlan {
    pub(crate) frame: FramePlan,
    pub(crate) targets: Vec<Target>,
    pub(crate) steps: Vec<StepPlan>,
    /// The target that is a call for help.
    pub(crate) contact: Option<usize>,
    /// The target, the scale and the property of each score.
    pub(crate) scores: Vec<(usize, Scale, Slot)>,
    pub(crate) window_ms: i64,
    pub(crate) gap_ms: i64,
    /// Up to when it is known what people did, in milliseconds: the end of the range, or the present.
    pub(crate) horizon_ms: i64,
}

/// A step by its targets.
pub(crate) struct StepPlan {
    /// One after the other.
    pub(crate) pattern: Vec<usize>,
    pub(crate) within_ms: i64,
}

impl JourneyPlan {
    /// Plans a journey.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(asked: &Journey, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, currency)?;
        let mut targets = Vec::new();
        let mut bind = |select: &Selector, path: &str| {
            targets.push(Target::bind(select, &Measure::Events, path, &mut frame.fields)?);
            Ok::<_, Refusal>(targets.len() - 1)
        };
        let mut steps = Vec::with_capacity(asked.steps.len());
        for step in &asked.steps {
            let pattern = step.pattern.iter().map(|select| bind(select, "steps")).collect::<Result<_, _>>()?;
            steps.push(StepPlan { pattern, within_ms: step.within_ms });
        }
        let contact = asked.contact.as_ref().map(|select| bind(select, "contact")).transpose()?;
        let scored = asked.scores.iter().map(|score| bind(&score.select, "scores")).collect::<Result<Vec<_>, _>>()?;
        bind(&Selector { events: EventSet::Any, filter: None }, "steps")?;
        let scores = asked.scores.iter().zip(scored);
        let scores = scores.map(|(score, target)| (target, score.scale, frame.fields.slot(&score.path))).collect();
        let horizon_ms = frame.range.map_or(now.as_of_ms, |range| range.to_ms.min(now.as_of_ms));
        let (window_ms, gap_ms) = (asked.window_ms, asked.gap_ms);
        Ok(Self { frame, targets, steps, contact, scores, window_ms, gap_ms, horizon_ms })
    }
}
