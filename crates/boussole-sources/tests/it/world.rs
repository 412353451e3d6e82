//! Sources and events in a temporary folder.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use axum::{Extension, Router};
use boussole_core::{Ctx, FixedClock, ProjectId, Role};
use boussole_events::EventStore;
use boussole_sources::{Channel, NewSource, Source, SourceName, Sources};
use boussole_test::TestDb;
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct World {
    _folder: TempDir,
    pub(crate) db: TestDb,
    pub(crate) ctx: Ctx,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) sources: Sources,
    pub(crate) store: EventStore,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let db = TestDb::new().await;
        let sources = Sources::open(db.core(), clock.clone()).await.expect("sources");
        Self { _folder: folder, db, ctx: Ctx::command_line(project), clock, sources, store }
    }

    /// Opens the sources again, as a new process would.
    pub(crate) async fn again(&self) -> Sources {
        Sources::open(&self.db.reopen().await, self.clock.clone()).await.expect("sources")
    }

    pub(crate) async fn source(&self, name: &str) -> Source {
        let new = NewSource { name: SourceName::parse(name).expect("a name"), channel: Channel::Web };
        self.sources.source_create(&self.ctx, new).await.expect("a source")
    }

    /// Calls a route as an owner, and returns the status and the JSON.
    pub(crate) async fn call(&self, method: Method, path: &str, body: &str) -> (StatusCode, Value) {
        let mut ctx = self.ctx.clone();
        ctx.role = Role::Owner;
        let routes = boussole_sources::routes(self.sources.clone(), self.store.clone()).into_routers();
        let router: Router = routes.members.layer(Extension(ctx));
        let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
        let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
        let bytes = to_bytes(body, 1 << 20).await.expect("a body");
        (parts.status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}
