use boussole_core::Refusal;
use boussole_db::DbError;
use boussole_events::StoreError;
use boussole_members::MemberError;
use boussole_query::QueryError;

/// Why a question was not answered, or not kept.
#[derive(Debug, thiserror::Error)]
pub enum InsightsError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many wait for an answer.
    #[error("too many questions are waiting")]
    Busy,
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Who saved a question could not be said.
    #[error(transparent)]
    Members(MemberError),
    /// The operating system gave no chance to draw from.
    #[error("random numbers: {0}")]
    Chance(#[from] getrandom::Error),
    /// A row holds what this version does not understand.
    #[error("saved question {id} is not understood")]
    Stored {
        /// The question's id.
        id: String,
    },
}

impl InsightsError {
    /// Makes the refusal of a saved question that the project does not have.
    pub(crate) fn unknown_saved() -> Self {
        let refusal = Refusal::new("unknown_saved_question", "the project has no such saved question");
        refusal.at("id").hint("take it from the list").into()
    }
}

impl From<sqlx::Error> for InsightsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<MemberError> for InsightsError {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Members(other),
        }
    }
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
