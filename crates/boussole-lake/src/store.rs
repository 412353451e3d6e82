//! All SQL of the catalog: one new SQLite file a publication, in the layout of DuckLake 1.0.

use crate::catalog::{Column, DataFile, EVENTS_VIEW, PEOPLE_VIEW, Table};
use crate::error::LakeError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Row};
use std::path::Path;
use uuid::Uuid;

const LAYOUT: &str = include_str!("../catalog/layout.sql");
/// The version of the layout. Readers take exactly this text.
const LAYOUT_VERSION: &str = "1.0";
/// The version of our tables and views: readers that stay attached keep what they know of one version, so a change of a
/// column or of a view needs the next number.
const SCHEMA_VERSION: i64 = 1;
/// The snapshot of the tables without rows. What is published comes after it.
const FIRST_SNAPSHOT: i64 = 0;
const SCHEMA_ID: i64 = 0;

/// All that a catalog says.
pub(crate) struct Catalog<'a> {
    pub(crate) snapshot: i64,
    /// When it is published, as `2026-01-31 09:00:00.000000+00`.
    pub(crate) time: String,
    /// The folder within which all paths lie, with a slash at its end.
    pub(crate) data_path: &'a str,
    pub(crate) tables: &'a [Table],
}

/// Returns the number of the snapshot that the catalog at `path` publishes.
pub(crate) async fn snapshot(path: &Path) -> Result<i64, LakeError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let snapshot = sqlx::query("SELECT max(snapshot_id) AS snapshot FROM ducklake_snapshot")
        .fetch_one(&mut connection)
        .await?
        .try_get("snapshot")?;
    connection.close().await?;
    Ok(snapshot)
}

/// Writes a catalog into a new file at `path`; it is on the disk when this returns.
pub(crate) async fn write(path: &Path, catalog: &Catalog<'_>) -> Result<(), LakeError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // Readers may lack the right to write beside the file, which a write-ahead log asks of them.
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let mut tx = connection.begin().await?;
    sqlx::raw_sql(LAYOUT).execute(&mut *tx).await?;
    insert_head(&mut tx, catalog).await?;
    let mut next_file_id = 0;
    for (table_id, table) in (1..).zip(catalog.tables) {
        insert_table(&mut tx, table_id, table).await?;
        insert_files(&mut tx, table_id, table, catalog.snapshot, &mut next_file_id).await?;
    }
    let mut next_id = catalog.tables.len() as i64 + 1;
    for (name, text) in [("events", EVENTS_VIEW), ("people", PEOPLE_VIEW)] {
        insert_view(&mut tx, next_id, name, text).await?;
        next_id += 1;
    }
    insert_snapshot(&mut tx, FIRST_SNAPSHOT, catalog, next_id, 0).await?;
    if catalog.snapshot > FIRST_SNAPSHOT {
        insert_snapshot(&mut tx, catalog.snapshot, catalog, next_id, next_file_id).await?;
    }
    insert_changes(&mut tx, catalog).await?;
    tx.commit().await?;
    connection.close().await?;
    Ok(())
}

