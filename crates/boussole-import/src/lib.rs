//! Files to events: a recipe says which, this crate does it.
//!
//! The way of a file: `format` (bytes to rows of text), `table` (text to typed cells), `join` (rows to families),
//! `map` (a family to events), `run` (everything, in batches, into the event store).

mod error;
mod format;
mod history;
mod join;
mod map;
mod recipe;
mod run;
mod store;
mod table;

pub use error::ImportError;
pub use format::Shape;
pub use history::{IMPORT_PAGE_MAX, ImportEnd, ImportPage, ImportRun, ImportState, Imports};
pub use recipe::Recipe;
pub use run::{EventCounts, FileReport, ImportOptions, ImportReport, Progress, run};
