//! Files handed over the real routes, imported into a real store, and taken back.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod desk;
mod files;
mod imports;
