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
    FaultFound,
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
    Opening,
    Closing,
    AskWhere,
    AskSize,
    AskBroken,
    AskFault,
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
    /// What is only said so in Belgium, Switzerland and Québec.
    #[serde(default)]
    fr_be: Vec<String>,
    #[serde(default)]
    fr_ch: Vec<String>,
    #[serde(default)]
    fr_ca: Vec<String>,
    en: Vec<String>,
}

/// Who speaks: whatever decides how a phrase sounds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) language: Language,
    /// The two-letter code.
    pub(crate) country: &'static str,
    /// Whether they say "tu".
    pub(crate) familiar: bool,
}

impl Voice {
    /// Returns the voice of the company: polite, and without an accent.
    pub(crate) fn of_company(language: Language) -> Self {
        Self { language, country: "FR", familiar: false }
    }
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
    pub(crate) fn draw(&self, aspect: Aspect, voice: Voice, slots: &Slots, draw: &mut Draw) -> Option<String> {
        let fitting = self.by_aspect.get(&aspect).into_iter().flatten().filter(|phrases| phrases.fits(slots));
        let texts = fitting.flat_map(|phrases| phrases.texts(voice)).filter(|text| slots.know_all_of(text));
        let text = *draw.pick(&texts.collect::<Vec<_>>())?;
        slots.fill(&choose(text, draw), voice.language)
    }
}

/// Replaces each `[one|other]` in a text by one of what it offers.
fn choose(text: &str, draw: &mut Draw) -> String {
    let mut chosen = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (choices, after))) =
        rest.split_once('[').and_then(|(before, after)| Some((before, after.split_once(']')?)))
    {
        let choices: Vec<&str> = choices.split('|').collect();
        chosen.push_str(before);
        chosen.push_str(draw.pick(&choices).copied().unwrap_or_default());
        rest = after;
    }
    chosen + rest
}

impl Phrases {
    fn fits(&self, slots: &Slots) -> bool {
        self.category.as_deref().is_none_or(|category| slots.category == Some(category))
    }

    fn texts(&self, voice: Voice) -> impl Iterator<Item = &String> {
        let (plain, familiar, local): (&[String], &[String], &[String]) = match (voice.language, voice.country) {
            (Language::English, _) => (&self.en, &[], &[]),
            (Language::French, "BE") => (&self.fr, &self.fr_tu, &self.fr_be),
            (Language::French, "CH") => (&self.fr, &self.fr_tu, &self.fr_ch),
            (Language::French, "CA") => (&self.fr, &self.fr_tu, &self.fr_ca),
            (Language::French, _) => (&self.fr, &self.fr_tu, &[]),
        };
        let familiar = if voice.familiar { familiar } else { &[] };
        // Whoever has words of their own for it says them more often than one of many.
        plain.iter().chain(familiar).chain(local).chain(local)
    }
}

impl Slots {
    /// Whether everything that a text has a slot for is known.
    fn know_all_of(&self, text: &str) -> bool {
        let slots = text.split('{').skip(1).filter_map(|after| after.split_once('}'));
        slots.into_iter().all(|(slot, _)| match slot {
            "model" => self.model.is_some(),
            "carrier" => self.carrier.is_some(),
            "shop" => self.shop.is_some(),
            "order" => self.order.is_some(),
            "name" => self.name.is_some(),
            "days" => self.days.is_some(),
            _ => false,
        })
    }

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
    use super::{Aspect, PhraseBook, Phrases, Slots, Voice, choose};
    use crate::random::Draw;
    use crate::world::{Language, World};
    use std::collections::BTreeSet;

    fn book() -> &'static PhraseBook {
        &World::shipped().phrases
    }

    fn all(phrases: &Phrases) -> impl Iterator<Item = &String> {
        let Phrases { fr, fr_tu, fr_be, fr_ch, fr_ca, en, .. } = phrases;
        [fr, fr_tu, fr_be, fr_ch, fr_ca, en].into_iter().flatten()
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
        let mut draw = Draw::of_person(1, 1);
        let texts: Vec<_> = book().by_aspect.values().flatten().flat_map(all).collect();
        for text in &texts {
            let chosen = choose(text, &mut draw);
            assert!(full.know_all_of(text) && !chosen.contains(['[', ']', '|']), "{text}");
            assert!(full.fill(&chosen, Language::French).is_some_and(|filled| !filled.contains(['{', '}'])), "{text}");
        }
        assert!(texts.iter().collect::<BTreeSet<_>>().len() == texts.len() && texts.len() > 300, "{}", texts.len());
    }

    #[test]
    fn both_languages_have_something_to_say_without_any_slot() {
        let mut draw = Draw::of_person(1, 1);
        for aspect in book().by_aspect.keys().filter(|aspect| !format!("{aspect:?}").starts_with("Reply")) {
            // An order that is late, or a product that fits nobody, is spoken of by somebody who has it.
            let slots = Slots { model: Some("m"), days: Some(3), ..Slots::default() };
            for language in [Language::French, Language::English] {
                let said = book().draw(*aspect, Voice::of_company(language), &slots, &mut draw);
                assert!(said.is_some(), "{aspect:?} {language:?}");
            }
        }
        let voice = Voice::of_company(Language::French);
        assert_eq!(book().draw(Aspect::ReplyWhere, voice, &Slots::default(), &mut draw), None);
    }

    #[test]
    fn a_phrase_about_shoes_is_not_said_of_tents() {
        let mut draw = Draw::of_person(1, 1);
        let mut said = |category| {
            let slots = Slots { category: Some(category), ..Slots::default() };
            let voice = Voice::of_company(Language::French);
            let texts = (0..300).filter_map(|_| book().draw(Aspect::WorthBad, voice, &slots, &mut draw));
            texts.filter(|text| text.contains("semelle")).count()
        };
        assert!(said("shoes") > 0);
        assert_eq!(said("tents"), 0);
    }

    #[test]
    fn everybody_speaks_the_french_of_their_country() {
        let mut draw = Draw::of_person(1, 1);
        let mut said = |country| {
            let voice = Voice { language: Language::French, country, familiar: false };
            let texts = (0..300).filter_map(|_| book().draw(Aspect::AllWell, voice, &Slots::default(), &mut draw));
            texts.filter(|text| text.contains("pantoute")).count()
        };
        assert!(said("CA") > 0);
        assert_eq!(said("FR"), 0);
    }

    #[test]
    fn one_of_what_a_text_offers_is_said() {
        let mut draw = Draw::of_person(1, 1);
        let said: BTreeSet<_> = (0..50).map(|_| choose("a[b|c]d[|e]", &mut draw)).collect();
        assert_eq!(said.into_iter().collect::<Vec<_>>(), ["abd", "abde", "acd", "acde"]);
        assert_eq!(choose("no [ choice", &mut draw), "no [ choice");
    }
}
