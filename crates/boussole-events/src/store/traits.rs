//! What was said of people.

use super::{TraitChange, corrupt};
use crate::error::StoreError;
use crate::export::TraitRow;
use crate::traits::Said;
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};

/// Returns the next `limit` things said of nodes after `after` and before the event `before_seq`, in the table's order.
pub(crate) async fn traits_page(
    pool: &SqlitePool,
    after: Option<&TraitRow>,
    before_seq: u64,
    limit: usize,
) -> Result<Vec<TraitRow>, StoreError> {
    let first = TraitRow::default();
    let after = after.unwrap_or(&first);
    let rows = sqlx::query(
        "SELECT field, node_key, time_ms, seq, value FROM trait_log
         WHERE (field, node_key, time_ms, seq) > ($1, $2, $3, $4) AND seq < $5
         ORDER BY field, node_key, time_ms, seq LIMIT $6",
    )
    .bind(&after.field)
    .bind(after.identity_key as i64)
    .bind(after.time_ms)
    .bind(after.seq as i64)
    .bind(before_seq as i64)
    .bind(limit as i64)
    .fetch_all(pool)
    .await?;
    let row = |row: &SqliteRow| {
        Ok(TraitRow {
            identity_key: row.try_get::<i64, _>("node_key")? as u64,
            field: row.try_get("field")?,
            value: row.try_get("value")?,
            time_ms: row.try_get("time_ms")?,
            seq: row.try_get::<i64, _>("seq")? as u64,
        })
    };
    rows.iter().map(row).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

/// Returns the next `limit` things said of one field after `after` and up to `seq`, by node, then time, then arrival.
pub(crate) async fn trait_page(
    pool: &SqlitePool,
    field: &str,
    after: Option<&Said>,
    seq: u64,
    limit: usize,
) -> Result<Vec<Said>, StoreError> {
    let (node_key, time_ms, after_seq) = after.map_or((0, 0, 0), |said| (said.node_key, said.time_ms, said.seq));
    // One text for all: a row of an answer costs more than what it says.
    let page: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(node_key, time_ms, seq, value) ORDER BY node_key, time_ms, seq)
         FROM (SELECT node_key, time_ms, seq, value FROM trait_log
               WHERE field = $1 AND (node_key, time_ms, seq) > ($2, $3, $4) AND seq <= $5
               ORDER BY node_key, time_ms, seq LIMIT $6)",
    )
    .bind(field)
    .bind(node_key as i64)
    .bind(time_ms)
    .bind(after_seq as i64)
    .bind(seq as i64)
    .bind(limit as i64)
    .fetch_one(pool)
    .await?;
    let page: Vec<(u64, i64, u64, String)> =
        serde_json::from_str(&page).map_err(|_| corrupt("what was said of people cannot be read"))?;
    let said = |(node_key, time_ms, seq, value)| Said { node_key, time_ms, seq, value };
    Ok(page.into_iter().map(said).collect())
}

/// Returns all that was said of one field of these nodes up to `seq`, by node, then time, then arrival.
pub(crate) async fn trait_of_nodes(
    pool: &SqlitePool,
    field: &str,
    nodes: &[u64],
    seq: u64,
) -> Result<Vec<Said>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.node_key, t.time_ms, t.seq, t.value FROM json_each($1) j
         CROSS JOIN trait_log t ON t.field = $2 AND t.node_key = j.value
         WHERE t.seq <= $3 ORDER BY t.node_key, t.time_ms, t.seq",
    )
    .bind(json!(nodes).to_string())
    .bind(field)
    .bind(seq as i64)
    .fetch_all(pool)
    .await?;
    rows.iter().map(said).collect()
}

fn said(row: &SqliteRow) -> Result<Said, StoreError> {
    Ok(Said {
        node_key: row.try_get::<i64, _>("node_key")? as u64,
        time_ms: row.try_get("time_ms")?,
        seq: row.try_get::<i64, _>("seq")? as u64,
        value: row.try_get("value")?,
    })
}

/// Returns all that was said of these nodes up to `seq`, by field, then time, then arrival: (field, value, time).
pub(crate) async fn traits_of_nodes(
    pool: &SqlitePool,
    nodes: &[u64],
    seq: u64,
) -> Result<Vec<(String, Value, i64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.field, t.value, t.time_ms FROM json_each($1) j CROSS JOIN trait_log t ON t.node_key = j.value
         WHERE t.seq <= $2 ORDER BY t.field, t.time_ms, t.seq",
    )
    .bind(json!(nodes).to_string())
    .bind(seq as i64)
    .fetch_all(pool)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("field")?, json_value(row)?, row.try_get("time_ms")?))).collect()
}

fn json_value(row: &SqliteRow) -> Result<Value, StoreError> {
    serde_json::from_str(row.try_get("value")?).map_err(|_| corrupt("a trait is not JSON"))
}

pub(super) async fn insert_traits(tx: &mut SqliteConnection, traits: &[TraitChange]) -> Result<(), StoreError> {
    if traits.is_empty() {
        return Ok(());
    }
    let row = |change: &TraitChange| {
        // The value travels as text within the text, so that its numbers stay as they were sent.
        json!([change.field, change.node_key, change.time_ms, change.seq, change.value.to_string(), change.import_id])
    };
    let rows: Vec<Value> = traits.iter().map(row).collect();
    sqlx::query(
        "INSERT INTO trait_log (field, node_key, time_ms, seq, value, import_id)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each($1) WHERE true
         ON CONFLICT (field, node_key, time_ms, seq) DO NOTHING",
    )
    .bind(Value::from(rows).to_string())
    .execute(tx)
    .await?;
    Ok(())
}
