//! Files to events: a recipe says which, this crate does it.
//!
//! The way of a file: `format` (bytes to rows of text), `table` (text to typed cells), `join` (rows to families),
//! `map` (a family to events), `run` (everything, in batches, into the event store).

mod error;
mod fit;
mod format;
mod history;
mod join;
mod look;
mod map;
mod recipe;
mod recognise;
mod run;
mod store;
mod table;

pub use error::ImportError;
pub use fit::{Candidate, candidates};
pub use format::Shape;
pub use history::{IMPORT_PAGE_MAX, ImportEnd, ImportPage, ImportRun, ImportState, Imports};
pub use look::{Look, look};
pub use recipe::{Base, Recipe, TableTemplate, Template};
pub use run::{
    EventCounts, EventSample, FileReport, ImportOptions, ImportReport, Preview, Progress, RejectedRow, TablePreview,
    WantedColumn, preview, run,
};
