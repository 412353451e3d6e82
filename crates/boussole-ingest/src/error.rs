use boussole_core::Refusal;
use boussole_events::StoreError;

/// Why a request was not taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IngestError {
    /// The sender can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No source has the key, or it is closed.
    #[error("no source has this key")]
    UnknownKey,
    /// The body did not arrive in time.
    #[error("the body did not arrive in time")]
    Slow,
    /// As many requests as may wait are waiting.
    #[error("too many requests are waiting")]
    Busy,
    /// The store failed or stopped: nothing of the request is stored.
    #[error(transparent)]
    Storage(StoreError),
}

impl From<StoreError> for IngestError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other),
        }
    }
}
