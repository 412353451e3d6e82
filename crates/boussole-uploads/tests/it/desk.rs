//! A small project in a temporary folder, and its imports over HTTP.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use boussole_core::{Actor, Ctx, FixedClock, ProjectId, Role};
use boussole_events::{EventStore, ScanRequest};
use boussole_import::Imports;
use boussole_lake::Lake;
use boussole_projects::Projects;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use boussole_uploads::{Place, Uploads, routes};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tower::ServiceExt;

/// After every date in the tests.
pub(crate) const NOW_MS: i64 = 1_800_000_000_000;
const BODY_BYTES_MAX: usize = 1 << 24;
/// How often what is under way is looked at before a test gives up.
const LOOKS_MAX: usize = 30_000;

/// A file as French software exports it.
pub(crate) const EXPORT: &str = "N° commande;Client;Date de commande;Montant TTC\n\
    1001;anna;03/01/2025;1 249,90\n\
    1002;ben;31/01/2025;12,00\n\
    1003;anna;31/02/2025;5,00\n";

pub(crate) struct Desk {
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) folder: TempDir,
    store: EventStore,
    owner: Ctx,
    router: Router,
    _db: TestDb,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let db = TestDb::new().await;
        let project_folder = folder.path().join("project");
        let store = EventStore::open(&project_folder, &project, clock.clone()).await.expect("a store");
        let settings = ProjectSettings::default();
        let place = Place {
            store: store.clone(),
            lake: Lake::new(store.clone(), &project_folder),
            imports: Imports::open(db.core()).await.expect("imports"),
            projects: Projects::open(db.core()).await.expect("projects"),
            settings: tokio::sync::watch::Sender::new(settings),
            clock: clock.clone(),
            rejects: folder.path().join("rejects"),
        };
        let uploads = Uploads::open(place, folder.path().join("uploads")).expect("uploads");
        let router = routes(uploads).into_routers().members;
        Self { clock, folder, store, owner: Ctx::command_line(project), router, _db: db }
    }

    /// Sends any body as an editor called `who`.
    pub(crate) async fn send_as(&self, who: &str, method: Method, path: &str, body: Vec<u8>) -> (u16, Value) {
        let request = Request::builder().method(method).uri(format!("/api/v1/{path}"));
        let mut request = request.body(Body::from(body)).expect("a request");
        let actor = Actor::Member { id: who.to_owned(), email: format!("{who}@example.org") };
        request.extensions_mut().insert(Ctx { role: Role::Editor, actor, ..self.owner.clone() });
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), BODY_BYTES_MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::String(text)))
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.send_as("anna", Method::GET, path, Vec::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send_as("anna", Method::POST, path, body.to_string().into_bytes()).await
    }

    pub(crate) async fn put(&self, path: &str, bytes: &[u8]) -> (u16, Value) {
        self.send_as("anna", Method::PUT, path, bytes.to_vec()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> (u16, Value) {
        self.send_as("anna", Method::DELETE, path, Vec::new()).await
    }

    /// Makes an upload with one file and returns its id.
    pub(crate) async fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let (status, upload) = self.post("uploads", &json!({})).await;
        assert_eq!(status, 201, "{upload}");
        let id = upload["id"].as_str().expect("an id").to_owned();
        let (status, kept) = self.put(&format!("uploads/{id}/files/{name}"), bytes).await;
        assert_eq!(status, 200, "{kept}");
        id
    }

    /// Asks again until `is_over`; the last answer.
    pub(crate) async fn follow(&self, path: &str, is_over: impl Fn(&Value) -> bool) -> Value {
        let mut ticks = tokio::time::interval(Duration::from_millis(10));
        for _ in 0..LOOKS_MAX {
            ticks.tick().await;
            let (_, answer) = self.get(path).await;
            if is_over(&answer) {
                return answer;
            }
        }
        panic!("{path} is not over");
    }

    /// Imports an upload by a template, to its end.
    pub(crate) async fn import(&self, id: &str, template: &Value) -> Value {
        let (status, begun) = self.post(&format!("uploads/{id}/import"), template).await;
        assert_eq!(status, 202, "{begun}");
        self.follow(&format!("imports/{}", begun["id"]), |import| import["state"] != "running").await
    }

    /// Counts what is stored.
    pub(crate) fn n_events(&self) -> usize {
        let snapshot = self.store.snapshot(&self.owner).expect("a snapshot");
        snapshot.scan(&self.owner, &ScanRequest::default()).map(|chunk| chunk.expect("a chunk").len()).sum()
    }

    /// Returns the folder of uploads.
    pub(crate) fn uploads(&self) -> PathBuf {
        self.folder.path().join("uploads")
    }
}

/// What a refusal says, on one line.
pub(crate) fn refusal((status, body): &(u16, Value)) -> String {
    let text = |field: &str| body[field].as_str().unwrap_or("-");
    format!("{status} {} | {}: {} | {}", text("code"), text("field"), text("message"), text("hint"))
}

/// Writes a text in the manner of old Windows programs.
pub(crate) fn windows(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of western Europe")).collect()
}
