//! Work that survives the process: the outbox of what is sent to the world, reactors to events, timers, schedules.
//!
//! See the README for what holds; start at `reactor.rs` and `outbox.rs`.

mod error;
mod model;
mod outbox;
mod reactor;
mod store;
mod weekly;
mod work;
mod worker;

pub use error::JobError;
pub use model::{Effect, EffectPage, End, NewEffect, State, StateCount, Timer};
pub use outbox::{EFFECT_PAGE_MAX, KEPT_MS, Outbox, WAITING_MAX};
pub use reactor::{Reaction, Reactor, Step};
pub use weekly::Weekly;
pub use work::Work;
pub use worker::{RETRY_AFTER_MS, Sender, Worker};
