use boussole_db::CoreDb;
use sqlx::{AnyConnection, Connection};
use std::env;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// Names a PostgreSQL server on which tests make their databases (`postgres:///postgres?host=/run/x&user=y`); SQLite
/// when absent. `cargo xtask test` runs the tests of the relational store both ways.
const POSTGRES_VARIABLE: &str = "BOUSSOLE_TEST_POSTGRES";

/// An empty database of definitions for one test.
#[derive(Debug)]
pub struct TestDb {
    db: CoreDb,
    folder: TempDir,
}

impl TestDb {
    /// Makes a database.
    ///
    /// # Panics
    /// Panics when it cannot be made.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = match env::var(POSTGRES_VARIABLE) {
            Ok(server) => CoreDb::open(&create(&server).await).await,
            Err(_) => CoreDb::open_sqlite(&file(&folder)).await,
        };
        Self { db: db.expect("the database opens"), folder }
    }

    /// The database.
    #[must_use]
    pub fn core(&self) -> &CoreDb {
        &self.db
    }

    /// Opens the same database once more, as the next start of the program does.
    ///
    /// # Panics
    /// Panics when it cannot be opened.
    pub async fn reopen(&self) -> CoreDb {
        CoreDb::open(self.db.url()).await.expect("the database opens again")
    }

    /// Returns all that is stored as text, to look for what must not be there: the bytes of the files, or every row.
    ///
    /// # Panics
    /// Panics when the database cannot be read.
    pub async fn dump(&self) -> String {
        let path = file(&self.folder);
        if !path.exists() {
            return dump_rows(&self.db).await;
        }
        let mut bytes = std::fs::read(&path).expect("the file can be read");
        bytes.extend(std::fs::read(path.with_extension("db-wal")).unwrap_or_default());
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("core.db")
}

/// Makes a database on a server and returns its address.
async fn create(server: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    sqlx::any::install_default_drivers();
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = AnyConnection::connect(server).await.expect("the server answers");
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .expect("a database can be made");
    connection.close().await.expect("the connection ends");
    server.replacen("/postgres?", &format!("/{name}?"), 1)
}

async fn dump_rows(db: &CoreDb) -> String {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(db.pool())
            .await
            .expect("the tables are listed");
    let mut text = String::new();
    for table in tables {
        let statement = sqlx::AssertSqlSafe(format!("SELECT CAST(t AS TEXT) FROM {table} AS t"));
        let rows: Vec<String> =
            sqlx::query_scalar(statement).fetch_all(db.pool()).await.expect("the rows of a table are read");
        text.push_str(&rows.join("\n"));
    }
    text
}
