use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_jobs::JobError;

/// Why a message was not planned, or what became of messages not told.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(Refusal),
    /// The outbox.
    #[error(transparent)]
    Outbox(JobError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The operating system gives no random numbers.
    #[error("random numbers: {0}")]
    Chance(#[from] getrandom::Error),
    /// The key of this installation is not understood.
    #[error("the stored key is not understood")]
    Key,
    /// A row holds a reason that this version does not know.
    #[error("stored reason `{0}` is not understood")]
    Reason(String),
    /// What is planned cannot be written or read as JSON.
    #[error("stored message: {0}")]
    Stored(#[from] serde_json::Error),
}

impl From<Refusal> for MailError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for MailError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<JobError> for MailError {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Refused(refusal) if refusal.code == "unknown_effect" => {
                Refusal::new("unknown_message", "the project has no such message")
                    .at("id")
                    .hint("take it from the list")
                    .into()
            }
            JobError::Refused(refusal) => refusal.into(),
            other => Self::Outbox(other),
        }
    }
}

impl From<MailError> for ApiError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Refused(refusal) if refusal.code == "unknown_message" => Self::not_found(refusal),
            MailError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
