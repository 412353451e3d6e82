//! What the writer writes, known to who checks what is left of it.

use boussole_core::{Clock, Ctx, FixedClock, ProjectId};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin, StoreError};
use std::path::Path;
use std::sync::Arc;

/// Events of a batch.
pub const BATCH_EVENTS: u32 = 12;
/// The batch whose import is undone after the last batch.
pub const UNDONE: u32 = 1;
/// 2023-11-14T22:13:20Z.
const NOW_MS: i64 = 1_700_000_000_000;
const DAY_MS: i64 = 86_400_000;

/// Opens the store of the project `default` in a folder, with a clock that stands still.
///
/// # Errors
/// Fails when the store does not open.
pub async fn open(folder: &Path) -> Result<(EventStore, Ctx), StoreError> {
    let clock: Arc<dyn Clock> = Arc::new(FixedClock::at(NOW_MS));
    let project = ProjectId::default();
    let store = EventStore::open(folder, &project, clock).await?;
    Ok((store, Ctx::command_line(project)))
}

/// Returns a batch, an import of its own: events of three months, of people whom other batches know by other names.
#[must_use]
pub fn batch(number: u32) -> Batch {
    batch_of_import(number, i64::from(number))
}

/// Returns the same batch as a part of another import.
#[must_use]
pub fn batch_of_import(number: u32, import_id: i64) -> Batch {
    let item = |index: u32| {
        let id = message_id(number, index);
        let user = format!("user {}", (number + index) % 5);
        let browser = format!("browser {}", (number * 7 + index) % 9);
        let who = [(IdentifierKind::User, user), (IdentifierKind::Anonymous, browser)];
        let mut item = Incoming {
            event: format!("Step {}", index % 3),
            identifiers: who.iter().filter_map(|(kind, value)| Identifier::parse(*kind, value)).collect(),
            time_ms: NOW_MS - i64::from(index % 3) * 31 * DAY_MS - i64::from(number),
            message_id: Some(id.clone()),
            ..Incoming::default()
        };
        item.props.insert("id".to_owned(), id.into());
        item.traits.insert("last_batch".to_owned(), number.into());
        item
    };
    Batch::new("test", Origin::Import { import_id }, (0..BATCH_EVENTS).map(item).collect())
}

/// Returns the id of an event of a batch.
#[must_use]
pub fn message_id(number: u32, index: u32) -> String {
    format!("{number}/{index}")
}
