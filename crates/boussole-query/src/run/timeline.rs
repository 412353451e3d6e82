use super::pass::holds;
use super::reading::Read;
use crate::QueryError;
use crate::plan::{BoundFilter, Fields, RowValues, TimeRange};
use boussole_core::Ctx;
use boussole_events::{Chunk, ScanRequest, Snapshot};
use std::collections::VecDeque;

/// Everything that the scan of a timeline needs.
pub(crate) struct TimelinePlan {
    pub(crate) person: u64,
    pub(crate) range: Option<TimeRange>,
    /// Only events of these names.
    pub(crate) events: Option<Vec<String>>,
    /// Only events before this one, by time and arrival.
    pub(crate) before: Option<(i64, u64)>,
    pub(crate) limit: usize,
    pub(crate) fields: Fields,
    pub(crate) filter: Option<BoundFilter>,
}

/// One event of a timeline.
#[derive(Debug)]
pub(crate) struct TimelineRow {
    pub(crate) time_ms: i64,
    pub(crate) seq: u64,
    pub(crate) event: String,
    pub(crate) source: String,
    pub(crate) session: Option<String>,
    pub(crate) properties: String,
}

/// One page of a timeline.
pub(crate) struct TimelinePage {
    /// Newest first.
    pub(crate) rows: Vec<TimelineRow>,
    /// Whether there are older ones.
    pub(crate) has_more: bool,
    pub(crate) read: Read,
}

/// Runs a timeline: the scan goes forward, so that the newest rows are those last kept.
pub(crate) fn timeline(ctx: &Ctx, snapshot: &Snapshot, plan: &TimelinePlan) -> Result<TimelinePage, QueryError> {
    let mut page = Page { plan, rows: VecDeque::new(), n_events: 0, seen: vec![false; plan.fields.len()] };
    if let Some(range) = plan.range {
        let before_ms = plan.before.map_or(i64::MAX, |(time_ms, _)| time_ms.saturating_add(1));
        let request = ScanRequest {
            from_ms: Some(range.from_ms),
            to_ms: Some(range.to_ms.min(before_ms)),
            events: plan.events.clone(),
            people: Some(vec![plan.person]),
            ..ScanRequest::default()
        };
        for chunk in snapshot.scan(ctx, &request) {
            page.take(&chunk?);
        }
    }
    Ok(page.finish())
}

struct Page<'p> {
    plan: &'p TimelinePlan,
    /// At most one more than the limit: it tells that there are older ones.
    rows: VecDeque<TimelineRow>,
    n_events: u64,
    seen: Vec<bool>,
}

impl Page<'_> {
    fn take(&mut self, chunk: &Chunk) {
        self.n_events += chunk.len() as u64;
        let names = chunk.event_names();
        let mut values = RowValues::default();
        for row in 0..chunk.len() {
            let (time_ms, seq) = (chunk.times_ms()[row], chunk.seqs()[row]);
            if self.plan.before.is_some_and(|before| (time_ms, seq) >= before) {
                continue;
            }
            if let Some(filter) = &self.plan.filter {
                self.plan.fields.read(chunk.props(row), &mut values);
                values.mark(&mut self.seen);
                if !holds(filter, &values) {
                    continue;
                }
            }
            if self.rows.len() > self.plan.limit {
                self.rows.pop_front();
            }
            self.rows.push_back(TimelineRow {
                time_ms,
                seq,
                event: names[chunk.event_codes()[row] as usize].to_owned(),
                source: chunk.source(row).to_owned(),
                session: chunk.session(row).map(str::to_owned),
                properties: chunk.props(row).to_owned(),
            });
        }
    }

    fn finish(mut self) -> TimelinePage {
        let has_more = self.rows.len() > self.plan.limit;
        if has_more {
            self.rows.pop_front();
        }
        let missing = self.plan.fields.missing(&self.seen).filter(|_| self.n_events > 0);
        let warnings = missing.map(|path| format!("no event of the person carries `{}`", path.as_str())).collect();
        let read = Read { n_events: self.n_events, n_people: u64::from(self.n_events > 0), warnings };
        TimelinePage { rows: self.rows.into_iter().rev().collect(), has_more, read }
    }
}
