//! Imports of small files written here, and of the real ones.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod again;
mod damaged_files;
mod fixture;
mod joins;
mod real_files;
mod recipes;
mod values;
