use boussole_api::ApiError;
use boussole_core::Refusal;
use boussole_events::StoreError;
use boussole_query::QueryError;

/// The code of the refusal of a person that is not there, here and in the questions.
const UNKNOWN_PERSON: &str = "unknown_person";

/// Why something about people was not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PeopleError {
    /// The asker can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The events could not be read.
    #[error(transparent)]
    Storage(StoreError),
    /// The file could not be written.
    #[error("the table: {0}")]
    Sheet(#[from] csv::Error),
}

impl PeopleError {
    /// Makes the refusal of a person who is not there, or of whom the asker may see nothing.
    pub(crate) fn unknown_person() -> Self {
        let refusal = Refusal::new(UNKNOWN_PERSON, "nobody is known by this key").at("id");
        Self::Refused(refusal.hint("take the key from the list of people, such as `p42`"))
    }
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Storage(other),
        }
    }
}

impl From<QueryError> for PeopleError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Refused(refusal) => Self::Refused(refusal),
            QueryError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<PeopleError> for ApiError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Refused(refusal) if refusal.code == UNKNOWN_PERSON => Self::not_found(refusal),
            PeopleError::Refused(refusal) => refusal.into(),
            other => Self::internal(other),
        }
    }
}
