//! What is sent and answered about surveys.

use super::{Definition, State, Survey, Surveys};
use crate::asked::{answered, asked, asked_of_all, not_asked};
use crate::event::Channel;
use crate::model::Refused;
use crate::occasion::InPage;
use crate::page::Drawn;
use crate::response::{Given, Response, ResponsePage};
use crate::rules::Rules;
use crate::template::Template;
use crate::words::PageWords;
use boussole_insights::QuestionSchema;
use boussole_mail::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

boussole_api::words!(pub(super) StateWord as "SurveyState", State::ALL.map(State::as_str));
boussole_api::words!(ChannelWord as "SurveyChannelWord", [Channel::Email, Channel::Page].map(Channel::as_str));
boussole_api::words!(pub(super) RefusedWord as "SurveyRefused", Refused::ALL.map(Refused::as_str));

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSurvey)]
pub(super) struct CreateBody {
    /// How people of the project call it.
    pub(super) name: String,
    pub(super) definition: Definition,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyChange)]
pub(super) struct SaveBody {
    /// The version that was changed: nobody else may have saved another one since.
    pub(super) base: i64,
    /// How people of the project call it.
    pub(super) name: String,
    pub(super) definition: Definition,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyStateChange)]
pub(super) struct StateBody {
    #[schema(value_type = StateWord)]
    pub(super) state: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PreviewParams {
    /// In which language; the first of the survey when nothing is said
    #[param(value_type = Option<boussole_mail::LanguageWord>)]
    pub(super) language: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ResponseParams {
    /// Only those with these words in what was written
    pub(super) search: Option<String>,
    /// Only those in which something was written
    pub(super) has_comment: Option<bool>,
    /// Where the last page ended: its `next`
    pub(super) before: Option<String>,
    /// How many at most, 1 to 200
    pub(super) limit: Option<usize>,
}

/// How often one person may be asked, whatever the survey.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyRules)]
pub(super) struct RulesBody {
    /// For how many days somebody who was asked is asked nothing.
    rest_days: i64,
    /// How often one is asked within 365 days, at most.
    year_max: i64,
}

/// A survey in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyLine)]
pub(super) struct LineBody {
    id: String,
    name: String,
    #[schema(value_type = StateWord)]
    state: &'static str,
    created_ms: i64,
    /// Of how many questions it is made.
    n_questions: usize,
    /// The id of the step of the customer journey that it is about.
    #[schema(required)]
    step: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyList)]
pub(super) struct SurveyListBody {
    /// Newest first.
    surveys: Vec<LineBody>,
    /// Asks how many people answered each, by its id; it has no range.
    #[schema(value_type = QuestionSchema)]
    question: Value,
}

/// A survey.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Survey)]
pub(super) struct SurveyBody {
    id: String,
    name: String,
    #[schema(value_type = StateWord)]
    state: &'static str,
    created_ms: i64,
    /// Where anybody answers it while it is open.
    address: String,
    /// The first is 1.
    version: i64,
    saved_ms: i64,
    /// The name of the member who saved this version; absent when nobody says.
    #[schema(required)]
    saved_by: Option<String>,
    definition: Definition,
    /// What tells how it was answered, where that is not words.
    questions: Vec<AskedBody>,
    /// How many forms were not taken, by why.
    refused: Vec<RefusedBody>,
    /// Whether people can be asked by mail at all.
    has_mail: bool,
    /// What tells whom it asks by itself, and over which channel.
    channels: Vec<ChannelBody>,
    /// Where the script is with which pages ask.
    script: String,
}

/// What tells whom a survey asks over a channel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyChannel)]
struct ChannelBody {
    #[schema(value_type = ChannelWord)]
    channel: &'static str,
    /// Asks which part of those who were asked answered; it has no range.
    #[schema(value_type = QuestionSchema)]
    answered: Value,
    /// Asks how many were not asked, by why; it has no range.
    #[schema(value_type = QuestionSchema)]
    not_asked: Value,
}

/// What tells how a question of a survey was answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyAsked)]
struct AskedBody {
    /// The id of the question of the survey.
    id: String,
    /// What is asked of the events; it has no range.
    #[schema(value_type = QuestionSchema)]
    question: Value,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyRefusedCount)]
struct RefusedBody {
    #[schema(value_type = RefusedWord)]
    reason: &'static str,
    n: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyResponseList)]
pub(super) struct ResponseListBody {
    /// Newest first.
    responses: Vec<ResponseBody>,
    /// How many are wanted in all.
    total: u64,
    /// Before which to ask for the next page; absent at the end.
    #[schema(required)]
    next: Option<String>,
}

/// What one person answered at one time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyResponse)]
struct ResponseBody {
    time_ms: i64,
    /// The id of the person.
    person: String,
    /// In which language the questions were read, where that is known.
    #[schema(required)]
    language: Option<String>,
    answers: Vec<GivenBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyAnswer)]
struct GivenBody {
    /// The id of the question.
    question: String,
    /// The number on a scale, or the id of a choice; absent of words.
    #[schema(required)]
    answer: Option<String>,
    /// What was written.
    #[schema(required)]
    comment: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyTemplateList)]
pub(super) struct TemplatesBody {
    templates: Vec<TemplateBody>,
}

