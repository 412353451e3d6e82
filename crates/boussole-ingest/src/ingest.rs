use crate::body::gunzip;
use crate::error::IngestError;
use crate::live::{Live, LiveEvent, LiveFilter, LivePage};
use crate::model::{Call, Item, Told};
use crate::segment::{Arrival, Envelope, item};
use boussole_core::{Action, Clock, Code, Ctx, ProjectId, Refusal};
use boussole_events::{Batch, EventStore, Origin, Outcome, QuarantinePage, Receipt};
use boussole_sources::{KeyHolder, Sources};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests that are read or wait for the store at a time; who comes next is told to come back.
const REQUESTS_MAX: usize = 256;

/// The doors of one project, through which sources send events. Clones are the same doors.
#[derive(Debug, Clone)]
pub struct Ingest {
    project: ProjectId,
    store: EventStore,
    sources: Sources,
    clock: Arc<dyn Clock>,
    live: Arc<Live>,
    places: Arc<Semaphore>,
}

/// A request as it came, its body not yet unpacked.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) call: Call,
    /// Who sends it, where a header said so.
    pub(crate) holder: Option<Arc<KeyHolder>>,
    pub(crate) is_gzip: bool,
    /// The body, or why it is not taken.
    pub(crate) body: Result<Vec<u8>, Refusal>,
}

/// What became of the items of a request, in their order.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) items: Vec<(Option<String>, Told)>,
}

impl Ingest {
    /// Makes the doors of `project`, which lead to `store`.
    #[must_use]
    pub fn new(project: ProjectId, store: EventStore, sources: Sources, clock: Arc<dyn Clock>) -> Self {
        let live = Arc::new(Live::new(clock.now_ms()));
        Self { project, store, sources, clock, live, places: Arc::new(Semaphore::new(REQUESTS_MAX)) }
    }

    /// Takes a place among the requests, until it is dropped.
    ///
    /// # Errors
    /// Answers [`IngestError::Busy`] when there is none.
    pub(crate) fn enter(&self) -> Result<OwnedSemaphorePermit, IngestError> {
        self.places.clone().try_acquire_owned().map_err(|_| IngestError::Busy)
    }

    /// Finds whose key it is, in this project.
    pub(crate) fn holder(&self, key: &str) -> Option<Arc<KeyHolder>> {
        self.sources.find_by_key(key).filter(|holder| holder.project == self.project)
    }

    /// Stores what a request holds. What it answers is on disk.
    ///
    /// # Errors
    /// Answers [`IngestError::UnknownKey`], a refusal of the whole request, or a failure of the store; then nothing of it
    /// is stored. A refusal is counted where the sender is known.
    pub(crate) async fn receive(&self, received: Received) -> Result<Answer, IngestError> {
        let Received { call, holder, is_gzip, body } = received;
        let bytes = match body {
            Ok(packed) if is_gzip => gunzip(&packed, call.bytes_max()),
            body => body,
        };
        let envelope = bytes.as_deref().map_err(Clone::clone).and_then(|bytes| Envelope::read(call, bytes));
        let in_body = envelope.as_ref().ok().and_then(|envelope| envelope.write_key.as_deref());
        let holder = holder.or_else(|| self.holder(in_body?)).ok_or(IngestError::UnknownKey)?;
        let now_ms = self.clock.now_ms();
        match envelope {
            Ok(envelope) => {
                let kind = match call {
                    Call::One(kind) => Some(kind),
                    Call::Batch => None,
                };
                let arrival = Arrival { is_trusted: holder.is_trusted, now_ms };
                let items = envelope.messages.iter().map(|message| item(message, kind, &envelope, arrival)).collect();
                self.store(&holder, items, now_ms).await
            }
            Err(refusal) => {
                self.accept(&holder, Vec::new(), BTreeMap::from([(refusal.code, 1)])).await?;
                self.live.add(vec![LiveEvent::of_request(call.word(), &refusal, &holder, now_ms)]);
                Err(refusal.into())
            }
        }
    }

