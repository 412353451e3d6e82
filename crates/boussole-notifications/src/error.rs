use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_jobs::JobError;
use boussole_mail::MailError;
use boussole_members::MemberError;
use boussole_sources::SourceError;

/// Why letters were not asked for, not planned, or not told of.
#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Mail.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Members.
    #[error(transparent)]
    Members(#[from] MemberError),
    /// Sources.
    #[error(transparent)]
    Sources(#[from] SourceError),
    /// The work that survives.
    #[error(transparent)]
    Jobs(#[from] JobError),
    /// What is kept of a letter cannot be written or read as JSON.
    #[error("stored letter: {0}")]
    Stored(#[from] serde_json::Error),
}

impl From<sqlx::Error> for NotificationError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<NotificationError> for JobError {
    fn from(error: NotificationError) -> Self {
        match error {
            NotificationError::Jobs(error) => error,
            other => Self::reactor(other),
        }
    }
}

impl From<NotificationError> for ApiError {
    fn from(error: NotificationError) -> Self {
        match error {
            NotificationError::Refused(refusal) => refusal.into(),
            NotificationError::Mail(error) => error.into(),
            other => Self::internal(other),
        }
    }
}
