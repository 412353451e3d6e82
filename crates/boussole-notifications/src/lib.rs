//! What Boussole writes to its members by itself: the weekly letter, and that a source fell silent.
//!
//! See the README for what holds; start at `notifications.rs`.

mod about;
mod clerk;
mod error;
mod http;
mod notifications;
mod silence;
mod store;
mod weekly;
mod words;

pub use clerk::Clerk;
pub use error::NotificationError;
pub use http::routes;
pub use notifications::{Materials, Notifications, Standing};
pub use silence::SILENT_MS;
