//! Questions over HTTP, and who was counted in their answers.
//!
//! See the README for what holds; start at `insights.rs`.

mod error;
mod http;
mod insights;
mod kept;
mod turns;

pub use http::routes;
pub use insights::Insights;
