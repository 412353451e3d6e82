use crate::{EventCounts, ImportReport};
use boussole_core::Refusal;
use serde_json::{Value, json};

/// The run of an import, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRun {
    /// Its number, by which it is undone.
    pub import_id: i64,
    /// The name of the recipe.
    pub recipe: String,
    /// The file or folder.
    pub file_name: String,
    /// When it began.
    pub started_ms: i64,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// How it stands.
    pub state: ImportState,
    /// What became of the events.
    pub totals: EventCounts,
    /// Rows that were rejected.
    pub n_rejects: u64,
    /// When it was undone, and how many events that took back.
    pub undone: Option<(i64, u64)>,
    /// What it did, as [`ImportReport::to_json`] says it.
    pub report: Option<Value>,
    /// Why it failed: `code`, `message`, `field`, `hint`.
    pub problem: Option<Value>,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// Under way.
    Running,
    /// Everything was read.
    Done,
    /// Somebody stopped it, or its process ended before.
    Stopped,
    /// It could not go on.
    Failed,
    /// It was taken back.
    Undone,
}

impl ImportState {
    const ALL: [Self; 5] = [Self::Running, Self::Done, Self::Stopped, Self::Failed, Self::Undone];

    /// Returns the name that is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy)]
pub enum ImportEnd<'a> {
    /// Everything was read.
    Done(&'a ImportReport),
    /// Somebody stopped it.
    Stopped,
    /// It could not go on.
    Failed(&'a Refusal),
}

impl ImportEnd<'_> {
    pub(super) fn state(&self) -> ImportState {
        match self {
            Self::Done(_) => ImportState::Done,
            Self::Stopped => ImportState::Stopped,
            Self::Failed(_) => ImportState::Failed,
        }
    }

    pub(super) fn report(&self) -> Option<Value> {
        match self {
            Self::Done(report) => Some(report.to_json()),
            Self::Stopped | Self::Failed(_) => None,
        }
    }

    pub(super) fn problem(&self) -> Option<Value> {
        let Self::Failed(Refusal { code, field, message, hint }) = self else { return None };
        Some(json!({"code": code, "field": field, "message": message, "hint": hint}))
    }

    pub(super) fn totals(&self) -> (EventCounts, u64) {
        match self {
            Self::Done(report) => (report.totals(), report.n_rejects()),
            Self::Stopped | Self::Failed(_) => Default::default(),
        }
    }
}
