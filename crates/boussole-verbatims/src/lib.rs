//! What customers wrote, understood: read, filtered, counted by theme.
//!
//! See the README for what holds; start at `verbatims.rs`.

mod error;
mod http;
mod index;
mod model;
mod summary;
mod verbatims;

pub use error::VerbatimError;
pub use http::routes;
pub use model::{Clause, Verbatim, VerbatimFilter, VerbatimPage};
pub use summary::{Summary, ThemeCount};
pub use verbatims::Verbatims;
