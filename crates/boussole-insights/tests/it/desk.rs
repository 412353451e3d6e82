//! A small project in a temporary folder, and its questions over HTTP.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use boussole_core::{Actor, Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin, Outcome};
use boussole_insights::{Insights, SavedQuestions, routes};
use boussole_members::Members;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The present when a test begins: 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;
const BODY_BYTES_MAX: usize = 1 << 24;

pub(crate) struct Desk {
    pub(crate) clock: Arc<FixedClock>,
    store: EventStore,
    owner: Ctx,
    /// The id of the one member.
    ada: String,
    router: Router,
    _folder: TempDir,
    _db: TestDb,
}

impl Desk {
    /// Opens a project in which these people did one thing each: the person, the event, the shop.
    pub(crate) async fn with(events: &[(&str, &str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("the store opens");
        let settings = ProjectSettings { timezone: "Europe/Paris".to_owned(), ..ProjectSettings::default() };
        let settings = tokio::sync::watch::channel(settings).1;
        let insights = Insights::new(store.clone(), settings, clock.clone());
        let db = TestDb::new().await;
        let members = Members::open(db.core(), clock.clone()).await.expect("members");
        members.member_create_owner_if_none(&project, "ada@example.org", "Ada").await.expect("an owner");
        let owner = Ctx::command_line(project);
        let saved = SavedQuestions::open(db.core(), insights.clone(), members.clone()).await.expect("saved questions");
        let router = routes(insights, saved).into_routers().members;
        let ada = members.member_names(&owner).await.expect("names").into_keys().next().expect("an owner");
        let desk = Self { clock, store, owner, ada, router, _folder: folder, _db: db };
        desk.accept(events).await;
        desk
    }

    pub(crate) async fn accept(&self, events: &[(&str, &str, &str)]) {
        let item = |(user, name, shop): &(&str, &str, &str)| Incoming {
            event: (*name).to_owned(),
            identifiers: Identifier::parse(IdentifierKind::User, user).into_iter().collect(),
            time_ms: NOW_MS - 1,
            props: json!({"store": shop}).as_object().cloned().unwrap_or_default(),
            ..Incoming::default()
        };
        let batch = Batch::new("test", Origin::Import { import_id: 1 }, events.iter().map(item).collect());
        let receipt = self.store.accept(&self.owner, batch).await.expect("the store accepts");
        assert!(receipt.outcomes.iter().all(|outcome| *outcome == Outcome::Accepted), "{receipt:?}");
    }

    /// Asks as a viewer who sees everything.
    pub(crate) async fn ask(&self, route: &str, body: &Value) -> (u16, Value) {
        self.send(Scope::All, route, body.to_string()).await
    }

    /// Asks as a viewer who sees the events of one shop only.
    pub(crate) async fn ask_in(&self, shop: &str, route: &str, body: &Value) -> (u16, Value) {
        let stores = BTreeSet::from([shop.to_owned()]);
        let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
        self.send(scope, route, body.to_string()).await
    }

    /// Calls a route as the one member, in this role.
    pub(crate) async fn call(&self, role: Role, method: Method, route: &str, body: &Value) -> (u16, Value) {
        let path = format!("/api/v1/insights/{route}");
        let mut request =
            Request::builder().method(method).uri(path).body(Body::from(body.to_string())).expect("a request");
        let actor = Actor::Member { id: self.ada.clone(), email: "ada@example.org".to_owned() };
        request.extensions_mut().insert(Ctx { role, actor, ..self.owner.clone() });
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), BODY_BYTES_MAX).await.expect("a body");
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// Sends any body as a viewer.
    pub(crate) async fn send(&self, scope: Scope, route: &str, body: String) -> (u16, Value) {
        let path = format!("/api/v1/insights/{route}");
        let mut request = Request::post(path).body(Body::from(body)).expect("a request");
        request.extensions_mut().insert(Ctx { role: Role::Viewer, scope, ..self.owner.clone() });
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), BODY_BYTES_MAX).await.expect("a body");
        (status, serde_json::from_slice(&bytes).expect("JSON"))
    }
}

/// Asks how many did it.
pub(crate) fn how_many(event: &str) -> Value {
    json!({"kind": "trend", "interval": "all", "series": [{"select": {"event": event}, "measure": "people"}]})
}

/// What a refusal says, on one line.
pub(crate) fn refusal((status, body): &(u16, Value)) -> String {
    let text = |field: &str| body[field].as_str().unwrap_or("-");
    format!("{status} {} | {}: {} | {}", text("code"), text("field"), text("message"), text("hint"))
}
