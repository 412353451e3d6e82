//! Words and phrases with what they weigh. They are written by hand in `lexicon/`, a file for each language.

use crate::fold::fold;
use crate::reading::Reading;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The shortest part of a word that stands for any ending, in bytes.
const STEM_BYTES_MIN: usize = 3;

pub(crate) static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/fr.txt")));
pub(crate) static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("../lexicon/en.txt")));

/// How a word changes what others weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// It denies.
    Deny,
    /// It does, together with `ne`.
    DenyWithNe,
    /// It strengthens.
    Strong,
    /// It weakens.
    Weak,
    /// What follows is wished for and not there: `it would be nice`.
    Wish,
    /// What nobody wishes for, though it may be said so: `I would recommend`.
    Given,
    /// A trouble before it is over.
    Solved,
}

impl Role {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "deny" => Self::Deny,
            "deny-with-ne" => Self::DenyWithNe,
            "strong" => Self::Strong,
            "weak" => Self::Weak,
            "wish" => Self::Wish,
            "given" => Self::Given,
            "solved" => Self::Solved,
            _ => return None,
        })
    }
}

/// What words weigh, and how they change each other.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    weights: Phrases<f32>,
    roles: FxHashMap<Box<str>, Vec<Role>>,
}

/// Words and phrases, with what each is.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    words: FxHashMap<Box<str>, Word<T>>,
    /// Beginnings of words, with any ending: by their first bytes, the longest first.
    stems: FxHashMap<[u8; STEM_BYTES_MIN], Vec<(Box<str>, T)>>,
}

/// What begins with a word.
#[derive(Debug)]
struct Word<T> {
    /// What the word alone is.
    what: Option<T>,
    /// What it is together with others; the longest first.
    phrases: Vec<Phrase<T>>,
}

#[derive(Debug)]
struct Phrase<T> {
    rest: Vec<Part>,
    what: T,
}

#[derive(Debug)]
struct Part {
    text: Box<str>,
    /// Whether it stands for any ending.
    is_stem: bool,
}

/// What was found at a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found<T> {
    pub(crate) what: T,
    /// Of how many words.
    pub(crate) n_words: usize,
}

impl Lexicon {
    /// Reads a file: lines of a weight, or of a role, and its entries.
    ///
    /// # Panics
    /// Panics on a line that is none: the files are inside the binary, and a test reads them.
    fn parse(text: &str) -> Self {
        let mut lexicon = Self::default();
        for (name, entry) in entries(text) {
            match Role::parse(name) {
                Some(role) => lexicon.roles.entry(entry.into()).or_default().push(role),
                None => lexicon.weights.add(entry, name.parse().expect("a weight is a number")),
            }
        }
        lexicon.weights.sort();
        lexicon
    }

    /// Finds the longest entry that begins at a word.
    pub(crate) fn find(&self, reading: &Reading<'_>, at: usize) -> Option<Found<f32>> {
        self.weights.find(reading, at)
    }

