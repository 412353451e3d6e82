use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;

/// The code of the refusal of a source or a key that is not there.
const UNKNOWN: [&str; 2] = ["unknown_source", "unknown_secret_key"];

/// Why a source could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The counts could not be read.
    #[error(transparent)]
    Counts(StoreError),
    /// The operating system gave no chance to draw from.
    #[error("random numbers: {0}")]
    Chance(#[from] getrandom::Error),
    /// A row holds what this version does not understand.
    #[error("stored channel of source {source_id} is not understood")]
    Stored {
        /// The source's id.
        source_id: String,
    },
}

impl SourceError {
    /// Makes the refusal of a source that the project does not have.
    pub(crate) fn unknown_source() -> Self {
        Refusal::new("unknown_source", "the project has no such source").at("id").hint("take it from the list").into()
    }

    /// Makes the refusal of a secret key that the source does not have.
    pub(crate) fn unknown_secret_key() -> Self {
        Refusal::new("unknown_secret_key", "the source has no such key")
            .at("key_id")
            .hint("take it from the list")
            .into()
    }
}

impl From<sqlx::Error> for SourceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<StoreError> for SourceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Counts(other),
        }
    }
}

impl From<SourceError> for ApiError {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Refused(refusal) if UNKNOWN.contains(&refusal.code) => Self::not_found(refusal),
            SourceError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
