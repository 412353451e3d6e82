use super::{Buckets, FramePlan, Now, Target, Traits};
use crate::model::{Credit, EventSet, Funnel, Measure, Selector, StepOrder};
use boussole_core::Refusal;

/// Everything that the scan of a funnel needs. The targets are the steps, then the exclusions, then, in a strict funnel,
/// every event.
pub(crate) struct FunnelPlan {
    pub(crate) frame: FramePlan,
    pub(crate) targets: Vec<Target>,
    pub(crate) rules: Rules,
    pub(crate) order: StepOrder,
    pub(crate) credit: Credit,
    /// The periods of a trend; one bucket, the range, without.
    pub(crate) buckets: Buckets,
    /// The targets that say something whatever their group is, as bits: exclusions, and what stands in the way of a
    /// strict funnel.
    pub(crate) common: u64,
}

/// The rules of an attempt. A *level* is a required step, counted from 0; a *step* is its place in the question.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// The step of each level.
    pub(crate) levels: Vec<usize>,
    pub(crate) window_ms: i64,
    pub(crate) exclusions: Vec<LevelExclusion>,
    /// The optional steps, each with the levels around it.
    pub(crate) optional: Vec<OptionalStep>,
}

/// Events that must not lie between those of two levels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelExclusion {
    pub(crate) target: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A step that is looked for between two levels, which follow each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OptionalStep {
    pub(crate) step: usize,
    /// The level before it; the one after it is the next.
    pub(crate) after: usize,
}

impl FunnelPlan {
    /// Plans a funnel.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many buckets.
    pub(crate) fn new(funnel: &Funnel, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&funnel.frame, now, traits, currency)?;
        let everything = Selector { events: EventSet::Any, filter: None };
        let steps = funnel.steps.iter().map(|step| &step.select);
        let exclusions = funnel.exclusions.iter().map(|exclusion| &exclusion.select);
        let others = (funnel.order == StepOrder::Strict).then_some(&everything);
        let selectors = steps.chain(exclusions).chain(others);
        let bind = |select: &Selector| Target::bind(select, &Measure::Events, "steps", &mut frame.fields);
        let targets = selectors.map(bind).collect::<Result<Vec<_>, _>>()?;
        let interval = funnel.trend.unwrap_or(crate::model::Interval::All);
        let common = (funnel.steps.len()..targets.len()).map(|target| 1 << target).sum();
        Ok(Self {
            rules: Rules::new(funnel),
            order: funnel.order,
            credit: funnel.credit,
            buckets: Buckets::of(frame.range, interval, now)?,
            common,
            targets,
            frame,
        })
    }
}

impl FunnelPlan {
    /// Returns how many steps the question has.
    pub(crate) fn n_steps(&self) -> usize {
        self.rules.levels.len() + self.rules.optional.len()
    }

    /// Returns the required step before a step; the first one is its own.
    pub(crate) fn step_before(&self, step: usize) -> usize {
        self.rules.levels.iter().copied().filter(|&level| level < step).max().unwrap_or(0)
    }
}

impl Rules {
    fn new(funnel: &Funnel) -> Self {
        let is_level = |step: &usize| !funnel.steps[*step].optional;
        let levels: Vec<usize> = (0..funnel.steps.len()).filter(is_level).collect();
        let level_of = |step: usize| levels.iter().filter(|&&level| level < step).count();
        let n_steps = funnel.steps.len();
        let exclusions = funnel.exclusions.iter().enumerate().map(|(index, exclusion)| LevelExclusion {
            target: n_steps + index,
            from: level_of(exclusion.between.0),
            to: level_of(exclusion.between.1),
        });
        let optional = (0..n_steps).filter(|step| !is_level(step));
        let optional = optional.map(|step| OptionalStep { step, after: level_of(step) - 1 });
        Self { window_ms: funnel.window_ms, exclusions: exclusions.collect(), optional: optional.collect(), levels }
    }
}
