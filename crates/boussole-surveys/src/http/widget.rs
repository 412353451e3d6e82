//! What a page of the company asks, by the script that it holds: when to ask, and whether to ask who is there. Any page may;
//! what a question says of who is there is whether they are asked now.

use super::body::{AskedPartBody, InPageListBody};
use super::form::{TOKEN, failed, language_of, read};
use crate::SurveyError;
use crate::asker::Visitor;
use crate::form::Form;
use crate::model::{Refused, State, Survey};
use crate::occasion::InPage;
use crate::page::{Frame, Shown};
use crate::surveys::Surveys;
use axum::Json;
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, Place, Routes, place_of, sender_of};
use boussole_events::{Identifier, IdentifierKind};
use uuid::Uuid;

/// For how many seconds a page may keep what is asked when.
const KEPT: &str = "public, max-age=60";

/// Returns the routes of the script.
pub(super) fn routes(surveys: Surveys) -> Routes {
    Routes::default()
        .add(__path_survey_in_page_list, Access::Link, surveys.clone(), survey_in_page_list)
        .add(__path_survey_ask, Access::Link, surveys.clone(), survey_ask)
        .add(__path_survey_dismiss, Access::Link, surveys, survey_dismiss)
}

/// Lists the surveys that ask in pages, and when each does.
#[utoipa::path(
    get,
    path = "/s",
    responses((status = 200, description = "When pages ask", body = InPageListBody))
)]
async fn survey_in_page_list(Shared(surveys): Shared<Surveys>) -> Response {
    match surveys.in_pages().await {
        Ok((asking, rules)) => {
            let list = Json(InPageListBody::new(asking, rules));
            allow(([(header::CACHE_CONTROL, KEPT)], list).into_response())
        }
        Err(error) => failed(error),
    }
}

/// Asks whether to show a survey to who is on a page; when it is to be shown, that is written down.
#[utoipa::path(
    post,
    path = "/s/{link}/ask",
    params(("link" = String, Path, description = "What the public address of a survey ends with")),
    request_body(
        content = String,
        content_type = "application/x-www-form-urlencoded",
        description = "`user_id` and `anonymous_id`, as events of the page have them, where they are known; `language`; \
                       `wanted` when somebody wants to answer, whatever they were asked before"
    ),
    responses(
        (status = 200, description = "What to show", body = AskedPartBody),
        (status = 204, description = "Nothing is asked now")
    )
)]
async fn survey_ask(Shared(surveys): Shared<Surveys>, Path(link): Path<String>, request: Request) -> Response {
    let headers = request.headers().clone();
    let place = place_of(sender_of(request.extensions(), &headers));
    match ask(&surveys, &link, &headers, place, request).await {
        Ok(Some(asked)) => allow(Json(asked).into_response()),
        Ok(None) => allow(StatusCode::NO_CONTENT.into_response()),
        Err(error) => allow(failed(error)),
    }
}

/// Says that who was asked closed the question: `i` is what [`survey_ask`] gave.
#[utoipa::path(
    post,
    path = "/s/{link}/dismiss",
    params(("link" = String, Path, description = "What the public address of a survey ends with")),
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "It is on disk, or was no invitation"))
)]
async fn survey_dismiss(Shared(surveys): Shared<Surveys>, Path(link): Path<String>, request: Request) -> Response {
    let place = place_of(sender_of(request.extensions(), request.headers()));
    match dismiss(&surveys, &link, place, request).await {
        Ok(()) => allow(StatusCode::NO_CONTENT.into_response()),
        Err(error) => allow(failed(error)),
    }
}

async fn ask(
    surveys: &Surveys,
    link: &str,
    headers: &HeaderMap,
    place: Place,
    request: Request,
) -> Result<Option<AskedPartBody>, SurveyError> {
    let Some((survey, in_page)) = asking(surveys, link).await? else { return Ok(None) };
    if !surveys.may_ask(place) {
        surveys.refuse(&survey, Refused::TooMany).await?;
        return Ok(None);
    }
    let Some(form) = read(request.into_body()).await else {
        surveys.refuse(&survey, Refused::Unreadable).await?;
        return Ok(None);
    };
    let Some(number) = surveys.ask_in_page(&survey, &in_page, visitor(&form)).await? else { return Ok(None) };
    let language = language_of(headers, &form, &survey.definition.languages);
    let token = surveys.invitations().token(&survey.id, number, surveys.now_ms());
    let form = Form::default();
    let shown = Shown {
        survey: &survey,
        language,
        form: &form,
        faults: &[],
        response: number,
        token: Some(&token),
        is_preview: false,
        frame: Frame::Part,
    };
    Ok(Some(AskedPartBody::new(&survey, language, &token, shown.draw()?)))
}

async fn dismiss(surveys: &Surveys, link: &str, place: Place, request: Request) -> Result<(), SurveyError> {
    let Some((survey, _)) = asking(surveys, link).await? else { return Ok(()) };
    if !surveys.may_ask(place) {
        return surveys.refuse(&survey, Refused::TooMany).await;
    }
    let form = read(request.into_body()).await;
    match form.as_ref().and_then(|form| invited(surveys, &survey, form)) {
        Some(number) => surveys.dismiss(&survey, number).await,
        None => surveys.refuse(&survey, Refused::Unreadable).await,
    }
}

async fn asking(surveys: &Surveys, link: &str) -> Result<Option<(Survey, InPage)>, SurveyError> {
    let open = surveys.find(link).await?.filter(|survey| survey.state == State::Open);
    Ok(open.and_then(|survey| Some((survey.clone(), survey.definition.in_page?))))
}

fn invited(surveys: &Surveys, survey: &Survey, form: &Form) -> Option<Uuid> {
    surveys.invitation(survey, form.first(TOKEN)?).ok()
}

fn visitor(form: &Form) -> Visitor {
    let known_by = [("user_id", IdentifierKind::User), ("anonymous_id", IdentifierKind::Anonymous)]
        .into_iter()
        .find_map(|(field, kind)| Identifier::parse(kind, form.first(field)?));
    Visitor { known_by, is_asking: form.first("wanted").is_some() }
}

/// Lets the page that asked read an answer: it says nothing to one that it does not say to all, and cookies never come along.
pub(super) fn allow(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
