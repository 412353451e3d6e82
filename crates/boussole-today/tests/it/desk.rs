//! A project in a temporary folder, its start page and its questions over HTTP.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use boussole_core::{Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_demo::{DemoOptions, Plants, load};
use boussole_events::{Batch, EventStore, Incoming, Origin, Outcome};
use boussole_insights::{Insights, SavedQuestions};
use boussole_members::Members;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use boussole_today::{Today, routes};
use jiff::civil::date;
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// 1 July 2026, noon in Paris.
pub(crate) const NOW_MS: i64 = 1_782_900_000_000;
const BODY_BYTES_MAX: usize = 1 << 24;

pub(crate) struct Desk {
    pub(crate) store: EventStore,
    pub(crate) owner: Ctx,
    router: Router,
    _folder: TempDir,
    _db: TestDb,
}

impl Desk {
    /// Opens a project without events.
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("the store opens");
        let settings =
            ProjectSettings { timezone: "Europe/Paris".to_owned(), currency: Some("EUR".to_owned()), active_days: 182 };
        let insights = Insights::new(store.clone(), tokio::sync::watch::channel(settings).1, clock.clone());
        let db = TestDb::new().await;
        let members = Members::open(db.core(), clock).await.expect("members");
        let saved = SavedQuestions::open(db.core(), insights.clone(), members).await.expect("saved questions");
        let today = Today::open(db.core(), insights.clone()).await.expect("the page");
        let all = routes(today).merge(boussole_insights::routes(insights, saved));
        let (owner, router) = (Ctx::command_line(project), all.into_routers().members);
        Self { store, owner, router, _folder: folder, _db: db }
    }

    /// Opens the demo company as it is until 30 June 2026.
    pub(crate) async fn company(customers: u32, seed: u64, is_planted: bool) -> Self {
        let desk = Self::empty().await;
        let until = date(2026, 6, 30);
        let plants = if is_planted { Plants::usual(until) } else { Plants::none() };
        let options = DemoOptions { customers, seed, plants, ..DemoOptions::new(until) };
        load(&desk.store, &desk.owner, 1, &options, &mut |_| ()).await.expect("loaded");
        desk
    }

    pub(crate) async fn accept(&self, events: Vec<Incoming>) {
        let batch = Batch::new("test", Origin::Import { import_id: 1 }, events);
        let receipt = self.store.accept(&self.owner, batch).await.expect("the store accepts");
        assert!(receipt.outcomes.iter().all(|outcome| *outcome == Outcome::Accepted), "{receipt:?}");
    }

    /// Asks for a page as a viewer who sees everything.
    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Role::Viewer, Scope::All, Method::GET, path, &Value::Null).await
    }

    /// Asks a question as the same viewer, and returns the answer.
    pub(crate) async fn ask(&self, question: &Value) -> Value {
        let path = "/api/v1/insights/query";
        let (status, answer) = self.call(Role::Viewer, Scope::All, Method::POST, path, question).await;
        assert_eq!(status, 200, "{question}: {answer}");
        answer
    }

    pub(crate) async fn call(
        &self,
        role: Role,
        scope: Scope,
        method: Method,
        path: &str,
        body: &Value,
    ) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        request.extensions_mut().insert(Ctx { role, scope, ..self.owner.clone() });
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), BODY_BYTES_MAX).await.expect("a body");
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}
