use crate::format::Shape;
use boussole_core::Code;
use boussole_events::Incoming;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How far an import is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The table that is being read; joined tables are read before the first one.
    pub table: String,
    /// Bytes read of the first table, as they lie on the disk.
    pub bytes_read: u64,
    /// Bytes of the first table, as they lie on the disk.
    pub bytes_total: u64,
    /// Rows read of all tables.
    pub rows: u64,
    /// Events made.
    pub events: u64,
    /// Milliseconds since the import began.
    pub elapsed_ms: u64,
}

/// What an import did, or would do when it ran dry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows read, by table; rejects included, header lines not.
    pub rows: BTreeMap<String, u64>,
    /// What became of the events, by the name that the recipe gives them.
    pub events: BTreeMap<String, EventCounts>,
    /// Events the store derived from accepted ones; 0 when it ran dry.
    pub n_derived: u64,
    /// Different persons on the events, by their strongest identifier.
    pub n_people: u64,
    /// Rejects by reason.
    pub rejects_by_reason: BTreeMap<String, u64>,
    /// Rejects by table.
    pub rejects_by_table: BTreeMap<String, u64>,
    /// Events the store set aside, by reason.
    pub quarantined: BTreeMap<String, u64>,
    /// The file of rejects, if there is any reject and a place for it.
    pub rejects_file: Option<PathBuf>,
    /// The first rejects, as they are in the file.
    pub first_rejects: Vec<RejectedRow>,
    /// The times of the first and of the last event, in milliseconds.
    pub span_ms: Option<(i64, i64)>,
    /// The first events; only of a preview.
    pub samples: Vec<EventSample>,
    /// What each file was recognised to be, by table and then by name.
    pub files: Vec<FileReport>,
    /// Milliseconds it took.
    pub elapsed_ms: u64,
    /// Whether it chose the time zone and the currency of its project for good; only of an import.
    pub settled_now: bool,
}

/// A row that was refused, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The table of the recipe.
    pub table: String,
    /// The name of the file.
    pub file: String,
    /// The line on which it begins, or its number where a file has no lines.
    pub line: u64,
    /// The column at fault; empty when the whole row is.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it was refused.
    pub reason: Code,
}

/// An event as it would be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSample {
    /// Its name.
    pub event: String,
    /// When it happened.
    pub time_ms: i64,
    /// The identifiers of the person, by kind.
    pub identifiers: Vec<(&'static str, String)>,
    /// Its properties.
    pub properties: Map<String, Value>,
}

impl From<&Incoming> for EventSample {
    fn from(incoming: &Incoming) -> Self {
        let identifiers = incoming.identifiers.iter();
        Self {
            event: incoming.event.clone(),
            time_ms: incoming.time_ms,
            identifiers: identifiers.map(|identifier| (identifier.kind.as_str(), identifier.value.clone())).collect(),
            properties: incoming.props.clone(),
        }
    }
}

/// What one file was recognised to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// The table of the recipe.
    pub table: String,
    /// The name of the file.
    pub file: String,
    /// How it is read.
    pub shape: Shape,
}

impl FileReport {
    fn to_json(&self) -> Value {
        json!({"table": self.table, "file": self.file, "shape": self.shape.to_json()})
    }
}

/// What became of the events of one name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventCounts {
    /// New.
    pub accepted: u64,
    /// Already there with the same content.
    pub duplicate: u64,
    /// Already there with other content, so refused; also counted as rejects.
    pub conflict: u64,
}

impl ImportReport {
    /// Returns the sums over all event names.
    #[must_use]
    pub fn totals(&self) -> EventCounts {
        self.events.values().fold(EventCounts::default(), |sum, counts| EventCounts {
            accepted: sum.accepted + counts.accepted,
            duplicate: sum.duplicate + counts.duplicate,
            conflict: sum.conflict + counts.conflict,
        })
    }

    /// Says it as JSON, as it is kept and answered: counts by name, `n_rejects`, the first and last time of its events
    /// in milliseconds, and for each file how it was read.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let events = self.events.iter().map(|(name, counts)| {
            let EventCounts { accepted, duplicate, conflict } = counts;
            (name.clone(), json!({"accepted": accepted, "duplicate": duplicate, "conflict": conflict}))
        });
        json!({
            "rows": self.rows,
            "events": Value::Object(events.collect()),
            "n_derived": self.n_derived,
            "n_people": self.n_people,
            "n_rejects": self.n_rejects(),
            "rejects_by_reason": self.rejects_by_reason,
            "rejects_by_table": self.rejects_by_table,
            "has_rejects_file": self.rejects_file.is_some(),
            "quarantined": self.quarantined,
            "first_ms": self.span_ms.map(|(first, _)| first),
            "last_ms": self.span_ms.map(|(_, last)| last),
            "files": self.files.iter().map(FileReport::to_json).collect::<Vec<_>>(),
            "elapsed_ms": self.elapsed_ms,
            "settled_now": self.settled_now,
        })
    }

    /// Returns the number of rejects.
    #[must_use]
    pub fn n_rejects(&self) -> u64 {
        self.rejects_by_reason.values().sum()
    }
}
