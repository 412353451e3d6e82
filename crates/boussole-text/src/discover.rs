//! Themes that nobody thought of: words that come again and again in what is about nothing known.
//!
//! A theme that is found is words, as those that people give: one that many clauses hold, and those that seldom come without it.
//! So it can be read, corrected and taken over, and a text is always about the same. Words are taken one after the other, the one
//! in most of the clauses that are left first (Beil, Ester and Xu, Frequent term-based text clustering, KDD 2002).

use crate::clause::Clause;
use crate::fold::fold;
use crate::lexicon::{ENGLISH, FRENCH, Role};
use crate::reading::Reading;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// In how many clauses a word must be to be a theme: so many, and so many of a thousand.
const CLAUSES_MIN: usize = 12;
const CLAUSES_PER_MILLE: usize = 3;
/// The most themes that are found at once, and words of one.
const FOUND_MAX: usize = 20;
const WORDS_MAX: usize = 12;
/// The most clauses that are looked at.
const LOOKED_AT_MAX: usize = 100_000;
/// The shortest word, in letters.
const LETTERS_MIN: usize = 4;
/// From which share of its clauses on a word belongs to another that is there as well, and in how many it must be.
const BELONGS: f64 = 0.5;
const TOGETHER_MIN: usize = 4;
/// Above which share of the clauses of a word two words are one name.
const PAIR: f64 = 0.5;

static FILLERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/fillers.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(", ")).map(fold).collect()
});

/// A theme that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its words and phrases, the one that it is named by first, as they are mostly written.
    pub words: Vec<String>,
    /// In how many of the clauses it is.
    pub n: usize,
}

/// Looks for themes in clauses, one after the other.
#[derive(Debug, Default)]
pub struct Search {
    /// The words of each clause, by their place in `names`.
    clauses: Vec<Vec<u32>>,
    names: Vec<Name>,
    by_key: HashMap<String, u32>,
}

/// A word, or two that stand together.
#[derive(Debug, Default)]
struct Name {
    /// How often it is written in which way.
    ways: HashMap<String, u32>,
    /// In how many clauses it is.
    n: usize,
    /// The words of a pair.
    of: Option<[u32; 2]>,
}

impl Search {
    /// Takes a clause that is about nothing known.
    pub fn add(&mut self, reading: &Reading<'_>, clause: &Clause) {
        if self.clauses.len() == LOOKED_AT_MAX {
            return;
        }
        let mut held: Vec<u32> = Vec::new();
        let mut before: Option<(u32, usize)> = None;
        for at in clause.words.clone() {
            let key = singular(reading.folded(at));
            let word = reading.words()[at];
            // `@` begins the name of an account.
            if !is_telling(reading.folded(at)) || reading.text()[..word.from].ends_with('@') {
                continue;
            }
            let written = reading.text()[word.from..word.to].to_lowercase();
            let id = self.id(key.to_owned(), written, None);
            held.push(id);
            if let Some((first, place)) = before.filter(|(_, place)| at - place <= 3) {
                let phrase = reading.text()[reading.words()[place].from..word.to].to_lowercase();
                let keys: Vec<&str> = (place..=at).map(|at| singular(reading.folded(at))).collect();
                held.push(self.id(keys.join(" "), phrase, Some([first, id])));
            }
            before = Some((id, at));
        }
        held.sort_unstable();
        held.dedup();
        held.iter().for_each(|id| self.names[*id as usize].n += 1);
        self.clauses.push(held);
    }

