//! What customers write, in French and English. Pure: nothing is read, fetched or learnt here but what is given.
//!
//! See the README for what holds and how well it does; start at `reading.rs`.

mod clause;
mod fold;
mod language;
mod lexicon;
mod mask;
mod reading;
mod sentiment;
mod theme;

pub use clause::Clause;
pub use fold::fold;
pub use language::{Language, language};
pub use mask::{Masked, mask};
pub use reading::{Reading, Word};
pub use sentiment::{Evidence, Polarity, Sentiment, clause_sentiment, sentiment};
pub use theme::{Alarm, Theme, alarms, theme};
