use boussole_core::Refusal;
use boussole_events::StoreError;
use std::path::{Path, PathBuf};

/// Why an import stopped before its end. What was stored before that stays; running it again adds only what is missing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The recipe, a file or an option is wrong and can be repaired.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The event store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The temporary index of joined rows failed.
    #[error("the temporary index of the import failed")]
    Index(#[from] sqlx::Error),
    /// A file cannot be read or written.
    #[error("cannot use `{}`", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the machine said.
        source: std::io::Error,
    },
    /// A task of the import ended without an answer.
    #[error("a task of the import stopped")]
    Stopped(#[from] tokio::task::JoinError),
}

impl ImportError {
    /// Says which file an input or output error is about.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
