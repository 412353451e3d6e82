use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_insights::InsightsError;

/// Why the page has no answer.
#[derive(Debug, thiserror::Error)]
pub enum TodayError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A question of the page has no answer.
    #[error(transparent)]
    Insights(#[from] InsightsError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A question was broken off.
    #[error("a question was broken off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
    /// An answer has another shape than its question asks for.
    #[error("the answer to {question} has not the shape of its kind")]
    Shape {
        /// What was asked.
        question: String,
    },
}

impl From<sqlx::Error> for TodayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}
