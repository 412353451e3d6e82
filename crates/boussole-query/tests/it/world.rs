//! A small project in a temporary folder, filled through the real store.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin, Outcome};
use boussole_query::{Answer, ProjectSettings, QueryError, ask};
use expect_test::Expect;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tempfile::TempDir;

/// The present in these tests, unless a test chooses another.
pub(crate) const NOW: &str = "2025-03-10T15:30:00Z";

pub(crate) struct World {
    pub(crate) store: EventStore,
    pub(crate) ctx: Ctx,
    pub(crate) settings: ProjectSettings,
    pub(crate) now_ms: i64,
    _folder: TempDir,
}

impl World {
    /// Opens an empty project.
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let now_ms = instant(NOW);
        let project = ProjectId::default();
        let clock = Arc::new(FixedClock::at(now_ms));
        let store = EventStore::open(folder.path(), &project, clock).await.expect("the store opens");
        let settings = ProjectSettings::default();
        Self { store, ctx: Ctx::command_line(project), settings, now_ms, _folder: folder }
    }

    /// Opens a project with these events.
    pub(crate) async fn with(events: Vec<Incoming>) -> Self {
        let world = Self::empty().await;
        world.accept(events).await;
        world
    }

    /// Stores events; every one must be accepted.
    pub(crate) async fn accept(&self, items: Vec<Incoming>) {
        let batch = Batch::new("test", Origin::Import { import_id: 1 }, items);
        let receipt = self.store.accept(&self.ctx, batch).await.expect("the store accepts");
        for outcome in receipt.outcomes {
            assert_eq!(outcome, Outcome::Accepted);
        }
    }

    pub(crate) async fn ask(&self, question: &Value) -> Result<Answer, QueryError> {
        ask(&self.store, &self.ctx, &self.settings, self.now_ms, question).await
    }

    /// Asks and returns the answer as JSON.
    pub(crate) async fn answer(&self, question: Value) -> Value {
        let answer = self.ask(&question).await.unwrap_or_else(|error| panic!("{question}: {error}"));
        serde_json::to_value(&answer).expect("an answer is JSON")
    }

    /// Asks and compares the table of the answer, one line a row.
    pub(crate) async fn check(&self, question: Value, expected: Expect) {
        let answer = self.ask(&question).await.unwrap_or_else(|error| panic!("{question}: {error}"));
        let table = answer.to_table();
        let lines = std::iter::once(&table.header).chain(&table.rows).map(|line| line.join(" | "));
        let warnings = answer.meta().warnings.iter().map(|warning| format!("! {warning}"));
        expected.assert_eq(&lines.chain(warnings).collect::<Vec<_>>().join("\n"));
    }

    /// Asks what must be refused.
    pub(crate) async fn check_refused(&self, question: Value, expected: Expect) {
        let refusal = match self.ask(&question).await {
            Err(QueryError::Refused(refusal)) => refusal,
            other => panic!("{question} must be refused: {other:?}"),
        };
        let hint = refusal.hint.as_deref().unwrap_or_default();
        expected.assert_eq(&format!("{} | {refusal} | {hint}", refusal.code));
    }
}

pub(crate) fn instant(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap_or_else(|error| panic!("{text}: {error}")).as_millisecond()
}

/// Makes an event: `person` is a user id, or empty for nobody.
pub(crate) fn event(person: &str, name: &str, time: &str, props: Value) -> Incoming {
    Incoming {
        event: name.to_owned(),
        identifiers: Identifier::parse(IdentifierKind::User, person).into_iter().collect(),
        time_ms: instant(time),
        props: object(props),
        ..Incoming::default()
    }
}

/// Makes an event that says something of the person.
pub(crate) fn traits(person: &str, time: &str, traits: Value) -> Incoming {
    Incoming { traits: object(traits), ..event(person, "Identified", time, json!({})) }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

/// Makes a trend of one series over orders, with other fields on top.
pub(crate) fn orders(fields: Value) -> Value {
    let mut question = json!({"kind": "trend", "series": [{"name": "orders", "select": {"event": "Order Completed"}}]});
    for (key, value) in object(fields) {
        question[key] = value;
    }
    question
}
