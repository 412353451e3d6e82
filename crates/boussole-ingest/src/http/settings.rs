//! What Segment's client for browsers asks before it sends anything.

use super::cors::allow;
use crate::error::IngestError;
use crate::ingest::Ingest;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// What Segment's client for browsers asks before it sends.
///
/// Tells a client where to send: here.
#[utoipa::path(
    get,
    path = "/v1/projects/{write_key}/settings",
    params(("write_key" = String, Path, description = "The write key of a source")),
    responses((status = 200, description = "Where to send: here", body = serde_json::Value))
)]
pub(super) async fn settings_fetch(
    State(ingest): State<Ingest>,
    key: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let key = key.ok().map(|Path(key)| key);
    // A secret key has no business on a page, and is not told that it works there.
    let is_public = |key: &String| ingest.holder(key).is_some_and(|holder| !holder.is_trusted);
    let response = match key.filter(is_public) {
        Some(key) => settings(&key, &headers),
        None => IngestError::UnknownKey.into_response(),
    };
    allow(&headers, response)
}

fn settings(key: &str, headers: &HeaderMap) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let protocol = if header("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    let host = format!("{}/v1", header("host").unwrap_or("localhost"));
    let body = json!({"integrations": {"Segment.io": {"apiKey": key, "apiHost": host, "protocol": protocol}}});
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
