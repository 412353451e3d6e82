//! The page on which a survey is answered: HTML without a script, so that it is there at once and works with a keyboard, a
//! screen reader and an old telephone alike.

use crate::SurveyError;
use crate::form::{FaultAt, Form, TRAP, answer_field, comment_field};
use crate::model::{BRAND, COMMENT_CHARS_MAX, FollowUp, Kind, Question, Survey};
use crate::words::{PageWords, ends, level_names};
use boussole_mail::Language;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use std::sync::LazyLock;
use uuid::Uuid;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .add_template("survey.html", include_str!("../templates/survey.html"))
        .expect("the template inside the binary is one");
    environment
});

const STYLE: &str = include_str!("../templates/survey.css");

/// A form to be shown.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) language: Language,
    /// What is filled in already.
    pub(crate) form: &'a Form,
    pub(crate) faults: &'a [FaultAt],
    /// By which the response will be known.
    pub(crate) response: Uuid,
    /// What the personal link says, of who was asked.
    pub(crate) token: Option<&'a str>,
    /// Whether it is only looked at.
    pub(crate) is_preview: bool,
}

/// Something that is said instead of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// That the answer was kept, or the first one.
    Thanks { is_first: bool },
    /// That the survey is closed.
    Closed,
    /// That there is none.
    Unknown,
    /// That the personal link is not whole.
    Broken,
    /// That the time of the personal link is over.
    Expired,
}

