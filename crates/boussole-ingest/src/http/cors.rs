//! What lets the pages of other sites send here.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The headers that clients send.
const HEADERS: &str = "authorization, content-type, content-encoding, x-retry-count";
/// How long a browser remembers the answer, in seconds.
const AGE_S: &str = "86400";

/// Answers a browser that asks whether a page may send here: any may, and cookies never come along.
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    let answer = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, AGE_S),
    ];
    allow(&headers, (StatusCode::NO_CONTENT, answer).into_response())
}

/// Lets the page that asked read an answer.
pub(super) fn allow(request: &HeaderMap, mut response: Response) -> Response {
    let headers = response.headers_mut();
    // Another page gets another answer, so that a cache must keep them apart.
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = request.get(header::ORIGIN) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    response
}
