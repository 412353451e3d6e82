mod body;
mod form;
mod widget;

use crate::model::{Definition, State, Survey};
use crate::page::{Frame, Shown};
use crate::response::{PAGE_MAX, ResponseFilter};
use crate::surveys::Surveys;
use crate::template::templates;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use body::{
    CreateBody, PreviewParams, ResponseListBody, ResponseParams, RulesBody, SaveBody, StateBody, SurveyBody,
    SurveyListBody, TemplatesBody,
};
use boussole_api::{Access, ApiError, ApiResult, Auth, Routes, read_json};
use boussole_core::{Ctx, Refusal, Role};
use boussole_mail::Language;
use qrcode::QrCode;
use qrcode::render::svg;
use uuid::Uuid;

/// Responses of a page when nothing is said.
const PAGE: usize = 50;
/// The side of the picture of an address, in pixels, at least.
const QR_SIDE: u32 = 240;

/// Returns the routes of surveys: those of members, and the page on which anybody answers.
#[must_use]
pub fn routes(surveys: Surveys) -> Routes {
    // A survey speaks for the whole company: who sees a part of it does not change one.
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::WholeProject(Role::Editor));
    Routes::default()
        .add(__path_survey_list, viewer, surveys.clone(), survey_list)
        .add(__path_survey_create, editor, surveys.clone(), survey_create)
        .add(__path_survey_fetch, viewer, surveys.clone(), survey_fetch)
        .add(__path_survey_save, editor, surveys.clone(), survey_save)
        .add(__path_survey_delete, editor, surveys.clone(), survey_delete)
        .add(__path_survey_set_state, editor, surveys.clone(), survey_set_state)
        .add(__path_survey_preview, viewer, surveys.clone(), survey_preview)
        .add(__path_survey_code, viewer, surveys.clone(), survey_code)
        .add(__path_response_list, viewer, surveys.clone(), response_list)
        .add(__path_response_sheet, viewer, surveys.clone(), response_sheet)
        .add(__path_survey_rules_fetch, viewer, surveys.clone(), survey_rules_fetch)
        .add(__path_survey_rules_set, editor, surveys.clone(), survey_rules_set)
        .add(__path_survey_template_list, viewer, (), survey_template_list)
        .merge(form::routes(surveys.clone()))
        .merge(widget::routes(surveys))
}

/// Lists the surveys, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/surveys",
    responses((status = 200, description = "The surveys", body = SurveyListBody))
)]
async fn survey_list(Auth(ctx): Auth, Shared(surveys): Shared<Surveys>) -> ApiResult<Json<SurveyListBody>> {
    let list = surveys.survey_list(&ctx).await?;
    Ok(Json(SurveyListBody::new(list)))
}

/// Makes a survey; nobody can answer it before it is opened.
#[utoipa::path(
    post,
    path = "/api/v1/surveys",
    request_body = CreateBody,
    responses((status = 201, description = "The survey", body = SurveyBody))
)]
async fn survey_create(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    bytes: Bytes,
) -> ApiResult<(StatusCode, Json<SurveyBody>)> {
    let body: CreateBody = read_json(&bytes)?;
    let survey = surveys.survey_create(&ctx, &body.name, body.definition).await?;
    Ok((StatusCode::CREATED, Json(told(&surveys, &ctx, survey).await?)))
}

/// Fetches a survey, with the questions that tell how it was answered.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}",
    params(("id" = String, Path, description = "The id of a survey")),
    responses((status = 200, description = "The survey", body = SurveyBody))
)]
async fn survey_fetch(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
) -> ApiResult<Json<SurveyBody>> {
    let survey = surveys.survey(&ctx, &id).await?;
    Ok(Json(told(&surveys, &ctx, survey).await?))
}

