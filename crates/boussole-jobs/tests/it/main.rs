//! The outbox, reactors and timers, on both databases.

mod outbox;
mod reactor;
