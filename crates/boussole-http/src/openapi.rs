//! Where programs read what the routes are.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use boussole_api::{Access, ApiError, ApiResult, Routes};
use std::sync::{Arc, OnceLock};

/// The description as text; set once all routes are known, the one that answers it among them.
type Text = Arc<OnceLock<String>>;

/// Adds the address at which the description of all routes is.
pub(crate) fn with_description(routes: Routes) -> Routes {
    let text = Text::default();
    let routes = routes.add(__path_openapi_fetch, Access::Public, text.clone(), openapi_fetch);
    if let Ok(written) = routes.document().to_pretty_json() {
        text.get_or_init(|| written);
    }
    routes
}

/// This description: every operation with what is sent and answered, in the format of OpenAPI 3.1.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    responses((status = 200, description = "The description", body = Object))
)]
async fn openapi_fetch(State(text): State<Text>) -> ApiResult<impl IntoResponse> {
    let text = text.get().ok_or_else(|| ApiError::internal("the routes cannot be written as JSON"))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text.clone()))
}
