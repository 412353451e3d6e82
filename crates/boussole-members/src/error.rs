use boussole_core::Refusal;
use boussole_db::DbError;

/// Why a member could not be read, changed or signed in.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// The caller can repair it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many tries of this account, or from this address.
    #[error("too many attempts to sign in")]
    TooManyAttempts {
        /// When the next try is let through, in milliseconds from now.
        retry_after_ms: i64,
    },
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The operating system gave no chance to draw from.
    #[error("random numbers: {0}")]
    Chance(#[from] getrandom::Error),
    /// A password could not be hashed or compared.
    #[error("password hash: {0}")]
    Password(String),
    /// A row holds what this version does not understand.
    #[error("stored {what} of member {member} is not understood")]
    Stored {
        /// The column.
        what: &'static str,
        /// The member's id.
        member: String,
    },
}

impl From<sqlx::Error> for MemberError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}
