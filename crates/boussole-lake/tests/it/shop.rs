//! A small company whose lake is published.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin, Outcome};
use boussole_lake::{Lake, Published};
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct Shop {
    folder: TempDir,
    pub(crate) ctx: Ctx,
    pub(crate) store: EventStore,
    pub(crate) lake: Lake,
}

impl Shop {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("it's a shop ").tempdir().expect("a temporary folder");
        let project = ProjectId::default();
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let store = EventStore::open(folder.path(), &project, clock).await.expect("the store opens");
        let lake = Lake::new(store.clone(), folder.path());
        Self { ctx: Ctx::command_line(project), lake, store, folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(crate) async fn import(&self, items: Vec<Incoming>) {
        let n_items = items.len();
        let batch = Batch::new("test", Origin::Import { import_id: 1 }, items);
        let receipt = self.store.accept(&self.ctx, batch).await.expect("accepted");
        assert_eq!(receipt.outcomes, vec![Outcome::Accepted; n_items]);
    }

    pub(crate) async fn publish(&self) -> Published {
        self.lake.publish(&self.ctx, NOW_MS).await.expect("published")
    }
}

/// Makes an event `days` before the present, with its name and number as message id.
pub(crate) fn event(name: &str, number: u32, days: i64, who: &[(IdentifierKind, &str)]) -> Incoming {
    Incoming {
        event: name.to_owned(),
        identifiers: who.iter().filter_map(|(kind, value)| Identifier::parse(*kind, value)).collect(),
        time_ms: NOW_MS - days * 86_400_000,
        message_id: Some(format!("{name} {number}")),
        ..Incoming::default()
    }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}
