use crate::{EventCounts, ImportReport};
use boussole_core::Refusal;
use serde_json::{Value, json};

/// One run of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Its number, by which it is undone.
    pub import_id: i64,
    /// The name of the recipe.
    pub recipe: String,
    /// The name of the file or folder.
    pub file_name: String,
    /// When it began, in milliseconds since 1970.
    pub started_ms: i64,
    /// When it ended; absent while it runs, and of one whose process was killed.
    pub ended_ms: Option<i64>,
    /// What became of it.
    pub state: ImportState,
    /// What became of its events; only known of one that came to its end.
    pub totals: EventCounts,
    /// Rows that were rejected; only known of one that came to its end.
    pub n_rejects: u64,
    /// When it was undone, in milliseconds since 1970.
    pub undone_ms: Option<i64>,
    /// How many events were removed by that, without those derived from them.
    pub n_undone: Option<u64>,
    /// What it did, as [`ImportReport::to_json`] says it; only known of one that came to its end.
    pub report: Option<Value>,
    /// Why it failed: `code`, `message`, `field` and `hint` of the refusal.
    pub problem: Option<Value>,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// It is not over.
    Running,
    /// It came to its end.
    Done,
    /// Somebody stopped it, or its process ended: what it had stored until then stayed.
    Stopped,
    /// It could not go on; what it had stored until then stayed.
    Failed,
    /// What it brought was taken back.
    Undone,
}

/// Runs, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPage {
    /// The runs.
    pub runs: Vec<ImportRun>,
    /// Before which number the next page begins; absent at the end.
    pub next: Option<i64>,
}

impl ImportState {
    /// All states.
    const ALL: [Self; 5] = [Self::Running, Self::Done, Self::Stopped, Self::Failed, Self::Undone];

    /// Returns the word under which the state is stored and told.
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

    /// Parses the word under which a state is stored.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl ImportRun {
    /// Refuses a run that cannot be undone: one that is not over, and one that was.
    ///
    /// # Errors
    /// `import_running`, `import_undone`.
    pub fn check_undo(&self) -> Result<(), Refusal> {
        let import_id = self.import_id;
        match self.state {
            ImportState::Done | ImportState::Stopped | ImportState::Failed => Ok(()),
            ImportState::Running => Err(Refusal::new("import_running", format!("import {import_id} is not over"))
                .at("import_id")
                .hint("wait for its end, or stop it")),
            ImportState::Undone => Err(Refusal::new("import_undone", format!("import {import_id} was undone"))
                .at("import_id")
                .hint("import the files again: that is a new import")),
        }
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
