//! What customers talk about: the themes that every project begins with, those that were found, and what people made of both.

use boussole_core::{Refusal, check_count, check_name};
use boussole_text::{Found, Theme, Themes, fold};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The most themes, and the most words of one.
const THEMES_MAX: usize = 200;
const WORDS_MAX: usize = 200;
const WORD_CHARS_MAX: usize = 80;
/// How the ids of themes begin that do not come with Boussole.
const OWN: &str = "t";

/// What customers talk about. It begins with the themes that come with Boussole, in their order; none is ever removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    pub(crate) themes: Vec<ThemeEntry>,
}

/// A theme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeEntry {
    /// Which one, for good.
    pub id: String,
    /// How people call it; absent where nobody said.
    #[serde(default)]
    pub name: Option<String>,
    /// Words and phrases that are about it, besides those that come with Boussole; `*` stands for any ending.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether it was found, and nobody took it over.
    #[serde(default)]
    pub is_found: bool,
    /// The theme that it is taken for.
    #[serde(default)]
    pub into: Option<String>,
    /// Whether nobody wants to hear of it.
    #[serde(default)]
    pub is_ignored: bool,
}

/// Tells by the words of a taxonomy what a clause is about.
#[derive(Debug)]
pub(crate) struct Sorter {
    pub(crate) themes: Themes,
    /// By place: the theme that each is taken for.
    ids: Vec<Arc<str>>,
}

impl Sorter {
    /// Returns the id of the theme at a place of the taxonomy, or of the one that it is taken for.
    pub(crate) fn id(&self, place: usize) -> Option<Arc<str>> {
        self.ids.get(place).cloned()
    }
}

impl Taxonomy {
    /// Returns the themes that come with Boussole.
    #[must_use]
    pub fn shipped() -> Self {
        let entry = |theme: Theme| ThemeEntry { id: theme.id().to_owned(), ..ThemeEntry::default() };
        Self { themes: Theme::all().map(entry).collect() }
    }

    /// Returns the themes, those that come with Boussole first.
    #[must_use]
    pub fn themes(&self) -> &[ThemeEntry] {
        &self.themes
    }

    /// Reads what was kept: themes that came with Boussole since are added.
    pub(crate) fn stored(themes: Vec<ThemeEntry>) -> Self {
        let mut by_id: HashMap<String, ThemeEntry> =
            themes.iter().map(|theme| (theme.id.clone(), theme.clone())).collect();
        let mut all = Self::shipped();
        for theme in &mut all.themes {
            if let Some(stored) = by_id.remove(&theme.id) {
                *theme = stored;
            }
        }
        all.themes.extend(themes.into_iter().filter(|theme| by_id.contains_key(&theme.id)));
        all
    }

    /// Checks what somebody made of `self`: a theme without an id is new and gets one.
    ///
    /// # Errors
    /// Refuses, with the field, what cannot be.
    pub(crate) fn change(&self, themes: Vec<ThemeEntry>) -> Result<Self, Refusal> {
        check_count("themes", themes.len(), self.themes.len()..=THEMES_MAX)?;
        let mut next = self.next_number();
        let mut changed = Vec::with_capacity(themes.len());
        for (index, theme) in themes.into_iter().enumerate() {
            let within = |refusal: Refusal| refusal.within(&format!("themes[{index}]"));
            let before = self.themes.get(index);
            let mut theme = theme.parse().map_err(within)?;
            match before {
                Some(before) if before.id != theme.id => {
                    let message = format!("here is `{}`: themes keep their place and their id", before.id);
                    return Err(within(Refusal::new("unknown_theme", message).at("id")));
                }
                // What was found and has no name yet is nobody's; what comes with Boussole was not found.
                Some(_) => theme.is_found &= theme.name.is_none() && Theme::parse(&theme.id).is_none(),
                None if theme.name.is_none() => {
                    return Err(within(Refusal::new("invalid_name", "a new theme has a name").at("name")));
                }
                None => {
                    theme.id = format!("{OWN}{next}");
                    theme.is_found = false;
                    next += 1;
                }
            }
            changed.push(theme);
        }
        let changed = Self { themes: changed };
        changed.check_names()?;
        changed.check_words()?;
        changed.check_merged()?;
        Ok(changed)
    }

