//! People on their way: each event finds its step, the events of one step make a passage, and at a person's end the passages
//! say who went on, who came back, and where they are now.

use super::cell::Budget;
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::score::{ANSWERS, Distribution};
use crate::QueryError;
use crate::model::Fate;
use crate::plan::JourneyPlan;
use crate::value::Scalar;
use boussole_core::{Ctx, Refusal};
use boussole_events::{ORDER_LINE, Snapshot};
use std::collections::HashMap;

/// What a journey came to.
#[derive(Default)]
pub(crate) struct JourneyResult {
    pub(crate) steps: Vec<StepCell>,
    /// Who passed any step.
    pub(crate) n_people: u64,
    /// Events of people, and those of them that are of a step.
    pub(crate) n_events: u64,
    pub(crate) n_assigned: u64,
    /// Events of nobody.
    pub(crate) n_nobody: u64,
    /// Events of people of no step, by name.
    pub(crate) unassigned: HashMap<String, u64>,
    pub(crate) read: Read,
}

/// What happened at a step.
#[derive(Debug, Clone, Default)]
pub(crate) struct StepCell {
    pub(crate) n_events: u64,
    pub(crate) n_passages: u64,
    pub(crate) n_people: u64,
    /// Of these, whose first passage is so long ago that it is known whether they went on.
    pub(crate) n_known: u64,
    pub(crate) n_dropped: u64,
    pub(crate) n_repeated: u64,
    pub(crate) n_contacted: u64,
    /// Who is there now.
    pub(crate) n_current: u64,
    /// From the beginning of a passage to that of the next one at another step, in seconds.
    pub(crate) seconds: Vec<f64>,
    /// Answers of those who were there, by score.
    pub(crate) scores: Vec<Distribution>,
}

/// A stay at a step.
#[derive(Debug, Clone, Copy)]
struct Passage {
    step: usize,
    begin_ms: i64,
    end_ms: i64,
}

/// Runs a journey in one pass.
pub(crate) fn journey(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &JourneyPlan,
    listing: &mut Option<Listing>,
) -> Result<JourneyResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, plan.targets.iter().collect())?;
    let cell = StepCell { scores: vec![[0; ANSWERS]; plan.scores.len()], ..StepCell::default() };
    let mut traveller = Traveller {
        plan,
        passages: Vec::new(),
        progress: plan.steps.iter().map(|step| vec![None; step.pattern.len() - 1]).collect(),
        contacts: 0,
        budget: Budget::default(),
        asked: (1 << (plan.targets.len() - 1)) - 1,
        n_outside: 0,
        result: JourneyResult { steps: vec![cell; plan.steps.len()], ..JourneyResult::default() },
        listing,
    };
    reading.answer(plan.frame.range, &mut traveller)?;
    let Traveller { n_outside, mut result, .. } = traveller;
    if n_outside > 0 {
        reading.warn(format!("scores: answers that are not on their scale were left out: {n_outside}"));
    }
    result.read = reading.finish();
    Ok(result)
}

/// Follows one person after the other.
struct Traveller<'p> {
    plan: &'p JourneyPlan,
    /// Of the present person, in the order of time.
    passages: Vec<Passage>,
    /// By step and level of its sequence: when the latest sequence that has come so far began.
    progress: Vec<Vec<Option<i64>>>,
    /// The steps after which the present person called for help, as bits.
    contacts: u64,
    budget: Budget,
    /// The targets that the question names, as bits: all but that of every event.
    asked: u64,
    n_outside: u64,
    result: JourneyResult,
    listing: &'p mut Option<Listing>,
}

