mod body;
mod teaching;

use crate::model::{PAGE_MAX, VerbatimFilter};
use crate::verbatims::Verbatims;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use body::{ListParams, PageBody, SummaryBody, SummaryParams};
use boussole_api::{Access, ApiResult, Auth, Routes};
use boussole_core::{Refusal, Role};

/// Verbatims of a page when nothing is said, and days.
const PAGE: usize = 50;
const DAYS: i64 = 91;

/// Returns the routes of verbatims, themes and what was learnt.
#[must_use]
pub fn routes(verbatims: Verbatims) -> Routes {
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::Member(Role::Editor));
    // Themes are for all, and what is learnt is of what all customers wrote.
    let whole = Access::WholeProject(Role::Editor);
    Routes::default()
        .add(__path_verbatim_list, viewer, verbatims.clone(), verbatim_list)
        .add(__path_verbatim_sheet, viewer, verbatims.clone(), verbatim_sheet)
        .add(__path_verbatim_summary, viewer, verbatims.clone(), verbatim_summary)
        .add(teaching::__path_theme_list, viewer, verbatims.clone(), teaching::theme_list)
        .add(teaching::__path_theme_save, whole, verbatims.clone(), teaching::theme_save)
        .add(teaching::__path_theme_find, whole, verbatims.clone(), teaching::theme_find)
        .add(teaching::__path_clause_label, editor, verbatims.clone(), teaching::clause_label)
        .add(teaching::__path_clause_unlabel, editor, verbatims.clone(), teaching::clause_unlabel)
        .add(teaching::__path_lesson_list, viewer, verbatims.clone(), teaching::lesson_list)
        .add(teaching::__path_lesson_learn, whole, verbatims, teaching::lesson_learn)
}

/// Lists what customers wrote, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/verbatims",
    params(ListParams),
    responses((status = 200, description = "A page", body = PageBody))
)]
async fn verbatim_list(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    params: Result<Query<ListParams>, QueryRejection>,
) -> ApiResult<Json<PageBody>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let limit = params.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        let message = format!("a page has 1 to {PAGE_MAX} verbatims");
        return Err(Refusal::new("invalid_limit", message).at("limit").into());
    }
    let before = params.before.clone();
    Ok(Json(verbatims.list(&ctx, params.filter()?, before.as_deref(), limit).await?.into()))
}

/// Hands out all verbatims that are wanted as a file of comma-separated values.
#[utoipa::path(
    get,
    path = "/api/v1/verbatims.csv",
    params(ListParams),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"))
)]
async fn verbatim_sheet(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    params: Result<Query<ListParams>, QueryRejection>,
) -> ApiResult<impl IntoResponse> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let sheet = verbatims.sheet(&ctx, params.filter()?).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"verbatims.csv\""),
    ];
    Ok((headers, sheet))
}

/// Tells how much is said of what, and how much of it is blame.
#[utoipa::path(
    get,
    path = "/api/v1/verbatims/summary",
    params(SummaryParams),
    responses((status = 200, description = "How much", body = SummaryBody))
)]
async fn verbatim_summary(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    params: Result<Query<SummaryParams>, QueryRejection>,
) -> ApiResult<Json<SummaryBody>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let filter = VerbatimFilter {
        days: params.days.unwrap_or(DAYS),
        event: params.event,
        search: params.search,
        ..VerbatimFilter::default()
    };
    Ok(Json(verbatims.summary(&ctx, filter).await?.into()))
}
