//! Imports as people make them in the browser: files are handed over, recognised, previewed, imported and undone.
//!
//! The way: `shelf` keeps the files, `boussole-import` says what they are, `place` imports, `jobs` knows what is under way.

mod error;
mod http;
mod jobs;
mod model;
mod place;
mod shelf;
mod uploads;

pub use error::UploadError;
pub use http::routes;
pub use place::{Begun, Choice, Place, Work, settings_of};
pub use uploads::Uploads;
