use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;
use boussole_query::QueryError;

/// Why frictions were not found.
#[derive(Debug, thiserror::Error)]
pub enum FrictionError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for FrictionError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<StoreError> for FrictionError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other),
        }
    }
}

impl From<QueryError> for FrictionError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused(refusal) => Self::Refused(refusal),
            QueryError::Storage(error) => error.into(),
        }
    }
}

impl From<FrictionError> for ApiError {
    fn from(error: FrictionError) -> Self {
        match error {
            FrictionError::Refused(refusal) if refusal.code == "unknown_friction" => Self::not_found(refusal),
            FrictionError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
