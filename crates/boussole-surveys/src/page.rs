//! The page on which a survey is answered: HTML without a script, so that it is there at once and works with a keyboard, a
//! screen reader and an old telephone alike. The same form is handed out alone, to be shown within a page of the company.

use crate::SurveyError;
use crate::form::{FaultAt, Form, TRAP, answer_field, comment_field};
use crate::model::{BRAND, COMMENT_CHARS_MAX, FollowUp, Kind, Question, Survey};
use crate::words::{PageWords, ends, level_names};
use boussole_mail::Language;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;
use std::sync::LazyLock;
use uuid::Uuid;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in TEMPLATE_TEXTS {
        environment.add_template(name, text).expect("the template inside the binary is one");
    }
    environment
});

const TEMPLATE_TEXTS: [(&str, &str); 2] =
    [("survey.html", include_str!("../templates/survey.html")), ("part.html", include_str!("../templates/part.html"))];
const FORM_STYLE: &str = include_str!("../templates/form.css");
const PAGE_STYLE: &str = include_str!("../templates/page.css");

/// Where a form is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// On a page of its own.
    Page,
    /// Within a page of the company.
    Part,
}

/// What is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) html: String,
    /// The style of a part, which a page has inside.
    pub(crate) style: String,
}

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
    pub(crate) frame: Frame,
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
    /// Draws the form.
    pub(crate) fn draw(&self) -> Result<Drawn, SurveyError> {
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
        let told = context! { form, paragraphs, is_preview => self.is_preview };
        draw(self.frame, Some(self.survey), self.language, &rules, &told)
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

/// Draws what is said instead of a form; without a survey there is nothing to say of one.
pub(crate) fn draw_said(
    frame: Frame,
    said: Said,
    survey: Option<&Survey>,
    language: Language,
) -> Result<Drawn, SurveyError> {
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
    draw(frame, survey, language, &[], &context! { heading, paragraphs })
}

fn draw(
    frame: Frame,
    survey: Option<&Survey>,
    language: Language,
    rules: &[String],
    told: &Value,
) -> Result<Drawn, SurveyError> {
    let brand = survey.map(|survey| &survey.definition.brand);
    let others = survey.map_or(&[][..], |survey| &survey.definition.languages).iter().filter(|each| **each != language);
    let languages: Vec<LanguageView> =
        others.map(|each| LanguageView { tag: each.as_str(), name: name(*each) }).collect();
    let style = format!("{FORM_STYLE}{}", rules.join("\n"));
    let part = context! { words => PageWords::of(language), language => language.as_str(), ..told.clone() };
    let html = TEMPLATES.get_template("part.html")?.render(&part)?;
    if frame == Frame::Part {
        return Ok(Drawn { html, style });
    }
    // What is inside was made safe where it was drawn.
    let page = context! {
        style => Value::from_safe_string(format!("{PAGE_STYLE}{style}")),
        part => Value::from_safe_string(html),
        brand,
        languages,
        ..part
    };
    Ok(Drawn { html: TEMPLATES.get_template("survey.html")?.render(page)?, style: String::new() })
}

/// Sets numbers in one line, and shows what is asked beside an answer while that is chosen. Browsers that do not know how
/// show all of it.
fn rules(index: usize, question: &Question) -> Vec<String> {
    let answers = question.answers();
    let columns = format!("#q{index} .options {{ --n: {} }}", answers.len());
    let rule = |(place, follow_up): (usize, &FollowUp)| {
        let options = answers.iter().enumerate().filter(|(_, answer)| follow_up.answers.contains(answer));
        let chosen: Vec<String> = options.map(|(option, _)| format!("#q{index}-{option}:checked")).collect();
        format!(
            "@supports selector(:has(*)) {{ .q{index}-c{place} {{ display: none }} \
             #q{index}:has({}) .q{index}-c{place} {{ display: block }} }}",
            chosen.join(", ")
        )
    };
    std::iter::once(columns).chain(question.follow_ups.iter().enumerate().map(rule)).collect()
}

/// Returns how a language calls itself.
fn name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Fr => "Français",
    }
}
