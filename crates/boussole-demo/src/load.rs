use crate::model::DemoOptions;
use crate::simulate::simulate;
use boussole_core::Ctx;
use boussole_events::{Batch, EventStore, Incoming, Origin, Outcome, StoreError};

/// The name of the source of every event.
const SOURCE: &str = "demo";
/// Events handed to the store at once.
const BATCH_ITEMS: usize = 5_000;

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
    let mut events = simulate(options);
    let (mut n_handed, mut n_accepted) = (0, 0);
    loop {
        let items: Vec<Incoming> = events.by_ref().take(BATCH_ITEMS).collect();
        if items.is_empty() {
            break;
        }
        n_handed += items.len() as u64;
        let batch = Batch::new(SOURCE, Origin::Import { import_id }, items);
        let receipt = store.accept(ctx, batch).await?;
        n_accepted += receipt.outcomes.iter().filter(|outcome| **outcome == Outcome::Accepted).count() as u64;
        progress(n_handed);
    }
    store.seal(ctx).await?;
    Ok(n_accepted)
}
