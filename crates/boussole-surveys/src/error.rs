use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;
use boussole_jobs::JobError;
use boussole_mail::MailError;
use boussole_members::MemberError;

/// Why a survey was not shown, saved or answered.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The events.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Members.
    #[error(transparent)]
    Members(#[from] MemberError),
    /// Letters.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The outbox.
    #[error(transparent)]
    Jobs(#[from] JobError),
    /// A row holds what this version does not understand.
    #[error("stored survey: {0}")]
    Stored(#[from] serde_json::Error),
    /// The page.
    #[error("page of a survey: {0}")]
    Page(#[from] minijinja::Error),
    /// The file.
    #[error("file of responses: {0}")]
    Sheet(#[from] csv::Error),
    /// The code of an address.
    #[error("QR code: {0}")]
    Code(#[from] qrcode::types::QrError),
    /// The machine has no chance to give.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl From<sqlx::Error> for SurveyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<SurveyError> for JobError {
    fn from(error: SurveyError) -> Self {
        match error {
            SurveyError::Jobs(error) => error,
            other => Self::reactor(other),
        }
    }
}

impl SurveyError {
    pub(crate) fn unknown() -> Self {
        Refusal::new("unknown_survey", "the project has no such survey").at("id").into()
    }
}

impl From<SurveyError> for ApiError {
    fn from(error: SurveyError) -> Self {
        match error {
            SurveyError::Refused(refusal) if refusal.code == "unknown_survey" => Self::not_found(refusal),
            SurveyError::Refused(refusal) => refusal.into(),
            SurveyError::Store(StoreError::Refused(refusal)) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
