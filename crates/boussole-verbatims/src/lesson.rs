//! Learns praise and blame from the comments that came with a score, and from what people said of clauses; says how well, on
//! comments that are always held back.

use crate::label::{Labels, key};
use crate::model::Verbatim;
use boussole_text::{Example, Learnt, Polarity, Reading, sentiment};
use serde::{Deserialize, Serialize};

/// One comment of so many is held back: always the same ones.
const HELD_BACK: u64 = 5;
/// The most comments that are learnt from, the newest.
const COMMENTS_MAX: usize = 60_000;

/// Something that was learnt, and how well it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The first is 1.
    pub number: i64,
    /// When, in milliseconds since 1970.
    pub made_ms: i64,
    /// From how many comments.
    pub n: u64,
    /// From how many clauses of which people said it.
    pub n_labels: u64,
    /// How words alone tell the comments that were held back.
    pub words: Told,
    /// How they are told with what was learnt.
    pub learnt: Told,
    /// Whether it is used: not where it does worse than words alone, or than what is used.
    pub is_used: bool,
}

/// How comments that were held back are told; one that is not clear is wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How many blame, by their score.
    pub n_blame: u64,
    /// How many of these are told right.
    pub blame: u64,
    /// How many praise.
    pub n_praise: u64,
    /// How many of these are told right.
    pub praise: u64,
}

impl Told {
    /// The mean of the parts of praise and of blame that are told right; absent where there is none of one.
    #[must_use]
    pub fn balanced(&self) -> Option<f64> {
        let part = |right: u64, n: u64| (n > 0).then(|| right as f64 / n as f64);
        Some(f64::midpoint(part(self.blame, self.n_blame)?, part(self.praise, self.n_praise)?))
    }

    fn add(&mut self, is_praise: bool, polarity: Polarity) {
        if is_praise {
            self.n_praise += 1;
            self.praise += u64::from(polarity == Polarity::Positive);
        } else {
            self.n_blame += 1;
            self.blame += u64::from(polarity == Polarity::Negative);
        }
    }
}

/// Learns from verbatims, newest first; `None` where there are too few with a score, of praise or of blame.
pub(crate) fn learn(
    verbatims: &[Verbatim],
    labels: &Labels,
    used: Option<&Learnt>,
    number: i64,
    made_ms: i64,
) -> Option<(Lesson, Learnt)> {
    let (mut examples, mut held) = (Vec::new(), Vec::new());
    for verbatim in verbatims {
        let Some(is_praise) = is_praise(verbatim) else { continue };
        if examples.len() + held.len() == COMMENTS_MAX {
            break;
        }
        let text = verbatim.text();
        if key(&text).cast_unsigned().is_multiple_of(HELD_BACK) {
            held.push((text, is_praise));
        } else {
            examples.push(Example::new(&text, is_praise));
        }
    }
    let n = examples.len() as u64;
    for clause in verbatims.iter().flat_map(|verbatim| &verbatim.clauses) {
        match labels.of(clause).map(|label| label.said.polarity) {
            Some(Polarity::Positive) => examples.push(Example::new(&clause.text, true)),
            Some(Polarity::Negative) => examples.push(Example::new(&clause.text, false)),
            Some(Polarity::Mixed | Polarity::Neutral) | None => {}
        }
    }
    let n_labels = examples.len() as u64 - n;
    let learnt = Learnt::learn(&examples.iter().collect::<Vec<_>>())?;
    let (mut by_words, mut by_learnt, mut by_used) = (Told::default(), Told::default(), Told::default());
    for (text, is_praise) in &held {
        let reading = Reading::new(text);
        let read = sentiment(&reading);
        by_words.add(*is_praise, read.polarity);
        by_learnt.add(*is_praise, learnt.polarity(&reading, &read));
        by_used.add(*is_praise, used.map_or(read.polarity, |used| used.polarity(&reading, &read)));
    }
    // Nothing is used of which nobody can say how well it does.
    let is_used = by_learnt.balanced().is_some_and(|own| {
        by_words.balanced().is_some_and(|words| own >= words) && by_used.balanced().is_some_and(|used| own >= used)
    });
    Some((Lesson { number, made_ms, n, n_labels, words: by_words, learnt: by_learnt, is_used }, learnt))
}

/// Tells by its score whether somebody praises: the ends of each scale; what lies between says neither.
fn is_praise(verbatim: &Verbatim) -> Option<bool> {
    let (blame, praise) = match (verbatim.scale.as_deref(), verbatim.event.as_str()) {
        (Some("nps"), _) | (None, "NPS Answered") => (0.0..=6.0, 9.0..=10.0),
        (Some("csat"), _) | (None, "Review Submitted" | "Product Reviewed") => (1.0..=2.0, 4.0..=5.0),
        (Some("csat_4"), _) => (1.0..=2.0, 4.0..=4.0),
        (Some("csat_7"), _) => (1.0..=3.0, 6.0..=7.0),
        (Some("csat_10"), _) => (1.0..=5.0, 9.0..=10.0),
        _ => return None,
    };
    let score = verbatim.score()?;
    match () {
        () if praise.contains(&score) => Some(true),
        () if blame.contains(&score) => Some(false),
        () => None,
    }
}
