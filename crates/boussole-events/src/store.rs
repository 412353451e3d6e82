//! All SQL of the event store; the folder beside has what is known of what arrived.

mod received;

use crate::error::StoreError;
use crate::export::TraitRow;
use crate::identity::{IdentityMap, Node};
use crate::key::MessageKey;
use crate::model::{Identifier, IdentifierKind};
use crate::part::{PartMeta, PartRow};
use boussole_core::Code;
use boussole_db::{DbError, Migrations, migrate, open_sqlite};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Connection, Row};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

const MIGRATIONS: Migrations = Migrations {
    feature: "events",
    steps: &[
        ("event store", include_str!("../migrations/0001_store.sql")),
        ("counts of what was received", include_str!("../migrations/0002_received.sql")),
    ],
};

pub(crate) use received::{QuarantineRow, Received, quarantine, received_counts};

/// The kind under which names of events are known.
pub(crate) const EVENT_NAME: &str = "event";
/// The kind under which names of properties are known.
pub(crate) const PROPERTY_NAME: &str = "property";

/// Where the next of each number begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) seq: u64,
    pub(crate) node: u64,
    pub(crate) batch: i64,
}

/// A batch of the inbox: rows committed and not yet sealed.
#[derive(Debug)]
pub(crate) struct InboxBatch {
    pub(crate) batch_id: i64,
    pub(crate) month_block: i64,
    pub(crate) n_rows: usize,
    pub(crate) rows: Vec<u8>,
}

/// Two nodes found to be one person.
#[derive(Debug)]
pub(crate) struct Edge {
    pub(crate) version: u64,
    pub(crate) author: Arc<str>,
    pub(crate) a: Node,
    pub(crate) b: Node,
}

/// What was said of a node.
#[derive(Debug)]
pub(crate) struct TraitChange {
    pub(crate) field: String,
    pub(crate) node_key: u64,
    pub(crate) time_ms: i64,
    pub(crate) seq: u64,
    pub(crate) value: Value,
}

/// An item set aside.
#[derive(Debug)]
pub(crate) struct Quarantined {
    pub(crate) key: MessageKey,
    pub(crate) source: String,
    pub(crate) reason: Code,
    pub(crate) item: String,
}

/// All that one commit makes durable.
#[derive(Debug, Default)]
pub(crate) struct Commit {
    pub(crate) batches: Vec<InboxBatch>,
    pub(crate) nodes: Vec<(u64, Identifier)>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) traits: Vec<TraitChange>,
    pub(crate) names: Vec<(&'static str, String)>,
    pub(crate) quarantined: Vec<Quarantined>,
    pub(crate) received: Received,
}

impl Commit {
    pub(crate) fn is_empty(&self) -> bool {
        self.batches.is_empty() && self.quarantined.is_empty() && self.received.is_empty()
    }
}

/// Opens (makes when absent) `events.db` and its tables.
pub(crate) async fn open(path: &Path) -> Result<SqlitePool, StoreError> {
    let pool = open_sqlite(path).await?;
    let connection = pool.acquire().await?.detach();
    migrate(connection, &MIGRATIONS).await?;
    // The secret of the message keys is made once: without it, no repetition could be recognised any more.
    let secret = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    sqlx::query("INSERT INTO setting (name, value) VALUES ('message_key_secret', $1) ON CONFLICT (name) DO NOTHING")
        .bind(secret)
        .execute(&pool)
        .await?;
    Ok(pool)
}

pub(crate) async fn secret(pool: &SqlitePool) -> Result<[u8; 32], StoreError> {
    let secret: Vec<u8> =
        sqlx::query_scalar("SELECT value FROM setting WHERE name = 'message_key_secret'").fetch_one(pool).await?;
    secret.try_into().map_err(|_| corrupt("the message key secret has not 32 bytes"))
}

pub(crate) async fn counters(pool: &SqlitePool) -> Result<Counters, StoreError> {
    let rows = sqlx::query("SELECT name, next_value FROM counter").fetch_all(pool).await?;
    let counters: HashMap<String, i64> = rows
        .iter()
        .map(|row| Ok((row.try_get("name")?, row.try_get("next_value")?)))
        .collect::<Result<_, sqlx::Error>>()?;
    let get = |name: &str| counters.get(name).copied().ok_or_else(|| corrupt("a counter is missing"));
    Ok(Counters { seq: get("seq")? as u64, node: get("node")? as u64, batch: get("batch")? })
}

pub(crate) async fn names(pool: &SqlitePool, kind: &str) -> Result<BTreeSet<String>, StoreError> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT name FROM known_name WHERE kind = $1").bind(kind).fetch_all(pool).await?;
    Ok(names.into_iter().collect())
}

