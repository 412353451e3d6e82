use crate::model::DemoOptions;
use crate::simulate::simulate;
use boussole_core::Ctx;
use boussole_events::{Batch, EventStore, Incoming, Origin, Outcome, StoreError};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;

/// The name of the source of every event.
const SOURCE: &str = "demo";
/// Events handed to the store at once: as many as it makes durable in one write.
const BATCH_ITEMS: usize = 10_000;
/// Batches that may wait for the store: people live on while it writes, and memory stays bounded.
const BATCHES_WAITING_MAX: usize = 2;

/// Simulates the company into a store, as import `import_id`, and seals it.
///
/// Returns how many events the store accepted: those that were there already are not counted again. `progress` is told
/// after each batch how many events were handed over so far.
///
/// # Errors
/// Fails when the store refuses or fails; what it accepted before remains, and loading again adds the rest.
pub async fn load(
    store: &EventStore,
    ctx: &Ctx,
    import_id: i64,
    options: &DemoOptions,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<u64, StoreError> {
    let mut batches = batches(options);
    let (mut n_handed, mut n_accepted) = (0, 0);
    while let Some(items) = batches.recv().await {
        n_handed += items.len() as u64;
        let batch = Batch::new(SOURCE, Origin::Import { import_id }, items);
        let receipt = store.accept(ctx, batch).await?;
        n_accepted += receipt.outcomes.iter().filter(|outcome| **outcome == Outcome::Accepted).count() as u64;
        progress(n_handed);
    }
    store.seal(ctx).await?;
    Ok(n_accepted)
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
