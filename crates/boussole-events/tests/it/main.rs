//! The event store through its public face, on real files.

mod histories;
mod scenes;
mod shelf;