    fn id(&mut self, key: String, written: String, of: Option<[u32; 2]>) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let id = *self.by_key.entry(key).or_insert(next);
        if id == next {
            self.names.push(Name { of, ..Name::default() });
        }
        *self.names[id as usize].ways.entry(written).or_default() += 1;
        id
    }

    /// Returns the themes, the one in most clauses first.
    #[must_use]
    pub fn find(self) -> Vec<Found> {
        let least = CLAUSES_MIN.max(self.clauses.len() * CLAUSES_PER_MILLE / 1_000);
        let mut left: Vec<&[u32]> = self.clauses.iter().map(Vec::as_slice).collect();
        let mut found = Vec::new();
        while found.len() < FOUND_MAX {
            let n_left = counts(&left, self.names.len());
            let is_word = |id: &usize| self.names[*id].of.is_none();
            // The same clauses are always told in the same way: of two that are as frequent, the first by its letters.
            let first = (0..n_left.len()).filter(is_word).max_by(|left, right| {
                n_left[*left].cmp(&n_left[*right]).then_with(|| self.name(*right).cmp(&self.name(*left)))
            });
            let Some(first) = first.filter(|first| n_left[*first] >= least) else { break };
            let with: Vec<&[u32]> = left.iter().filter(|held| held.contains(&(first as u32))).copied().collect();
            found.push(Found { words: self.words(first, &with), n: with.len() });
            left.retain(|held| !held.contains(&(first as u32)));
        }
        found
    }

    /// Returns the words of the theme of a word, from the clauses that hold it.
    fn words(&self, first: usize, with: &[&[u32]]) -> Vec<String> {
        let together = counts(with, self.names.len());
        let n_with = with.len() as f64;
        let share = |id: usize, of: f64| together[id] as f64 / of;
        let is_of = |id: &usize, word: usize| self.names[*id].of.is_some_and(|of| of.contains(&(word as u32)));
        // The longest name that most of its clauses have.
        let pair = (0..together.len())
            .filter(|id| is_of(id, first) && share(*id, n_with) > PAIR)
            .max_by_key(|id| (together[*id], std::cmp::Reverse(self.name(*id))));
        let mut others: Vec<usize> = (0..together.len())
            .filter(|id| {
                let name = &self.names[*id];
                let belongs = name.of.is_none() && share(*id, name.n as f64) >= BELONGS;
                *id != first && together[*id] >= TOGETHER_MIN && belongs
            })
            .collect();
        others.sort_by_key(|id| (std::cmp::Reverse(together[*id]), self.name(*id)));
        let words = pair.into_iter().chain([first]).chain(others).flat_map(|id| self.ways(id));
        words.take(WORDS_MAX).collect()
    }

    /// Returns how a name is written, once for all cases and accents, the most usual way first.
    fn ways(&self, id: usize) -> Vec<String> {
        let mut ways: Vec<(&String, u32)> = self.names[id].ways.iter().map(|(way, n)| (way, *n)).collect();
        ways.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
        let mut seen = HashSet::new();
        ways.into_iter().filter(|(way, _)| seen.insert(fold(way))).map(|(way, _)| way.clone()).collect()
    }

    /// Returns a name as it is mostly written.
    fn name(&self, id: usize) -> String {
        self.ways(id).into_iter().next().unwrap_or_default()
    }
}

fn counts(clauses: &[&[u32]], n_names: usize) -> Vec<usize> {
    let mut counts = vec![0; n_names];
    clauses.iter().flat_map(|held| held.iter()).for_each(|id| counts[*id as usize] += 1);
    counts
}

/// Returns a word without the sign of the plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix(['s', 'x']) {
        Some(stem) if stem.len() >= LETTERS_MIN && !stem.ends_with(['s', 'u']) => stem,
        _ => word,
    }
}

/// Tells whether a word can be what a text is about: no number, none of the small words, no praise and no blame.
fn is_telling(word: &str) -> bool {
    let roles = [Role::Deny, Role::DenyWithNe, Role::Strong, Role::Weak, Role::Wish, Role::Given, Role::Solved];
    word.chars().count() >= LETTERS_MIN
        && word.chars().all(char::is_alphabetic)
        && !FILLERS.contains(word)
        && !FILLERS.contains(singular(word))
        && [&*FRENCH, &*ENGLISH].iter().all(|lexicon| {
            lexicon.find(&Reading::new(word), 0).is_none() && !roles.iter().any(|role| lexicon.is(*role, word))
        })
}

#[cfg(test)]
mod tests {
    use super::{Found, Search};
    use crate::reading::Reading;

    fn find(texts: &[String]) -> Vec<Found> {
        let mut search = Search::default();
        for text in texts {
            let reading = Reading::new(text);
            reading.clauses().iter().for_each(|clause| search.add(&reading, clause));
        }
        search.find()
    }

    #[test]
    fn what_comes_again_and_again_is_a_theme_with_the_words_that_come_with_it() {
        let texts: Vec<String> = (0..60)
            .map(|at| match at % 4 {
                0 => format!("La vapeur passe par la buse n° {at}"),
                1 => "Trop de vapeurs et la buse siffle".to_owned(),
                2 => "La lumière du Jardin".to_owned(),
                _ => format!("Rien de rien {at}"),
            })
            .collect();
        let found = find(&texts);
        assert_eq!(found, find(&texts), "always the same");
        let words: Vec<(Vec<&str>, usize)> =
            found.iter().map(|found| (found.words.iter().map(String::as_str).collect(), found.n)).collect();
        assert_eq!(
            words,
            [(vec!["buse", "vapeur", "vapeurs", "siffle"], 30), (vec!["lumière du jardin", "jardin", "lumière"], 15)]
        );
    }

    #[test]
    fn nothing_is_found_in_little_and_in_small_words() {
        assert_eq!(find(&[]), []);
        assert_eq!(find(&vec!["La vapeur".to_owned(); 11]), []);
        assert_eq!(find(&vec!["Très bien, merci à vous tous, 2026 !!! 👍".to_owned(); 500]), []);
    }
}
