//! What is deleted, and all that goes with it in one transaction.

use super::{Counters, EVENT_NAME, PROPERTY_NAME, Received, received, write_counters};
use crate::deletion::{Deletion, Predicate};
use crate::error::StoreError;
use crate::model::Undone;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Connection, Row};

/// An undo of an import in the making.
#[derive(Debug)]
pub(crate) struct DeletionRow {
    pub(crate) deletion: Deletion,
    pub(crate) import_id: i64,
    pub(crate) author: String,
    /// The version of the map of people that it makes, with all moves that files may need; absent when nobody is parted.
    pub(crate) parted: Option<(u64, Vec<(u64, u64)>)>,
    pub(crate) n_events: u64,
    pub(crate) n_derived: u64,
    /// Names of events that no row has any more.
    pub(crate) event_names: Vec<String>,
    /// Identifiers that nothing else names, if nothing is said of them either.
    pub(crate) nodes: Vec<u64>,
    pub(crate) received: Received,
}

/// What left the tables.
#[derive(Debug, Default)]
pub(crate) struct Deleted {
    pub(crate) n_traits: u64,
    pub(crate) n_links: u64,
    pub(crate) n_identifiers: u64,
    pub(crate) n_quarantined: u64,
}

/// Returns all deletions, oldest first, each with whether files may still hold its rows.
pub(crate) async fn deletions(pool: &SqlitePool) -> Result<Vec<(Deletion, bool)>, StoreError> {
    let rows = sqlx::query("SELECT seq, import_id, is_folded FROM deletion ORDER BY seq").fetch_all(pool).await?;
    let deletion = |row: &SqliteRow| {
        let predicate = Predicate::Import(row.try_get("import_id")?);
        let seq = row.try_get::<i64, _>("seq")? as u64;
        Ok((Deletion { seq, predicate }, row.try_get::<i64, _>("is_folded")? == 1))
    };
    rows.iter().map(deletion).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

/// Returns what became of an import that was undone.
pub(crate) async fn deletion_of(pool: &SqlitePool, import_id: i64) -> Result<Option<Undone>, StoreError> {
    let row = sqlx::query(
        "SELECT created_ms, n_events, n_derived, n_traits, n_links, n_identifiers, n_quarantined FROM deletion
         WHERE import_id = $1",
    )
    .bind(import_id)
    .fetch_optional(pool)
    .await?;
    let undone = |row: SqliteRow| -> Result<Undone, sqlx::Error> {
        let count = |name: &str| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(name)? as u64);
        Ok(Undone {
            n_events: count("n_events")?,
            n_derived: count("n_derived")?,
            n_traits: count("n_traits")?,
            n_links: count("n_links")?,
            n_identifiers: count("n_identifiers")?,
            n_quarantined: count("n_quarantined")?,
            undone_ms: row.try_get("created_ms")?,
        })
    };
    Ok(row.map(undone).transpose()?)
}

/// Tells whether anything was said of people, or set aside, by an import.
pub(crate) async fn has_import(connection: &mut SqliteConnection, import_id: i64) -> Result<bool, StoreError> {
    let n: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM quarantine WHERE import_id = $1)
         + (SELECT count(*) FROM trait_log WHERE import_id = $1)",
    )
    .bind(import_id)
    .fetch_one(connection)
    .await?;
    Ok(n > 0)
}

/// Makes a deletion durable with all that goes at once, or nothing of it.
pub(crate) async fn delete(
    connection: &mut SqliteConnection,
    row: &DeletionRow,
    next: Counters,
    now_ms: i64,
) -> Result<Deleted, StoreError> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut deleted = Deleted::default();
    for (statement, n) in [
        ("DELETE FROM trait_log WHERE import_id = $1", &mut deleted.n_traits),
        ("UPDATE edge SET is_active = 0 WHERE import_id = $1 AND is_active = 1", &mut deleted.n_links),
        ("DELETE FROM quarantine WHERE import_id = $1", &mut deleted.n_quarantined),
    ] {
        *n = sqlx::query(statement).bind(row.import_id).execute(&mut *tx).await?.rows_affected();
    }
    deleted.n_identifiers = sqlx::query(
        "DELETE FROM node WHERE node_key IN (SELECT value FROM json_each($1))
         AND NOT EXISTS (SELECT 1 FROM trait_log t WHERE t.node_key = node.node_key)",
    )
    .bind(json!(row.nodes).to_string())
    .execute(&mut *tx)
    .await?
    .rows_affected();
    // A property that others have too is learnt again when it comes again; an event that others have is known to stay.
    sqlx::query(
        "DELETE FROM known_name WHERE (kind = $1 AND import_id = $2)
         OR (kind = $3 AND name IN (SELECT value FROM json_each($4)))",
    )
    .bind(PROPERTY_NAME)
    .bind(row.import_id)
    .bind(EVENT_NAME)
    .bind(json!(row.event_names).to_string())
    .execute(&mut *tx)
    .await?;
    if let Some((_, moves)) = &row.parted {
        sqlx::query("DELETE FROM moved_person").execute(&mut *tx).await?;
        let moves: Vec<Value> = moves.iter().map(|(key, version)| json!([key, version])).collect();
        sqlx::query(
            "INSERT INTO moved_person (person_key, version) SELECT value ->> 0, value ->> 1 FROM json_each($1)",
        )
        .bind(Value::from(moves).to_string())
        .execute(&mut *tx)
        .await?;
    }
    received::add(&mut tx, &row.received, now_ms).await?;
    sqlx::query(
        "INSERT INTO deletion (seq, import_id, author, created_ms, identity_version, n_events, n_derived, n_traits,
         n_links, n_identifiers, n_quarantined, is_folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
    )
    .bind(row.deletion.seq as i64)
    .bind(row.import_id)
    .bind(&row.author)
    .bind(now_ms)
    .bind(row.parted.as_ref().map(|(version, _)| *version as i64))
    .bind(row.n_events as i64)
    .bind(row.n_derived as i64)
    .bind(deleted.n_traits as i64)
    .bind(deleted.n_links as i64)
    .bind(deleted.n_identifiers as i64)
    .bind(deleted.n_quarantined as i64)
    .execute(&mut *tx)
    .await?;
    write_counters(&mut tx, next).await?;
    tx.commit().await?;
    Ok(deleted)
}

/// Notes that no file holds rows of the deletions up to `seq` any more.
pub(crate) async fn fold_end(connection: &mut SqliteConnection, seq: u64) -> Result<(), StoreError> {
    sqlx::query("UPDATE deletion SET is_folded = 1 WHERE seq <= $1").bind(seq as i64).execute(&mut *connection).await?;
    sqlx::query("PRAGMA incremental_vacuum").execute(&mut *connection).await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await?;
    Ok(())
}
