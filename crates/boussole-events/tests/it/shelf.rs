//! A store in a temporary folder, and what it answers as text.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_events::{
    Batch, Chunk, EventStore, Identifier, IdentifierKind, Incoming, Origin, Receipt, ScanRequest, Snapshot,
};
use serde_json::{Map, Value};
use std::sync::Arc;
use tempfile::TempDir;

/// The present of every test: 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct Shelf {
    folder: TempDir,
    pub(crate) ctx: Ctx,
    pub(crate) store: EventStore,
}

impl Shelf {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = open(&folder).await;
        Self { folder, ctx: Ctx::command_line(ProjectId::default()), store }
    }

    /// Ends the store as a process would, and opens it again.
    pub(crate) async fn restart(self) -> Self {
        let Self { folder, ctx, store } = self;
        store.close().await;
        let store = open(&folder).await;
        Self { folder, ctx, store }
    }

    pub(crate) async fn accept(&self, origin: Origin, items: Vec<Incoming>) -> Receipt {
        let batch = Batch::new("test", origin, items);
        self.store.accept(&self.ctx, batch).await.expect("accepted")
    }

    pub(crate) async fn import(&self, items: Vec<Incoming>) -> Receipt {
        self.accept(Origin::Import { import_id: 1 }, items).await
    }

    pub(crate) async fn seal(&self) {
        self.store.seal(&self.ctx).await.expect("sealed");
    }

    /// Returns each row of a scan as (person, time, event, properties). The same scan finds the same rows when it leaves the
    /// properties unread.
    pub(crate) fn scan(&self, request: &ScanRequest) -> Vec<(u64, i64, String, String)> {
        let snapshot = self.store.snapshot(&self.ctx).expect("a snapshot");
        let rows = self.rows(&snapshot, request, |chunk, row| chunk.props(row).to_owned());
        let bare = ScanRequest { without_props: true, ..request.clone() };
        let found = self.rows(&snapshot, &bare, |_, _| String::new());
        assert!(rows.iter().map(|row| (row.0, row.1, &row.2)).eq(found.iter().map(|row| (row.0, row.1, &row.2))));
        rows
    }

    fn rows(
        &self,
        snapshot: &Snapshot,
        request: &ScanRequest,
        props: impl Fn(&Chunk, usize) -> String,
    ) -> Vec<(u64, i64, String, String)> {
        let mut rows = Vec::new();
        for chunk in snapshot.scan(&self.ctx, request) {
            let chunk = chunk.expect("a chunk");
            let names = chunk.event_names();
            for (person, range) in chunk.people() {
                for row in range {
                    let name = names[chunk.event_codes()[row] as usize].to_owned();
                    rows.push((person, chunk.times_ms()[row], name, props(&chunk, row)));
                }
            }
        }
        rows
    }

    /// Returns all rows as lines of text, times counted from the present.
    pub(crate) fn lines(&self) -> String {
        let rows = self.scan(&ScanRequest::default()).into_iter();
        rows.map(|(person, time_ms, event, props)| format!("p{person} {:+} {event} {props}\n", time_ms - NOW_MS))
            .collect()
    }

    pub(crate) fn files(&self) -> Vec<std::path::PathBuf> {
        let months = std::fs::read_dir(self.folder.path().join("parts")).expect("the folder of parts");
        let files = months.flat_map(|month| std::fs::read_dir(month.expect("a month").path()).expect("a month"));
        files.map(|file| file.expect("a file").path()).collect()
    }
}

async fn open(folder: &TempDir) -> EventStore {
    let clock = Arc::new(FixedClock::at(NOW_MS));
    EventStore::open(folder.path(), &ProjectId::default(), clock).await.expect("the store opens")
}

/// Makes an event named `event` at `offset_ms` from the present, with the message id `id`.
pub(crate) fn event(id: &str, event: &str, offset_ms: i64, identifiers: &[(IdentifierKind, &str)]) -> Incoming {
    Incoming {
        event: event.to_owned(),
        identifiers: identifiers.iter().filter_map(|(kind, value)| Identifier::parse(*kind, value)).collect(),
        time_ms: NOW_MS + offset_ms,
        message_id: Some(id.to_owned()),
        ..Incoming::default()
    }
}

/// Gives an event its properties.
pub(crate) fn with(item: Incoming, props: Value) -> Incoming {
    Incoming { props: object(props), ..item }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}
