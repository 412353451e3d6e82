//! What people say of a clause: it goes before what was understood of it, wherever the same words are written.

use crate::model::{Clause, Verbatim};
use crate::step::Steps;
use crate::taxonomy::Taxonomy;
use boussole_stats::{Estimate, share};
use boussole_text::{Polarity, fold};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What somebody said of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) said: Said,
    /// What was understood before.
    pub(crate) was: Said,
}

/// What a clause is about, and whether it praises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The id of a theme; absent where it is about nothing known.
    pub theme: Option<Arc<str>>,
    /// Whether it is praise or blame.
    pub polarity: Polarity,
}

/// What people said of clauses, by the hash of their words.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    labels: HashMap<i64, Label>,
}

/// How often what was understood is what people said, among the clauses that somebody looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many clauses somebody looked at.
    pub n: u64,
    /// Of how many the theme was right.
    pub n_theme: u64,
    /// Of how many the sentiment was.
    pub n_polarity: u64,
    /// Which part of them that is; absent where nobody looked.
    pub theme: Option<Estimate>,
    /// The same of the sentiment.
    pub polarity: Option<Estimate>,
}

/// Returns by what a clause is known: FNV-1a of its words, whatever the case, the accents and the spaces.
pub(crate) fn key(text: &str) -> i64 {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let bytes = words.flat_map(|word| word.bytes().chain([b' ']));
    // What has no words is known by its signs.
    let bytes: Vec<u8> = bytes.collect();
    let bytes = if bytes.is_empty() { folded.trim().as_bytes() } else { &bytes };
    let spread = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, spread).cast_signed()
}

impl Labels {
    /// Takes what was said; a theme that is taken for another is that one.
    pub(crate) fn new(labels: impl IntoIterator<Item = (i64, Label)>, taxonomy: &Taxonomy) -> Self {
        let taken_for = |id: Arc<str>| taxonomy.taken_for(&id).map(|theme| Arc::from(theme.id.as_str()));
        let resolved = |(key, mut label): (i64, Label)| {
            label.said.theme = label.said.theme.and_then(taken_for);
            label.was.theme = label.was.theme.and_then(taken_for);
            (key, label)
        };
        Self { labels: labels.into_iter().map(resolved).collect() }
    }

    pub(crate) fn of(&self, clause: &Clause) -> Option<&Label> {
        self.labels.get(&clause.key)
    }

    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Returns a verbatim with what people said of its clauses.
    pub(crate) fn over<'v>(&self, verbatim: &'v Verbatim, steps: &Steps) -> Cow<'v, Verbatim> {
        if self.labels.is_empty() || !verbatim.clauses.iter().any(|clause| self.of(clause).is_some()) {
            return Cow::Borrowed(verbatim);
        }
        let mut verbatim = verbatim.clone();
        let is_one = verbatim.clauses.len() == 1;
        for clause in &mut verbatim.clauses {
            if let Some(Label { said, was }) = self.labels.get(&clause.key) {
                // Who only said that the theme is right has it go with the words of themes as they change.
                if said.theme != was.theme {
                    clause.theme.clone_from(&said.theme);
                }
                clause.polarity = said.polarity;
                clause.is_checked = true;
                if is_one {
                    verbatim.polarity = said.polarity;
                }
            }
        }
        verbatim.place(steps);
        Cow::Owned(verbatim)
    }

    pub(crate) fn agreement(&self) -> Agreement {
        let count = |is_same: fn(&Label) -> bool| self.labels.values().filter(|label| is_same(label)).count() as u64;
        let n = self.labels.len() as u64;
        let n_theme = count(|label| label.said.theme == label.was.theme);
        let n_polarity = count(|label| label.said.polarity == label.was.polarity);
        Agreement { n, n_theme, n_polarity, theme: share(n_theme, n), polarity: share(n_polarity, n) }
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_same_words_are_the_same_clause() {
        assert_eq!(key(" Livraison  très rapide !"), key("livraison tres rapide"));
        assert_ne!(key("livraison rapide"), key("livraisonrapide"));
        assert_ne!(key("👍"), key("👎"));
        assert_ne!(key(""), key("👍"));
    }
}
