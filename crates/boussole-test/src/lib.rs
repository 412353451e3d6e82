//! What tests share: databases, foreign programs, a disk that loses power.
//!
//! Everything here panics with a sentence that says what is missing: a test that cannot run is a test that failed.

mod cache;
mod command;

mod disk;
mod duckdb;
pub mod plan;
mod python;
mod store;

pub use cache::installed;
pub use command::run;
pub use disk::Disk;
pub use duckdb::ask_duckdb;
pub use python::Python;
pub use store::TestDb;
