//! The event store through its public face, on real files.

mod arrivals;
mod histories;
mod received;
mod scenes;
mod shelf;
mod undo;
