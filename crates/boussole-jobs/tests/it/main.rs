//! The outbox, on both databases.

mod outbox;
