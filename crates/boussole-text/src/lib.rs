//! What customers write, in French and English. Pure: nothing is read, fetched or learnt here but what is given.
//!
//! See the README for what holds and how well it does; start at `reading.rs`.

mod clause;
mod discover;
mod features;
mod fold;
mod language;
mod learnt;
mod lexicon;
mod mask;
mod reading;
mod sentiment;
mod theme;

pub use clause::Clause;
pub use discover::{Found, Search};
pub use fold::fold;
pub use language::{Language, language};
pub use learnt::{EXAMPLES_MIN, Example, Learnt};
pub use mask::{Masked, mask};
pub use reading::{Reading, Word};
pub use sentiment::{Evidence, Polarity, Sentiment, clause_sentiment, sentiment};
pub use theme::{Alarm, Theme, Themes, alarms, theme};
