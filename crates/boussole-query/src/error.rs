use boussole_core::Refusal;
use boussole_events::StoreError;

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The question cannot be answered as it is written; the refusal names the field.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
}

impl From<StoreError> for QueryError {
    /// Keeps a refusal of the store a refusal, so that the asker reads one kind of message.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other),
        }
    }
}
