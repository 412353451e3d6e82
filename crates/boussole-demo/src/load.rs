use crate::model::DemoOptions;
use crate::simulate::simulate;
use boussole_core::Ctx;
use boussole_events::{Batch, EventStore, Incoming, Origin, Outcome, Receipt, StoreError};
use std::collections::{BTreeMap, HashSet};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;

/// The name of the source of every event.
const SOURCE: &str = "demo";
/// Events handed to the store at once: as many as it makes durable in one write.
const BATCH_ITEMS: usize = 10_000;
/// Batches that may wait for the store: people live on while it writes, and memory stays bounded.
const BATCHES_WAITING_MAX: usize = 2;

/// What loading a company came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// What became of the events, by name.
    pub events: BTreeMap<String, Counts>,
    /// Events that the store derived from new ones, one a line of an order.
    pub n_derived: u64,
    /// Different people on the events, by the strongest of their names.
    pub n_people: u64,
    /// The times of the first and of the last event, in milliseconds since 1970.
    pub span_ms: Option<(i64, i64)>,
}

/// What became of the events of one name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New.
    pub n_new: u64,
    /// There already, with the same content.
    pub n_known: u64,
    /// Not stored: another release of the program made this event differently.
    pub n_refused: u64,
}

impl Loaded {
    /// Returns the number of new events.
    #[must_use]
    pub fn n_new(&self) -> u64 {
        self.events.values().map(|counts| counts.n_new).sum()
    }

    /// Counts what became of the events of a batch, given by their names.
    fn count(&mut self, names: Vec<String>, receipt: &Receipt) {
        for (name, outcome) in names.into_iter().zip(&receipt.outcomes) {
            let counts = self.events.entry(name).or_default();
            match outcome {
                Outcome::Accepted => counts.n_new += 1,
                Outcome::Duplicate => counts.n_known += 1,
                Outcome::Conflict | Outcome::Quarantined(_) | Outcome::Refused(_) => counts.n_refused += 1,
            }
        }
        self.n_derived += receipt.n_derived;
    }
}

/// Simulates the company into a store, as import `import_id`, and seals it.
///
/// `progress` is told after each batch how many events were handed over so far.
///
/// # Errors
/// Fails when the store refuses or fails; what it accepted before remains, and loading again adds the rest.
pub async fn load(
    store: &EventStore,
    ctx: &Ctx,
    import_id: i64,
    options: &DemoOptions,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Loaded, StoreError> {
    let mut batches = batches(options);
    let (mut n_handed, mut loaded, mut people) = (0, Loaded::default(), HashSet::new());
    while let Some(items) = batches.recv().await {
        n_handed += items.len() as u64;
        for item in &items {
            let (first, last) = loaded.span_ms.unwrap_or((item.time_ms, item.time_ms));
            loaded.span_ms = Some((first.min(item.time_ms), last.max(item.time_ms)));
            // Names sort by their strength.
            if let Some(name) = item.identifiers.iter().min().filter(|name| !people.contains(*name)) {
                people.insert(name.clone());
            }
        }
        let names = items.iter().map(|item| item.event.clone()).collect();
        let receipt = store.accept(ctx, Batch::new(SOURCE, Origin::Import { import_id }, items)).await?;
        loaded.count(names, &receipt);
        progress(n_handed);
    }
    store.seal(ctx).await?;
    loaded.n_people = people.len() as u64;
    Ok(loaded)
}

/// Simulates on a thread of its own, which ends when nobody receives any more.
fn batches(options: &DemoOptions) -> Receiver<Vec<Incoming>> {
    let (sender, receiver) = channel(BATCHES_WAITING_MAX);
    let mut events = simulate(options);
    spawn_blocking(move || {
        loop {
            let items: Vec<Incoming> = events.by_ref().take(BATCH_ITEMS).collect();
            if items.is_empty() || sender.blocking_send(items).is_err() {
                break;
            }
        }
    });
    receiver
}
