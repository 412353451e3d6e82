//! A verbatim with its clauses, and which ones are wanted.

use crate::label::key;
use crate::step::{StepOf, Steps};
use crate::taxonomy::Sorter;
use boussole_core::{DAY_MS, Refusal};
use boussole_text::{
    Alarm, Language, Learnt, Polarity, Reading, Sentiment, alarms, clause_sentiment, fold, language, mask,
};
use std::sync::Arc;

/// Verbatims of a page.
pub(crate) const PAGE_MAX: usize = 200;
/// For how many days verbatims are looked at.
pub(crate) const DAYS_MAX: i64 = 400;
/// The longest text that is looked for, in characters.
const SEARCH_CHARS_MAX: usize = 200;

/// What somebody wrote at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Verbatim {
    /// When, in milliseconds since 1970.
    pub time_ms: i64,
    /// Where it stands among all events.
    pub seq: u64,
    /// Who wrote it; 0 where nobody is known.
    pub person_key: u64,
    /// In which event.
    pub event: String,
    /// Which survey was answered, where one was.
    pub survey: Option<String>,
    /// On which scale, and which number was given with it.
    pub scale: Option<String>,
    pub(crate) score: Option<f64>,
    /// At which step of the journey they were, where that is known of all they wrote.
    pub step: Option<StepOf>,
    /// In which language it is written, where that is clear.
    pub language: Option<Language>,
    /// What it comes to.
    pub polarity: Polarity,
    /// Its parts: together they are the whole text, in which addresses and numbers of people are masked.
    pub clauses: Vec<Clause>,
    /// What in it must not wait.
    pub alarms: Vec<Alarm>,
    /// The text without case and accents.
    folded: String,
}

/// A part that says one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// By what it is known: its words.
    pub key: i64,
    /// As it was written, up to the next one.
    pub text: String,
    /// The id of what it is about; absent where that is nothing known.
    pub theme: Option<Arc<str>>,
    /// Whether it is praise or blame.
    pub polarity: Polarity,
    /// Whether somebody said so.
    pub is_checked: bool,
    /// Which step of the journey it is about: that of the text, else that of its theme.
    pub step: Option<StepOf>,
}

/// Events with which a score comes: what was learnt of scores is learnt of such texts, and tells no others. A question before a
/// purchase is neither praise nor blame.
const SCORED: [&str; 4] = ["Survey Answered", "NPS Answered", "Review Submitted", "Product Reviewed"];

/// By what texts are understood.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) sorter: Sorter,
    pub(crate) learnt: Option<Arc<Learnt>>,
}

/// Which verbatims are wanted.
#[derive(Debug, Clone, Default)]
pub struct VerbatimFilter {
    /// Those of so many days, counted back from now.
    pub days: i64,
    /// Only those about this: the id of a theme.
    pub theme: Option<String>,
    /// Only those about nothing known.
    pub is_without_theme: bool,
    /// Only praise, or blame: with a theme, of that.
    pub polarity: Option<Polarity>,
    /// Only those with something that must not wait.
    pub alarm: Option<Alarm>,
    /// Only those of who was at this step of the journey.
    pub step: Option<String>,
    /// Only those in this event.
    pub event: Option<String>,
    /// Only those with these words, whatever the case and the accents.
    pub search: Option<String>,
}

/// Verbatims, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct VerbatimPage {
    /// The verbatims.
    pub verbatims: Vec<Verbatim>,
    /// How many are wanted in all, on this page and on others.
    pub total: u64,
    /// Before which to ask for the next page; `None` at the end.
    pub next: Option<String>,
}

/// What is known of a text before it is read.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) time_ms: i64,
    pub(crate) seq: u64,
    pub(crate) person_key: u64,
    pub(crate) event: String,
    pub(crate) survey: Option<String>,
    pub(crate) scale: Option<String>,
    pub(crate) score: Option<f64>,
}

impl Verbatim {
    /// Understands a text.
    pub(crate) fn understand(written: Written, text: &str, knowledge: &Knowledge) -> Self {
        let (text, _) = mask(text);
        let reading = Reading::new(&text);
        let language = language(&reading);
        let parts = reading.clauses();
        let begin = |place: usize| parts.get(place).map_or(text.len(), |part| reading.words()[part.words.start].from);
        let clause = |text: &str, place: Option<usize>, polarity| {
            let theme = place.and_then(|place| knowledge.sorter.id(place));
            Clause { key: key(text), text: text.to_owned(), theme, polarity, is_checked: false, step: None }
        };
        let read: Vec<Sentiment> = parts.iter().map(|part| clause_sentiment(&reading, part, language)).collect();
        let clauses = parts.iter().zip(&read).enumerate().map(|(place, (part, read))| {
            // What stands before the first word belongs to it.
            let text = &text[if place == 0 { 0 } else { begin(place) }..begin(place + 1)];
            clause(text, knowledge.sorter.themes.of(&reading, part), read.polarity)
        });
        let mut clauses: Vec<Clause> = clauses.collect();
        if clauses.is_empty() {
            clauses.push(clause(&text, None, Polarity::Neutral));
        }
        let read = Sentiment::of_parts(&read);
        let learnt = knowledge.learnt.as_deref().filter(|_| SCORED.contains(&written.event.as_str()));
        let polarity = learnt.map_or(read.polarity, |learnt| learnt.polarity(&reading, &read));
        // One clause is the whole text, and says what that says.
        if let [clause] = clauses.as_mut_slice() {
            clause.polarity = polarity;
        }
        let Written { time_ms, seq, person_key, event, survey, scale, score } = written;
        Self {
            time_ms,
            seq,
            person_key,
            event,
            survey,
            scale,
            score,
            step: None,
            language,
            polarity,
            clauses,
            alarms: alarms(&reading).into_iter().collect(),
            folded: fold(&text),
        }
    }

