use crate::MemberError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use boussole_api::ApiError;
use boussole_core::{Refusal, SECOND_MS};

/// An error of the API that may say when to try again.
#[derive(Debug)]
pub(super) struct Failure {
    error: ApiError,
    retry_after_s: Option<i64>,
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self { error, retry_after_s: None }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let error = match refusal.code {
            "invalid_credentials" | "invalid_link" => ApiError::Refused(StatusCode::UNAUTHORIZED, refusal),
            "cross_site" | "insecure_address" => ApiError::Refused(StatusCode::FORBIDDEN, refusal),
            "unknown_member" => ApiError::not_found(refusal),
            _ => refusal.into(),
        };
        error.into()
    }
}

impl From<MemberError> for Failure {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Refused(refusal) => refusal.into(),
            MemberError::TooManyAttempts { retry_after_ms } => {
                let refusal = Refusal::new("too_many_attempts", "too many attempts to sign in").hint("try again later");
                let error = ApiError::Refused(StatusCode::TOO_MANY_REQUESTS, refusal);
                // Rounded up: a client that waits as told is let through.
                Self { error, retry_after_s: Some((retry_after_ms + SECOND_MS - 1) / SECOND_MS) }
            }
            error => ApiError::internal(error).into(),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
