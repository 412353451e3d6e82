//! What tests share: databases, foreign programs, a mail server, a disk that loses power.
//!
//! Everything here panics with a sentence that says what is missing: a test that cannot run is a test that failed.

mod cache;
mod command;

mod disk;
mod duckdb;
mod mail;
pub mod plan;
mod python;
mod relay;
mod store;

pub use cache::installed;
pub use command::run;
pub use disk::Disk;
pub use duckdb::ask_duckdb;
pub use mail::MailSink;
pub use python::Python;
pub use relay::MailRelay;
pub use store::TestDb;
