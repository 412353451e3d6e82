//! What customers wrote, understood: read, filtered, counted by theme.
//!
//! See the README for what holds; start at `verbatims.rs`.

mod error;
mod http;
mod index;
mod model;
mod step;
mod summary;
mod verbatims;

pub use error::VerbatimError;
pub use http::routes;
pub use model::{Clause, Verbatim, VerbatimFilter, VerbatimPage};
pub use step::{StepOf, StepRule};
pub use summary::{Counted, StepCount, Summary, ThemeCount};
pub use verbatims::Verbatims;
