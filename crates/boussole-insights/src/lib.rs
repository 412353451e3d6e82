//! Questions over HTTP, who was counted in their answers, and questions that are kept.
//!
//! See the README for what holds; start at `insights.rs`.

mod asking;
mod error;
mod http;
mod insights;
mod kept;
mod model;
mod saved;
mod store;
mod survey;
mod turns;

pub use asking::Asking;
pub use error::InsightsError;
pub use http::{QuestionSchema, routes};
pub use insights::Insights;
pub use model::{SavedName, SavedQuestion};
pub use saved::SavedQuestions;
pub use survey::survey_answers;
