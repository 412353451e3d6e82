use crate::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use boussole_core::Ctx;

/// The context of the member who asks, put beside the request by the sign-in.
#[derive(Debug)]
pub struct Auth(pub Ctx);

impl<S: Send + Sync> FromRequestParts<S> for Auth {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Ctx>().cloned().map(Auth).ok_or_else(ApiError::not_signed_in)
    }
}
