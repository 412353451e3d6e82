use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;
use std::path::PathBuf;

/// Why a lake was not published. The one published before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The caller asked for something that is not allowed or not possible.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The events could not be sealed or read.
    #[error(transparent)]
    Store(StoreError),
    /// The catalog could not be written.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A file could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        reason: String,
    },
}

impl From<StoreError> for LakeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Store(other),
        }
    }
}

impl From<sqlx::Error> for LakeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl LakeError {
    /// Makes the mapping of an error on the file at `path`.
    pub(crate) fn file<E: std::fmt::Display>(path: impl Into<PathBuf>) -> impl FnOnce(E) -> Self {
        let path = path.into();
        move |error| Self::File { path, reason: error.to_string() }
    }
}
