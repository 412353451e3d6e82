use crate::board::FigureAnswer;
use crate::coverage::Coverage;
use crate::error::TodayError;
use crate::finding::Finding;
use crate::period::Wanted;
use crate::today::{Scene, Today};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use boussole_api::{Access, ApiError, Auth, Routes, read_json};
use boussole_core::{Ctx, Refusal, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Returns the routes of the start page.
#[must_use]
pub fn routes(today: Today) -> Routes {
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::Member(Role::Editor));
    Routes::default()
        .add(__path_today_fetch, viewer, today.clone(), today_fetch)
        .add(__path_today_finding_list, viewer, today.clone(), today_finding_list)
        .add(__path_target_set, editor, today.clone(), target_set)
        .add(__path_target_remove, editor, today, target_remove)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodQuery {
    days: Option<String>,
    until: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TodayTargetChange)]
struct TargetBody {
    value: f64,
}

#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Today)]
struct TodayBody {
    /// Whether there is nothing to show yet; then only this is said.
    is_empty: bool,
    #[schema(required)]
    timezone: Option<String>,
    #[schema(required)]
    currency: Option<String>,
    #[schema(required)]
    as_of: Option<String>,
    /// Whether the newest event is more than 30 days old, so that the page stands on its day.
    is_past: bool,
    #[schema(required)]
    history_from: Option<String>,
    /// The last whole day that can be chosen.
    #[schema(required)]
    history_until: Option<String>,
    #[schema(required)]
    period: Option<PeriodBody>,
    figures: Vec<FigureBody>,
    coverage: Vec<Coverage>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TodayPeriod)]
struct PeriodBody {
    days: i32,
    /// `automatic` or `asked`.
    chosen: &'static str,
    from: String,
    until: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TodayFigure)]
struct FigureBody {
    #[serde(flatten)]
    figure: FigureAnswer,
    #[schema(required)]
    target: Option<TargetAnswer>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TodayTarget)]
struct TargetAnswer {
    value: f64,
}

#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = TodayFindingList)]
struct FindingsBody {
    #[schema(required)]
    period: Option<PeriodBody>,
    n_looks: usize,
    level: f64,
    findings: Vec<Finding>,
}

type Asked = Result<Query<PeriodQuery>, QueryRejection>;

/// The figures of a period, each beside its past and its target.
#[utoipa::path(
    get,
    path = "/api/v1/today",
    params(
        ("days" = Option<i32>, Query, description = "How many days the period has: 7, 28, 91 or 364; chosen by what is known when absent"),
        ("until" = Option<String>, Query, description = "The last day of the period; the last whole day when absent"),
    ),
    responses((status = 200, description = "The figures", body = TodayBody))
)]
async fn today_fetch(Auth(ctx): Auth, State(today): State<Today>, asked: Asked) -> Result<Json<TodayBody>, TodayError> {
    let Some(scene) = scene(&today, &ctx, asked).await? else {
        return Ok(Json(TodayBody { is_empty: true, ..TodayBody::default() }));
    };
    let board = today.board(&scene).await?;
    let targets = today.target_list(&ctx).await?;
    let figure = |figure: &FigureAnswer| FigureBody {
        target: targets.get(figure.name).map(|value| TargetAnswer { value: *value }),
        figure: figure.clone(),
    };
    let settings = scene.asking.settings();
    Ok(Json(TodayBody {
        is_empty: false,
        timezone: Some(settings.timezone.clone()),
        currency: settings.currency.clone(),
        as_of: Some(local_time(&scene)),
        is_past: scene.is_past,
        history_from: Some(scene.history.from.to_string()),
        history_until: Some(scene.history.until.to_string()),
        period: Some(period(&scene)),
        figures: board.figures.iter().map(figure).collect(),
        coverage: board.coverage.clone(),
    }))
}

/// What to look at first: differences that survive correction for all comparisons.
#[utoipa::path(
    get,
    path = "/api/v1/today/findings",
    params(
        ("days" = Option<i32>, Query, description = "How many days the period has: 7, 28, 91 or 364; chosen by what is known when absent"),
        ("until" = Option<String>, Query, description = "The last day of the period; the last whole day when absent"),
    ),
    responses((status = 200, description = "What was found", body = FindingsBody))
)]
async fn today_finding_list(
    Auth(ctx): Auth,
    State(today): State<Today>,
    asked: Asked,
) -> Result<Json<FindingsBody>, TodayError> {
    let Some(scene) = scene(&today, &ctx, asked).await? else { return Ok(Json(FindingsBody::default())) };
    let found = today.findings(&scene).await?;
    let (n_looks, level, findings) = (found.n_looks, found.level, found.findings.clone());
    Ok(Json(FindingsBody { period: Some(period(&scene)), n_looks, level, findings }))
}

/// Sets the target of a figure.
#[utoipa::path(
    put,
    path = "/api/v1/today/targets/{figure}",
    params(("figure" = String, Path, description = "The name of a figure")),
    request_body = TargetBody,
    responses((status = 204, description = "It is set"))
)]
async fn target_set(
    Auth(ctx): Auth,
    State(today): State<Today>,
    Path(figure): Path<String>,
    bytes: Bytes,
) -> Result<StatusCode, TodayError> {
    let body: TargetBody = read_json(&bytes)?;
    today.target_set(&ctx, &figure, body.value).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes the target of a figure.
#[utoipa::path(
    delete,
    path = "/api/v1/today/targets/{figure}",
    params(("figure" = String, Path, description = "The name of a figure")),
    responses((status = 204, description = "There is none"))
)]
async fn target_remove(
    Auth(ctx): Auth,
    State(today): State<Today>,
    Path(figure): Path<String>,
) -> Result<StatusCode, TodayError> {
    today.target_delete(&ctx, &figure).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn scene(today: &Today, ctx: &Ctx, asked: Asked) -> Result<Option<Scene>, TodayError> {
    let Query(query) = asked.map_err(|rejection| {
        Refusal::new("invalid_query", rejection.body_text()).hint("use `days` and `until`, each once")
    })?;
    let wanted = Wanted::parse(query.days.as_deref(), query.until.as_deref())?;
    today.scene(ctx, &wanted).await
}

fn period(scene: &Scene) -> PeriodBody {
    let days = scene.days();
    PeriodBody {
        days: scene.period.length.days(),
        chosen: if scene.is_automatic { "automatic" } else { "asked" },
        from: days.from.to_string(),
        until: days.until.to_string(),
    }
}

fn local_time(scene: &Scene) -> String {
    let instant = Timestamp::from_millisecond(scene.as_of_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(scene.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

impl IntoResponse for TodayError {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) if refusal.code == "unknown_figure" => ApiError::not_found(refusal).into_response(),
            Self::Refused(refusal) => ApiError::from(refusal).into_response(),
            Self::Insights(error) => error.into_response(),
            other => ApiError::internal(other).into_response(),
        }
    }
}
