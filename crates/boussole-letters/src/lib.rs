//! What Boussole writes to its members by itself: the weekly letter, and that a source fell silent.
//!
//! See the README for what holds; start at `letters.rs`.

mod about;
mod clerk;
mod error;
mod http;
mod letters;
mod silence;
mod store;
mod weekly;
mod words;

pub use clerk::Clerk;
pub use error::LetterError;
pub use http::routes;
pub use letters::{Letters, Materials, Standing};
pub use silence::SILENT_MS;
