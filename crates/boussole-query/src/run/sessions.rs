use super::cell::Budget;
use super::funnel::seconds;
use super::groups::{GroupSizes, Grouper, Groups};
use super::listing::Listing;
use super::pass::{Hit, TargetSet, Visitor};
use super::reading::{Read, Reading};
use super::trend::check_cells;
use crate::QueryError;
use crate::plan::SessionsPlan;
use boussole_core::{Ctx, Refusal};
use boussole_events::{ORDER_LINE, Snapshot};

/// What sessions came to.
pub(crate) struct SessionsResult {
    pub(crate) groups: Groups,
    /// By group and bucket.
    pub(crate) cells: Vec<Vec<SessionCell>>,
    pub(crate) read: Read,
}

/// The sessions of one group and bucket.
#[derive(Debug, Clone, Default)]
pub(crate) struct SessionCell {
    pub(crate) n_people: u64,
    last_person: u64,
    /// One a session.
    pub(crate) seconds: Vec<f64>,
    /// One a session.
    pub(crate) n_events: Vec<f64>,
}

/// Runs sessions: who is meant, which groups, then session after session.
pub(crate) fn sessions(
    ctx: &Ctx,
    snapshot: &Snapshot,
    plan: &SessionsPlan,
    listing: &mut Option<Listing>,
) -> Result<SessionsResult, QueryError> {
    let mut reading = Reading::open(ctx, snapshot, &plan.frame, vec![&plan.target])?;
    let groups = if plan.frame.breakdown.is_empty() {
        Groups::whole()
    } else {
        let mut finder = Splitter::new(plan, Grouper::seeking(), GroupSizes::default());
        reading.look(plan.frame.range, &mut finder)?;
        finder.grouper.keep_counted(&finder.sink, plan.frame.limit)
    };
    check_cells(groups.len().saturating_mul(plan.buckets.len()))?;
    let cells = vec![vec![SessionCell::default(); plan.buckets.len()]; groups.len()];
    let sink = Counter { plan, cells, budget: Budget::default(), listing, last_bucket: 0 };
    let mut counter = Splitter::new(plan, Grouper::kept(&groups), sink);
    reading.answer(plan.frame.range, &mut counter)?;
    let cells = counter.sink.cells;
    Ok(SessionsResult { groups, cells, read: reading.finish() })
}

/// A session of one person.
struct Session {
    group: usize,
    from_ms: i64,
    to_ms: i64,
    n_events: u32,
}

/// What becomes of sessions.
trait Sink {
    fn take(&mut self, person: u64, session: &Session) -> Result<(), Refusal>;
}

/// Splits the events of one person after the other into sessions.
struct Splitter<'p, S> {
    plan: &'p SessionsPlan,
    grouper: Grouper,
    open: Option<Session>,
    sink: S,
}

impl<'p, S: Sink> Splitter<'p, S> {
    fn new(plan: &'p SessionsPlan, grouper: Grouper, sink: S) -> Self {
        Self { plan, grouper, open: None, sink }
    }
}

impl<S: Sink> Visitor for Splitter<'_, S> {
    fn hit(&mut self, _targets: TargetSet, hit: &Hit<'_, '_>) -> Result<(), Refusal> {
        if hit.person == 0 || hit.event == ORDER_LINE {
            return Ok(());
        }
        if let Some(open) = &mut self.open
            && hit.time_ms.saturating_sub(open.to_ms) <= self.plan.gap_ms
        {
            open.to_ms = hit.time_ms;
            open.n_events = open.n_events.saturating_add(1);
            return Ok(());
        }
        let group = self.grouper.place(&self.plan.frame, hit)?;
        let next = Session { group, from_ms: hit.time_ms, to_ms: hit.time_ms, n_events: 1 };
        self.open.replace(next).map_or(Ok(()), |ended| self.sink.take(hit.person, &ended))
    }

    fn end_person(&mut self, person: u64) -> Result<(), Refusal> {
        self.open.take().map_or(Ok(()), |ended| self.sink.take(person, &ended))
    }
}

/// Counts sessions, to find the largest groups.
impl Sink for GroupSizes {
    fn take(&mut self, _person: u64, session: &Session) -> Result<(), Refusal> {
        self.add(session.group);
        Ok(())
    }
}

/// Adds sessions to the cells of their group and bucket.
struct Counter<'p> {
    plan: &'p SessionsPlan,
    cells: Vec<Vec<SessionCell>>,
    budget: Budget,
    listing: &'p mut Option<Listing>,
    last_bucket: usize,
}

impl Sink for Counter<'_> {
    fn take(&mut self, person: u64, session: &Session) -> Result<(), Refusal> {
        self.last_bucket = self.plan.buckets.index(session.from_ms, self.last_bucket);
        let cell = &mut self.cells[session.group][self.last_bucket];
        self.budget.take().map_err(|refusal| refusal.at("range"))?;
        cell.n_people += u64::from(cell.last_person != person);
        cell.last_person = person;
        cell.seconds.push(seconds(session.to_ms.saturating_sub(session.from_ms)));
        cell.n_events.push(f64::from(session.n_events));
        if let Some(listing) = self.listing {
            listing.take(person, 0, session.group, self.last_bucket);
        }
        Ok(())
    }
}
