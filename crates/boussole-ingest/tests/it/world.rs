//! Doors to a store in a temporary folder.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::{Extension, Router};
use boussole_core::{Clock, Ctx, FixedClock, ProjectId, Role};
use boussole_db::CoreDb;
use boussole_events::{EventStore, ScanRequest};
use boussole_ingest::{Ingest, routes};
use boussole_sources::{Channel, NewSource, SourceName, Sources};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower::ServiceExt;

/// The present of the tests that choose it: 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct World {
    folder: TempDir,
    pub(crate) ctx: Ctx,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) store: EventStore,
    pub(crate) sources: Sources,
    pub(crate) ingest: Ingest,
    pub(crate) write_key: String,
    pub(crate) secret_key: String,
}

/// What lies in a folder, opened.
pub(crate) struct Parts {
    pub(crate) store: EventStore,
    pub(crate) sources: Sources,
    clock: Arc<dyn Clock>,
}

impl Parts {
    pub(crate) async fn open(folder: &Path, clock: Arc<dyn Clock>) -> Self {
        let store = EventStore::open(folder, &ProjectId::default(), clock.clone()).await.expect("a store");
        let core = CoreDb::open_sqlite(&folder.join("core.db")).await.expect("core.db");
        Self { store, sources: Sources::open(&core, clock.clone()).await.expect("sources"), clock }
    }

    pub(crate) fn ingest(&self) -> Ingest {
        Ingest::new(ProjectId::default(), self.store.clone(), self.sources.clone(), self.clock.clone())
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::at(NOW_MS).await
    }

    pub(crate) async fn at(now_ms: i64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(now_ms));
        let ctx = Ctx::command_line(ProjectId::default());
        let parts = Parts::open(folder.path(), clock.clone()).await;
        let new = NewSource { name: SourceName::parse("Shop").expect("a name"), channel: Channel::Web };
        let source = parts.sources.source_create(&ctx, new).await.expect("a source");
        let (_, secret_key) = parts.sources.secret_key_create(&ctx, &source.id).await.expect("a key");
        let ingest = parts.ingest();
        let Parts { store, sources, .. } = parts;
        Self { folder, ctx, clock, store, sources, ingest, write_key: source.write_key, secret_key }
    }

    /// Ends the store as a process would, and returns the folder with the write key.
    pub(crate) async fn close(self) -> (TempDir, String) {
        let Self { folder, store, sources, ingest, write_key, .. } = self;
        drop((ingest, sources));
        store.close().await;
        (folder, write_key)
    }

    /// Opens again what [`World::close`] left.
    pub(crate) async fn open(folder: TempDir, write_key: String, now_ms: i64) -> Self {
        let clock = Arc::new(FixedClock::at(now_ms));
        let parts = Parts::open(folder.path(), clock.clone()).await;
        let (ctx, ingest) = (Ctx::command_line(ProjectId::default()), parts.ingest());
        let Parts { store, sources, .. } = parts;
        Self { folder, ctx, clock, store, sources, ingest, write_key, secret_key: String::new() }
    }

    /// Ends the store as a process would, and opens it again.
    pub(crate) async fn restart(self) -> Self {
        let (now_ms, secret_key) = (self.clock.now_ms(), self.secret_key.clone());
        let (folder, write_key) = self.close().await;
        Self { secret_key, ..Self::open(folder, write_key, now_ms).await }
    }

    /// Sends a body to a door, and returns the status, the headers and the JSON.
    pub(crate) async fn send(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> (StatusCode, HeaderMap, Value) {
        let request = headers.iter().fold(Request::post(path), |request, (name, value)| request.header(*name, *value));
        answer(routes(self.ingest.clone()).into_routers().doors, request.body(body.into()).expect("a request")).await
    }

    /// Sends a message with the write key in the body's place for it.
    pub(crate) async fn post(&self, path: &str, body: &str) -> (StatusCode, Value) {
        let (status, _, json) =
            self.send(path, &[("authorization", &format!("Bearer {}", self.write_key))], body.to_owned()).await;
        (status, json)
    }

    /// Asks as a member with this context.
    pub(crate) async fn get(&self, ctx: &Ctx, path: &str) -> (StatusCode, Value) {
        let mut ctx = ctx.clone();
        ctx.role = Role::Viewer;
        let router = routes(self.ingest.clone()).into_routers().members.layer(Extension(ctx));
        let request = Request::builder().method(Method::GET).uri(path).body(Body::empty()).expect("a request");
        let (status, _, json) = answer(router, request).await;
        (status, json)
    }

    /// Returns what the source has counted: `accepted 3, refused missing 1`.
    pub(crate) async fn counts(&self) -> String {
        let counts = self.store.received_counts(&self.ctx, Some("web:shop")).await.expect("counts");
        let word = |count: &boussole_events::ReceivedCount| {
            [count.outcome.as_str(), count.reason.as_str(), &count.n.to_string()].map(str::to_owned)
        };
        let words = |count| word(count).into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        counts.iter().map(words).collect::<Vec<_>>().join(", ")
    }

    /// Returns how many events are stored, of how many people.
    pub(crate) fn n_stored(&self) -> (usize, usize) {
        let snapshot = self.store.snapshot(&self.ctx).expect("a snapshot");
        let (mut n_events, mut n_people) = (0, 0);
        for chunk in snapshot.scan(&self.ctx, &ScanRequest::default()) {
            let chunk = chunk.expect("a chunk");
            n_events += chunk.len();
            n_people += chunk.people().count();
        }
        (n_events, n_people)
    }

    /// Returns the files into which the events were sealed.
    pub(crate) async fn sealed(&self) -> Vec<PathBuf> {
        self.store.seal(&self.ctx).await.expect("sealed");
        let months = std::fs::read_dir(self.folder.path().join("parts")).expect("the folder of parts");
        let files = months.flat_map(|month| std::fs::read_dir(month.expect("a month").path()).expect("a month"));
        files.map(|file| file.expect("a file").path()).collect()
    }

    /// Listens on a random port of this machine until it is dropped.
    pub(crate) async fn listen(&self) -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let router = routes(self.ingest.clone()).into_routers().doors;
        let served = axum::serve(listener, router).with_graceful_shutdown(async {
            // Dropping the other end says stop.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async move { served.await.expect("served") });
        Listening { address, stop, task }
    }
}

pub(crate) struct Listening {
    pub(crate) address: String,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Listening {
    pub(crate) async fn stop(self) {
        drop(self.stop);
        self.task.await.expect("it ends");
    }
}

async fn answer(router: Router, request: Request<Body>) -> (StatusCode, HeaderMap, Value) {
    let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("a body");
    (parts.status, parts.headers, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}