/// Saves a survey as its next version.
#[utoipa::path(
    put,
    path = "/api/v1/surveys/{id}",
    params(("id" = String, Path, description = "The id of a survey")),
    request_body = SaveBody,
    responses((status = 200, description = "The survey as it is now", body = SurveyBody))
)]
async fn survey_save(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<SurveyBody>> {
    let body: SaveBody = read_json(&bytes)?;
    let survey = surveys.survey_save(&ctx, &id, body.base, &body.name, body.definition).await?;
    Ok(Json(told(&surveys, &ctx, survey).await?))
}

/// Deletes a survey that was never open.
#[utoipa::path(
    delete,
    path = "/api/v1/surveys/{id}",
    params(("id" = String, Path, description = "The id of a survey")),
    responses((status = 204, description = "It is gone"))
)]
async fn survey_delete(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    surveys.survey_delete(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Opens a survey, or closes it: its answers stay.
#[utoipa::path(
    post,
    path = "/api/v1/surveys/{id}/state",
    params(("id" = String, Path, description = "The id of a survey")),
    request_body = StateBody,
    responses((status = 200, description = "The survey as it is now", body = SurveyBody))
)]
async fn survey_set_state(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<SurveyBody>> {
    let body: StateBody = read_json(&bytes)?;
    let survey = surveys.survey_set_state(&ctx, &id, State::parse(&body.state)?).await?;
    Ok(Json(told(&surveys, &ctx, survey).await?))
}

/// Shows the page of a survey as those will see it who answer; nothing can be sent from it.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/preview",
    params(("id" = String, Path, description = "The id of a survey"), PreviewParams),
    responses((status = 200, description = "The page", body = String, content_type = "text/html"))
)]
async fn survey_preview(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
    params: Result<Query<PreviewParams>, QueryRejection>,
) -> ApiResult<Html<String>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let survey = surveys.survey(&ctx, &id).await?;
    let language = params.language.as_deref().map(Language::parse).transpose()?;
    let shown = Shown {
        survey: &survey,
        language: language.unwrap_or(survey.definition.languages[0]),
        form: &crate::form::Form::default(),
        faults: &[],
        response: Uuid::nil(),
        token: None,
        is_preview: true,
        frame: Frame::Page,
    };
    Ok(Html(shown.draw()?.html))
}

/// Draws the public address of a survey as a QR code, to be printed.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/qr.svg",
    params(("id" = String, Path, description = "The id of a survey")),
    responses((status = 200, description = "The picture", body = String, content_type = "image/svg+xml"))
)]
async fn survey_code(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
) -> ApiResult<impl IntoResponse> {
    let survey = surveys.survey(&ctx, &id).await?;
    let code = QrCode::new(surveys.address(&survey)).map_err(crate::SurveyError::from)?;
    // White around and below, also where the page is dark: a camera looks for dark on light.
    let picture = code.render::<svg::Color<'_>>().min_dimensions(QR_SIDE, QR_SIDE).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], picture))
}

/// Lists the responses to a survey, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/responses",
    params(("id" = String, Path, description = "The id of a survey"), ResponseParams),
    responses((status = 200, description = "A page of responses", body = ResponseListBody))
)]
async fn response_list(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
    params: Result<Query<ResponseParams>, QueryRejection>,
) -> ApiResult<Json<ResponseListBody>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let limit = params.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        let message = format!("a page has 1 to {PAGE_MAX} responses");
        return Err(Refusal::new("invalid_limit", message).at("limit").into());
    }
    let search = params.search.filter(|search| !search.trim().is_empty());
    let filter = ResponseFilter { search, has_comment: params.has_comment.unwrap_or(false), before: params.before };
    Ok(Json(surveys.responses(&ctx, &id, filter, limit).await?.into()))
}

/// Hands out all responses to a survey as a file of comma-separated values.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/responses.csv",
    params(("id" = String, Path, description = "The id of a survey")),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"))
)]
async fn response_sheet(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    Path(id): Path<String>,
) -> ApiResult<impl IntoResponse> {
    let sheet = surveys.sheet(&ctx, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"responses.csv\""),
    ];
    Ok((headers, sheet))
}

/// Lists questionnaires to begin with.
#[utoipa::path(
    get,
    path = "/api/v1/survey-templates",
    responses((status = 200, description = "The questionnaires", body = TemplatesBody))
)]
async fn survey_template_list(Auth(_): Auth) -> ApiResult<Json<TemplatesBody>> {
    Ok(Json(templates().into()))
}

/// Tells how often one person may be asked, whatever the survey.
#[utoipa::path(
    get,
    path = "/api/v1/survey-rules",
    responses((status = 200, description = "How often", body = RulesBody))
)]
async fn survey_rules_fetch(Auth(ctx): Auth, Shared(surveys): Shared<Surveys>) -> ApiResult<Json<RulesBody>> {
    Ok(Json(surveys.rules(&ctx).await?.into()))
}

/// Says how often one person may be asked, whatever the survey.
#[utoipa::path(
    put,
    path = "/api/v1/survey-rules",
    request_body = RulesBody,
    responses((status = 200, description = "How often from now on", body = RulesBody))
)]
async fn survey_rules_set(
    Auth(ctx): Auth,
    Shared(surveys): Shared<Surveys>,
    bytes: Bytes,
) -> ApiResult<Json<RulesBody>> {
    let body: RulesBody = read_json(&bytes)?;
    Ok(Json(surveys.set_rules(&ctx, body.into()).await?.into()))
}

async fn told(surveys: &Surveys, ctx: &Ctx, survey: Survey) -> Result<SurveyBody, ApiError> {
    let refused = surveys.refusals(ctx, &survey.id).await?;
    let names = surveys.member_names(ctx).await?;
    Ok(SurveyBody::new(surveys, survey, refused, &names))
}