/// A questionnaire to begin with.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyTemplate)]
struct TemplateBody {
    id: &'static str,
    definition: Definition,
}

impl SurveyListBody {
    pub(super) fn new(surveys: Vec<Survey>) -> Self {
        let line = |survey: Survey| LineBody {
            id: survey.id,
            name: survey.name,
            state: survey.state.as_str(),
            created_ms: survey.created_ms,
            n_questions: survey.definition.questions.len(),
            step: survey.definition.step,
        };
        Self { surveys: surveys.into_iter().map(line).collect(), question: asked_of_all() }
    }
}

impl SurveyBody {
    pub(super) fn new(
        surveys: &Surveys,
        survey: Survey,
        refused: Vec<(Refused, i64)>,
        names: &HashMap<String, String>,
    ) -> Self {
        let questions =
            survey.definition.questions.iter().filter_map(|question| {
                Some(AskedBody { id: question.id.clone(), question: asked(&survey, question)? })
            });
        let channel = |channel: Channel| ChannelBody {
            channel: channel.as_str(),
            answered: answered(&survey, channel),
            not_asked: not_asked(&survey, channel),
        };
        let by_mail = survey.definition.invite.as_ref().map(|_| channel(Channel::Email));
        let in_pages = survey.definition.in_page.as_ref().map(|_| channel(Channel::Page));
        Self {
            questions: questions.collect(),
            address: surveys.address(&survey),
            state: survey.state.as_str(),
            created_ms: survey.created_ms,
            version: survey.version.number,
            saved_ms: survey.version.saved_ms,
            saved_by: survey.version.saved_by.and_then(|id| names.get(&id).cloned()),
            has_mail: surveys.has_mail(),
            channels: by_mail.into_iter().chain(in_pages).collect(),
            script: surveys.script(),
            refused: refused.into_iter().map(|(why, n)| RefusedBody { reason: why.as_str(), n }).collect(),
            id: survey.id,
            name: survey.name,
            definition: survey.definition,
        }
    }
}

impl From<RulesBody> for Rules {
    fn from(body: RulesBody) -> Self {
        Self { rest_days: body.rest_days, year_max: body.year_max }
    }
}

impl From<Rules> for RulesBody {
    fn from(rules: Rules) -> Self {
        Self { rest_days: rules.rest_days, year_max: rules.year_max }
    }
}

impl From<ResponsePage> for ResponseListBody {
    fn from(page: ResponsePage) -> Self {
        let responses = page.responses.into_iter().map(ResponseBody::from).collect();
        Self { responses, total: page.total, next: page.next }
    }
}

impl From<Response> for ResponseBody {
    fn from(response: Response) -> Self {
        let given = |given: Given| GivenBody { question: given.question, answer: given.answer, comment: given.comment };
        Self {
            time_ms: response.time_ms,
            person: format!("p{}", response.person_key),
            language: response.language,
            answers: response.given.into_iter().map(given).collect(),
        }
    }
}

impl From<Vec<Template>> for TemplatesBody {
    fn from(templates: Vec<Template>) -> Self {
        let body = |template: Template| TemplateBody { id: template.id, definition: template.definition };
        Self { templates: templates.into_iter().map(body).collect() }
    }
}

/// What to show within a page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyPart)]
pub(super) struct PartBody {
    /// The form, or what is said instead.
    html: String,
    /// How it looks.
    css: String,
}

impl From<Drawn> for PartBody {
    fn from(drawn: Drawn) -> Self {
        Self { html: drawn.html, css: drawn.style }
    }
}

/// What to show within a page to who is asked there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyAskedPart)]
pub(super) struct AskedPartBody {
    /// The form.
    html: String,
    /// How it looks.
    css: String,
    /// Who asks.
    brand: String,
    /// In which language.
    #[schema(value_type = boussole_mail::LanguageWord)]
    language: &'static str,
    /// What the invitation is known by.
    token: String,
    /// How to call what closes it.
    close: &'static str,
    /// What to say when an answer could not be sent.
    not_sent: &'static str,
}

impl AskedPartBody {
    pub(super) fn new(survey: &Survey, language: Language, token: &str, drawn: Drawn) -> Self {
        let words = PageWords::of(language);
        Self {
            html: drawn.html,
            css: drawn.style,
            brand: survey.definition.brand.clone(),
            language: language.as_str(),
            token: token.to_owned(),
            close: words.close,
            not_sent: words.not_sent,
        }
    }
}

/// The surveys that ask in pages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyInPageList)]
pub(super) struct InPageListBody {
    surveys: Vec<InPageLineBody>,
    /// For how many days somebody who was asked is asked nothing.
    rest_days: i64,
}

/// When a survey asks in pages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyInPageLine)]
struct InPageLineBody {
    /// What its public address ends with.
    link: String,
    #[serde(flatten)]
    when: InPage,
}

impl InPageListBody {
    pub(super) fn new(asking: Vec<(Survey, InPage)>, rules: Rules) -> Self {
        let line = |(survey, when): (Survey, InPage)| InPageLineBody { link: survey.link, when };
        Self { surveys: asking.into_iter().map(line).collect(), rest_days: rules.rest_days }
    }
}
