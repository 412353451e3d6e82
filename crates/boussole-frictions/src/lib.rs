//! What customers suffer from: failures that some meet more often than comparable people, since when, and what that costs.
//!
//! See the README for what holds; start at `frictions.rs`.

mod cases;
mod decision;
mod error;
mod find;
mod frictions;
mod harm;
mod http;
mod look;
mod model;
mod read;
mod search;
mod store;
mod tally;
#[cfg(test)]
mod truth;

pub use decision::{Decided, Decision, Effort};
pub use error::FrictionError;
pub use frictions::Frictions;
pub use http::routes;
pub use look::Failure;
pub use model::{Condition, Friction, FrictionList, Harm, Sign, Size, Strength, Value};
pub use read::Field;
