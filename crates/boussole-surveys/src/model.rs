//! What a survey is and asks. What cannot be one is refused when it is saved, with its place.

use crate::occasion::{InPage, Invite};
use boussole_core::{Refusal, check_count, check_id, check_name};
use boussole_mail::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// The most questions, choices of a question, and follow-ups of a question.
const QUESTIONS_MAX: usize = 20;
const CHOICES_MAX: usize = 30;
const FOLLOW_UPS_MAX: usize = 5;
/// The longest text that is shown, in characters.
const WORDS_CHARS_MAX: usize = 500;
/// The longest comment that somebody may write, in characters.
pub(crate) const COMMENT_CHARS_MAX: usize = 5_000;
/// What stands for who asks, in the texts that are shown.
pub(crate) const BRAND: &str = "{brand}";

/// What is asked, of whom and in which words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyDefinition)]
pub struct Definition {
    /// Who asks, as those who are asked know it; `{brand}` in the other texts stands for it.
    pub brand: String,
    /// In which languages it can be answered; whoever reads none of them is shown the first.
    #[schema(value_type = Vec<boussole_mail::LanguageWord>)]
    pub languages: Vec<Language>,
    /// What is said before the first question.
    #[serde(default)]
    #[schema(required)]
    pub intro: Option<Words>,
    /// In their order.
    pub questions: Vec<Question>,
    /// What is said to who answered; absent: that they are thanked.
    #[serde(default)]
    #[schema(required)]
    pub thanks: Option<Words>,
    /// The id of the step of the customer journey that it is about.
    #[serde(default)]
    #[schema(required)]
    pub step: Option<String>,
    /// Who is asked by mail; absent: nobody is, and whoever has the address answers.
    #[serde(default)]
    #[schema(required)]
    pub invite: Option<Invite>,
    /// Who is asked in the pages of the company; absent: nobody is.
    #[serde(default)]
    #[schema(required)]
    pub in_page: Option<InPage>,
}

/// A text in the languages of a survey.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyWords)]
pub struct Words {
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyQuestion)]
pub struct Question {
    /// Which question, for good: small letters, digits, `-` and `_`.
    pub id: String,
    /// What sort of answer it takes.
    pub kind: Kind,
    /// The question itself.
    pub text: Words,
    /// Whether the form is only taken with an answer to it.
    #[serde(default)]
    pub is_required: bool,
    /// What can be chosen, where something is chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// What is asked beside, by the answer: of each answer one at most.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
}

/// What sort of answer a question takes. The word is also that of the property `survey` of its answers: what is measured
/// in another way has another word, and is never put on one curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SurveyQuestionKind)]
pub enum Kind {
    /// 0 to 10: how likely it is that they recommend.
    Nps,
    /// 1 to 4: how satisfied they are, without a middle.
    #[serde(rename = "csat_4")]
    Csat4,
    /// 1 to 5: how satisfied they are.
    Csat,
    /// 1 to 7: how satisfied they are.
    #[serde(rename = "csat_7")]
    Csat7,
    /// 1 to 10: how satisfied they are.
    #[serde(rename = "csat_10")]
    Csat10,
    /// 1 to 7: how easy it was.
    Ces,
    /// 1 to 7: how much they agree that it was made easy.
    CesAgreement,
    /// Their own words.
    Text,
    /// One of some choices.
    SingleChoice,
    /// Any number of some choices.
    MultipleChoice,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyChoice)]
pub struct Choice {
    /// Which choice, for good: small letters, digits, `-` and `_`.
    pub id: String,
    /// What is read.
    pub text: Words,
}

/// A text that is asked for beside some answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyFollowUp)]
pub struct FollowUp {
    /// Beside which: numbers of the scale, or ids of choices.
    pub answers: Vec<String>,
    /// What is asked.
    pub text: Words,
}

/// A survey as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Which survey, for good.
    pub id: String,
    /// What its public address ends with.
    pub link: String,
    /// Whether it can be answered.
    pub state: State,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// Its newest version.
    pub version: Version,
    /// How people of the project call it.
    pub name: String,
    /// What it asks.
    pub definition: Definition,
}

/// A version of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The first is 1.
    pub number: i64,
    /// The id of the member who saved it.
    pub saved_by: Option<String>,
    /// When, in milliseconds since 1970.
    pub saved_ms: i64,
}

/// Whether a survey can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not yet: it was never open.
    Draft,
    /// It can.
    Open,
    /// No longer, or not for now.
    Closed,
}

/// Why a form was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// A program filled it in.
    Robot,
    /// Too many came from one address, or altogether.
    TooMany,
    /// The survey is not open.
    Closed,
    /// It is no form of this survey.
    Unreadable,
}

impl Definition {
    /// Returns the question of an id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Checks what somebody wrote, and cleans texts of the spaces around them.
    ///
    /// # Errors
    /// Refuses, with the field, what cannot be asked.
    pub fn parse(mut self) -> Result<Self, Refusal> {
        self.brand = check_name(&self.brand).map_err(|refusal| refusal.at("brand"))?;
        let languages: BTreeSet<&str> = self.languages.iter().map(|language| language.as_str()).collect();
        if languages.is_empty() || languages.len() < self.languages.len() {
            return Err(
                Refusal::new("invalid_languages", "a survey has each language once, and at least one").at("languages")
            );
        }
        check_count("questions", self.questions.len(), 1..=QUESTIONS_MAX)?;
        let mut ids = BTreeSet::new();
        for (index, question) in self.questions.iter_mut().enumerate() {
            let path = format!("questions[{index}]");
            check_id(&question.id, &mut ids).map_err(|refusal| refusal.within(&path))?;
            question.parse(&self.languages).map_err(|refusal| refusal.within(&path))?;
        }
        for (words, field) in [(&mut self.intro, "intro"), (&mut self.thanks, "thanks")] {
            if let Some(words) = words {
                words.parse(&self.languages).map_err(|refusal| refusal.within(field))?;
            }
        }
        if let Some(step) = &self.step {
            check_id(step, &mut BTreeSet::new()).map_err(|refusal| refusal.at("step"))?;
        }
        if let Some(invite) = &mut self.invite {
            invite.parse().map_err(|refusal| refusal.within("invite"))?;
        }
        if let Some(in_page) = &mut self.in_page {
            in_page.parse().map_err(|refusal| refusal.within("in_page"))?;
        }
        Ok(self)
    }
}

