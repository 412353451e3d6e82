//! The published lake: a catalog in the DuckLake layout, by which foreign programs read a project's events.

mod catalog;
mod error;
mod files;
mod lake;
mod store;

pub use error::LakeError;
pub use lake::{Lake, Published};
