//! Surveys: what is asked, the page on which it is answered, and answers as events.
//!
//! See the README for what holds; start at `surveys.rs`.

mod asked;
mod asker;
mod error;
mod event;
mod form;
mod http;
mod invitation;
mod inviter;
mod letter;
mod model;
mod occasion;
mod page;
mod response;
mod rules;
mod sheet;
mod store;
mod surveys;
mod template;
mod words;

pub use error::SurveyError;
pub use http::routes;
pub use inviter::Inviter;
pub use model::{Choice, Definition, FollowUp, Kind, Question, Refused, State, Survey, Version, Words};
pub use occasion::{InPage, Invite};
pub use response::{Given, Response, ResponseFilter, ResponsePage};
pub use rules::{NotAsked, Rules};
pub use surveys::{Materials, Surveys};
pub use template::{Template, templates};
