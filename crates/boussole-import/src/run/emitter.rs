use super::rejects::RejectLog;
use super::{EventSample, ImportReport, Reject, dry};
use crate::ImportError;
use crate::map::Emission;
use crate::recipe::TableNo;
use crate::store::Index;
use boussole_core::Ctx;
use boussole_events::{Batch, EventStore, Incoming, Origin, Outcome, Receipt, StoreError};
use tokio::task::JoinHandle;

/// The most events of one batch.
const BATCH_ITEMS_MAX: usize = 5_000;
/// The most bytes of one batch, but for its last event.
const BATCH_BYTES_MAX: usize = 16 * 1024 * 1024;
/// What a value takes in memory beside its text, roughly: an order of a thousand lines has five thousand values.
const VALUE_BYTES: usize = 100;

/// The store, and on whose behalf it is written to.
pub(super) struct Destination {
    pub(super) store: EventStore,
    pub(super) ctx: Ctx,
    pub(super) import_id: i64,
}

/// Gathers events into batches and hands them over: one batch is stored while the next one is made.
pub(super) struct Emitter {
    source: String,
    /// Where events go; nowhere when they are only counted.
    destination: Option<Destination>,
    gathered: Vec<Emission>,
    gathered_bytes: usize,
    in_flight: Option<InFlight>,
    n_pushed: u64,
    /// The times of the first and of the last event.
    span_ms: Option<(i64, i64)>,
    samples: Vec<EventSample>,
    samples_max: usize,
}

struct InFlight {
    traces: Vec<Trace>,
    task: JoinHandle<Result<Receipt, StoreError>>,
}

/// Which row an event was made of, and by which rule.
struct Trace {
    rule: String,
    table: TableNo,
    file: usize,
    line: u64,
    key: (String, String),
}

impl Emitter {
    /// Makes one that keeps the first `samples_max` events to be shown.
    pub(super) fn new(source: String, destination: Option<Destination>, samples_max: usize) -> Self {
        let (gathered, samples) = (Vec::new(), Vec::new());
        let (gathered_bytes, in_flight, n_pushed, span_ms) = (0, None, 0, None);
        Self { source, destination, gathered, gathered_bytes, in_flight, n_pushed, span_ms, samples, samples_max }
    }

    /// Tells the report what was made.
    pub(super) fn tell(&mut self, report: &mut ImportReport) {
        report.span_ms = self.span_ms;
        report.samples = std::mem::take(&mut self.samples);
    }

    /// Returns how many events were handed to it.
    pub(super) fn n_pushed(&self) -> u64 {
        self.n_pushed
    }

    pub(super) async fn push(
        &mut self,
        emission: Emission,
        index: &mut Index,
        report: &mut ImportReport,
        rejects: &mut RejectLog,
    ) -> Result<(), ImportError> {
        self.n_pushed += 1;
        let time_ms = emission.incoming.time_ms;
        self.span_ms =
            Some(self.span_ms.map_or((time_ms, time_ms), |(first, last)| (first.min(time_ms), last.max(time_ms))));
        if self.samples.len() < self.samples_max {
            self.samples.push(EventSample::from(&emission.incoming));
        }
        self.gathered_bytes += n_bytes(&emission.incoming);
        self.gathered.push(emission);
        if self.gathered.len() >= BATCH_ITEMS_MAX || self.gathered_bytes >= BATCH_BYTES_MAX {
            self.send(index, report, rejects).await?;
        }
        Ok(())
    }

    /// Hands over what is left and waits until everything is stored.
    pub(super) async fn finish(
        &mut self,
        index: &mut Index,
        report: &mut ImportReport,
        rejects: &mut RejectLog,
    ) -> Result<(), ImportError> {
        self.send(index, report, rejects).await?;
        self.land(report, rejects).await
    }

    async fn send(
        &mut self,
        index: &mut Index,
        report: &mut ImportReport,
        rejects: &mut RejectLog,
    ) -> Result<(), ImportError> {
        self.land(report, rejects).await?;
        let gathered = std::mem::take(&mut self.gathered);
        self.gathered_bytes = 0;
        if gathered.is_empty() {
            return Ok(());
        }
        let (items, traces): (Vec<Incoming>, Vec<Trace>) = gathered.into_iter().map(Trace::split).unzip();
        match &self.destination {
            None => count(&traces, dry::receipt(&items, index).await?, report, rejects),
            Some(Destination { store, ctx, import_id }) => {
                let (store, ctx) = (store.clone(), ctx.clone());
                let batch = Batch::new(self.source.clone(), Origin::Import { import_id: *import_id }, items);
                let task = tokio::spawn(async move { store.accept(&ctx, batch).await });
                self.in_flight = Some(InFlight { traces, task });
                Ok(())
            }
        }
    }

    /// Waits for the batch that is being stored, and counts it.
    async fn land(&mut self, report: &mut ImportReport, rejects: &mut RejectLog) -> Result<(), ImportError> {
        let Some(InFlight { traces, task }) = self.in_flight.take() else { return Ok(()) };
        count(&traces, task.await??, report, rejects)
    }
}

impl Trace {
    fn split(emission: Emission) -> (Incoming, Self) {
        let Emission { incoming, rule, table, file, line, key } = emission;
        (incoming, Self { rule, table, file, line, key })
    }

    fn reject(&self, reason: boussole_core::Code) -> Reject {
        Reject::new(self.file, self.line, &self.key.0, &self.key.1, reason)
    }
}

fn count(
    traces: &[Trace],
    receipt: Receipt,
    report: &mut ImportReport,
    rejects: &mut RejectLog,
) -> Result<(), ImportError> {
    report.n_derived += receipt.n_derived;
    for (trace, outcome) in traces.iter().zip(receipt.outcomes) {
        let counts = report.events.entry(trace.rule.clone()).or_default();
        match outcome {
            Outcome::Accepted => counts.accepted += 1,
            Outcome::Duplicate => counts.duplicate += 1,
            Outcome::Conflict => {
                counts.conflict += 1;
                rejects.record(trace.table, &trace.reject("same_key_other_content"))?;
            }
            Outcome::Quarantined(code) => *report.quarantined.entry(code.to_owned()).or_default() += 1,
            Outcome::Refused(refusal) => {
                let column = refusal.field.unwrap_or_default();
                rejects.record(
                    trace.table,
                    &Reject::new(trace.file, trace.line, &column, &refusal.message, refusal.code),
                )?;
            }
        }
    }
    Ok(())
}

/// Returns roughly how much memory an event takes.
fn n_bytes(incoming: &Incoming) -> usize {
    fn of(value: &serde_json::Value) -> usize {
        let texts: usize = match value {
            serde_json::Value::String(text) => text.len(),
            serde_json::Value::Array(items) => items.iter().map(of).sum(),
            serde_json::Value::Object(entries) => entries.iter().map(|(key, value)| key.len() + of(value)).sum(),
            _ => 0,
        };
        texts + VALUE_BYTES
    }
    incoming.props.iter().chain(&incoming.traits).map(|(key, value)| key.len() + of(value)).sum()
}
