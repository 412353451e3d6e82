//! What was imported: one line a run, made before its first event, so that every stored event can be traced and undone.

mod store;

pub use store::{ImportEnd, Imports};
