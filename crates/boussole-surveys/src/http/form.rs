//! The page on which anybody answers who has its address. Opening it records nothing, whoever or whatever does: only what
//! is sent from it counts.

use super::body::PartBody;
use super::widget::allow;
use crate::SurveyError;
use crate::event::Channel;
use crate::form::{FaultAt, Form};
use crate::invitation::BadLink;
use crate::model::{Refused, State, Survey};
use crate::page::{Drawn, Frame, Said, Shown, draw_said};
use crate::surveys::{From, Surveys, Taken};
use crate::words::Fault;
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use boussole_api::{Access, ApiError, Routes, place_of, sender_of};
use boussole_mail::Language;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// The largest form, in bytes: all comments of the largest survey would be larger, and nobody writes them.
const FORM_BYTES_MAX: usize = 256 << 10;
/// How long a form may take to arrive.
const FORM_TIME_MAX: Duration = Duration::from_secs(20);
/// What the address of the page of thanks says when an earlier answer stayed.
const KEPT_FIRST: &str = "first";
/// The field, and the part of an address, of a personal link.
pub(super) const TOKEN: &str = "i";

/// How who answers is spoken to.
#[derive(Debug, Clone, Copy)]
struct View {
    frame: Frame,
    language: Language,
}

impl View {
    fn page(language: Language) -> Self {
        Self { frame: Frame::Page, language }
    }
}

/// Returns the routes of who answers.
pub(super) fn routes(surveys: Surveys) -> Routes {
    Routes::default()
        .add(__path_survey_open, Access::Link, surveys.clone(), survey_open)
        .add(__path_survey_answer, Access::Link, surveys.clone(), survey_answer)
        .add(__path_survey_thank, Access::Link, surveys, survey_thank)
}

/// Shows the form of a survey. Answers that the address names are filled in, and not sent: `a.` and the id of a question.
#[utoipa::path(
    get,
    path = "/s/{link}",
    params(("link" = String, Path, description = "What the public address of a survey ends with")),
    responses((status = 200, description = "The form", body = String, content_type = "text/html"))
)]
async fn survey_open(Shared(surveys): Shared<Surveys>, Path(link): Path<String>, request: Request) -> Response {
    let asked = Form::parse(request.uri().query().unwrap_or_default().as_bytes()).unwrap_or_default();
    let headers = request.headers();
    let Some(survey) = (match surveys.find(&link).await {
        Ok(found) => found.filter(|survey| survey.state != State::Draft),
        Err(error) => return failed(error),
    }) else {
        let view = View::page(language_of(headers, &asked, &Language::ALL));
        return said(StatusCode::NOT_FOUND, Said::Unknown, None, view);
    };
    let view = View::page(language_of(headers, &asked, &survey.definition.languages));
    if survey.state == State::Closed {
        return said(StatusCode::GONE, Said::Closed, Some(&survey), view);
    }
    let response = match asked.first(TOKEN).map(|token| surveys.invitation(&survey, token)).transpose() {
        Ok(invited) => invited.unwrap_or_else(Uuid::now_v7),
        Err(bad) => return refused_link(bad, &survey, view),
    };
    shown(StatusCode::OK, &survey, view, &asked, &[], response)
}

/// Takes the answers of a form; whoever sends the same form twice has answered once. A page of the company that sends them
/// for who is there asks for JSON, and is told what to show within.
#[utoipa::path(
    post,
    path = "/s/{link}",
    params(("link" = String, Path, description = "What the public address of a survey ends with")),
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "It is on disk: where thanks are said"),
        (status = 200, description = "It is on disk: what to show within a page", body = PartBody),
        (status = 422, description = "The form, with what is wrong", body = String, content_type = "text/html")
    )
)]
async fn survey_answer(Shared(surveys): Shared<Surveys>, Path(link): Path<String>, request: Request) -> Response {
    let headers = request.headers().clone();
    let place = place_of(sender_of(request.extensions(), &headers));
    let frame = frame_of(&headers);
    let survey = match surveys.find(&link).await {
        Ok(found) => found.filter(|survey| survey.state != State::Draft),
        Err(error) => return failed(error),
    };
    let Some(survey) = survey else {
        let language = language_of(&headers, &Form::default(), &Language::ALL);
        return said(StatusCode::NOT_FOUND, Said::Unknown, None, View { frame, language });
    };
    let form = read(request.into_body()).await;
    let language = language_of(&headers, form.as_ref().unwrap_or(&Form::default()), &survey.definition.languages);
    match answer(&surveys, &survey, View { frame, language }, form, place).await {
        Ok(response) => response,
        Err(error) => failed(error),
    }
}

/// Thanks for an answer.
#[utoipa::path(
    get,
    path = "/s/{link}/thanks",
    params(("link" = String, Path, description = "What the public address of a survey ends with")),
    responses((status = 200, description = "Thanks", body = String, content_type = "text/html"))
)]
async fn survey_thank(Shared(surveys): Shared<Surveys>, Path(link): Path<String>, request: Request) -> Response {
    let asked = Form::parse(request.uri().query().unwrap_or_default().as_bytes()).unwrap_or_default();
    match surveys.find(&link).await {
        Ok(Some(survey)) if survey.state != State::Draft => {
            let language = language_of(request.headers(), &asked, &survey.definition.languages);
            let thanks = Said::Thanks { is_first: asked.first("kept") != Some(KEPT_FIRST) };
            said(StatusCode::OK, thanks, Some(&survey), View::page(language))
        }
        Ok(_) => {
            let language = language_of(request.headers(), &asked, &Language::ALL);
            said(StatusCode::NOT_FOUND, Said::Unknown, None, View::page(language))
        }
        Err(error) => failed(error),
    }
}