async fn insert_head(tx: &mut SqliteConnection, catalog: &Catalog<'_>) -> Result<(), LakeError> {
    let writer = format!("boussole {}", env!("CARGO_PKG_VERSION"));
    let metadata = [
        ("version", LAYOUT_VERSION),
        ("data_path", catalog.data_path),
        ("encrypted", "false"),
        ("created_by", &writer),
    ];
    for (key, value) in metadata {
        sqlx::query(r#"INSERT INTO ducklake_metadata ("key", "value") VALUES ($1, $2)"#)
            .bind(key)
            .bind(value)
            .execute(&mut *tx)
            .await?;
    }
    // Without a path of its own: the tables lie where their own paths say.
    sqlx::query(
        "INSERT INTO ducklake_schema (schema_id, schema_uuid, begin_snapshot, schema_name, path, path_is_relative)
         VALUES ($1, $2, $3, 'main', '', 1)",
    )
    .bind(SCHEMA_ID)
    .bind(uuid(SCHEMA_ID))
    .bind(FIRST_SNAPSHOT)
    .execute(&mut *tx)
    .await?;
    sqlx::query("INSERT INTO ducklake_schema_versions (begin_snapshot, schema_version) VALUES ($1, $2)")
        .bind(FIRST_SNAPSHOT)
        .bind(SCHEMA_VERSION)
        .execute(tx)
        .await?;
    Ok(())
}

async fn insert_table(tx: &mut SqliteConnection, table_id: i64, table: &Table) -> Result<(), LakeError> {
    sqlx::query(
        "INSERT INTO ducklake_table
         (table_id, table_uuid, begin_snapshot, schema_id, table_name, path, path_is_relative)
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
    )
    .bind(table_id)
    .bind(uuid(table_id))
    .bind(FIRST_SNAPSHOT)
    .bind(SCHEMA_ID)
    .bind(table.name)
    .bind(table.folder)
    .execute(&mut *tx)
    .await?;
    for column in &table.columns {
        insert_column(tx, table_id, column).await?;
    }
    let n_rows: u64 = table.files.iter().map(|file| file.n_rows).sum();
    let n_bytes: u64 = table.files.iter().map(|file| file.n_bytes).sum();
    sqlx::query(
        "INSERT INTO ducklake_table_stats (table_id, record_count, next_row_id, file_size_bytes)
         VALUES ($1, $2, $2, $3)",
    )
    .bind(table_id)
    .bind(n_rows as i64)
    .bind(n_bytes as i64)
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert_column(tx: &mut SqliteConnection, table_id: i64, column: &Column) -> Result<(), LakeError> {
    sqlx::query(
        "INSERT INTO ducklake_column
         (column_id, begin_snapshot, table_id, column_order, column_name, column_type, nulls_allowed,
          default_value_type, default_value_dialect)
         VALUES ($1, $2, $3, $1, $4, $5, $6, 'literal', 'duckdb')",
    )
    .bind(column.id)
    .bind(FIRST_SNAPSHOT)
    .bind(table_id)
    .bind(&column.name)
    .bind(column.type_name)
    .bind(i64::from(column.is_nullable))
    .execute(&mut *tx)
    .await?;
    // "Unknown", always: these bounds hold for every snapshot, so narrow ones would hide rows in silence.
    sqlx::query("INSERT INTO ducklake_table_column_stats (table_id, column_id, contains_null) VALUES ($1, $2, 1)")
        .bind(table_id)
        .bind(column.id)
        .execute(tx)
        .await?;
    Ok(())
}

async fn insert_files(
    tx: &mut SqliteConnection,
    table_id: i64,
    table: &Table,
    snapshot: i64,
    next_file_id: &mut i64,
) -> Result<(), LakeError> {
    let mut row_id = 0_u64;
    for file in &table.files {
        sqlx::query(
            "INSERT INTO ducklake_data_file
             (data_file_id, table_id, begin_snapshot, path, path_is_relative, file_format, record_count,
              file_size_bytes, row_id_start)
             VALUES ($1, $2, $3, $4, 1, 'parquet', $5, $6, $7)",
        )
        .bind(*next_file_id)
        .bind(table_id)
        .bind(snapshot)
        .bind(&file.path)
        .bind(file.n_rows as i64)
        .bind(file.n_bytes as i64)
        .bind(row_id as i64)
        .execute(&mut *tx)
        .await?;
        insert_bounds(tx, *next_file_id, table_id, table, file).await?;
        row_id += file.n_rows;
        *next_file_id += 1;
    }
    Ok(())
}

async fn insert_bounds(
    tx: &mut SqliteConnection,
    file_id: i64,
    table_id: i64,
    table: &Table,
    file: &DataFile,
) -> Result<(), LakeError> {
    for bounds in &file.bounds {
        let Some(column) = table.columns.iter().find(|column| column.name == bounds.column) else { continue };
        sqlx::query(
            "INSERT INTO ducklake_file_column_stats
             (data_file_id, table_id, column_id, value_count, null_count, min_value, max_value)
             VALUES ($1, $2, $3, $4, 0, $5, $6)",
        )
        .bind(file_id)
        .bind(table_id)
        .bind(column.id)
        .bind(file.n_rows as i64)
        .bind(&bounds.min)
        .bind(&bounds.max)
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn insert_view(tx: &mut SqliteConnection, view_id: i64, name: &str, text: &str) -> Result<(), LakeError> {
    sqlx::query(
        r#"INSERT INTO ducklake_view
           (view_id, view_uuid, begin_snapshot, schema_id, view_name, dialect, "sql", column_aliases)
           VALUES ($1, $2, $3, $4, $5, 'duckdb', $6, '')"#,
    )
    .bind(view_id)
    .bind(uuid(view_id))
    .bind(FIRST_SNAPSHOT)
    .bind(SCHEMA_ID)
    .bind(name)
    .bind(text.trim_end())
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert_snapshot(
    tx: &mut SqliteConnection,
    snapshot: i64,
    catalog: &Catalog<'_>,
    next_catalog_id: i64,
    next_file_id: i64,
) -> Result<(), LakeError> {
    sqlx::query(
        "INSERT INTO ducklake_snapshot (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(snapshot)
    .bind(&catalog.time)
    .bind(SCHEMA_VERSION)
    .bind(next_catalog_id)
    .bind(next_file_id)
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert_changes(tx: &mut SqliteConnection, catalog: &Catalog<'_>) -> Result<(), LakeError> {
    let named = |tables: &mut dyn Iterator<Item = String>| tables.collect::<Vec<_>>().join(",");
    let created = named(&mut catalog.tables.iter().map(|table| format!("created_table:\"main\".\"{}\"", table.name)));
    let filled = (1..).zip(catalog.tables).filter(|(_, table)| !table.files.is_empty());
    let inserted = named(&mut filled.map(|(table_id, _): (i64, _)| format!("inserted_into_table:{table_id}")));
    for (snapshot, changes) in [(FIRST_SNAPSHOT, created), (catalog.snapshot, inserted)] {
        sqlx::query("INSERT INTO ducklake_snapshot_changes (snapshot_id, changes_made) VALUES ($1, $2)")
            .bind(snapshot)
            .bind(changes)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Returns the lasting id of an object of the catalog: the same in every publication, so that readers know it again.
fn uuid(id: i64) -> String {
    Uuid::from_u128(0xb055_01e0_0000_8000_8000_0000_0000_0000 | id.unsigned_abs() as u128).to_string()
}