#[derive(Serialize)]
struct LanguageView {
    tag: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct FormView {
    action: String,
    response: String,
    token: Option<String>,
    trap: &'static str,
    comment_max: usize,
    has_several: bool,
    faults: Vec<FaultView>,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct FaultView {
    at: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct QuestionView {
    at: String,
    field: String,
    text: String,
    layout: &'static str,
    is_required: bool,
    is_multiple: bool,
    fault: Option<String>,
    n_options: usize,
    options: Vec<OptionView>,
    low: Option<&'static str>,
    high: Option<&'static str>,
    follow_ups: Vec<FollowUpView>,
    written: String,
}

#[derive(Serialize)]
struct OptionView {
    at: String,
    value: String,
    text: String,
    /// What is read aloud, where the text alone does not tell.
    name: Option<String>,
    is_chosen: bool,
}

#[derive(Serialize)]
struct FollowUpView {
    at: String,
    field: String,
    text: String,
    written: String,
}

impl Shown<'_> {
    /// Writes the page of the form.
    pub(crate) fn render(&self) -> Result<String, SurveyError> {
        let definition = &self.survey.definition;
        let questions: Vec<QuestionView> =
            definition.questions.iter().enumerate().map(|(index, question)| self.question(index, question)).collect();
        let rules: Vec<String> =
            definition.questions.iter().enumerate().flat_map(|(index, question)| rules(index, question)).collect();
        let fault = |at: &FaultAt| {
            let index = at.question.as_ref().and_then(|id| definition.questions.iter().position(|each| each.id == *id));
            FaultView {
                at: index.map(|index| format!("q{index}")),
                text: match index {
                    Some(index) => {
                        let asked = self.branded(definition.questions[index].text.of(self.language));
                        format!("{asked} {}", at.fault.words(self.language))
                    }
                    None => at.fault.words(self.language),
                },
            }
        };
        let form = FormView {
            action: format!("/s/{}", self.survey.link),
            response: self.response.to_string(),
            token: self.token.map(str::to_owned),
            trap: TRAP,
            comment_max: COMMENT_CHARS_MAX,
            has_several: questions.len() > 1,
            faults: self.faults.iter().map(fault).collect(),
            questions,
        };
        let intro = definition.intro.as_ref().map(|words| self.branded(words.of(self.language)));
        let paragraphs: Vec<String> = intro.into_iter().collect();
        write(self.survey, self.language, &context! { form, paragraphs, rules, is_preview => self.is_preview })
    }

    fn question(&self, index: usize, question: &Question) -> QuestionView {
        let (at, field) = (format!("q{index}"), answer_field(question));
        let names = level_names(question.kind, self.language);
        let ends = ends(question.kind, self.language);
        let answers = question.answers();
        let last = answers.len().saturating_sub(1);
        let option = |(place, value): (usize, String)| {
            let text = match question.choices.get(place) {
                Some(choice) => self.branded(choice.text.of(self.language)),
                None => names.get(place).map_or_else(|| value.clone(), |name| (*name).to_owned()),
            };
            // At the ends the number is read with what it means: the words below are for the eye.
            let end = ends.and_then(|(low, high)| match place {
                0 => Some(low),
                _ if place == last => Some(high),
                _ => None,
            });
            OptionView {
                at: format!("{at}-{place}"),
                is_chosen: self.form.has(question, &value),
                name: end.map(|end| format!("{value}, {end}")),
                value,
                text,
            }
        };
        let fault = self.faults.iter().find(|fault| fault.question.as_ref() == Some(&question.id));
        let follow_up = |(place, follow_up): (usize, &FollowUp)| {
            let field = comment_field(question, place);
            FollowUpView {
                at: format!("{at}-c{place}"),
                text: self.branded(follow_up.text.of(self.language)),
                written: self.form.first(&field).unwrap_or_default().to_owned(),
                field,
            }
        };
        QuestionView {
            text: self.branded(question.text.of(self.language)),
            layout: if ends.is_some() { "scale" } else { "list" },
            is_required: question.is_required,
            is_multiple: question.kind == Kind::MultipleChoice,
            fault: fault.map(|fault| fault.fault.words(self.language)),
            n_options: answers.len(),
            options: answers.into_iter().enumerate().map(option).collect(),
            low: ends.map(|(low, _)| low),
            high: ends.map(|(_, high)| high),
            follow_ups: question.follow_ups.iter().enumerate().map(follow_up).collect(),
            written: self.form.first(&field).unwrap_or_default().to_owned(),
            at,
            field,
        }
    }

    fn branded(&self, text: &str) -> String {
        text.replace(BRAND, &self.survey.definition.brand)
    }
}

/// Writes the page that says something instead of a form; without a survey there is nothing to say of one.
pub(crate) fn render_said(said: Said, survey: Option<&Survey>, language: Language) -> Result<String, SurveyError> {
    let words = PageWords::of(language);
    let own = survey.and_then(|survey| Some((survey, survey.definition.thanks.as_ref()?)));
    let own = own.map(|(survey, thanks)| thanks.of(language).replace(BRAND, &survey.definition.brand));
    let (heading, paragraphs) = match said {
        Said::Thanks { is_first: true } => (words.thanks_title, vec![own.unwrap_or_else(|| words.thanks.to_owned())]),
        Said::Thanks { is_first: false } => (words.thanks_title, vec![words.kept_first.to_owned()]),
        Said::Closed => (words.closed_title, vec![words.closed.to_owned()]),
        Said::Unknown => (words.unknown_title, vec![words.unknown.to_owned()]),
        Said::Broken => (words.broken_title, vec![words.broken.to_owned()]),
        Said::Expired => (words.expired_title, vec![words.expired.to_owned()]),
    };
    let told = context! { heading, paragraphs };
    match survey {
        Some(survey) => write(survey, language, &told),
        None => {
            let page = context! { words, style => style(), language => language.as_str(), title => heading, ..told };
            Ok(TEMPLATES.get_template("survey.html")?.render(page)?)
        }
    }
}

fn write(survey: &Survey, language: Language, told: &minijinja::Value) -> Result<String, SurveyError> {
    let definition = &survey.definition;
    let others = definition.languages.iter().filter(|each| **each != language);
    let languages: Vec<LanguageView> =
        others.map(|each| LanguageView { tag: each.as_str(), name: name(*each) }).collect();
    let page = context! {
        words => PageWords::of(language),
        style => style(),
        language => language.as_str(),
        title => &definition.brand,
        brand => &definition.brand,
        languages,
        ..told.clone()
    };
    Ok(TEMPLATES.get_template("survey.html")?.render(page)?)
}

fn style() -> minijinja::Value {
    minijinja::Value::from_safe_string(STYLE.to_owned())
}

/// Shows what is asked beside an answer while that is chosen. Browsers that do not know how show all of it.
fn rules(index: usize, question: &Question) -> Vec<String> {
    let answers = question.answers();
    let rule = |(place, follow_up): (usize, &FollowUp)| {
        let options = answers.iter().enumerate().filter(|(_, answer)| follow_up.answers.contains(answer));
        let chosen: Vec<String> = options.map(|(option, _)| format!("#q{index}-{option}:checked")).collect();
        format!(
            "@supports selector(:has(*)) {{ .q{index}-c{place} {{ display: none }} \
             #q{index}:has({}) .q{index}-c{place} {{ display: block }} }}",
            chosen.join(", ")
        )
    };
    question.follow_ups.iter().enumerate().map(rule).collect()
}

/// Returns how a language calls itself.
fn name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Fr => "Français",
    }
}
