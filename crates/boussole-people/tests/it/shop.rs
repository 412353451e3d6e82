//! A small project in a temporary folder, and its people over HTTP.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use boussole_core::{Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin, Outcome};
use boussole_people::{People, routes};
use boussole_query::ProjectSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The present of every test: 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;
const BODY_BYTES_MAX: usize = 1 << 24;

pub(crate) struct Shop {
    pub(crate) store: EventStore,
    owner: Ctx,
    router: Router,
    _folder: TempDir,
}

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Shop {
    /// Opens a project with these events.
    pub(crate) async fn with(events: Vec<Incoming>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("the store opens");
        let settings = ProjectSettings {
            timezone: "America/Sao_Paulo".to_owned(),
            currency: Some("BRL".to_owned()),
            ..ProjectSettings::default()
        };
        let router =
            routes(People::new(store.clone(), tokio::sync::watch::channel(settings).1, clock)).into_routers().members;
        let shop = Self { store, owner: Ctx::command_line(project), router, _folder: folder };
        shop.accept(events).await;
        shop
    }

    /// Stores events; every one must be accepted.
    pub(crate) async fn accept(&self, items: Vec<Incoming>) {
        self.import(1, items).await;
    }

    /// Stores events of an import; every one must be accepted.
    pub(crate) async fn import(&self, import_id: i64, items: Vec<Incoming>) {
        let batch = Batch::new("test", Origin::Import { import_id }, items);
        let receipt = self.store.accept(&self.owner, batch).await.expect("the store accepts");
        for outcome in receipt.outcomes {
            assert_eq!(outcome, Outcome::Accepted);
        }
    }

    /// Takes back what an import brought.
    pub(crate) async fn undo(&self, import_id: i64) {
        self.store.undo_import(&self.owner, import_id).await.expect("the import is undone");
    }

    /// Asks as a viewer who sees everything.
    pub(crate) async fn ask(&self, address: &str) -> Reply {
        self.ask_as(Some(self.viewer(Scope::All)), address).await
    }

    /// Asks as a viewer who sees the events of one store only.
    pub(crate) async fn ask_in(&self, store: &str, address: &str) -> Reply {
        let stores = BTreeSet::from([store.to_owned()]);
        let scope = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
        self.ask_as(Some(self.viewer(scope)), address).await
    }

    /// Asks as anybody.
    pub(crate) async fn ask_as(&self, ctx: Option<Ctx>, address: &str) -> Reply {
        let mut request = Request::get(address).body(Body::empty()).expect("a request");
        if let Some(ctx) = ctx {
            request.extensions_mut().insert(ctx);
        }
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, BODY_BYTES_MAX).await.expect("a body");
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// Asks what must be answered with JSON.
    pub(crate) async fn json(&self, address: &str) -> Value {
        self.ask(address).await.json()
    }

    /// Asks for a list and returns the names of the people in it; the identifier of those without name.
    pub(crate) async fn names(&self, address: &str) -> String {
        names(&self.json(address).await)
    }

    fn viewer(&self, scope: Scope) -> Ctx {
        Ctx { role: Role::Viewer, scope, ..self.owner.clone() }
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).expect("UTF-8")
    }
}

/// Returns the names in a list; the identifier of those without name.
pub(crate) fn names(page: &Value) -> String {
    let name = |item: &Value| item["name"].as_str().or(item["identifier"].as_str()).unwrap_or("-").to_owned();
    page["items"].as_array().expect("a list").iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Makes an event of a person with a customer number (nobody when it is empty), `hour` hours before the present.
pub(crate) fn event(user: &str, name: &str, hour: i64, props: Value) -> Incoming {
    by(&[(IdentifierKind::User, user)], name, hour, props)
}

/// Makes an event of somebody known by these identifiers.
pub(crate) fn by(identifiers: &[(IdentifierKind, &str)], name: &str, hour: i64, props: Value) -> Incoming {
    Incoming {
        event: name.to_owned(),
        identifiers: identifiers.iter().filter_map(|(kind, value)| Identifier::parse(*kind, value)).collect(),
        time_ms: NOW_MS - hour * 3_600_000,
        props: object(props),
        ..Incoming::default()
    }
}

/// Makes an order.
pub(crate) fn order(user: &str, id: &str, hour: i64, revenue: &str) -> Incoming {
    // Written in Rust the number would lose its zeros.
    let revenue: Value = serde_json::from_str(revenue).expect("a number");
    event(user, "Order Completed", hour, json!({"order_id": id, "revenue": revenue}))
}

/// Makes an event that says something of a person.
pub(crate) fn said(user: &str, hour: i64, traits: Value) -> Incoming {
    Incoming { traits: object(traits), ..event(user, "Identified", hour, json!({})) }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}
