use crate::DbError;
use sqlx::AnyPool;
use sqlx::Executor;
use sqlx::any::AnyPoolOptions;
use std::path::Path;

/// Connections of the pool: definitions are small and read often.
const CONNECTIONS_MAX: u32 = 4;

/// How the address of a SQLite file begins.
const SQLITE: &str = "sqlite:";
/// What each connection to a SQLite file is told first: commits are synced, deleted rows overwritten.
const SQLITE_PRAGMAS: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA secure_delete = ON",
];

/// The database of definitions: projects, members, jobs. One for the whole data folder.
#[derive(Debug, Clone)]
pub struct CoreDb {
    pool: AnyPool,
    url: String,
}

impl CoreDb {
    /// Opens (makes when absent) the definitions in a SQLite file.
    ///
    /// # Errors
    /// Fails when the file cannot be opened.
    pub async fn open_sqlite(path: &Path) -> Result<Self, DbError> {
        Self::open(&format!("{SQLITE}//{}?mode=rwc", path.display())).await
    }

    /// Opens the definitions at an address: `sqlite:` or `postgres:`.
    ///
    /// # Errors
    /// Fails when the database cannot be reached.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        sqlx::any::install_default_drivers();
        let pragmas: &[&str] = if url.starts_with(SQLITE) { SQLITE_PRAGMAS } else { &[] };
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    for pragma in pragmas {
                        connection.execute(*pragma).await?;
                    }
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        Ok(Self { pool, url: url.to_owned() })
    }

    /// Returns the pool, for a feature's `store.rs`.
    #[must_use]
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Returns the address, for a migration's own connection.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}
