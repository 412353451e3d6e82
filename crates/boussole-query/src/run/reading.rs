use super::pass::{Counted, Pass, Visitor};
use super::people::Gate;
use crate::QueryError;
use crate::model::EventSet;
use crate::plan::{FramePlan, Target, TimeRange};
use boussole_core::Ctx;
use boussole_events::{ScanRequest, Snapshot};

/// The passes of one question over the events of a snapshot.
pub(crate) struct Reading<'p> {
    ctx: &'p Ctx,
    snapshot: &'p Snapshot,
    frame: &'p FramePlan,
    targets: Vec<&'p Target>,
    events: Option<Vec<String>>,
    gate: Option<Gate<'p>>,
    counted: Counted,
    warnings: Vec<String>,
}

/// What was read for an answer.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) n_events: u64,
    pub(crate) n_people: u64,
    pub(crate) warnings: Vec<String>,
}

impl<'p> Reading<'p> {
    /// Answers who is meant; nothing else is read yet.
    pub(crate) fn open(
        ctx: &'p Ctx,
        snapshot: &'p Snapshot,
        frame: &'p FramePlan,
        targets: Vec<&'p Target>,
    ) -> Result<Self, QueryError> {
        let (gate, warnings) = match &frame.people {
            None => (None, Vec::new()),
            Some(people) => {
                let (gate, warnings) = Gate::open(ctx, snapshot, people, &frame.traits, frame.currency.clone())?;
                (Some(gate), warnings)
            }
        };
        let events = EventSet::union(targets.iter().map(|target| &target.events));
        let counted = Counted { seen: vec![false; frame.fields.len()], ..Counted::default() };
        Ok(Self { ctx, snapshot, frame, targets, events, gate, counted, warnings })
    }

    /// Reads the events of a range that the targets select, to learn something on the way to the answer.
    pub(crate) fn look(&self, range: Option<TimeRange>, visitor: &mut impl Visitor) -> Result<Counted, QueryError> {
        let Some(range) = range else { return Ok(Counted { seen: self.counted.seen.clone(), ..Counted::default() }) };
        let request = ScanRequest {
            from_ms: Some(range.from_ms),
            to_ms: Some(range.to_ms),
            events: self.events.clone(),
            ..ScanRequest::default()
        };
        let pass = Pass {
            ctx: self.ctx,
            snapshot: self.snapshot,
            request,
            fields: &self.frame.fields,
            filter: self.frame.filter.as_ref(),
            targets: &self.targets,
            gate: self.gate.as_ref(),
        };
        pass.run(visitor)
    }

    /// Reads the same for the answer itself: what is read counts as scanned.
    pub(crate) fn answer(&mut self, range: Option<TimeRange>, visitor: &mut impl Visitor) -> Result<(), QueryError> {
        let counted = self.look(range, visitor)?;
        self.counted.add(&counted);
        Ok(())
    }

    /// Says something that may not be as the asker believes.
    pub(crate) fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    /// Returns what was read.
    pub(crate) fn finish(mut self) -> Read {
        self.warnings.extend(self.counted.warnings(&self.frame.fields));
        Read { n_events: self.counted.n_events, n_people: self.counted.n_people, warnings: self.warnings }
    }
}
