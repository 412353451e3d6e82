//! The start page: the figures of a company beside their past, and what to look at first.
//!
//! See the README for what holds; start at `today.rs`.

mod ask;
mod board;
mod brief;
mod cache;
mod coverage;
mod error;
mod figure;
mod finding;
mod http;
mod look;
mod period;
mod questions;
mod reading;
mod store;
mod suspect;
mod tally;
mod today;
mod words;

pub use brief::{Brief, BriefFigure, figure_names};
pub use error::TodayError;
pub use figure::Unit;
pub use http::routes;
pub use today::Today;
