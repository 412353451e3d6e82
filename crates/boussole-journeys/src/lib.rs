//! The customer journey: its stages and steps, by which events they are known, and all its versions.
//!
//! See the README for what holds; start at `journeys.rs`.

mod error;
mod http;
mod journeys;
mod model;
mod question;
mod retail;
mod store;

pub use error::JourneyError;
pub use http::routes;
pub use journeys::Journeys;
pub use model::{Definition, Journey, RETAIL, Stage, Step, Version};
pub use retail::retail;