    /// Adds themes that were found, but those of which a word is known; returns how many.
    pub(crate) fn add(&mut self, found: Vec<Found>) -> usize {
        let mut known: HashSet<String> =
            self.themes.iter().flat_map(|theme| &theme.words).map(|word| fold(word)).collect();
        let before = self.themes.len();
        for Found { words, .. } in found {
            let is_known = words.iter().any(|word| known.contains(&fold(word)));
            if is_known || self.themes.len() == THEMES_MAX {
                continue;
            }
            known.extend(words.iter().map(|word| fold(word)));
            let id = format!("{OWN}{}", self.next_number());
            self.themes.push(ThemeEntry { id, words, is_found: true, ..ThemeEntry::default() });
        }
        self.themes.len() - before
    }

    /// Returns the theme that one is taken for, mostly itself; `None` of one that is none.
    pub(crate) fn taken_for(&self, id: &str) -> Option<&ThemeEntry> {
        let find = |id: &str| self.themes.iter().find(|theme| theme.id == id);
        let mut theme = find(id)?;
        // What was checked has no circle; what was not ends all the same.
        for _ in 0..self.themes.len() {
            match theme.into.as_deref().and_then(find) {
                Some(next) => theme = next,
                None => break,
            }
        }
        Some(theme)
    }

    /// Makes what tells by words what a clause is about.
    pub(crate) fn sorter(&self) -> Sorter {
        let mut themes = Themes::default();
        for (place, theme) in self.themes.iter().enumerate() {
            themes.add(place, theme.is_found, theme.words.iter().map(String::as_str));
        }
        let taken_for = |theme: &ThemeEntry| self.taken_for(&theme.id).map_or("", |theme| &theme.id).into();
        Sorter { themes, ids: self.themes.iter().map(taken_for).collect() }
    }

    /// Returns the ids of the themes that nobody wants to hear of.
    pub(crate) fn ignored(&self) -> HashSet<&str> {
        self.themes.iter().filter(|theme| theme.is_ignored).map(|theme| theme.id.as_str()).collect()
    }

    fn next_number(&self) -> usize {
        let number = |theme: &ThemeEntry| theme.id.strip_prefix(OWN)?.parse::<usize>().ok();
        self.themes.iter().filter_map(number).max().unwrap_or(0) + 1
    }

    fn check_names(&self) -> Result<(), Refusal> {
        let mut names = HashSet::new();
        for (index, theme) in self.themes.iter().enumerate().filter(|(_, theme)| theme.into.is_none()) {
            if theme.name.as_ref().is_some_and(|name| !names.insert(fold(name))) {
                let message = "another theme is called like that";
                return Err(Refusal::new("duplicate_name", message).at("name").within(&format!("themes[{index}]")));
            }
        }
        Ok(())
    }

    fn check_words(&self) -> Result<(), Refusal> {
        let mut words = HashSet::new();
        for (index, theme) in self.themes.iter().enumerate() {
            for (at, word) in theme.words.iter().enumerate() {
                if !words.insert((fold(word), theme.is_found)) {
                    return Err(Refusal::new("word_taken", format!("`{word}` is about another theme already"))
                        .at(format!("themes[{index}].words[{at}]"))
                        .hint("take it away there first"));
                }
            }
        }
        Ok(())
    }

    fn check_merged(&self) -> Result<(), Refusal> {
        for (index, theme) in self.themes.iter().enumerate() {
            let Some(into) = &theme.into else { continue };
            let refuse =
                |message: &str| Refusal::new("invalid_merge", message).at("into").within(&format!("themes[{index}]"));
            let mut next = self.themes.iter().find(|other| other.id == *into);
            if next.is_none() {
                return Err(refuse("there is no such theme"));
            }
            for _ in 0..self.themes.len() {
                let Some(found) = next else { break };
                if found.id == theme.id {
                    return Err(refuse("a theme cannot be taken for itself"));
                }
                next = found.into.as_ref().and_then(|into| self.themes.iter().find(|other| other.id == *into));
            }
        }
        Ok(())
    }
}

