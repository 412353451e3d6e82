use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use boussole_api::ApiError;
use boussole_core::Refusal;
use rust_embed::{Embed, EmbeddedFile};

/// The files of the built interface; none when it was not built.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Interface;

const PAGE: &str = "index.html";
/// Files whose name holds a hash of their content.
const HASHED: &str = "assets/";
/// The script of surveys, which pages of other sites have: its name never changes.
const SCRIPT: &str = "survey.js";
const NOT_BUILT: &str = "<!doctype html><title>Boussole</title><p>This binary was built without its interface. Run \
                         <code>cargo xtask build</code>; the API is there all the same.</p>";

/// Answers what no route answered: a file of the interface, its page, or a 404.
pub(crate) async fn interface(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return ApiError::not_found(Refusal::new("unknown_route", "there is no such address")).into_response();
    }
    let brotli = accepts_brotli(&headers);
    // A hidden file says how the interface was built.
    let is_shown = !path.is_empty() && !path.starts_with('.');
    if let Some(file) = Interface::get(path).filter(|_| is_shown) {
        let kept = match path {
            SCRIPT => "public, max-age=3600",
            _ if path.starts_with(HASHED) => "public, max-age=31536000, immutable",
            _ => "no-cache",
        };
        let mut response = send(path, file, kept, brotli);
        if path == SCRIPT {
            // Pages that let in only what allows it let it in.
            let anywhere = HeaderValue::from_static("cross-origin");
            response.headers_mut().insert(HeaderName::from_static("cross-origin-resource-policy"), anywhere);
        }
        return response;
    }
    // The page shows every address but those of files: a missing file must not look like a page.
    let is_file = path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match Interface::get(PAGE) {
        _ if is_file => (StatusCode::NOT_FOUND, "not found").into_response(),
        Some(page) => send(PAGE, page, "no-store", brotli),
        None => Html(NOT_BUILT).into_response(),
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|encoding| encoding.trim() == "br")
}

/// Sends a file, compressed as it lies beside itself when the browser takes that.
fn send(path: &str, file: EmbeddedFile, kept: &'static str, brotli: bool) -> Response {
    let content_type = file.metadata.mimetype().to_owned();
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, kept.to_owned()),
        (header::VARY, header::ACCEPT_ENCODING.to_string()),
    ];
    match Interface::get(&format!("{path}.br")).filter(|_| brotli) {
        Some(compressed) => (headers, [(header::CONTENT_ENCODING, "br")], compressed.data).into_response(),
        None => (headers, file.data).into_response(),
    }
}
