//! Segment's HTTP API: from the JSON of a request to events. Pure; nothing here knows HTTP or the store.

mod envelope;
mod fields;
mod map;

pub(crate) use envelope::Envelope;
pub(crate) use map::{Arrival, item};
