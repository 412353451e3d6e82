use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;

/// Why something was not put into the outbox, or not read from it.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The events.
    #[error(transparent)]
    Events(#[from] StoreError),
    /// A reactor could not do its step.
    #[error("reactor: {0}")]
    Reactor(Box<dyn std::error::Error + Send + Sync>),
    /// A row holds what this version does not understand.
    #[error("stored state of effect {effect} is not understood")]
    Stored {
        /// The effect's id.
        effect: String,
    },
}

impl From<sqlx::Error> for JobError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl JobError {
    /// Makes the error of a reactor of what it could not do.
    pub fn reactor(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Reactor(error.into())
    }
}
