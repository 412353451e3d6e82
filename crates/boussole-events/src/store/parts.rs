//! The list of parts.

use crate::error::StoreError;
use crate::part::{PartMeta, PartRow};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Connection, Row};

pub(crate) async fn parts(pool: &SqlitePool) -> Result<Vec<PartRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT path, month, n_rows, n_bytes, blake3, person_min, person_max, time_ms_min, time_ms_max, seq_max, identity_version,
         import_min, import_max FROM part ORDER BY month, path",
    )
    .fetch_all(pool)
    .await?;
    let part = |row: &SqliteRow| {
        let number = |name: &str| row.try_get::<i64, _>(name);
        Ok(PartRow {
            path: row.try_get("path")?,
            month: row.try_get("month")?,
            n_bytes: number("n_bytes")? as u64,
            blake3: row.try_get("blake3")?,
            meta: PartMeta {
                n_rows: number("n_rows")? as usize,
                person_min: number("person_min")? as u64,
                person_max: number("person_max")? as u64,
                time_ms_min: number("time_ms_min")?,
                time_ms_max: number("time_ms_max")?,
                seq_max: number("seq_max")? as u64,
                identity_version: number("identity_version")? as u64,
                imports: number("import_min")?..=number("import_max")?,
            },
        })
    };
    rows.iter().map(part).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

/// Publishes parts and removes exactly what they were made of, batches of the inbox or older parts, in one transaction.
pub(crate) async fn publish(
    connection: &mut SqliteConnection,
    parts: &[PartRow],
    batch_ids: &[i64],
    replaced: Option<&str>,
) -> Result<(), StoreError> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    for part in parts {
        sqlx::query(
            "INSERT INTO part (path, month, n_rows, n_bytes, blake3, person_min, person_max, time_ms_min, time_ms_max,
             seq_max, identity_version, import_min, import_max)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(&part.path)
        .bind(&part.month)
        .bind(part.meta.n_rows as i64)
        .bind(part.n_bytes as i64)
        .bind(&part.blake3)
        .bind(part.meta.person_min as i64)
        .bind(part.meta.person_max as i64)
        .bind(part.meta.time_ms_min)
        .bind(part.meta.time_ms_max)
        .bind(part.meta.seq_max as i64)
        .bind(part.meta.identity_version as i64)
        .bind(part.meta.imports.start())
        .bind(part.meta.imports.end())
        .execute(&mut *tx)
        .await?;
    }
    for batch_id in batch_ids {
        sqlx::query("DELETE FROM inbox WHERE batch_id = $1").bind(batch_id).execute(&mut *tx).await?;
    }
    if let Some(path) = replaced {
        sqlx::query("DELETE FROM part WHERE path = $1").bind(path).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // The rows left the log and the free pages too: what is erased later must not linger here.
    sqlx::query("PRAGMA incremental_vacuum").execute(&mut *connection).await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await?;
    Ok(())
}
