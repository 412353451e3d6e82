//! Where sources send events.

use super::answer::{AnswerBody, answer};
use super::cors::allow;
use crate::body::too_large;
use crate::error::IngestError;
use crate::ingest::{Ingest, Received};
use crate::key;
use crate::model::Call;
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use boussole_core::Refusal;
use boussole_events::StoreError;
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;
use utoipa::ToSchema;

/// How long a body may take to arrive: a sender that hardly sends must not keep a place for ever.
const BODY_TIME_MAX: Duration = Duration::from_secs(20);

/// One address of the door.
#[derive(Debug, Clone)]
pub(super) struct Door {
    pub(super) ingest: Ingest,
    pub(super) call: Call,
}

/// What clients that measure themselves are answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MetricsReceived)]
struct MetricsBody {
    success: bool,
}

/// Takes in what a source sends, in the words of Segment's HTTP API.
///
/// Takes in a request, and answers once what it holds is on disk.
#[utoipa::path(
    post,
    path = "/v1/batch",
    request_body(content = Object, description = "One call, or several in `batch`: see `docs/how-to/send-events.md`"),
    responses((status = 200, description = "It is on disk: what became of each item", body = AnswerBody))
)]
pub(super) async fn receive(State(door): State<Door>, request: Request) -> Response {
    let headers = request.headers().clone();
    let response = door.take(&headers, request.into_body()).await.unwrap_or_else(IntoResponse::into_response);
    allow(&headers, response)
}

/// Where clients send measurements of themselves: nobody reads them.
///
/// Answers clients that measure themselves: nobody here reads it.
#[utoipa::path(post, path = "/v1/m", responses((status = 200, description = "Always", body = MetricsBody)))]
pub(super) async fn metrics(headers: HeaderMap) -> Response {
    allow(&headers, Json(MetricsBody { success: true }).into_response())
}

impl Door {
    async fn take(&self, headers: &HeaderMap, body: Body) -> Result<Response, IngestError> {
        let place = self.ingest.enter()?;
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let holder = header.and_then(key::of_header).and_then(|key| self.ingest.holder(&key));
        let body = read(body, self.call.bytes_max()).await?;
        let received = Received { call: self.call, holder, is_gzip: is_gzip(headers), body };
        let ingest = self.ingest.clone();
        // On its own, so that what is stored is also shown when the sender goes away before the answer.
        let work = tokio::spawn(async move {
            let _place = place;
            ingest.receive(received).await
        });
        let stopped = |error: tokio::task::JoinError| StoreError::Stopped { reason: error.to_string() };
        answer(self.call, work.await.map_err(stopped)??)
    }
}

/// Reads a body; the inner error is the sender's fault, and counted where it is known who that is.
async fn read(body: Body, bytes_max: usize) -> Result<Result<Vec<u8>, Refusal>, IngestError> {
    match timeout(BODY_TIME_MAX, to_bytes(body, bytes_max)).await {
        Ok(Ok(bytes)) => Ok(Ok(bytes.into())),
        Ok(Err(error)) if error.to_string().contains("length limit") => Ok(Err(too_large(bytes_max))),
        Ok(Err(_)) => Ok(Err(Refusal::new("incomplete_body", "the body ended before its end").at("body"))),
        Err(_) => Err(IngestError::Slow),
    }
}

fn is_gzip(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_ENCODING).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"))
}