impl Question {
    fn parse(&mut self, languages: &[Language]) -> Result<(), Refusal> {
        self.text.parse(languages).map_err(|refusal| refusal.within("text"))?;
        let allowed = if self.kind.is_choice() { 2..=CHOICES_MAX } else { 0..=0 };
        check_count("choices", self.choices.len(), allowed)?;
        let mut ids = BTreeSet::new();
        for (index, choice) in self.choices.iter_mut().enumerate() {
            let path = format!("choices[{index}]");
            check_id(&choice.id, &mut ids).map_err(|refusal| refusal.within(&path))?;
            choice.text.parse(languages).map_err(|refusal| refusal.within("text").within(&path))?;
        }
        // Of several choices several would be asked, and one comment belongs to an answer.
        let most = match self.kind {
            Kind::Text => 0,
            Kind::MultipleChoice => 1,
            _ => FOLLOW_UPS_MAX,
        };
        check_count("follow_ups", self.follow_ups.len(), 0..=most)?;
        let possible = self.answers();
        let mut taken = BTreeSet::new();
        for (index, follow_up) in self.follow_ups.iter_mut().enumerate() {
            let path = format!("follow_ups[{index}]");
            follow_up.text.parse(languages).map_err(|refusal| refusal.within("text").within(&path))?;
            check_count("answers", follow_up.answers.len(), 1..=CHOICES_MAX)
                .map_err(|refusal| refusal.within(&path))?;
            for answer in &follow_up.answers {
                if !possible.contains(answer) || !taken.insert(answer.clone()) {
                    return Err(Refusal::new(
                        "invalid_follow_up",
                        format!("`{answer}` is no answer, or has a follow-up"),
                    )
                    .at("answers")
                    .hint("of each answer of the question one follow-up is asked at most")
                    .within(&path));
                }
            }
        }
        Ok(())
    }

    /// Returns everything that can be answered, but for words: numbers of the scale, or ids of choices.
    #[must_use]
    pub fn answers(&self) -> Vec<String> {
        match self.kind.levels() {
            Some(levels) => levels.map(|level| level.to_string()).collect(),
            None => self.choices.iter().map(|choice| choice.id.clone()).collect(),
        }
    }
}

impl Words {
    /// Returns the text in a language, or else in another.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        let (first, other) = match language {
            Language::En => (&self.en, &self.fr),
            Language::Fr => (&self.fr, &self.en),
        };
        first.as_deref().or(other.as_deref()).unwrap_or_default()
    }

    fn parse(&mut self, languages: &[Language]) -> Result<(), Refusal> {
        for (text, language) in [(&mut self.en, Language::En), (&mut self.fr, Language::Fr)] {
            let trimmed = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            let n_chars = trimmed.as_deref().map_or(0, |text| text.chars().count());
            if n_chars > WORDS_CHARS_MAX || (n_chars == 0 && languages.contains(&language)) {
                return Err(Refusal::new("invalid_text", format!("a text has 1 to {WORDS_CHARS_MAX} characters"))
                    .at(language.as_str())
                    .hint("write it in each language of the survey"));
            }
            *text = trimmed;
        }
        Ok(())
    }
}

impl Kind {
    /// Returns the word by which it is stored and asked for.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat4 => "csat_4",
            Self::Csat => "csat",
            Self::Csat7 => "csat_7",
            Self::Csat10 => "csat_10",
            Self::Ces => "ces",
            Self::CesAgreement => "ces_agreement",
            Self::Text => "text",
            Self::SingleChoice => "single_choice",
            Self::MultipleChoice => "multiple_choice",
        }
    }

    /// Returns the numbers of its scale, the better the higher; `None` of what is no scale.
    #[must_use]
    pub fn levels(self) -> Option<RangeInclusive<u8>> {
        match self {
            Self::Nps => Some(0..=10),
            Self::Csat4 => Some(1..=4),
            Self::Csat => Some(1..=5),
            Self::Csat7 | Self::Ces | Self::CesAgreement => Some(1..=7),
            Self::Csat10 => Some(1..=10),
            Self::Text | Self::SingleChoice | Self::MultipleChoice => None,
        }
    }

    /// Tells whether something is chosen.
    #[must_use]
    pub fn is_choice(self) -> bool {
        matches!(self, Self::SingleChoice | Self::MultipleChoice)
    }
}

impl State {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Open, Self::Closed];

    /// Returns the word by which a state is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// Parses the word of a state.
    ///
    /// # Errors
    /// Refuses with `unknown_state` any other word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|state| state.as_str() == word).ok_or_else(|| {
            Refusal::new("unknown_state", "there is no such state").at("state").hint("use `open` or `closed`")
        })
    }
}

impl Refused {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::Robot, Self::TooMany, Self::Closed, Self::Unreadable];

    /// Returns the word by which a reason is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Robot => "robot",
            Self::TooMany => "too_many",
            Self::Closed => "closed",
            Self::Unreadable => "unreadable",
        }
    }
}

#[cfg(test)]
mod tests;
