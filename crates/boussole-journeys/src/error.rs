use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_insights::InsightsError;
use boussole_members::MemberError;

/// Why a journey was not shown or not saved.
#[derive(Debug, thiserror::Error)]
pub enum JourneyError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The events.
    #[error(transparent)]
    Insights(#[from] InsightsError),
    /// Members.
    #[error(transparent)]
    Members(#[from] MemberError),
    /// A row holds what this version does not understand.
    #[error("stored journey: {0}")]
    Stored(#[from] serde_json::Error),
}

impl From<sqlx::Error> for JourneyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<JourneyError> for ApiError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::Refused(refusal) if matches!(refusal.code, "unknown_journey" | "unknown_version") => {
                Self::not_found(refusal)
            }
            JourneyError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
