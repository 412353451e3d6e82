//! What customers wrote, understood: read, corrected, filtered, counted by theme.
//!
//! See the README for what holds; start at `verbatims.rs`.

mod error;
mod http;
mod index;
mod label;
mod lesson;
mod model;
mod sheet;
mod step;
mod store;
mod summary;
mod taxonomy;
mod teaching;
mod verbatims;

pub use error::VerbatimError;
pub use http::routes;
pub use label::{Agreement, Said};
pub use lesson::{Lesson, Told};
pub use model::{Clause, Verbatim, VerbatimFilter, VerbatimPage};
pub use step::{StepOf, StepRule};
pub use summary::{Counted, StepCount, Summary, ThemeCount};
pub use taxonomy::{Taxonomy, ThemeEntry};
pub use teaching::{SavedThemes, Teaching};
pub use verbatims::Verbatims;
