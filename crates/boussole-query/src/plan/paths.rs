use super::{FramePlan, Now, Slot, Target, Traits};
use crate::model::{EventSet, Measure, Paths, Selector};
use boussole_core::Refusal;
use boussole_events::ORDER_LINE;

/// Everything that the scan of paths needs. The first target is every event, then come the start and the end.
pub(crate) struct PathsPlan {
    pub(crate) frame: FramePlan,
    pub(crate) targets: Vec<Target>,
    /// The place of the target where paths begin.
    pub(crate) from: Option<usize>,
    /// The place of the target where they end.
    pub(crate) to: Option<usize>,
    /// The property whose values are the steps.
    pub(crate) step: Option<Slot>,
    pub(crate) length: usize,
    pub(crate) gap_ms: i64,
    pub(crate) complete: bool,
    pub(crate) collapse_repeats: bool,
    /// Whether lines of orders are steps.
    pub(crate) with_lines: bool,
}

impl PathsPlan {
    /// Plans paths.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts.
    pub(crate) fn new(asked: &Paths, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, currency)?;
        let everything = Selector { events: EventSet::Any, filter: None };
        let ends = [&asked.from, &asked.to];
        let selectors = std::iter::once(&everything).chain(ends.into_iter().flatten());
        let bind = |select: &Selector| Target::bind(select, &Measure::Events, "from", &mut frame.fields);
        let targets = selectors.map(bind).collect::<Result<Vec<_>, _>>()?;
        let names_lines =
            |selector: &Selector| selector.events != EventSet::Any && selector.events.contains(ORDER_LINE);
        Ok(Self {
            from: asked.from.as_ref().map(|_| 1),
            to: asked.to.as_ref().map(|_| targets.len() - 1),
            step: asked.steps.as_ref().map(|path| frame.fields.slot(path)),
            length: asked.length,
            gap_ms: asked.gap_ms,
            complete: asked.complete,
            collapse_repeats: asked.collapse_repeats,
            with_lines: ends.into_iter().flatten().any(names_lines),
            targets,
            frame,
        })
    }
}
