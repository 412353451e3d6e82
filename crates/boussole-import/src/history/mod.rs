//! What was imported: one line a run, made before its first event, so that every stored event can be traced and undone.

mod model;
mod store;
mod undo;

pub use model::{ImportEnd, ImportPage, ImportRun, ImportState};
pub use store::{IMPORT_PAGE_MAX, Imports};
