//! Work that survives the process: the outbox of what is sent to the world.
//!
//! See the README for what holds; start at `outbox.rs`.

mod error;
mod model;
mod outbox;
mod store;
mod worker;

pub use error::JobError;
pub use model::{Effect, EffectPage, End, NewEffect, State, StateCount};
pub use outbox::{EFFECT_PAGE_MAX, KEPT_MS, Outbox, WAITING_MAX};
pub use worker::{RETRY_AFTER_MS, Sender, Worker};
