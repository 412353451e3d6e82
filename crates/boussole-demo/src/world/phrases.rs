//! What people write, by what it is about.

use super::Language;
use crate::random::Draw;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Aspect {
    DeliveryLate,
    DeliveryKept,
    WorthGood,
    WorthBad,
    SizeSmall,
    PriceHigh,
    PriceFair,
    PaymentFailed,
    SiteEasy,
    SiteHard,
    QueueLong,
    AdviceGood,
    AdviceBad,
    SupportGood,
    SupportSlow,
    ReturnEasy,
    ReturnHard,
    AllWell,
    AllMiddling,
    AskWhere,
    AskSize,
    AskBroken,
    AskPayment,
    AskAdvice,
    AskReturn,
    AskAgain,
    AskThanks,
    ReplyWhere,
    ReplySize,
    ReplyBroken,
    ReplyPayment,
    ReplyAdvice,
    ReplyReturn,
}

/// A file of phrases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhraseFile {
    phrases: Vec<Phrases>,
}

/// Phrases about one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    about: Aspect,
    /// The only category of products they fit; all when absent.
    category: Option<String>,
    fr: Vec<String>,
    /// French phrases of those who say "tu".
    #[serde(default)]
    fr_tu: Vec<String>,
    en: Vec<String>,
}

/// All phrases.
#[derive(Debug)]
pub(crate) struct PhraseBook {
    by_aspect: BTreeMap<Aspect, Vec<Phrases>>,
}

/// What the slots of a phrase stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slots {
    pub(crate) category: Option<&'static str>,
    pub(crate) model: Option<&'static str>,
    pub(crate) carrier: Option<&'static str>,
    pub(crate) shop: Option<&'static str>,
    pub(crate) order: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) days: Option<i64>,
}

impl PhraseBook {
    /// Gathers the phrases of several files.
    pub(crate) fn new(files: [PhraseFile; 2]) -> Self {
        let mut by_aspect: BTreeMap<Aspect, Vec<Phrases>> = BTreeMap::new();
        for phrases in files.into_iter().flat_map(|file| file.phrases) {
            by_aspect.entry(phrases.about).or_default().push(phrases);
        }
        Self { by_aspect }
    }

    /// Draws a phrase about `aspect` whose slots are all known; `None` when there is none.
    pub(crate) fn draw(
        &self,
        aspect: Aspect,
        language: Language,
        familiar: bool,
        slots: &Slots,
        draw: &mut Draw,
    ) -> Option<String> {
        let fitting = self.by_aspect.get(&aspect).into_iter().flatten().filter(|phrases| phrases.fits(slots));
        let texts: Vec<&String> = fitting
            .flat_map(|phrases| phrases.texts(language, familiar))
            .filter(|text| slots.fill(text, language).is_some())
            .collect();
        slots.fill(draw.pick(&texts)?, language)
    }
}

impl Phrases {
    fn fits(&self, slots: &Slots) -> bool {
        self.category.as_deref().is_none_or(|category| slots.category == Some(category))
    }

    fn texts(&self, language: Language, familiar: bool) -> impl Iterator<Item = &String> {
        let (plain, more): (&[String], &[String]) = match (language, familiar) {
            (Language::French, true) => (&self.fr, &self.fr_tu),
            (Language::French, false) => (&self.fr, &[]),
            (Language::English, _) => (&self.en, &[]),
        };
        plain.iter().chain(more)
    }
}

impl Slots {
    /// Fills the slots of `text`; `None` when one is not known.
    fn fill(&self, text: &str, language: Language) -> Option<String> {
        let mut filled = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(&self.value(slot, language)?);
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }

    fn value(&self, slot: &str, language: Language) -> Option<String> {
        match slot {
            "model" => self.model.map(str::to_owned),
            "carrier" => self.carrier.map(str::to_owned),
            "shop" => self.shop.map(str::to_owned),
            "order" => self.order.clone(),
            "name" => self.name.clone(),
            "days" => Some(match (self.days?, language) {
                (1, Language::French) => "un jour".to_owned(),
                (1, Language::English) => "one day".to_owned(),
                (days, Language::French) => format!("{days} jours"),
                (days, Language::English) => format!("{days} days"),
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Aspect, PhraseBook, Slots};
    use crate::random::Draw;
    use crate::world::{Language, World};
    use std::collections::BTreeSet;

    fn book() -> &'static PhraseBook {
        &World::shipped().phrases
    }

    #[test]
    fn there_are_many_distinct_phrases_and_every_slot_is_known() {
        let full = Slots {
            category: None,
            model: Some("m"),
            carrier: Some("c"),
            shop: Some("s"),
            order: Some("o".to_owned()),
            name: Some("n".to_owned()),
            days: Some(2),
        };
        let all = book().by_aspect.values().flatten();
        let texts: Vec<_> =
            all.flat_map(|phrases| phrases.fr.iter().chain(&phrases.fr_tu).chain(&phrases.en)).collect();
        for text in &texts {
            assert!(full.fill(text, Language::French).is_some_and(|filled| !filled.contains(['{', '}'])), "{text}");
        }
        assert!(texts.iter().collect::<BTreeSet<_>>().len() == texts.len() && texts.len() > 250, "{}", texts.len());
    }

    #[test]
    fn both_languages_have_something_to_say_without_any_slot() {
        let mut draw = Draw::of_person(1, 1);
        for aspect in book().by_aspect.keys().filter(|aspect| !format!("{aspect:?}").starts_with("Reply")) {
            // An order that is late, or a product that fits nobody, is spoken of by somebody who has it.
            let slots = Slots { model: Some("m"), days: Some(3), ..Slots::default() };
            for language in [Language::French, Language::English] {
                assert!(book().draw(*aspect, language, false, &slots, &mut draw).is_some(), "{aspect:?} {language:?}");
            }
        }
        assert_eq!(book().draw(Aspect::ReplyWhere, Language::French, false, &Slots::default(), &mut draw), None);
    }

    #[test]
    fn a_phrase_about_shoes_is_not_said_of_tents() {
        let mut draw = Draw::of_person(1, 1);
        let mut said = |category| {
            let slots = Slots { category: Some(category), ..Slots::default() };
            let texts =
                (0..300).filter_map(|_| book().draw(Aspect::WorthBad, Language::French, false, &slots, &mut draw));
            texts.filter(|text| text.contains("semelle")).count()
        };
        assert!(said("shoes") > 0);
        assert_eq!(said("tents"), 0);
    }
}
