use boussole_core::Refusal;
use boussole_events::StoreError;
use boussole_query::QueryError;

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InsightsError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many wait for an answer.
    #[error("too many questions are waiting")]
    Busy,
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
}

impl From<StoreError> for InsightsError {
    fn from(error: StoreError) -> Self {
        QueryError::from(error).into()
    }
}

impl From<QueryError> for InsightsError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused(refusal) => Self::Refused(refusal),
            QueryError::Storage(error) => Self::Storage(error),
        }
    }
}
