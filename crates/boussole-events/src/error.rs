use boussole_core::Refusal;
use boussole_db::DbError;
use std::path::PathBuf;

/// Why the event store did not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The caller asked for something that is not allowed or not possible.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The relational side failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A part is not what was written.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Rows could not be encoded or decoded.
    #[error("rows: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// The store stopped after a failed commit: what was acknowledged is on disk, nothing more is acknowledged.
    #[error("the store stopped: {reason}; start again to recover what is durable")]
    Stopped {
        /// What failed.
        reason: String,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl StoreError {
    /// Makes the mapping of an error of the file system on `path`.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// Makes the mapping of an error found while decoding the part at `path`.
    pub(crate) fn damaged<E: std::fmt::Display>(path: impl Into<PathBuf>) -> impl FnOnce(E) -> Self {
        let path = path.into();
        move |error| Self::Damaged { path, reason: error.to_string() }
    }
}
