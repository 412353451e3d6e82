//! The people of a project: who they are, what they ordered, when they came, over HTTP.
//!
//! See the README for what holds; start at `people.rs`.

mod amount;
mod cursor;
mod error;
mod http;
mod index;
mod model;
mod orders;
mod page;
mod people;
mod profile;
mod sheet;

pub use http::routes;
pub use people::People;
