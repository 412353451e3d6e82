use boussole_core::Refusal;
use boussole_db::DbError;

/// Why something was not put into the outbox, or not read from it.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
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
