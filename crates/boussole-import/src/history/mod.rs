//! What was imported: one line a run, made before its first event, so that every stored event can be traced and undone.

mod model;
mod store;

pub use model::{ImportEnd, ImportRun, ImportState};
pub use store::Imports;
