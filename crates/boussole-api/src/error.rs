use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use boussole_core::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

/// What a handler returns.
pub type ApiResult<T> = Result<T, ApiError>;

/// Why a request was not carried out, as the caller is told.
#[derive(Debug)]
pub enum ApiError {
    /// The caller can repair it.
    Refused(StatusCode, Refusal),
    /// The server failed; the cause stays with the server.
    Internal(String),
}

/// Why a request was not carried out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ErrorBody {
    /// The cause: stable, for programs.
    pub code: String,
    /// What is wrong, for people.
    pub message: String,
    /// The field at fault, as it was sent.
    #[schema(required)]
    pub field: Option<String>,
    /// What to do about it.
    #[schema(required)]
    pub hint: Option<String>,
}

impl ApiError {
    /// Makes the error of a failure inside; `cause` goes to the log, not to the caller.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// Makes the error of something that is not there.
    pub fn not_found(refusal: Refusal) -> Self {
        Self::Refused(StatusCode::NOT_FOUND, refusal)
    }

    /// Makes the error of somebody who is not signed in.
    #[must_use]
    pub fn not_signed_in() -> Self {
        Self::Refused(StatusCode::UNAUTHORIZED, Refusal::new("not_signed_in", "you are not signed in"))
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.code {
            "forbidden" | "scope_limited" => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::Refused(status, refusal)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, refusal, cause) = match self {
            Self::Refused(status, refusal) => (status, refusal, None),
            Self::Internal(cause) => {
                let refusal = Refusal::new("internal", "something went wrong on the server").hint("try again");
                (StatusCode::INTERNAL_SERVER_ERROR, refusal, Some(cause))
            }
        };
        let Refusal { code, field, message, hint } = refusal;
        let mut response = (status, Json(ErrorBody { code: code.to_owned(), message, field, hint })).into_response();
        if let Some(cause) = cause {
            // For whoever logs the response; it is never sent.
            response.extensions_mut().insert(InternalCause(cause));
        }
        response
    }
}

/// The cause of an internal error, beside the response and not in it.
#[derive(Debug, Clone)]
pub struct InternalCause(pub String);
