//! Where members watch what comes in.

use crate::error::IngestError;
use crate::ingest::Ingest;
use crate::live::{LiveEvent, LiveFilter, PAGE_MAX, Place};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use boussole_api::{ApiResult, Auth};
use boussole_core::Refusal;
use boussole_events::{QUARANTINE_PAGE_MAX, QuarantinePage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Items of a page whose size was not asked for.
const PAGE_DEFAULT: usize = 50;
/// What is shown is of people, and of this moment.
const NO_STORE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
/// What can become of an item.
const OUTCOMES: [&str; 5] = ["accepted", "duplicate", "conflict", "quarantined", "refused"];

boussole_api::words!(pub(super) OutcomeWord as "Outcome", OUTCOMES);

type Params<T> = Result<Query<T>, QueryRejection>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LiveParams {
    after: Option<String>,
    source: Option<String>,
    outcome: Option<String>,
    limit: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuarantineParams {
    cursor: Option<String>,
    limit: Option<usize>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LivePage)]
struct LiveBody {
    items: Vec<LiveEventBody>,
    /// To be sent as `after` with the next question.
    cursor: String,
    /// Whether events after `after` are not shown here.
    skipped: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LiveEvent)]
struct LiveEventBody {
    received_ms: i64,
    source: SourceBody,
    r#type: &'static str,
    #[schema(required)]
    event: Option<String>,
    #[schema(required)]
    message_id: Option<String>,
    identifiers: Vec<IdentifierBody>,
    #[schema(value_type = OutcomeWord)]
    outcome: &'static str,
    #[schema(required)]
    code: Option<&'static str>,
    #[schema(required)]
    message: Option<String>,
    #[schema(required)]
    field: Option<String>,
    #[schema(required)]
    hint: Option<String>,
    #[schema(required)]
    person: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LiveSource)]
struct SourceBody {
    id: String,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LiveIdentifier)]
struct IdentifierBody {
    kind: &'static str,
    value: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuarantinePage)]
struct QuarantineBody {
    items: Vec<QuarantinedBody>,
    #[schema(required)]
    next_cursor: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quarantined)]
struct QuarantinedBody {
    key: String,
    source: String,
    reason: String,
    received_ms: i64,
    item: Value,
}

/// What arrived last, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/live-events",
    params(
        ("after" = Option<String>, Query, description = "The cursor of the answer before: only what came since"),
        ("source" = Option<String>, Query, description = "Only what this source sent, by its id"),
        ("outcome" = Option<OutcomeWord>, Query, description = "Only what this became"),
        ("limit" = Option<u32>, Query, description = "How many at most"),
    ),
    responses((status = 200, description = "What arrived", body = LiveBody))
)]
pub(super) async fn live_event_list(
    Auth(ctx): Auth,
    State(ingest): State<Ingest>,
    params: Params<LiveParams>,
) -> ApiResult<impl IntoResponse> {
    let params = read(params)?;
    let limit = limit(params.limit, PAGE_MAX)?;
    if params.outcome.as_deref().is_some_and(|outcome| !OUTCOMES.contains(&outcome)) {
        let refusal = Refusal::new("unknown_outcome", "nothing becomes this").at("outcome");
        return Err(refusal.hint(format!("use {}", OUTCOMES.join(", "))).into());
    }
    let after = params.after.as_deref().map(Place::parse).transpose()?;
    let filter = LiveFilter { after, source: params.source, outcome: params.outcome };
    let page = ingest.live_events(&ctx, &filter, limit)?;
    let items = page.events.into_iter().map(LiveEventBody::from).collect();
    Ok(([NO_STORE], Json(LiveBody { items, cursor: page.cursor.text(), skipped: page.skipped })))
}

/// What was set aside, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/quarantine",
    params(
        ("cursor" = Option<String>, Query, description = "Where the page before ended"),
        ("limit" = Option<u32>, Query, description = "How many at most"),
    ),
    responses((status = 200, description = "A page", body = QuarantineBody))
)]
pub(super) async fn quarantine_list(
    Auth(ctx): Auth,
    State(ingest): State<Ingest>,
    params: Params<QuarantineParams>,
) -> ApiResult<impl IntoResponse> {
    let params = read(params)?;
    let limit = limit(params.limit, QUARANTINE_PAGE_MAX)?;
    let before = params.cursor.as_deref().map(place).transpose()?;
    let page = ingest.quarantine(&ctx, before, limit).await?;
    Ok(([NO_STORE], Json(QuarantineBody::from(page))))
}

fn read<T>(params: Params<T>) -> Result<T, Refusal> {
    let unreadable = |error: QueryRejection| {
        Refusal::new("invalid_query", "what stands after the `?` cannot be read").hint(error.body_text())
    };
    params.map(|Query(params)| params).map_err(unreadable)
}

fn limit(limit: Option<usize>, max: usize) -> Result<usize, Refusal> {
    let limit = limit.unwrap_or(PAGE_DEFAULT);
    if (1..=max).contains(&limit) {
        return Ok(limit);
    }
    Err(Refusal::new("out_of_bounds", format!("this must be a whole number from 1 to {max}")).at("limit"))
}

/// Reads where a page of the quarantine ended: when its last item arrived, and its key.
fn place(cursor: &str) -> Result<(i64, &str), IngestError> {
    let parts = cursor.split_once('.').and_then(|(at, key)| Some((at.parse().ok()?, key)));
    Ok(parts.ok_or_else(|| Refusal::new("invalid_cursor", "this is not where a page ended").at("cursor"))?)
}

impl From<LiveEvent> for LiveEventBody {
    fn from(event: LiveEvent) -> Self {
        let (id, name) = event.source;
        let (code, message, field, hint) = match event.told.fault {
            Some(fault) => (Some(fault.code), Some(fault.message), fault.field, fault.hint),
            None => (None, None, None, None),
        };
        let identifiers = event.identifiers.into_iter();
        Self {
            received_ms: event.received_ms,
            source: SourceBody { id, name },
            r#type: event.kind,
            event: event.event,
            message_id: event.message_id,
            identifiers: identifiers.map(|id| IdentifierBody { kind: id.kind.as_str(), value: id.value }).collect(),
            outcome: event.told.outcome,
            code,
            message,
            field,
            hint,
            person: event.told.person_key.map(|key| format!("p{key}")),
        }
    }
}

impl From<QuarantinePage> for QuarantineBody {
    fn from(page: QuarantinePage) -> Self {
        let items = page.items.into_iter().map(|item| QuarantinedBody {
            key: item.key,
            source: item.source,
            reason: item.reason,
            received_ms: item.received_ms,
            item: item.item,
        });
        Self { items: items.collect(), next_cursor: page.next.map(|(at, key)| format!("{at}.{key}")) }
    }
}
