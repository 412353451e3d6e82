//! Surveys: what is asked, the page on which it is answered, and answers as events.
//!
//! See the README for what holds; start at `surveys.rs`.

mod asked;
mod error;
mod event;
mod form;
mod http;
mod model;
mod page;
mod response;
mod sheet;
mod store;
mod surveys;
mod template;
mod words;

pub use error::SurveyError;
pub use http::routes;
pub use model::{Choice, Definition, FollowUp, Kind, Question, Refused, State, Survey, Version, Words};
pub use response::{Given, Response, ResponseFilter, ResponsePage};
pub use surveys::Surveys;
pub use template::{Template, templates};
