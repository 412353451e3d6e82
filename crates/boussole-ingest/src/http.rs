mod answer;
mod cors;
mod door;
mod settings;
mod watch;

use crate::ingest::Ingest;
use crate::model::{Call, Kind};
use axum::http::Method;
use boussole_api::{Access, Routes};
use boussole_core::Role;

/// The addresses of Segment's API, with the short ones that its client for browsers uses.
const CALLS: [(&str, Call); 14] = [
    ("/v1/identify", Call::One(Kind::Identify)),
    ("/v1/i", Call::One(Kind::Identify)),
    ("/v1/track", Call::One(Kind::Track)),
    ("/v1/t", Call::One(Kind::Track)),
    ("/v1/page", Call::One(Kind::Page)),
    ("/v1/p", Call::One(Kind::Page)),
    ("/v1/screen", Call::One(Kind::Screen)),
    ("/v1/s", Call::One(Kind::Screen)),
    ("/v1/group", Call::One(Kind::Group)),
    ("/v1/g", Call::One(Kind::Group)),
    ("/v1/alias", Call::One(Kind::Alias)),
    ("/v1/a", Call::One(Kind::Alias)),
    ("/v1/batch", Call::Batch),
    ("/v1/b", Call::Batch),
];
/// Where clients measure themselves.
const METRICS: &str = "/v1/m";
const SETTINGS: &str = "/v1/projects/{write_key}/settings";

/// Returns the routes by which events come in, and by which members watch them come.
#[must_use]
pub fn routes(ingest: Ingest) -> Routes {
    let (key, viewer) = (Access::WriteKey, Access::Member(Role::Viewer));
    let mut routes = Routes::default()
        .add(Method::POST, METRICS, key, (), door::metrics)
        .add(Method::OPTIONS, METRICS, key, (), cors::preflight)
        .add(Method::GET, SETTINGS, key, ingest.clone(), settings::settings_fetch)
        .add(Method::OPTIONS, SETTINGS, key, (), cors::preflight)
        .add(Method::GET, "/api/v1/live-events", viewer, ingest.clone(), watch::live_event_list)
        .add(Method::GET, "/api/v1/quarantine", viewer, ingest.clone(), watch::quarantine_list);
    for (path, call) in CALLS {
        routes = routes.add(Method::POST, path, key, door::Door { ingest: ingest.clone(), call }, door::receive).add(
            Method::OPTIONS,
            path,
            key,
            (),
            cors::preflight,
        );
    }
    routes
}
