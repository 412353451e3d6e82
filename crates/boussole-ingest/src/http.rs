mod answer;
mod cors;
mod door;
mod settings;
mod watch;

use crate::ingest::Ingest;
use crate::model::{Call, Kind};
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

/// Returns the routes by which events come in, and by which members watch them come.
#[must_use]
pub fn routes(ingest: Ingest) -> Routes {
    let (key, viewer) = (Access::WriteKey, Access::Member(Role::Viewer));
    let mut routes = Routes::default()
        .add(door::__path_metrics, key, (), door::metrics)
        .add_preflight("/v1/m", cors::preflight)
        .add(settings::__path_settings_fetch, key, ingest.clone(), settings::settings_fetch)
        .add_preflight("/v1/projects/{write_key}/settings", cors::preflight)
        .add(watch::__path_live_event_list, viewer, ingest.clone(), watch::live_event_list)
        .add(watch::__path_quarantine_list, viewer, ingest.clone(), watch::quarantine_list);
    for (path, call) in CALLS {
        let (name, state) = (path.replace("/v1/", "receive_"), door::Door { ingest: ingest.clone(), call });
        routes = routes
            .add_at(path, &name, door::__path_receive, key, state, door::receive)
            .add_preflight(path, cors::preflight);
    }
    routes
}