async fn answer(
    surveys: &Surveys,
    survey: &Survey,
    view: View,
    form: Option<Form>,
    place: boussole_api::Place,
) -> Result<Response, SurveyError> {
    if survey.state == State::Closed {
        surveys.refuse(survey, Refused::Closed).await?;
        return Ok(said(StatusCode::GONE, Said::Closed, Some(survey), view));
    }
    let again = |status, form: &Form, fault, response| {
        let faults = [FaultAt { question: None, fault }];
        shown(status, survey, view, form, &faults, response)
    };
    if !surveys.may_send(survey, place) {
        surveys.refuse(survey, Refused::TooMany).await?;
        let form = form.unwrap_or_default();
        let response = response_of(&form).unwrap_or_else(Uuid::now_v7);
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, &form, Fault::TooMany, response));
    }
    let invited = form.as_ref().and_then(|form| form.first(TOKEN)).map(|token| surveys.invitation(survey, token));
    let invited = match invited.transpose() {
        Ok(invited) => invited,
        Err(bad) => {
            surveys.refuse(survey, Refused::Unreadable).await?;
            return Ok(refused_link(bad, survey, view));
        }
    };
    let known = |form: Form| invited.or_else(|| response_of(&form)).map(|response| (form, response));
    let Some((form, response)) = form.and_then(known) else {
        surveys.refuse(survey, Refused::Unreadable).await?;
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &Form::default(), Fault::Unreadable, Uuid::now_v7()));
    };
    if form.is_trapped() {
        surveys.refuse(survey, Refused::Robot).await?;
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &form, Fault::Robot, response));
    }
    let filled = match form.read(&survey.definition) {
        Ok(filled) => filled,
        Err(faults) => {
            return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, survey, view, &form, &faults, response));
        }
    };
    let channel = match view.frame {
        Frame::Part => Channel::Page,
        Frame::Page if invited.is_some() => Channel::Email,
        Frame::Page => Channel::Link,
    };
    let from = From { response, language: view.language, channel };
    match surveys.take(survey, from, &filled).await {
        Ok(taken) if view.frame == Frame::Part => {
            let thanks = Said::Thanks { is_first: taken == Taken::Kept };
            Ok(said(StatusCode::OK, thanks, Some(survey), view))
        }
        Ok(taken) => {
            let kept = if taken == Taken::KeptFirst { format!("&kept={KEPT_FIRST}") } else { String::new() };
            let thanks = format!("/s/{}/thanks?language={}{kept}", survey.link, view.language.as_str());
            Ok(Redirect::to(&thanks).into_response())
        }
        // What was typed is not lost, and the cause is for the log.
        Err(error) => {
            let mut response = again(StatusCode::SERVICE_UNAVAILABLE, &form, Fault::NotKept, response);
            response.extensions_mut().insert(boussole_api::InternalCause(error.to_string()));
            Ok(response)
        }
    }
}

/// Reads a form; `None` when it is none, is too large or does not arrive.
pub(super) async fn read(body: Body) -> Option<Form> {
    let bytes = timeout(FORM_TIME_MAX, to_bytes(body, FORM_BYTES_MAX)).await.ok()?.ok()?;
    Form::parse(&bytes)
}

/// Returns by which the response of a form is known: drawn when the form was shown.
fn response_of(form: &Form) -> Option<Uuid> {
    let response = Uuid::parse_str(form.first("response")?).ok()?;
    (!response.is_nil()).then_some(response)
}

/// Chooses the language of a page: the one asked for, else the first that the browser prefers, else the survey's first.
pub(super) fn language_of(headers: &HeaderMap, asked: &Form, languages: &[Language]) -> Language {
    let known = |tag: &str| languages.iter().copied().find(|language| language.as_str() == tag);
    let preferred = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        header.split(',').find_map(|each| known(&each.trim().get(..2)?.to_ascii_lowercase()))
    };
    let first = || languages.first().copied().unwrap_or(Language::En);
    asked.first("language").and_then(known).or_else(preferred).unwrap_or_else(first)
}

/// Tells where what is answered is shown: a page of the company says so by asking for JSON.
fn frame_of(headers: &HeaderMap) -> Frame {
    let asked = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if asked.starts_with("application/json") { Frame::Part } else { Frame::Page }
}

fn shown(status: StatusCode, survey: &Survey, view: View, form: &Form, faults: &[FaultAt], response: Uuid) -> Response {
    let View { frame, language } = view;
    let token = form.first(TOKEN);
    answered(status, view, Shown { survey, language, form, faults, response, token, is_preview: false, frame }.draw())
}

fn refused_link(bad: BadLink, survey: &Survey, view: View) -> Response {
    match bad {
        BadLink::Broken => said(StatusCode::NOT_FOUND, Said::Broken, Some(survey), view),
        BadLink::Expired => said(StatusCode::GONE, Said::Expired, Some(survey), view),
    }
}

fn said(status: StatusCode, said: Said, survey: Option<&Survey>, view: View) -> Response {
    answered(status, view, draw_said(view.frame, said, survey, view.language))
}

fn answered(status: StatusCode, view: View, drawn: Result<Drawn, SurveyError>) -> Response {
    match (drawn, view.frame) {
        (Err(error), _) => failed(error),
        (Ok(drawn), Frame::Page) => (status, [(header::CACHE_CONTROL, "no-store")], Html(drawn.html)).into_response(),
        (Ok(drawn), Frame::Part) => allow((status, Json(PartBody::from(drawn))).into_response()),
    }
}

pub(super) fn failed(error: SurveyError) -> Response {
    ApiError::from(error).into_response()
}
