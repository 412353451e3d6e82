use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;
use boussole_journeys::JourneyError;
use boussole_query::QueryError;

/// Why verbatims were not read, or not corrected.
#[derive(Debug, thiserror::Error)]
pub enum VerbatimError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
    /// The journey could not be read.
    #[error(transparent)]
    Journey(#[from] JourneyError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A file could not be written.
    #[error(transparent)]
    Sheet(#[from] csv::Error),
    /// A row holds what this version does not understand.
    #[error("stored: {0}")]
    Stored(#[from] serde_json::Error),
}

impl From<sqlx::Error> for VerbatimError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<StoreError> for VerbatimError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other),
        }
    }
}

impl From<QueryError> for VerbatimError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused(refusal) => Self::Refused(refusal),
            QueryError::Storage(error) => error.into(),
        }
    }
}

impl From<VerbatimError> for ApiError {
    fn from(error: VerbatimError) -> Self {
        match error {
            VerbatimError::Refused(refusal) if refusal.code == "unknown_clause" => Self::not_found(refusal),
            VerbatimError::Refused(refusal) => refusal.into(),
            VerbatimError::Journey(error) => error.into(),
            other => Self::internal(other),
        }
    }
}