    /// Tells whether a folded word has a role.
    pub(crate) fn is(&self, role: Role, word: &str) -> bool {
        self.roles.get(word).is_some_and(|roles| roles.contains(&role))
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { words: FxHashMap::default(), stems: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Reads a file: lines of a name and its entries.
    ///
    /// # Panics
    /// Panics on a line that is none, and on a name that is `None` to `what`: the files are inside the binary.
    pub(crate) fn parse(text: &str, what: impl Fn(&str) -> Option<T>) -> Self {
        let mut phrases = Self::default();
        entries(text).for_each(|(name, entry)| phrases.add(entry, what(name).expect("a name that is known")));
        phrases.sort();
        phrases
    }

    /// Adds a word or a phrase; `*` at its end stands for any ending. Then [`Self::sort`] is to be called.
    pub(crate) fn add(&mut self, entry: &str, what: T) {
        let (text, is_stem) = match entry.strip_suffix('*') {
            Some(text) => (text, true),
            None => (entry, false),
        };
        let folded = fold(text);
        let reading = Reading::new(&folded);
        let n_words = reading.words().len();
        let mut parts =
            (0..n_words).map(|at| Part { text: reading.folded(at).into(), is_stem: is_stem && at + 1 == n_words });
        let Some(first) = parts.next() else { return };
        let rest: Vec<Part> = parts.collect();
        // A beginning that is too short to stand for any ending is a word.
        let key = first.text.as_bytes().first_chunk().filter(|_| rest.is_empty() && first.is_stem);
        if let Some(key) = key {
            self.stems.entry(*key).or_default().push((first.text, what));
            return;
        }
        let word = self.words.entry(first.text).or_insert(Word { what: None, phrases: Vec::new() });
        match rest.is_empty() {
            true => word.what = Some(what),
            false => word.phrases.push(Phrase { rest, what }),
        }
    }

    pub(crate) fn sort(&mut self) {
        for word in self.words.values_mut() {
            word.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        for stems in self.stems.values_mut() {
            stems.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
        }
    }

    /// Finds the longest entry that begins at a word.
    pub(crate) fn find(&self, reading: &Reading<'_>, at: usize) -> Option<Found<T>> {
        let word = reading.folded(at);
        let fits =
            |phrase: &&Phrase<T>| phrase.rest.iter().zip(at + 1..).all(|(part, at)| part.fits(reading.folded(at)));
        let own = self.words.get(word);
        if let Some(phrase) = own.and_then(|own| own.phrases.iter().find(fits)) {
            return Some(Found { what: phrase.what, n_words: phrase.rest.len() + 1 });
        }
        let of_stem = || {
            let stems = self.stems.get(word.as_bytes().first_chunk()?)?;
            stems.iter().find(|(stem, _)| word.starts_with(&**stem)).map(|(_, what)| *what)
        };
        own.and_then(|own| own.what).or_else(of_stem).map(|what| Found { what, n_words: 1 })
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let words = self.words.values().map(|word| usize::from(word.what.is_some()) + word.phrases.len());
        words.sum::<usize>() + self.stems.values().map(Vec::len).sum::<usize>()
    }
}

impl Part {
    fn fits(&self, word: &str) -> bool {
        if self.is_stem { word.starts_with(&*self.text) } else { word == &*self.text }
    }
}

/// Reads a file line by line: the name that it begins with, and each of its entries.
fn entries(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(|line| {
        let (name, entries) = line.split_once(' ').expect("a name, and what is of it");
        entries.split(", ").map(move |entry| (name, entry))
    })
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, FRENCH, Lexicon, Role, entries};
    use crate::fold::fold;
    use crate::reading::Reading;
    use std::collections::HashSet;

    #[test]
    fn the_longest_entry_counts() {
        let lexicon =
            Lexicon::parse("# what\n2 bien, rapide*\n-1 pas\n-2 pas bien du tout, pas bien fait*\ndeny pas\n");
        let found = |text: &str| lexicon.find(&Reading::new(text), 0).map(|found| (found.what, found.n_words));
        assert_eq!(found("Bien"), Some((2.0, 1)));
        assert_eq!(found("rapidement"), Some((2.0, 1)));
        assert_eq!(found("pas bien du tout"), Some((-2.0, 4)));
        assert_eq!(found("pas bien faite"), Some((-2.0, 3)));
        assert_eq!(found("pas bien"), Some((-1.0, 1)));
        assert_eq!(found("bienvenue"), None);
        assert!(lexicon.is(Role::Deny, "pas") && !lexicon.is(Role::Strong, "pas"));
    }

    #[test]
    fn no_entry_is_there_twice() {
        for (name, text) in [
            ("fr", include_str!("../lexicon/fr.txt")),
            ("en", include_str!("../lexicon/en.txt")),
            ("themes", include_str!("../lexicon/themes.txt")),
            ("alarms", include_str!("../lexicon/alarms.txt")),
        ] {
            let mut seen = HashSet::new();
            let twice: Vec<&str> = entries(text)
                .filter(|(name, _)| Role::parse(name).is_none())
                .map(|(_, entry)| entry)
                .filter(|entry| !seen.insert(fold(entry)))
                .collect();
            assert!(twice.is_empty(), "{name}: {twice:?}");
        }
        assert!(FRENCH.weights.len() > 700 && ENGLISH.weights.len() > 700);
    }
}
