//! What is sent and answered about saved questions.

use super::body;
use crate::error::InsightsError;
use crate::model::{SavedName, SavedQuestion};
use crate::saved::SavedQuestions;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use boussole_api::{Access, Auth, Routes};
use boussole_core::{Refusal, Role};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateBody {
    name: String,
    question: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeBody {
    name: Option<String>,
    question: Option<Value>,
}

#[derive(Debug, Serialize)]
struct SavedListBody {
    items: Vec<SavedBody>,
}

#[derive(Debug, Serialize)]
struct SavedBody {
    id: String,
    name: String,
    question: Value,
    /// How the member is called now; absent for who is no member any more.
    created_by: Option<String>,
    created_ms: i64,
    changed_by: Option<String>,
    changed_ms: i64,
}

/// Returns the routes of saved questions.
pub(super) fn routes(saved: SavedQuestions) -> Routes {
    let (viewer, editor) = (Access::Member(Role::Viewer), Access::Member(Role::Editor));
    Routes::default()
        .add(Method::GET, "/api/v1/insights/saved", viewer, saved.clone(), saved_list)
        .add(Method::POST, "/api/v1/insights/saved", editor, saved.clone(), saved_create)
        .add(Method::PUT, "/api/v1/insights/saved/{id}", editor, saved.clone(), saved_change)
        .add(Method::DELETE, "/api/v1/insights/saved/{id}", editor, saved, saved_delete)
}

async fn saved_list(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
) -> Result<Json<SavedListBody>, InsightsError> {
    let names = saved.member_names(&ctx).await?;
    let items = saved.saved_list(&ctx).await?.into_iter().map(|each| SavedBody::new(each, &names)).collect();
    Ok(Json(SavedListBody { items }))
}

async fn saved_create(
    Auth(ctx): Auth,
    State(saved): State<SavedQuestions>,
    body: Body,
) -> Result<(StatusCode, Json<SavedBody>), InsightsError> {
    let body: CreateBody = read(body).await?;
    let made = saved.saved_create(&ctx, SavedName::parse(&body.name)?, body.question).await?;
    Ok((StatusCode::CREATED, Json(SavedBody::new(made, &saved.member_names(&ctx).await?))))
}

async fn saved_change(
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

async fn saved_delete(
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