impl ThemeEntry {
    fn parse(mut self) -> Result<Self, Refusal> {
        self.name = self.name.map(|name| check_name(&name)).transpose()?;
        check_count("words", self.words.len(), 0..=WORDS_MAX)?;
        for (at, word) in self.words.iter_mut().enumerate() {
            *word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            let n_letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            if n_letters < 2 || word.chars().count() > WORD_CHARS_MAX || word.chars().any(char::is_control) {
                return Err(Refusal::new("invalid_word", "this is not a word or a phrase")
                    .at(format!("words[{at}]"))
                    .hint(format!("use 2 to {WORD_CHARS_MAX} characters; `*` at the end stands for any ending")));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Taxonomy, ThemeEntry};
    use boussole_text::Found;

    fn entry(id: &str, words: &[&str]) -> ThemeEntry {
        ThemeEntry {
            id: id.to_owned(),
            name: Some(format!("Theme {}", words.first().unwrap_or(&id))),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..ThemeEntry::default()
        }
    }

    fn with(themes: &Taxonomy, more: Vec<ThemeEntry>) -> Vec<ThemeEntry> {
        themes.themes.iter().cloned().chain(more).collect()
    }

    #[test]
    fn a_theme_keeps_its_id_whatever_becomes_of_it() {
        let shipped = Taxonomy::shipped();
        let mut taxonomy = shipped.change(with(&shipped, vec![entry("", &["point relais"])])).expect("fine");
        let n = shipped.themes.len();
        assert_eq!(taxonomy.themes[n].id, "t1");
        let found = |words: &[&str]| Found { words: words.iter().map(|word| (*word).to_owned()).collect(), n: 20 };
        assert_eq!(taxonomy.add(vec![found(&["Buse", "vapeur"]), found(&["POINT RELAIS"]), found(&["vapeur"])]), 1);
        assert_eq!(taxonomy.add(vec![found(&["buse"])]), 0, "it is not found twice");
        assert!(taxonomy.themes[n + 1].is_found && taxonomy.themes[n + 1].id == "t2");
        let mut themes = with(&taxonomy, vec![entry("whatever", &["borne"])]);
        themes[n + 1].into = Some("quality".to_owned());
        themes[n].into = Some("t2".to_owned());
        themes[0].name = Some("  Livraison à domicile ".to_owned());
        let changed = taxonomy.change(themes).expect("fine");
        assert_eq!(changed.themes[n + 2].id, "t3");
        assert_eq!(changed.themes[0].name.as_deref(), Some("Livraison à domicile"));
        assert_eq!(changed.taken_for("t1").map(|theme| theme.id.as_str()), Some("quality"));
        assert_eq!(Taxonomy::stored(changed.themes.clone()), changed);
        let fewer = changed.themes.iter().filter(|theme| theme.id != "stock").cloned().collect();
        assert_eq!(Taxonomy::stored(fewer), changed, "a theme that came since is added, at its place");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let shipped = Taxonomy::shipped();
        let n = shipped.themes.len();
        let check = |change: &dyn Fn(&mut Vec<ThemeEntry>), code: &str, field: &str| {
            let mut themes = with(&shipped, vec![entry("", &["relais"]), entry("", &["borne"])]);
            change(&mut themes);
            let refusal = shipped.change(themes).expect_err(code);
            assert_eq!((refusal.code, refusal.field.as_deref()), (code, Some(field)));
        };
        let field = |at: usize, rest: &str| format!("themes[{at}].{rest}");
        check(&|themes| themes[n].words = vec!["BORNE".to_owned()], "word_taken", &field(n + 1, "words[0]"));
        check(&|themes| themes[n].words = vec!["*".to_owned()], "invalid_word", &field(n, "words[0]"));
        check(&|themes| themes[n].name = Some("theme BORNE".to_owned()), "duplicate_name", &field(n + 1, "name"));
        check(&|themes| themes[n].name = None, "invalid_name", &field(n, "name"));
        check(&|themes| themes[1].into = Some("stock".to_owned()), "invalid_merge", &field(1, "into"));
        check(&|themes| themes[1].into = Some("nowhere".to_owned()), "invalid_merge", &field(1, "into"));
        check(
            &|themes| {
                themes[1].into = Some("delivery".to_owned());
                themes[0].into = Some("stock".to_owned());
            },
            "invalid_merge",
            "themes[0].into",
        );
        check(&|themes| drop(themes.remove(0)), "unknown_theme", "themes[0].id");
        check(&|themes| themes.truncate(3), "out_of_bounds", "themes");
    }
}
