/// Why the relational store could not do something. None of it is the user's input.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A statement failed.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// A migration failed, or the database was written by a newer version.
    #[error("migration of `{feature}`: {source}")]
    Migration {
        /// The feature whose tables are meant.
        feature: &'static str,
        /// The cause.
        source: sqlx::migrate::MigrateError,
    },
    /// The library is older than the oldest one that keeps what it acknowledged.
    #[error("SQLite {found} can lose acknowledged writes; {needed} or later is needed")]
    SqliteTooOld {
        /// The version linked.
        found: String,
        /// The oldest version accepted.
        needed: &'static str,
    },
}
