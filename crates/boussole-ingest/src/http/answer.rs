//! What a sender is answered.

use super::watch::OutcomeWord;
use crate::error::IngestError;
use crate::ingest::Answer;
use crate::model::Call;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_events::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

/// When a sender may come back to a door where too many wait, in seconds.
const BUSY_RETRY_S: u16 = 1;
/// When a sender may come back to a store that stopped, in seconds: somebody must start it again.
const STOPPED_RETRY_S: u16 = 30;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Received)]
pub(super) struct AnswerBody {
    success: bool,
    accepted: usize,
    results: Vec<ResultBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceivedItem)]
struct ResultBody {
    #[serde(rename = "messageId")]
    #[schema(required)]
    message_id: Option<String>,
    #[schema(value_type = OutcomeWord)]
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

/// Answers what became of the items. A single message that is refused is answered as an error: whoever tries the API by
/// hand must not read "success".
pub(super) fn answer(call: Call, answer: Answer) -> Result<Response, IngestError> {
    if call != Call::Batch
        && let [(_, told)] = &answer.items[..]
        && let ("refused", Some(refusal)) = (told.outcome, &told.fault)
    {
        return Err(refusal.clone().into());
    }
    let accepted = answer.items.iter().filter(|(_, told)| told.outcome == "accepted").count();
    let results = answer.items.into_iter().map(|(message_id, told)| {
        let (code, message, field, hint) = match told.fault {
            Some(fault) => (Some(fault.code), Some(fault.message), fault.field, fault.hint),
            None => (None, None, None, None),
        };
        ResultBody { message_id, result: told.outcome, code, message, field, hint }
    });
    Ok(Json(AnswerBody { success: true, accepted, results: results.collect() }).into_response())
}

impl IntoResponse for IngestError {
    fn into_response(self) -> Response {
        let refused = |status, refusal| ApiError::Refused(status, refusal).into_response();
        match self {
            Self::Refused(refusal) => match refusal.code {
                "too_large" | "too_many_items" => refused(StatusCode::PAYLOAD_TOO_LARGE, refusal),
                _ => ApiError::from(refusal).into_response(),
            },
            Self::UnknownKey => {
                let refusal = Refusal::new("unknown_key", "no source has this key, or it is disabled");
                let hint = "send the write key of a source as the user of `Authorization: Basic`, or as `writeKey`";
                refused(StatusCode::UNAUTHORIZED, refusal.at("writeKey").hint(hint))
            }
            Self::Slow => {
                refused(StatusCode::REQUEST_TIMEOUT, Refusal::new("too_slow", "the body did not arrive in time"))
            }
            Self::Busy => {
                let refusal = Refusal::new("busy", "too many requests are waiting").hint("try again");
                retry(BUSY_RETRY_S, refused(StatusCode::SERVICE_UNAVAILABLE, refusal))
            }
            Self::Storage(StoreError::Stopped { reason }) => {
                let refusal = Refusal::new("storage_stopped", "nothing can be stored at the moment").hint("try again");
                let mut response = retry(STOPPED_RETRY_S, refused(StatusCode::SERVICE_UNAVAILABLE, refusal));
                response.extensions_mut().insert(boussole_api::InternalCause(reason));
                response
            }
            Self::Storage(error) => ApiError::internal(error).into_response(),
        }
    }
}

impl From<IngestError> for ApiError {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}

fn retry(seconds: u16, mut response: Response) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::IngestError;
    use axum::http::header;
    use axum::response::IntoResponse;
    use boussole_core::Refusal;
    use boussole_events::StoreError;

    #[test]
    fn every_error_has_its_status_and_says_when_to_come_back() {
        let refused = |code| IngestError::Refused(Refusal::new(code, "x"));
        let stopped = StoreError::Stopped { reason: "disk full".to_owned() };
        for (error, status, retry_after) in [
            (refused("invalid_json"), 400, None),
            (refused("too_large"), 413, None),
            (refused("too_many_items"), 413, None),
            (IngestError::UnknownKey, 401, None),
            (IngestError::Slow, 408, None),
            (IngestError::Busy, 503, Some("1")),
            (IngestError::Storage(stopped), 503, Some("30")),
            (StoreError::Damaged { path: "x".into(), reason: String::new() }.into(), 500, None),
        ] {
            let name = error.to_string();
            let response = error.into_response();
            let retry = response.headers().get(header::RETRY_AFTER).map(|value| value.to_str().expect("text"));
            assert_eq!((response.status().as_u16(), retry), (status, retry_after), "{name}");
        }
    }
}
