//! What tests share: databases, foreign programs, a disk that loses power.
//!
//! Everything here panics with a sentence that says what is missing: a test that cannot run is a test that failed.

mod command;
mod database;
mod disk;
mod duckdb;
pub mod plan;
mod python;

pub use command::run;
pub use database::TestDb;
pub use disk::Disk;
pub use duckdb::ask_duckdb;
pub use python::Python;