impl Traveller<'_> {
    /// Returns the step of an event, and when what makes it began.
    fn step_of(&mut self, targets: TargetSet, time_ms: i64) -> Option<(usize, i64)> {
        let (mut single, mut sequence) = (None, None);
        for (index, (step, progress)) in self.plan.steps.iter().zip(&mut self.progress).enumerate() {
            if let [only] = step.pattern[..] {
                if single.is_none() && targets.contains(only) {
                    single = Some((index, time_ms));
                }
                continue;
            }
            // The last level first: one event serves one level.
            for level in (0..step.pattern.len()).rev().filter(|level| targets.contains(step.pattern[*level])) {
                let begun = match level {
                    0 => Some(time_ms),
                    _ => progress[level - 1].filter(|begin_ms| time_ms - begin_ms <= step.within_ms),
                };
                let Some(begin_ms) = begun else { continue };
                if level + 1 < step.pattern.len() {
                    progress[level] = Some(begin_ms);
                } else if sequence.is_none() {
                    sequence = Some((index, begin_ms));
                    progress.fill(None);
                    break;
                }
            }
        }
        // What completes a sequence is more particular than an event alone.
        sequence.or(single)
    }

    /// Returns the step at which a person was before an event: the last one that the event is not of itself, if that is not
    /// too long ago.
    fn step_before(&self, targets: TargetSet, time_ms: i64) -> Option<usize> {
        let is_own = |step: usize| self.plan.steps[step].pattern.iter().any(|target| targets.contains(*target));
        let before = self.passages.iter().rev().find(|passage| !is_own(passage.step))?;
        (time_ms - before.end_ms <= self.plan.window_ms).then_some(before.step)
    }

    fn take_scores(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) {
        for (nth, (target, scale, slot)) in self.plan.scores.iter().enumerate() {
            if !targets.contains(*target) {
                continue;
            }
            let Some(value) = hit.values.one(*slot) else { continue };
            let Some(answer) = Scalar::number(&value).and_then(|number| scale.answer(number)) else {
                self.n_outside += 1;
                continue;
            };
            if let Some(step) = self.step_before(targets, hit.time_ms) {
                self.result.steps[step].scores[nth][usize::from(answer)] += 1;
            }
        }
    }

    /// Counts the times from each passage to the next one elsewhere.
    fn take_times(&mut self) -> Result<(), Refusal> {
        // From the last one back: what follows each passage at another step.
        let mut next: Option<Passage> = None;
        let mut after: Option<Passage> = None;
        for passage in self.passages.iter().rev() {
            if let Some(later) = after.filter(|later| later.step != passage.step) {
                next = Some(later);
            }
            after = Some(*passage);
            let Some(next) = next.filter(|next| next.step != passage.step) else { continue };
            let waited_ms = next.begin_ms - passage.begin_ms;
            if waited_ms <= self.plan.window_ms {
                self.budget.take()?;
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds of a hundred years have fewer than 52 bits"
                )]
                self.result.steps[passage.step].seconds.push(waited_ms as f64 / 1_000.0);
            }
        }
        Ok(())
    }

    /// Says what became of a person after the first passage of a step: `place` is that passage.
    fn after(&self, place: usize) -> After {
        let first = self.passages[place];
        let is_known = first.begin_ms + self.plan.window_ms <= self.plan.horizon_ms;
        let mut after = After { is_known, ..After::default() };
        for passage in &self.passages[place + 1..] {
            if passage.begin_ms - first.begin_ms > self.plan.window_ms {
                break;
            }
            if passage.step > first.step {
                after.went_on = true;
                break;
            }
            after.repeated |= passage.step == first.step;
        }
        after
    }

    fn list(&mut self, person: u64, step: usize, fate: Fate) {
        if let Some(listing) = self.listing
            && listing.wanted.step.unwrap_or(Fate::Passed.place()) == fate.place()
        {
            listing.take(person, step, 0, 0);
        }
    }
}

/// What became of somebody after the first passage of a step.
#[derive(Debug, Clone, Copy, Default)]
struct After {
    /// Whether enough time has passed to say so.
    is_known: bool,
    went_on: bool,
    /// Whether the step was passed once more before that.
    repeated: bool,
}

impl Visitor for Traveller<'_> {
    fn hit(&mut self, targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        // The lines of an order are its details, unless a step is about them.
        if hit.event == ORDER_LINE && targets.bits(self.asked) == 0 {
            return Ok(());
        }
        if hit.person == 0 {
            self.result.n_nobody += 1;
            return Ok(());
        }
        self.result.n_events += 1;
        if self.plan.contact.is_some_and(|contact| targets.contains(contact))
            && let Some(step) = self.step_before(targets, hit.time_ms)
        {
            self.contacts |= 1 << step;
        }
        self.take_scores(targets, hit);
        let Some((step, begin_ms)) = self.step_of(targets, hit.time_ms) else {
            match self.result.unassigned.get_mut(hit.event) {
                Some(n) => *n += 1,
                None => drop(self.result.unassigned.insert(hit.event.to_owned(), 1)),
            }
            return Ok(());
        };
        self.result.n_assigned += 1;
        self.result.steps[step].n_events += 1;
        match self.passages.last_mut() {
            Some(last) if last.step == step && hit.time_ms - last.end_ms <= self.plan.gap_ms => {
                last.end_ms = hit.time_ms;
            }
            _ => self.passages.push(Passage { step, begin_ms, end_ms: hit.time_ms }),
        }
        Ok(())
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        self.progress.iter_mut().for_each(|progress| progress.fill(None));
        let Some(last) = self.passages.last().copied() else { return Ok(()) };
        self.result.n_people += 1;
        self.take_times()?;
        let n_steps = self.plan.steps.len();
        for step in 0..n_steps {
            let n_passages = self.passages.iter().filter(|passage| passage.step == step).count();
            let Some(first) = self.passages.iter().position(|passage| passage.step == step) else { continue };
            let after = self.after(first);
            let is_contacted = self.contacts >> step & 1 == 1;
            let is_current = last.step == step && self.plan.horizon_ms - last.end_ms <= self.plan.window_ms;
            // Nothing follows the last step.
            let is_dropped = after.is_known && !after.went_on && step + 1 < n_steps;
            let is_repeated = after.is_known && after.repeated;
            let cell = &mut self.result.steps[step];
            cell.n_passages += n_passages as u64;
            cell.n_people += 1;
            cell.n_known += u64::from(after.is_known);
            cell.n_dropped += u64::from(is_dropped);
            cell.n_repeated += u64::from(is_repeated);
            cell.n_contacted += u64::from(is_contacted);
            cell.n_current += u64::from(is_current);
            let facts = [
                (true, Fate::Passed),
                (is_dropped, Fate::Dropped),
                (is_repeated, Fate::Repeated),
                (is_contacted, Fate::Contacted),
                (is_current, Fate::Current),
            ];
            for (_, fate) in facts.into_iter().filter(|(is_so, _)| *is_so) {
                self.list(person, step, fate);
            }
        }
        self.passages.clear();
        self.contacts = 0;
        Ok(())
    }
}
