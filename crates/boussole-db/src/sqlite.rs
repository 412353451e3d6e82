use crate::DbError;
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;

/// The oldest SQLite without the bug by which resetting the write-ahead log can lose a commit.
const SQLITE_VERSION_MIN: &str = "3.51.3";
/// How long a statement waits for the writer before it fails.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections of one pool: one writer and a few readers.
const CONNECTIONS_MAX: u32 = 4;

/// Opens (makes when absent) a SQLite file whose commits are fsynced before they return.
///
/// # Errors
/// Fails when the file cannot be opened or the linked SQLite is too old.
pub async fn open_sqlite(path: &Path) -> Result<SqlitePool, DbError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // Erased rows are overwritten, not only unlinked.
        .pragma("secure_delete", "ON");
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS_MAX).connect_with(options).await?;
    check_version(&pool).await?;
    Ok(pool)
}

async fn check_version(pool: &SqlitePool) -> Result<(), DbError> {
    let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    if version(&found) < version(SQLITE_VERSION_MIN) {
        return Err(DbError::SqliteTooOld { found, needed: SQLITE_VERSION_MIN });
    }
    Ok(())
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::{open_sqlite, version};

    #[test]
    fn versions_compare_by_number() {
        assert!(version("3.51.3") > version("3.51.2"));
        assert!(version("3.51.10") > version("3.51.9"));
        assert!(version("3.9.0") < version("3.51.3"));
    }

    #[tokio::test]
    async fn commits_are_fsynced_and_deleted_rows_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let pool = open_sqlite(&folder.path().join("a.db")).await.unwrap();
        let pragma = async |name: &'static str| sqlx::query_scalar::<_, i64>(name).fetch_one(&pool).await.unwrap();
        assert_eq!(pragma("PRAGMA synchronous").await, 2, "FULL");
        assert_eq!(pragma("PRAGMA secure_delete").await, 1);
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&pool).await.unwrap();
        assert_eq!(journal, "wal");
    }
}
