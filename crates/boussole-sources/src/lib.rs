//! Where events come from: sources, their write keys and secret keys.
//!
//! See the README for what holds; start at `sources.rs`.

mod error;
mod http;
mod key;
mod model;
mod sources;
mod store;

pub use error::SourceError;
pub use http::routes;
pub use model::{Channel, NewSource, SecretKey, Source, SourceName};
pub use sources::{KeyHolder, Sources};