    /// Returns the number that was given with it.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.score
    }

    /// Returns what was written, with what tells who somebody is put out of sight.
    #[must_use]
    pub fn text(&self) -> String {
        self.clauses.iter().map(|clause| clause.text.as_str()).collect()
    }

    /// Places its clauses on the journey.
    pub(crate) fn place(&mut self, steps: &Steps) {
        for clause in &mut self.clauses {
            let of_theme = || steps.of_theme(clause.theme.as_deref()?);
            clause.step = self.step.clone().or_else(of_theme);
        }
    }

    /// Tells whether somebody wants to read it, who looks from `now_ms` on back.
    pub(crate) fn is_wanted(&self, filter: &VerbatimFilter, now_ms: i64) -> bool {
        let VerbatimFilter { days, theme, is_without_theme, polarity, alarm, step, event, search } = filter;
        let is_of = |clause: &Clause| {
            theme.as_deref().is_none_or(|theme| clause.theme.as_deref() == Some(theme))
                && step.as_deref().is_none_or(|step| clause.step.as_ref().is_some_and(|own| own.id == step))
                && (theme.is_none() || polarity.is_none_or(|polarity| clause.polarity == polarity))
        };
        self.time_ms > now_ms - days * DAY_MS
            && self.clauses.iter().any(is_of)
            && (theme.is_some() || polarity.is_none_or(|polarity| self.polarity == polarity))
            && (!is_without_theme || self.clauses.iter().all(|clause| clause.theme.is_none()))
            && alarm.is_none_or(|alarm| self.alarms.contains(&alarm))
            && event.as_ref().is_none_or(|event| self.event == *event)
            && search.as_ref().is_none_or(|search| self.folded.contains(search.as_str()))
    }
}

impl VerbatimFilter {
    /// Checks and folds what somebody typed.
    ///
    /// # Errors
    /// Refuses with `invalid_search`, `out_of_bounds`.
    pub(crate) fn parse(self) -> Result<Self, Refusal> {
        if !(1..=DAYS_MAX).contains(&self.days) {
            return Err(
                Refusal::new("out_of_bounds", format!("this must be a whole number from 1 to {DAYS_MAX}")).at("days")
            );
        }
        let search = self.search.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if search.as_ref().is_some_and(|text| text.chars().count() > SEARCH_CHARS_MAX) {
            let message = format!("longer than {SEARCH_CHARS_MAX} characters");
            return Err(Refusal::new("invalid_search", message).at("search").hint("look for fewer words"));
        }
        Ok(Self { search: search.map(|text| fold(&text)), ..self })
    }
}

/// Reads where a page ended.
pub(crate) fn cursor(text: &str) -> Result<(i64, u64), Refusal> {
    let read = || {
        let (time_ms, seq) = text.split_once('.')?;
        Some((time_ms.parse().ok()?, seq.parse().ok()?))
    };
    read().ok_or_else(|| {
        Refusal::new("invalid_cursor", "this is not the end of a page").at("before").hint("leave it out to begin")
    })
}

#[cfg(test)]
mod tests {
    use super::{Knowledge, Verbatim, VerbatimFilter, Written};
    use crate::taxonomy::Taxonomy;
    use boussole_core::DAY_MS;
    use boussole_text::Polarity;

    const NOW_MS: i64 = 1_700_000_000_000;

    fn verbatim(text: &str) -> Verbatim {
        let knowledge = Knowledge { sorter: Taxonomy::shipped().sorter(), learnt: None };
        Verbatim::understand(Written { time_ms: NOW_MS - DAY_MS, ..Written::default() }, text, &knowledge)
    }

    #[test]
    fn the_clauses_are_the_whole_text_without_what_tells_who_somebody_is() {
        for (text, masked) in [
            ("  Livraison rapide, mais le prix… (trop cher) !", "  Livraison rapide, mais le prix… (trop cher) !"),
            ("Appelez-moi au 06 12 34 56 78. Merci", "Appelez-moi au [phone]. Merci"),
            ("…", "…"),
            ("👍👍", "👍👍"),
        ] {
            assert_eq!(verbatim(text).text(), masked);
        }
    }

    #[test]
    fn with_a_theme_praise_and_blame_are_of_that() {
        let both = verbatim("Très bonne livraison, mais le prix est beaucoup trop cher");
        let is_wanted = |theme: &str, polarity: Polarity| {
            let theme = Some(theme.to_owned());
            both.is_wanted(
                &VerbatimFilter { days: 2, theme, polarity: Some(polarity), ..VerbatimFilter::default() },
                NOW_MS,
            )
        };
        assert!(is_wanted("delivery", Polarity::Positive) && !is_wanted("delivery", Polarity::Negative));
        assert!(is_wanted("price", Polarity::Negative) && !is_wanted("price", Polarity::Positive));
        assert!(!is_wanted("store", Polarity::Positive));
        let of =
            |search: &str| VerbatimFilter { days: 2, search: Some(search.to_owned()), ..VerbatimFilter::default() };
        assert!(both.is_wanted(&of(" TRÈS Bonne ").parse().expect("fine"), NOW_MS));
        assert!(!both.is_wanted(&of("colis").parse().expect("fine"), NOW_MS));
        assert!(!both.is_wanted(&VerbatimFilter { days: 1, ..VerbatimFilter::default() }, NOW_MS), "too long ago");
    }
}
