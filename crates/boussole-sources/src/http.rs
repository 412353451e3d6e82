mod body;

use crate::SourceError;
use crate::model::{Channel, NewSource, SourceName};
use crate::sources::Sources;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use body::{ChangeBody, CreateBody, SecretKeyCreatedBody, SourceBody, SourcesBody};
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::Role;
use boussole_events::EventStore;

/// A key is nobody else's business, a cache's least of all.
const NO_STORE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

#[derive(Debug, Clone)]
struct Desk {
    sources: Sources,
    /// Where the counts are.
    store: EventStore,
}

/// Returns the routes of the sources of a project.
#[must_use]
pub fn routes(sources: Sources, store: EventStore) -> Routes {
    // A source sends events of every store, and its counts are of all of them.
    let (viewer, owner) = (Access::WholeProject(Role::Viewer), Access::Member(Role::Owner));
    let desk = Desk { sources, store };
    Routes::default()
        .add(__path_source_list, viewer, desk.clone(), source_list)
        .add(__path_source_create, owner, desk.clone(), source_create)
        .add(__path_source_change, owner, desk.clone(), source_change)
        .add(__path_secret_key_create, owner, desk.clone(), secret_key_create)
        .add(__path_secret_key_revoke, owner, desk, secret_key_revoke)
}

/// Lists the sources with what became of all that they sent.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    responses((status = 200, description = "The sources", body = SourcesBody))
)]
async fn source_list(Auth(ctx): Auth, State(desk): State<Desk>) -> ApiResult<impl IntoResponse> {
    let sources = desk.sources.source_list(&ctx).await?;
    let counts = desk.store.received_counts(&ctx, None).await.map_err(SourceError::from)?;
    Ok(([NO_STORE], Json(SourcesBody::new(sources, &counts))))
}

/// Adds a source.
#[utoipa::path(
    post,
    path = "/api/v1/sources",
    request_body = CreateBody,
    responses((status = 201, description = "The source, with its write key", body = SourceBody))
)]
async fn source_create(Auth(ctx): Auth, State(desk): State<Desk>, bytes: Bytes) -> ApiResult<impl IntoResponse> {
    let body: CreateBody = read_json(&bytes)?;
    let new = NewSource { name: SourceName::parse(&body.name)?, channel: Channel::parse(&body.channel)? };
    let source = desk.sources.source_create(&ctx, new).await?;
    Ok((StatusCode::CREATED, [NO_STORE], Json(SourceBody::new(source, &[]))))
}

/// Renames a source, or disables or enables it.
#[utoipa::path(
    patch,
    path = "/api/v1/sources/{id}",
    params(("id" = String, Path, description = "The id of a source")),
    request_body = ChangeBody,
    responses((status = 200, description = "As it is now", body = SourceBody))
)]
async fn source_change(
    Auth(ctx): Auth,
    State(desk): State<Desk>,
    id: Result<Path<String>, PathRejection>,
    bytes: Bytes,
) -> ApiResult<impl IntoResponse> {
    let Path(id) = id.map_err(|_| SourceError::unknown_source())?;
    let body: ChangeBody = read_json(&bytes)?;
    let name = body.name.as_deref().map(SourceName::parse).transpose()?;
    let source = desk.sources.source_change(&ctx, &id, name.as_ref(), body.disabled).await?;
    let counts = desk.store.received_counts(&ctx, Some(&source.event_source())).await.map_err(SourceError::from)?;
    Ok(([NO_STORE], Json(SourceBody::new(source, &counts))))
}

/// Makes a secret key of a source.
#[utoipa::path(
    post,
    path = "/api/v1/sources/{id}/secret-keys",
    params(("id" = String, Path, description = "The id of a source")),
    responses((status = 201, description = "The key, told this once", body = SecretKeyCreatedBody))
)]
async fn secret_key_create(
    Auth(ctx): Auth,
    State(desk): State<Desk>,
    id: Result<Path<String>, PathRejection>,
) -> ApiResult<impl IntoResponse> {
    let Path(id) = id.map_err(|_| SourceError::unknown_source())?;
    let (known, key) = desk.sources.secret_key_create(&ctx, &id).await?;
    Ok((StatusCode::CREATED, [NO_STORE], Json(SecretKeyCreatedBody::new(known, key))))
}

/// Revokes a secret key.
#[utoipa::path(
    delete,
    path = "/api/v1/sources/{id}/secret-keys/{key_id}",
    params(
        ("id" = String, Path, description = "The id of a source"),
        ("key_id" = String, Path, description = "The id of the key"),
    ),
    responses((status = 204, description = "It opens nothing any more"))
)]
async fn secret_key_revoke(
    Auth(ctx): Auth,
    State(desk): State<Desk>,
    ids: Result<Path<(String, String)>, PathRejection>,
) -> ApiResult<StatusCode> {
    let Path((id, key_id)) = ids.map_err(|_| SourceError::unknown_secret_key())?;
    desk.sources.secret_key_revoke(&ctx, &id, &key_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
