use crate::headers::protect;
use crate::interface::interface;
use crate::openapi::with_description;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use boussole_api::{Access, InternalCause, Routes};
use boussole_members::{Members, session_layer};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The longest body of a request, in bytes, where a route does not say otherwise.
const BODY_BYTES_MAX: usize = 1 << 20;

/// Assembles the routes of all features, the interface, and what lies around every request.
pub fn router(members: Members, features: Routes) -> Router {
    let routes = routes(features).into_routers();
    routes
        .members
        .fallback(interface)
        .layer(from_fn_with_state(members, session_layer))
        // After the layer of sessions, which so does not lie around them.
        .merge(routes.doors)
        .layer(from_fn(log))
        .layer(from_fn(protect))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// Adds to the routes of all features those of the server itself: whether it answers, and what all of them are.
#[must_use]
pub fn routes(features: Routes) -> Routes {
    with_description(features.add(__path_live, Access::Public, (), live))
}

/// Answers requests until `stop` is ready, then finishes those under way.
///
/// # Errors
/// Fails when the listener does.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// Says that the process answers; it says nothing of the storage.
#[utoipa::path(
    get,
    path = "/livez",
    responses((status = 200, description = "It does", body = String, content_type = "text/plain"))
)]
async fn live() -> &'static str {
    "ok"
}

/// Logs what failed inside, by the pattern of its route: an address may name a person.
async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    if let Some(InternalCause(cause)) = response.extensions().get() {
        tracing::error!(%method, route, cause, "a request failed");
    }
    response
}