pub(crate) async fn identity(pool: &SqlitePool) -> Result<IdentityMap, StoreError> {
    let rows = sqlx::query(
        "SELECT e.node_a, a.kind AS kind_a, e.node_b, b.kind AS kind_b FROM edge e
         JOIN node a ON a.node_key = e.node_a JOIN node b ON b.node_key = e.node_b
         WHERE e.is_active = 1 ORDER BY e.version",
    )
    .fetch_all(pool)
    .await?;
    let mut map = IdentityMap::default();
    let node = |row: &SqliteRow, key: &str, kind: &str| -> Result<Node, sqlx::Error> {
        let is_user = row.try_get::<&str, _>(kind)? == IdentifierKind::User.as_str();
        Ok(Node { key: row.try_get::<i64, _>(key)? as u64, is_user })
    };
    for row in &rows {
        map.link(node(row, "node_a", "kind_a")?, node(row, "node_b", "kind_b")?);
    }
    Ok(map)
}

pub(crate) async fn inbox(pool: &SqlitePool) -> Result<Vec<InboxBatch>, StoreError> {
    let rows =
        sqlx::query("SELECT batch_id, month_block, n_rows, rows FROM inbox ORDER BY batch_id").fetch_all(pool).await?;
    let batch = |row: &SqliteRow| {
        Ok(InboxBatch {
            batch_id: row.try_get("batch_id")?,
            month_block: row.try_get("month_block")?,
            n_rows: row.try_get::<i64, _>("n_rows")? as usize,
            rows: row.try_get("rows")?,
        })
    };
    rows.iter().map(batch).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

pub(crate) async fn parts(pool: &SqlitePool) -> Result<Vec<PartRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT path, month, n_rows, n_bytes, blake3, person_min, person_max, time_ms_min, time_ms_max, seq_max, identity_version
         FROM part ORDER BY month, path",
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
            },
        })
    };
    rows.iter().map(part).collect::<Result<_, sqlx::Error>>().map_err(StoreError::from)
}

/// Returns the keys of those identifiers that are known.
pub(crate) async fn nodes_find(
    connection: &mut SqliteConnection,
    identifiers: &BTreeSet<&Identifier>,
) -> Result<Vec<(Identifier, u64)>, StoreError> {
    let wanted: Vec<Value> = identifiers.iter().map(|id| json!([id.kind.as_str(), id.value])).collect();
    let rows = sqlx::query(
        "SELECT n.kind, n.value, n.node_key FROM json_each($1) j
         CROSS JOIN node n ON n.value = j.value ->> 1 AND n.kind = j.value ->> 0",
    )
    .bind(Value::from(wanted).to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((identifier(row)?, row.try_get::<i64, _>("node_key")? as u64))).collect()
}

fn identifier(row: &SqliteRow) -> Result<Identifier, StoreError> {
    let kind =
        IdentifierKind::parse(row.try_get("kind")?).ok_or_else(|| corrupt("an identifier has an unknown kind"))?;
    Ok(Identifier { kind, value: row.try_get("value")? })
}

/// Returns the nodes of all kinds whose value is `value`.
pub(crate) async fn nodes_by_value(pool: &SqlitePool, value: &str) -> Result<Vec<(Identifier, u64)>, StoreError> {
    let rows =
        sqlx::query("SELECT kind, value, node_key FROM node WHERE value = $1").bind(value).fetch_all(pool).await?;
    rows.iter().map(|row| Ok((identifier(row)?, row.try_get::<i64, _>("node_key")? as u64))).collect()
}

/// Returns all nodes.
pub(crate) async fn nodes(pool: &SqlitePool) -> Result<Vec<(Identifier, u64)>, StoreError> {
    let rows = sqlx::query("SELECT kind, value, node_key FROM node").fetch_all(pool).await?;
    rows.iter().map(|row| Ok((identifier(row)?, row.try_get::<i64, _>("node_key")? as u64))).collect()
}

/// Returns the next `limit` nodes after `after` and before `before`, by key.
pub(crate) async fn nodes_page(
    pool: &SqlitePool,
    after: u64,
    before: u64,
    limit: usize,
) -> Result<Vec<(Identifier, u64)>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, value, node_key FROM node WHERE node_key > $1 AND node_key < $2 ORDER BY node_key LIMIT $3",
    )
    .bind(after as i64)
    .bind(before as i64)
    .bind(limit as i64)
    .fetch_all(pool)
    .await?;
    rows.iter().map(|row| Ok((identifier(row)?, row.try_get::<i64, _>("node_key")? as u64))).collect()
}

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

/// Returns the identifiers that these nodes are.
pub(crate) async fn identifiers_of_nodes(pool: &SqlitePool, nodes: &[u64]) -> Result<Vec<Identifier>, StoreError> {
    let rows = sqlx::query("SELECT n.kind, n.value FROM json_each($1) j CROSS JOIN node n ON n.node_key = j.value")
        .bind(json!(nodes).to_string())
        .fetch_all(pool)
        .await?;
    rows.iter().map(identifier).collect()
}

/// Tells whether a node exists.
pub(crate) async fn node_exists(pool: &SqlitePool, node_key: u64) -> Result<bool, StoreError> {
    let n: i64 = sqlx::query_scalar("SELECT count(*) FROM node WHERE node_key = $1")
        .bind(node_key as i64)
        .fetch_one(pool)
        .await?;
    Ok(n > 0)
}

