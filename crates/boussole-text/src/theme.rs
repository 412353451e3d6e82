//! What a text is about, and what in it must not wait: by words and phrases, those that every project begins with.

use crate::clause::Clause;
use crate::lexicon::Phrases;
use crate::reading::Reading;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

static THEMES: LazyLock<Phrases<Theme>> =
    LazyLock::new(|| Phrases::parse(include_str!("../lexicon/themes.txt"), Theme::parse));
static ALARMS: LazyLock<Phrases<Alarm>> =
    LazyLock::new(|| Phrases::parse(include_str!("../lexicon/alarms.txt"), Alarm::parse));

/// What customers talk about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Theme(u8);

/// The ids of the themes, which stay.
const IDS: [&str; 23] = [
    "delivery",
    "stock",
    "quality",
    "fit",
    "price",
    "payment",
    "website",
    "order",
    "returns",
    "refund",
    "support",
    "staff",
    "wait",
    "store",
    "billing",
    "contract",
    "loyalty",
    "information",
    "packaging",
    "safety",
    "luggage",
    "travel",
    "repair",
];

/// What must not wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alarm {
    /// Somebody was, or could be, hurt.
    Danger,
    /// Somebody speaks of courts and lawyers.
    Legal,
    /// Somebody says that they go.
    Leaving,
    /// Somebody says that it is urgent.
    Urgent,
}

impl Theme {
    /// Returns all themes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..IDS.len()).filter_map(|place| u8::try_from(place).ok().map(Self))
    }

    /// Returns the id, which stays.
    #[must_use]
    pub fn id(self) -> &'static str {
        IDS[usize::from(self.0)]
    }

    /// Finds the theme of an id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::all().find(|theme| theme.id() == id)
    }
}

impl Alarm {
    /// All alarms, the gravest first.
    pub const ALL: [Self; 4] = [Self::Danger, Self::Legal, Self::Leaving, Self::Urgent];

    /// Returns the word by which it is stored and asked for.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Legal => "legal",
            Self::Leaving => "leaving",
            Self::Urgent => "urgent",
        }
    }

    /// Finds the alarm of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alarm| alarm.as_str() == word)
    }
}

/// Tells what a clause is about: what most of its words speak of, the first of them where several do as much.
#[must_use]
pub fn theme(reading: &Reading<'_>, clause: &Clause) -> Option<Theme> {
    most(&find_all(&THEMES, reading, clause.words.clone()))
}

/// What customers of one company talk about: what every project begins with, and words of its own.
///
/// Words that people gave go before those that come with Boussole; words that were found come last. Of the first two, what most
/// words of the clause speak of counts; of what was found, what was found first, so that it stays as more is found.
#[derive(Debug, Default)]
pub struct Themes {
    given: Phrases<usize>,
    found: Phrases<usize>,
}

impl Themes {
    /// Adds words or phrases of the theme at `place` of a list that begins with [`Theme::all`]; `*` at their end stands for any
    /// ending.
    pub fn add<'w>(&mut self, place: usize, is_found: bool, words: impl IntoIterator<Item = &'w str>) {
        let phrases = if is_found { &mut self.found } else { &mut self.given };
        words.into_iter().for_each(|word| phrases.add(word, place));
        phrases.sort();
    }

    /// Tells what a clause is about, by its place in that list.
    #[must_use]
    pub fn of(&self, reading: &Reading<'_>, clause: &Clause) -> Option<usize> {
        let known = || theme(reading, clause).map(|theme| usize::from(theme.0));
        let most = |phrases: &Phrases<usize>| most(&find_all(phrases, reading, clause.words.clone()));
        let first = |phrases: &Phrases<usize>| find_all(phrases, reading, clause.words.clone()).into_iter().min();
        most(&self.given).or_else(known).or_else(|| first(&self.found))
    }
}

/// Tells what in a text must not wait.
#[must_use]
pub fn alarms(reading: &Reading<'_>) -> BTreeSet<Alarm> {
    find_all(&ALARMS, reading, 0..reading.words().len()).into_iter().collect()
}

fn find_all<T: Copy>(phrases: &Phrases<T>, reading: &Reading<'_>, words: Range<usize>) -> Vec<T> {
    let mut found = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match phrases.find(reading, at) {
            Some(next) => {
                found.push(next.what);
                at += next.n_words;
            }
            None => at += 1,
        }
    }
    found
}

/// Returns what is found most often, the first where several are.
fn most<T: Copy + PartialEq>(found: &[T]) -> Option<T> {
    let n = |theme: &T| found.iter().filter(|other| *other == theme).count();
    // `max_by_key` takes the last of several.
    found.iter().rev().max_by_key(|theme| n(theme)).copied()
}

#[cfg(test)]
mod tests {
    use super::{Alarm, Theme, Themes, alarms, theme};
    use crate::reading::Reading;

    #[test]
    fn a_clause_is_about_what_most_of_its_words_speak_of() {
        for (text, expected) in [
            ("La livraison a pris du retard, le colis est perdu", Some("delivery")),
            ("Le paiement échoue sur mobile", Some("payment")),
            ("Mon remboursement n’arrive pas", Some("refund")),
            ("Vendeuse très aimable en magasin", Some("staff")),
            ("Le site bugue sans arrêt", Some("website")),
            ("Taille trop petit", Some("fit")),
            ("My parcel never came", Some("delivery")),
            ("They charged twice", Some("payment")),
            ("Nobody answers the phone", Some("support")),
            ("Rien à dire", None),
            ("", None),
        ] {
            let reading = Reading::new(text);
            let clause = reading.clauses().first().and_then(|clause| theme(&reading, clause));
            assert_eq!(clause.map(Theme::id), expected, "{text}");
        }
        assert_eq!(Theme::all().filter_map(|each| Theme::parse(each.id())).count(), Theme::all().count());
    }

    #[test]
    fn own_words_go_before_those_that_come_along_and_found_ones_after_them() {
        let mut themes = Themes::default();
        let n = Theme::all().count();
        themes.add(n, false, ["point relais", "relais*"]);
        themes.add(n + 1, true, ["sac isotherme", "livraison du soir"]);
        for (text, expected) in [
            ("La livraison au point relais", Some(n)),
            ("Livraison livrée par un livreur au relais-colis", Some(n)),
            ("La livraison", Some(0)),
            ("Livraison du soir", Some(0)),
            ("Le sac isotherme bleu", Some(n + 1)),
            ("Rien", None),
        ] {
            let reading = Reading::new(text);
            assert_eq!(reading.clauses().first().and_then(|clause| themes.of(&reading, clause)), expected, "{text}");
        }
    }

    #[test]
    fn what_must_not_wait_is_heard() {
        for (text, expected) in [
            ("La bouilloire a pris feu !", vec![Alarm::Danger]),
            ("Je vais porter plainte et résilier", vec![Alarm::Legal, Alarm::Leaving]),
            ("URGENT: my child was injured, I call my lawyer", vec![Alarm::Danger, Alarm::Legal, Alarm::Urgent]),
            ("Très bien, merci", vec![]),
        ] {
            assert_eq!(alarms(&Reading::new(text)).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
