use crate::journeys::Journeys;
use crate::model::{Definition, Journey, Version};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::{Ctx, Refusal, Role};
use boussole_insights::QuestionSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

/// Returns the routes of journeys.
#[must_use]
pub fn routes(journeys: Journeys) -> Routes {
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::Member(Role::Editor));
    Routes::default()
        .add(__path_journey_fetch, viewer, journeys.clone(), journey_fetch)
        .add(__path_journey_save, editor, journeys.clone(), journey_save)
        .add(__path_journey_version_list, viewer, journeys, journey_version_list)
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FetchParams {
    /// An older version than the present one
    version: Option<i64>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = JourneyChange)]
struct SaveBody {
    /// The version that was changed: nobody else may have saved another one since.
    base: i64,
    definition: Definition,
}

/// A journey, and what is asked to see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Journey)]
struct JourneyBody {
    id: String,
    version: VersionBody,
    definition: Definition,
    /// Asks for its facts, step by step, by the ids of the steps; it has no range. Absent when nothing of it was ever seen.
    #[schema(required, value_type = Option<QuestionSchema>)]
    question: Option<Value>,
    /// The ids of the steps of which no event was ever seen.
    unseen: Vec<String>,
}

/// Who saved a version when.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JourneyVersion)]
struct VersionBody {
    /// 0 is the one that comes with Boussole.
    number: i64,
    /// The name of the member; absent when nobody says.
    #[schema(required)]
    saved_by: Option<String>,
    #[schema(required)]
    saved_ms: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JourneyVersionList)]
struct VersionsBody {
    /// Newest first.
    versions: Vec<VersionBody>,
}

/// Fetches a journey with the question that tells its facts.
#[utoipa::path(
    get,
    path = "/api/v1/journeys/{id}",
    params(("id" = String, Path, description = "Which journey: `retail`"), FetchParams),
    responses((status = 200, description = "The journey", body = JourneyBody))
)]
async fn journey_fetch(
    Auth(ctx): Auth,
    State(journeys): State<Journeys>,
    Path(id): Path<String>,
    params: Result<Query<FetchParams>, QueryRejection>,
) -> ApiResult<Json<JourneyBody>> {
    let Query(params) = params.map_err(|error| Refusal::new("invalid_query", error.body_text()))?;
    let journey = journeys.journey(&ctx, &id, params.version).await?;
    answer(&journeys, &ctx, journey).await
}

/// Saves a journey as its next version.
#[utoipa::path(
    put,
    path = "/api/v1/journeys/{id}",
    params(("id" = String, Path, description = "Which journey: `retail`")),
    request_body = SaveBody,
    responses((status = 200, description = "The journey as it is now", body = JourneyBody))
)]
async fn journey_save(
    Auth(ctx): Auth,
    State(journeys): State<Journeys>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<JourneyBody>> {
    let body: SaveBody = read_json(&bytes)?;
    let journey = journeys.save(&ctx, &id, body.base, body.definition).await?;
    answer(&journeys, &ctx, journey).await
}

/// Lists the versions of a journey, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/journeys/{id}/versions",
    params(("id" = String, Path, description = "Which journey: `retail`")),
    responses((status = 200, description = "The versions", body = VersionsBody))
)]
async fn journey_version_list(
    Auth(ctx): Auth,
    State(journeys): State<Journeys>,
    Path(id): Path<String>,
) -> ApiResult<Json<VersionsBody>> {
    let versions = journeys.versions(&ctx, &id).await?;
    let names = journeys.member_names(&ctx).await?;
    let versions = versions.into_iter().map(|version| VersionBody::new(version, &names)).collect();
    Ok(Json(VersionsBody { versions }))
}

async fn answer(journeys: &Journeys, ctx: &Ctx, journey: Journey) -> ApiResult<Json<JourneyBody>> {
    let asked = journeys.asked(ctx, &journey.definition).await?;
    let names = journeys.member_names(ctx).await?;
    Ok(Json(JourneyBody {
        id: journey.id,
        version: VersionBody::new(journey.version, &names),
        definition: journey.definition,
        question: asked.question,
        unseen: asked.unseen,
    }))
}

impl VersionBody {
    fn new(version: Version, names: &HashMap<String, String>) -> Self {
        Self {
            number: version.number,
            saved_by: version.saved_by.and_then(|id| names.get(&id).cloned()),
            saved_ms: version.saved_ms,
        }
    }
}
