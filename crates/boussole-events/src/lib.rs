//! The event store of Boussole: accept, inbox, identity, sealed Parquet parts, sorted scan.

mod arrival;
mod chunk;
mod commit;
mod deletion;
mod error;
mod event_store;
mod export;
mod fold;
mod identity;
mod key;
mod model;
mod part;
mod prepare;
mod quarantine;
mod row;
mod scan;
mod scope;
mod seal;
mod sight;
mod store;
mod traits;
mod undo;
mod view;
mod writer;

pub use arrival::{ARRIVALS_MAX, Arrival, Arrivals};
pub use chunk::{Chunk, ScanRequest};
pub use error::StoreError;
pub use event_store::{ACCEPT_ITEMS_MAX, EventStore, QUARANTINE_PAGE_MAX, Snapshot};
pub use export::{IdentityRow, PartFile, SealedSnapshot, TraitRow};
pub use model::{
    Batch, IDENTIFIER_BYTES_MAX, Identifier, IdentifierKind, Incoming, Origin, Outcome, QuarantinePage,
    QuarantinedItem, Receipt, ReceivedCount, Undone,
};
pub use prepare::ORDER_LINE;
pub use row::schema as event_schema;
pub use scan::Scan;
pub use scope::ScopeFilter;
pub use sight::Sight;
pub use traits::TraitColumn;
