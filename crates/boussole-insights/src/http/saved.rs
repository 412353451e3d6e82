//! What is sent and answered about saved questions.

use super::{QuestionSchema, body};
use crate::error::InsightsError;
use crate::model::{SavedName, SavedQuestion};
use crate::saved::SavedQuestions;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use boussole_api::{Access, Auth, Routes};
use boussole_core::{Refusal, Role};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SavedQuestionNew)]
struct CreateBody {
    name: String,
    #[schema(value_type = QuestionSchema)]
    question: Value,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SavedQuestionChange)]
struct ChangeBody {
    name: Option<String>,
    #[schema(value_type = Option<QuestionSchema>)]
    question: Option<Value>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedQuestionList)]
struct SavedListBody {
    items: Vec<SavedBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedQuestion)]
struct SavedBody {
    id: String,
    name: String,
    #[schema(value_type = QuestionSchema)]
    question: Value,
    /// How the member is called now; absent for who is no member any more.
    #[schema(required)]
    created_by: Option<String>,
    created_ms: i64,
    #[schema(required)]
    changed_by: Option<String>,
    changed_ms: i64,
}

/// Returns the routes of saved questions.
pub(super) fn routes(saved: SavedQuestions) -> Routes {
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::Member(Role::Editor));
    Routes::default()
        .add(__path_saved_question_list, viewer, saved.clone(), saved_question_list)
        .add(__path_saved_question_create, editor, saved.clone(), saved_question_create)
        .add(__path_saved_question_change, editor, saved.clone(), saved_question_change)
        .add(__path_saved_question_delete, editor, saved, saved_question_delete)
}

/// Lists the questions that are kept, by name.
#[utoipa::path(
    get,
    path = "/api/v1/insights/saved",
    responses((status = 200, description = "The questions", body = SavedListBody))
)]
async fn saved_question_list(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
) -> Result<Json<SavedListBody>, InsightsError> {
    let names = saved.member_names(&ctx).await?;
    let items = saved.saved_list(&ctx).await?.into_iter().map(|each| SavedBody::new(each, &names)).collect();
    Ok(Json(SavedListBody { items }))
}

/// Keeps a question under a name.
#[utoipa::path(
    post,
    path = "/api/v1/insights/saved",
    request_body = CreateBody,
    responses((status = 201, description = "It is kept", body = SavedBody))
)]
async fn saved_question_create(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
    body: Body,
) -> Result<(StatusCode, Json<SavedBody>), InsightsError> {
    let body: CreateBody = read(body).await?;
    let made = saved.saved_create(&ctx, SavedName::parse(&body.name)?, body.question).await?;
    Ok((StatusCode::CREATED, Json(SavedBody::new(made, &saved.member_names(&ctx).await?))))
}

/// Renames a kept question, or puts another one in its place.
#[utoipa::path(
    put,
    path = "/api/v1/insights/saved/{id}",
    params(("id" = String, Path, description = "The id of a kept question")),
    request_body = ChangeBody,
    responses((status = 200, description = "As it is now", body = SavedBody))
)]
async fn saved_question_change(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
    id: Result<Path<String>, PathRejection>,
    body: Body,
) -> Result<Json<SavedBody>, InsightsError> {
    let Path(id) = id.map_err(|_| InsightsError::unknown_saved())?;
    let body: ChangeBody = read(body).await?;
    let name = body.name.as_deref().map(SavedName::parse).transpose()?;
    let changed = saved.saved_change(&ctx, &id, name, body.question).await?;
    Ok(Json(SavedBody::new(changed, &saved.member_names(&ctx).await?)))
}

/// Deletes a kept question.
#[utoipa::path(
    delete,
    path = "/api/v1/insights/saved/{id}",
    params(("id" = String, Path, description = "The id of a kept question")),
    responses((status = 204, description = "It is gone"))
)]
async fn saved_question_delete(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, InsightsError> {
    let Path(id) = id.map_err(|_| InsightsError::unknown_saved())?;
    saved.saved_delete(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a body; what is wrong with it is told by its field where the reader knows it.
async fn read<T: DeserializeOwned>(body: Body) -> Result<T, InsightsError> {
    serde_json::from_value(body::json(body).await?).map_err(|error| {
        // The reader names the field in quotes: "missing field `name`".
        let message = error.to_string();
        let field = message.split('`').nth(1).map(str::to_owned);
        let refusal = Refusal::new("invalid_body", "the body is not the JSON that is expected here").hint(message);
        match field {
            Some(field) => refusal.at(field).into(),
            None => refusal.into(),
        }
    })
}

impl SavedBody {
    fn new(saved: SavedQuestion, names: &HashMap<String, String>) -> Self {
        let name_of = |member: Option<String>| member.and_then(|id| names.get(&id).cloned());
        Self {
            id: saved.id,
            name: saved.name.as_str().to_owned(),
            question: saved.question,
            created_by: name_of(saved.created_by),
            created_ms: saved.created_ms,
            changed_by: name_of(saved.changed_by),
            changed_ms: saved.changed_ms,
        }
    }
}
