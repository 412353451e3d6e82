//! The tables of what arrived: the counts, and what was set aside.

use crate::error::StoreError;
use crate::model::ReceivedCount;
use boussole_core::{Code, DAY_MS};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What became of the items of one commit: (source, outcome, reason) and how often. A handful of rows, however many items.
pub(crate) type Received = BTreeMap<(Arc<str>, &'static str, Code), u64>;

/// An item set aside, as it is stored.
#[derive(Debug)]
pub(crate) struct QuarantineRow {
    pub(crate) key: Vec<u8>,
    pub(crate) source: String,
    pub(crate) reason: String,
    pub(crate) received_ms: i64,
    pub(crate) item: String,
}

/// Adds what one commit received to the counts of its day (of UTC).
pub(super) async fn add(tx: &mut SqliteConnection, received: &Received, received_ms: i64) -> Result<(), StoreError> {
    for ((source, outcome, reason), n) in received {
        sqlx::query(
            "INSERT INTO received_count (source, day, outcome, reason, n, last_ms) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (source, day, outcome, reason)
             DO UPDATE SET n = received_count.n + excluded.n, last_ms = max(received_count.last_ms, excluded.last_ms)",
        )
        .bind(&**source)
        .bind(received_ms.div_euclid(DAY_MS))
        .bind(outcome)
        .bind(reason)
        .bind(*n as i64)
        .bind(received_ms)
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Returns the counts over all days, of one source or of all, by source, outcome and reason.
pub(crate) async fn received_counts(pool: &SqlitePool, source: Option<&str>) -> Result<Vec<ReceivedCount>, StoreError> {
    let rows = sqlx::query(
        "SELECT source, outcome, reason, CAST(sum(n) AS BIGINT) AS n, max(last_ms) AS last_ms FROM received_count
         WHERE $1 IS NULL OR source = $1 GROUP BY source, outcome, reason ORDER BY source, outcome, reason",
    )
    .bind(source)
    .fetch_all(pool)
    .await?;
    let count = |row: &SqliteRow| {
        Ok(ReceivedCount {
            source: row.try_get("source")?,
            outcome: row.try_get("outcome")?,
            reason: row.try_get("reason")?,
            n: row.try_get::<i64, _>("n")? as u64,
            last_ms: row.try_get("last_ms")?,
        })
    };
    rows.iter().map(count).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

/// Returns what was set aside before the item `(received_ms, key)`, the latest first.
pub(crate) async fn quarantine(
    pool: &SqlitePool,
    before: Option<(i64, Vec<u8>)>,
    limit: usize,
) -> Result<Vec<QuarantineRow>, StoreError> {
    let (received_ms, key) = before.unwrap_or((i64::MAX, Vec::new()));
    let rows = sqlx::query(
        "SELECT message_key, source, reason, received_ms, item FROM quarantine
         WHERE received_ms < $1 OR (received_ms = $1 AND message_key < $2)
         ORDER BY received_ms DESC, message_key DESC LIMIT $3",
    )
    .bind(received_ms)
    .bind(key)
    .bind(limit as i64)
    .fetch_all(pool)
    .await?;
    let item = |row: &SqliteRow| {
        Ok(QuarantineRow {
            key: row.try_get("message_key")?,
            source: row.try_get("source")?,
            reason: row.try_get("reason")?,
            received_ms: row.try_get("received_ms")?,
            item: row.try_get("item")?,
        })
    };
    rows.iter().map(item).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}