    async fn store(&self, holder: &KeyHolder, items: Vec<Item>, now_ms: i64) -> Result<Answer, IngestError> {
        if items.is_empty() {
            return Ok(Answer { items: Vec::new() });
        }
        let mut seen: Vec<LiveEvent> = items.iter().map(|item| LiveEvent::of_item(item, holder, now_ms)).collect();
        let mut ids = Vec::with_capacity(items.len());
        let (mut events, mut refusals) = (Vec::new(), Vec::new());
        let mut n_refused: BTreeMap<Code, u64> = BTreeMap::new();
        for item in items {
            ids.push(item.message_id);
            match item.event {
                Ok(event) => {
                    events.push(event);
                    refusals.push(None);
                }
                Err(refusal) => {
                    *n_refused.entry(refusal.code).or_default() += 1;
                    refusals.push(Some(refusal));
                }
            }
        }
        let receipt = self.accept(holder, events, n_refused).await?;
        let told = told(refusals, receipt);
        for (event, told) in seen.iter_mut().zip(&told) {
            event.told = told.clone();
        }
        self.live.add(seen);
        Ok(Answer { items: ids.into_iter().zip(told).collect() })
    }

    async fn accept(
        &self,
        holder: &KeyHolder,
        items: Vec<boussole_events::Incoming>,
        n_refused: BTreeMap<Code, u64>,
    ) -> Result<Receipt, IngestError> {
        let ctx = Ctx::source(self.project.clone(), &holder.event_source);
        let origin = Origin::Live { is_trusted: holder.is_trusted };
        let batch = Batch { n_refused, ..Batch::new(holder.event_source.clone(), origin, items) };
        Ok(self.store.accept(&ctx, batch).await?)
    }

    /// Returns what arrived in the last minutes, as far as the asker may see it.
    ///
    /// # Errors
    /// Refuses another project's context, and a role that may not read.
    pub(crate) fn live_events(&self, ctx: &Ctx, filter: &LiveFilter, limit: usize) -> Result<LivePage, IngestError> {
        ctx.authorize(Action::InsightRead)?;
        if ctx.project != self.project {
            return Err(Refusal::new("forbidden", "this is another project's data").at("project").into());
        }
        Ok(self.live.page(filter, &ctx.scope, limit))
    }

    /// Returns what was set aside, newest first.
    ///
    /// # Errors
    /// Refuses another project's context, a role that may not read, and a cursor of nobody; fails when the store does.
    pub(crate) async fn quarantine(
        &self,
        ctx: &Ctx,
        before: Option<(i64, &str)>,
        limit: usize,
    ) -> Result<QuarantinePage, IngestError> {
        Ok(self.store.quarantine(ctx, before, limit).await?)
    }
}

/// Puts the door's refusals and the store's outcomes in the order of the items.
fn told(refusals: Vec<Option<Refusal>>, receipt: Receipt) -> Vec<Told> {
    let mut stored = receipt.outcomes.into_iter().zip(receipt.person_keys);
    let tell = |refusal| match refusal {
        Some(refusal) => Told { outcome: "refused", fault: Some(refusal), person_key: None },
        None => {
            let (outcome, person_key) = stored.next().expect("the store answers every item it was handed");
            let person_key = Some(person_key).filter(|key| *key != 0);
            Told { outcome: outcome.word(), fault: fault(outcome), person_key }
        }
    };
    refusals.into_iter().map(tell).collect()
}

/// Returns what is wrong with an item of this outcome, and what to do about it.
fn fault(outcome: Outcome) -> Option<Refusal> {
    match outcome {
        Outcome::Accepted | Outcome::Duplicate => None,
        Outcome::Conflict => {
            let refusal = Refusal::new("conflict", "this messageId was sent before with other content").at("messageId");
            Some(refusal.hint("give every event an id of its own"))
        }
        Outcome::Quarantined(reason) => Some(match reason {
            "time_too_old" => Refusal::new(reason, "set aside: too long ago for a live event")
                .at("timestamp")
                .hint("import it instead"),
            "time_in_future" => Refusal::new(reason, "set aside: more than a day ahead")
                .at("timestamp")
                .hint("check the clock, and send `sentAt` so that it can be corrected"),
            _ => Refusal::new(reason, "set aside: the project has as many names as it may"),
        }),
        Outcome::Refused(refusal) => Some(refusal),
    }
}