/// Returns all that was said of one field up to `seq`: (node, time, seq, value).
pub(crate) async fn trait_values(
    pool: &SqlitePool,
    field: &str,
    seq: u64,
) -> Result<Vec<(u64, i64, u64, Value)>, StoreError> {
    let rows = sqlx::query("SELECT node_key, time_ms, seq, value FROM trait_log WHERE field = $1 AND seq <= $2")
        .bind(field)
        .bind(seq as i64)
        .fetch_all(pool)
        .await?;
    let value = |row: &SqliteRow| {
        let number = |name: &str| row.try_get::<i64, _>(name);
        Ok((number("node_key")? as u64, number("time_ms")?, number("seq")? as u64, json_value(row)?))
    };
    rows.iter().map(value).collect()
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

/// Makes all of `commit` durable, or nothing of it.
pub(crate) async fn commit(
    connection: &mut SqliteConnection,
    commit: &Commit,
    next: Counters,
    received_ms: i64,
) -> Result<(), StoreError> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    for batch in &commit.batches {
        sqlx::query("INSERT INTO inbox (batch_id, month_block, n_rows, rows) VALUES ($1, $2, $3, $4)")
            .bind(batch.batch_id)
            .bind(batch.month_block)
            .bind(batch.n_rows as i64)
            .bind(&batch.rows)
            .execute(&mut *tx)
            .await?;
    }
    insert_nodes(&mut tx, &commit.nodes).await?;
    for edge in &commit.edges {
        sqlx::query(
            "INSERT INTO edge (version, node_a, node_b, author, reason, created_ms, is_active)
             VALUES ($1, $2, $3, $4, 'same event', $5, 1)",
        )
        .bind(edge.version as i64)
        .bind(edge.a.key as i64)
        .bind(edge.b.key as i64)
        .bind(&*edge.author)
        .bind(received_ms)
        .execute(&mut *tx)
        .await?;
    }
    insert_traits(&mut tx, &commit.traits).await?;
    for (kind, name) in &commit.names {
        sqlx::query("INSERT INTO known_name (kind, name) VALUES ($1, $2)")
            .bind(kind)
            .bind(name)
            .execute(&mut *tx)
            .await?;
    }
    for item in &commit.quarantined {
        sqlx::query(
            "INSERT INTO quarantine (message_key, received_ms, source, reason, item) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (message_key) DO NOTHING",
        )
        .bind(item.key.as_slice())
        .bind(received_ms)
        .bind(&item.source)
        .bind(item.reason)
        .bind(&item.item)
        .execute(&mut *tx)
        .await?;
    }
    received::add(&mut tx, &commit.received, received_ms).await?;
    for (name, next) in [("seq", next.seq as i64), ("node", next.node as i64), ("batch", next.batch)] {
        sqlx::query("UPDATE counter SET next_value = $1 WHERE name = $2")
            .bind(next)
            .bind(name)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// One statement for all: a statement a row costs more than the row.
async fn insert_nodes(tx: &mut SqliteConnection, nodes: &[(u64, Identifier)]) -> Result<(), StoreError> {
    if nodes.is_empty() {
        return Ok(());
    }
    let rows: Vec<Value> = nodes.iter().map(|(key, id)| json!([key, id.kind.as_str(), id.value])).collect();
    sqlx::query(
        "INSERT INTO node (node_key, kind, value) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)",
    )
    .bind(Value::from(rows).to_string())
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert_traits(tx: &mut SqliteConnection, traits: &[TraitChange]) -> Result<(), StoreError> {
    if traits.is_empty() {
        return Ok(());
    }
    let row = |change: &TraitChange| {
        // The value travels as text within the text, so that its numbers stay as they were sent.
        json!([change.field, change.node_key, change.time_ms, change.seq, change.value.to_string()])
    };
    let rows: Vec<Value> = traits.iter().map(row).collect();
    sqlx::query(
        "INSERT INTO trait_log (field, node_key, time_ms, seq, value)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1) WHERE true
         ON CONFLICT (field, node_key, time_ms, seq) DO NOTHING",
    )
    .bind(Value::from(rows).to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// Publishes parts and removes exactly the batches they were made of, in one transaction.
pub(crate) async fn publish(
    connection: &mut SqliteConnection,
    parts: &[PartRow],
    batch_ids: &[i64],
) -> Result<(), StoreError> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    for part in parts {
        sqlx::query(
            "INSERT INTO part (path, month, n_rows, n_bytes, blake3, person_min, person_max, time_ms_min, time_ms_max,
             seq_max, identity_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
        .execute(&mut *tx)
        .await?;
    }
    for batch_id in batch_ids {
        sqlx::query("DELETE FROM inbox WHERE batch_id = $1").bind(batch_id).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // The rows left the log and the free pages too: what is erased later must not linger here.
    sqlx::query("PRAGMA incremental_vacuum").execute(&mut *connection).await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(connection).await?;
    Ok(())
}

fn corrupt(what: &'static str) -> StoreError {
    StoreError::Db(DbError::Sql(sqlx::Error::Protocol(what.to_owned())))
}
