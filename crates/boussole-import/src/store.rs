//! The temporary index of an import: every statement of SQL is here.
//!
//! It is SQLite's own kind of temporary database: on the disk once it outgrows the cache, and gone when it is closed,
//! even by a crash.

use crate::recipe::TableNo;
use crate::table::Row;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use std::collections::HashMap;

/// The most rows that may belong to one row.
pub(crate) const CHILDREN_MAX: i64 = 10_000;
/// How many keys one statement looks up.
pub(crate) const KEYS_MAX: usize = 1_000;
/// The most groups that are read at once.
const GROUPS_PAGE: i64 = 1_000;
/// The most rows of the groups that are read at once, but for those of the first of them.
const GROUPS_ROWS_MAX: i64 = 20_000;
/// How many orphans are read at once.
const ORPHANS_PAGE: i64 = 1_000;

const SCHEMA: &str = "
    CREATE TABLE joined_row (
        row_no INTEGER PRIMARY KEY, table_no INTEGER NOT NULL, parent_key TEXT NOT NULL, file INTEGER NOT NULL,
        line INTEGER NOT NULL, cells TEXT NOT NULL, content TEXT, ordinal INTEGER NOT NULL, seen INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE row_group (first_row_no INTEGER PRIMARY KEY, n_rows INTEGER NOT NULL);
    CREATE TABLE row_count (
        table_no INTEGER NOT NULL, content TEXT NOT NULL, n_rows INTEGER NOT NULL, PRIMARY KEY (table_no, content)
    ) WITHOUT ROWID;
    CREATE TABLE message (message_id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE person (identifier TEXT PRIMARY KEY) WITHOUT ROWID;
";

/// The temporary index.
pub(crate) struct Index {
    connection: SqliteConnection,
}

/// A row of a joined table as it is kept: its texts, not yet typed again.
#[derive(Debug)]
pub(crate) struct StoredRow {
    pub(crate) parent_key: String,
    pub(crate) file: usize,
    pub(crate) line: u64,
    pub(crate) cells: String,
    pub(crate) content: Option<String>,
    pub(crate) ordinal: u64,
}

/// A row that no parent has asked for.
#[derive(Debug)]
pub(crate) struct Orphan {
    row_no: i64,
    pub(crate) parent_key: String,
    pub(crate) file: usize,
    pub(crate) line: u64,
}

impl Index {
    /// Opens an empty index.
    pub(crate) async fn open() -> Result<Self, sqlx::Error> {
        // The empty name is SQLite's private temporary database.
        let options = SqliteConnectOptions::new()
            .filename("")
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .pragma("cache_size", "-32000");
        let mut connection = options.disable_statement_logging().connect().await?;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
        Ok(Self { connection })
    }

    /// Keeps rows of a joined table, each with the key of its parent.
    pub(crate) async fn insert_rows(&mut self, table: TableNo, rows: &[(String, Row)]) -> Result<(), sqlx::Error> {
        let stored = |(key, row): &(String, Row)| {
            let texts: Vec<Option<&str>> = row.cells.iter().map(|cell| cell.as_ref().map(|cell| &*cell.text)).collect();
            json!([key, row.file, row.line, texts, row.content, row.ordinal])
        };
        let rows: Vec<serde_json::Value> = rows.iter().map(stored).collect();
        sqlx::query(
            "INSERT INTO joined_row (table_no, parent_key, file, line, cells, content, ordinal)
             SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value -> 3, value ->> 4, value ->> 5 FROM json_each(?2)",
        )
        .bind(table as i64)
        .bind(json!(rows).to_string())
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    /// Makes look-ups fast, once all rows are in.
    pub(crate) async fn finish_rows(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("CREATE INDEX joined_row_by_parent ON joined_row (table_no, parent_key)")
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Finds the groups of `table`, once all rows are in and look-ups are fast.
    pub(crate) async fn finish_groups(&mut self, table: TableNo) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO row_group
             SELECT min(row_no) AS first, count(*) FROM joined_row WHERE table_no = ?1 GROUP BY parent_key ORDER BY first",
        )
        .bind(table as i64)
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    /// Returns the next groups after the one whose first row has the number `last`, in the order of their first rows:
    /// the number and the first row of each. There are as many as may be in memory together with all their rows.
    pub(crate) async fn groups(&mut self, last: i64) -> Result<Vec<(i64, StoredRow)>, sqlx::Error> {
        let groups: Vec<(i64, i64, String, i64, i64, String)> = sqlx::query_as(
            "SELECT first_row_no, n_rows, parent_key, file, line, cells
             FROM row_group JOIN joined_row ON row_no = first_row_no
             WHERE first_row_no > ?1 ORDER BY first_row_no LIMIT ?2",
        )
        .bind(last)
        .bind(GROUPS_PAGE)
        .fetch_all(&mut self.connection)
        .await?;
        let mut n_rows_before = 0;
        let fits = |group: &(i64, i64, String, i64, i64, String)| {
            let fits = n_rows_before == 0 || n_rows_before + group.1 <= GROUPS_ROWS_MAX;
            n_rows_before += group.1.min(CHILDREN_MAX + 1);
            fits
        };
        let stored = |(first_row_no, _, parent_key, file, line, cells): (_, i64, _, _, i64, _)| {
            let (file, line) = (file_number(file)?, line.unsigned_abs());
            Ok((first_row_no, StoredRow { parent_key, file, line, cells, content: None, ordinal: 0 }))
        };
        groups.into_iter().take_while(fits).map(stored).collect()
    }

    /// Returns the rows below the parents of these keys, in the order of the file, at most one more than
    /// [`CHILDREN_MAX`] each.
    pub(crate) async fn rows_below(&mut self, table: TableNo, keys: &[&str]) -> Result<Vec<StoredRow>, sqlx::Error> {
        let rows: Vec<(String, i64, i64, String, Option<String>, i64)> = sqlx::query_as(
            "SELECT parent_key, file, line, cells, content, ordinal
             FROM (SELECT *, row_number() OVER (PARTITION BY parent_key ORDER BY row_no) AS place
                   FROM joined_row WHERE table_no = ?1 AND parent_key IN (SELECT value FROM json_each(?2)))
             WHERE place <= ?3 ORDER BY parent_key, place",
        )
        .bind(table as i64)
        .bind(json!(keys).to_string())
        .bind(CHILDREN_MAX + 1)
        .fetch_all(&mut self.connection)
        .await?;
        let stored = |(parent_key, file, line, cells, content, ordinal): (_, _, i64, _, _, i64)| {
            let (file, line, ordinal) = (file_number(file)?, line.unsigned_abs(), ordinal.unsigned_abs());
            Ok(StoredRow { parent_key, file, line, cells, content, ordinal })
        };
        rows.into_iter().map(stored).collect()
    }

    /// Remembers that parents of these keys exist.
    pub(crate) async fn mark_seen(&mut self, table: TableNo, keys: &[&str]) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE joined_row SET seen = 1
             WHERE table_no = ?1 AND seen = 0 AND parent_key IN (SELECT value FROM json_each(?2))",
        )
        .bind(table as i64)
        .bind(json!(keys).to_string())
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    /// Returns the next rows of a table that no parent has asked for, after `last`.
    pub(crate) async fn orphans(&mut self, table: TableNo, last: Option<&Orphan>) -> Result<Vec<Orphan>, sqlx::Error> {
        let rows: Vec<(i64, String, i64, i64)> = sqlx::query_as(
            "SELECT row_no, parent_key, file, line FROM joined_row
             WHERE table_no = ?1 AND seen = 0 AND row_no > ?2 ORDER BY row_no LIMIT ?3",
        )
        .bind(table as i64)
        .bind(last.map_or(0, |orphan| orphan.row_no))
        .bind(ORPHANS_PAGE)
        .fetch_all(&mut self.connection)
        .await?;
        let orphan = |(row_no, parent_key, file, line): (_, _, _, i64)| {
            Ok(Orphan { row_no, parent_key, file: file_number(file)?, line: line.unsigned_abs() })
        };
        rows.into_iter().map(orphan).collect()
    }

    /// Gives each row the number of rows of the same content that came before it.
    pub(crate) async fn number_equal_rows(&mut self, table: TableNo, rows: &mut [Row]) -> Result<(), sqlx::Error> {
        let contents: Vec<&str> = rows.iter().filter_map(|row| row.content.as_deref()).collect();
        if contents.is_empty() {
            return Ok(());
        }
        let known: Vec<(String, i64)> = sqlx::query_as(
            "SELECT content, n_rows FROM row_count WHERE table_no = ?1 AND content IN (SELECT value FROM json_each(?2))",
        )
        .bind(table as i64)
        .bind(json!(contents).to_string())
        .fetch_all(&mut self.connection)
        .await?;
        let mut counts: HashMap<String, u64> =
            known.into_iter().map(|(content, n)| (content, n.unsigned_abs())).collect();
        for row in rows {
            if let Some(content) = &row.content {
                let count = counts.entry(content.clone()).or_default();
                row.ordinal = *count;
                *count += 1;
            }
        }
        sqlx::query(
            "INSERT INTO row_count SELECT ?1, key, value FROM json_each(?2) WHERE true
             ON CONFLICT DO UPDATE SET n_rows = excluded.n_rows",
        )
        .bind(table as i64)
        .bind(json!(counts).to_string())
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    /// Remembers the persons met; each counts once.
    pub(crate) async fn add_people(&mut self, identifiers: &[String]) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT OR IGNORE INTO person SELECT value FROM json_each(?1)")
            .bind(json!(identifiers).to_string())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Returns how many persons were met.
    pub(crate) async fn n_people(&mut self) -> Result<u64, sqlx::Error> {
        let n_people: i64 = sqlx::query_scalar("SELECT count(*) FROM person").fetch_one(&mut self.connection).await?;
        Ok(n_people.unsigned_abs())
    }

    /// Returns the hashes of the contents of the messages already met, by id.
    pub(crate) async fn known_messages(&mut self, ids: &[&str]) -> Result<HashMap<String, String>, sqlx::Error> {
        let known: Vec<(String, String)> = sqlx::query_as(
            "SELECT message_id, content FROM message WHERE message_id IN (SELECT value FROM json_each(?1))",
        )
        .bind(json!(ids).to_string())
        .fetch_all(&mut self.connection)
        .await?;
        Ok(known.into_iter().collect())
    }

    /// Remembers messages with the hashes of their contents.
    pub(crate) async fn add_messages(&mut self, contents: &HashMap<String, String>) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT OR IGNORE INTO message SELECT key, value FROM json_each(?1)")
            .bind(json!(contents).to_string())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}

fn file_number(stored: i64) -> Result<usize, sqlx::Error> {
    usize::try_from(stored).map_err(|error| sqlx::Error::Decode(error.into()))
}
