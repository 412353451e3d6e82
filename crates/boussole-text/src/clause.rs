//! The parts of a text that each say one thing: sentences, cut where somebody says that something else is different.

use crate::reading::{Break, Reading};
use std::ops::Range;

/// The fewest words of a part that a comma ends.
const WORDS_MIN: usize = 3;
/// What begins with one of these is set against what stands before.
const AGAINST: [&[&str]; 24] = [
    &["mais"],
    &["par", "contre"],
    &["en", "revanche"],
    &["cependant"],
    &["toutefois"],
    &["neanmoins"],
    &["pourtant"],
    &["sauf", "que"],
    &["sauf"],
    &["hormis"],
    &["malheureusement"],
    &["heureusement"],
    &["alors", "que"],
    &["tandis", "que"],
    &["but"],
    &["however"],
    &["although"],
    &["though"],
    &["unfortunately"],
    &["yet"],
    &["except"],
    &["whereas"],
    &["nevertheless"],
    &["on", "the", "other", "hand"],
];

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its words, by their places.
    pub words: Range<usize>,
    /// Whether it is set against what stands before.
    pub is_against: bool,
}

impl Reading<'_> {
    /// Returns the clauses of the text, in their order: together they hold every word.
    #[must_use]
    pub fn clauses(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let n_words = self.words().len();
        let mut from = 0;
        let mut is_against = false;
        for at in 0..n_words {
            let against = self.is_against(at);
            let before = self.words()[at].before;
            let is_cut = before == Break::Hard || against || (before == Break::Soft && at - from >= WORDS_MIN);
            if at > from && is_cut {
                clauses.push(Clause { words: from..at, is_against });
                (from, is_against) = (at, against);
            } else if at == from {
                is_against = against;
            }
        }
        if n_words > from {
            clauses.push(Clause { words: from..n_words, is_against });
        }
        clauses
    }

    fn is_against(&self, at: usize) -> bool {
        AGAINST.iter().any(|words| words.iter().zip(at..).all(|(word, at)| *word == self.folded(at)))
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::Reading;
    use expect_test::{Expect, expect};

    #[test]
    fn a_text_is_cut_where_it_says_something_else() {
        let check = |text, expected: Expect| {
            let reading = Reading::new(text);
            let shown = reading.clauses().into_iter().map(|clause| {
                let words: Vec<&str> = clause.words.map(|at| reading.folded(at)).collect();
                format!("{}{}", if clause.is_against { "↯ " } else { "" }, words.join(" "))
            });
            expected.assert_eq(&shown.collect::<Vec<_>>().join(" | "));
        };
        check(
            "Livraison rapide, produit conforme mais le SAV est injoignable. À revoir !",
            expect!["livraison rapide produit conforme | ↯ mais le sav est injoignable | a revoir"],
        );
        check("Great staff, however the room was dirty", expect!["great staff | ↯ however the room was dirty"]);
        check("Par contre, rien.", expect!["↯ par contre rien"]);
        check("", expect![""]);
    }
}
