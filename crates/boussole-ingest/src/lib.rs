//! The doors through which events come in live, and what can be seen of it.
//!
//! See the README for what holds; start at `ingest.rs`.

mod body;
mod error;
mod http;
mod ingest;
mod key;
mod live;
mod model;
mod segment;

pub use http::routes;
pub use ingest::Ingest;
