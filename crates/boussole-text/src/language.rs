//! Whether a text is in French or in English: by the small words that each cannot do without, and by how words end.

use crate::lexicon::{ENGLISH, FRENCH};
use crate::reading::Reading;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// By how much one language must be before the other.
const LEAD_MIN: i32 = 1;
/// What a word of a language says, and one that is praise or blame in it; how a word is made says 1.
const KNOWN: i32 = 4;
const WEIGHED: i32 = 2;
/// Letters that English does without.
const ACCENTS: &str = "éèêëàâçùûôîïœÉÈÊÀÂÇÔÎ";
/// The most words that are looked at: a longer text is clear by then.
const WORDS_MAX: usize = 200;

static FRENCH_SIGNS: LazyLock<Signs> = LazyLock::new(|| Signs::parse(include_str!("../lexicon/fr-signs.txt")));
static ENGLISH_SIGNS: LazyLock<Signs> = LazyLock::new(|| Signs::parse(include_str!("../lexicon/en-signs.txt")));

/// By what a language is told from the other one.
#[derive(Default)]
struct Signs {
    words: FxHashSet<&'static str>,
    endings: Vec<&'static str>,
    parts: Vec<&'static str>,
}

impl Signs {
    /// Reads a file: lines of what it is and its entries.
    fn parse(text: &'static str) -> Self {
        let mut signs = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (name, entries) = line.split_once(' ').expect("a name, and what it is of");
            let entries = entries.split(", ");
            match name {
                "words" => signs.words.extend(entries),
                "endings" => signs.endings.extend(entries),
                "parts" => signs.parts.extend(entries),
                other => unreachable!("`{other}` is no sign of a language"),
            }
        }
        signs
    }

    fn ends(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
    }

    fn is_held_by(&self, word: &str) -> bool {
        self.parts.iter().any(|part| word.contains(part))
    }
}

/// A language that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
}

impl Language {
    /// Returns the tag of the language.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// Tells in which language a text is written; `None` where neither is before the other.
#[must_use]
pub fn language(reading: &Reading<'_>) -> Option<Language> {
    let lead: i32 = (0..reading.words().len().min(WORDS_MAX)).map(|at| lead(reading, at)).sum();
    match lead {
        LEAD_MIN.. => Some(Language::French),
        _ if lead <= -LEAD_MIN => Some(Language::English),
        _ => None,
    }
}

/// Returns by how much a word speaks for French, or below 0 for English.
fn lead(reading: &Reading<'_>, at: usize) -> i32 {
    let word = reading.folded(at);
    if !word.starts_with(char::is_alphabetic) {
        return 0;
    }
    let place = reading.words()[at];
    let written = &reading.text()[place.from..place.to];
    let (french, english) = (&*FRENCH_SIGNS, &*ENGLISH_SIGNS);
    let before = |is_french: bool, is_english: bool| i32::from(is_french) - i32::from(is_english);
    let marked = KNOWN * i32::from(written.chars().any(|c| ACCENTS.contains(c)));
    let is_known = (french.words.contains(word), english.words.contains(word));
    if is_known != (false, false) {
        return KNOWN * before(is_known.0, is_known.1) + marked;
    }
    let weighed = WEIGHED * before(FRENCH.find(reading, at).is_some(), ENGLISH.find(reading, at).is_some());
    let shape =
        before(french.ends(word), english.ends(word)) + before(french.is_held_by(word), english.is_held_by(word));
    weighed + marked + shape
}

#[cfg(test)]
mod tests {
    use super::{Language, language};
    use crate::reading::Reading;

    #[test]
    fn each_language_is_told_by_a_few_words() {
        for text in ["Très bien", "colis abîmé", "Je suis déçu", "livraison trop longue", "C'est nul", "aucun retour"]
        {
            assert_eq!(language(&Reading::new(text)), Some(Language::French), "{text}");
        }
        for text in ["Very good", "my parcel broke", "I'm let down", "worst flight ever", "It's fine", "no reply"] {
            assert_eq!(language(&Reading::new(text)), Some(Language::English), "{text}");
        }
        for text in ["", "10/10", "👍", "19,90"] {
            assert_eq!(language(&Reading::new(text)), None, "{text}");
        }
    }
}
