//! All SQL of the event store: what one commit writes; the folder beside has a file a table or two.

mod deletions;
mod nodes;
mod parts;
mod publications;
mod received;
mod traits;

use crate::error::StoreError;
use crate::key::MessageKey;
use crate::model::Identifier;
use boussole_core::Code;
use boussole_db::{DbError, Migrations, migrate, open_sqlite};
use serde_json::Value;
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
        ("undo of imports", include_str!("../migrations/0003_undo.sql")),
    ],
};

pub(crate) use deletions::{Deleted, DeletionRow, delete, deletion_of, deletions, fold_end, has_import};
pub(crate) use nodes::{
    claims_find, edges, identifiers_of_nodes, identity, import_claims, node_exists, nodes, nodes_by_value, nodes_find,
    nodes_page,
};
pub(crate) use parts::{parts, publish};
pub(crate) use publications::{publication_add, published_parts};
pub(crate) use received::{QuarantineRow, Received, quarantine, received_counts};
pub(crate) use traits::{trait_of_nodes, trait_page, traits_of_nodes, traits_page};

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

/// That two nodes are one person, said by one import, or by what is no import. Each says it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Claim {
    pub(crate) a: u64,
    pub(crate) b: u64,
    pub(crate) import_id: Option<i64>,
}

/// A claim that is new. It joins two people, unless they are one already or may not be: then it is kept for the day on
/// which another claim is withdrawn.
#[derive(Debug)]
pub(crate) struct Edge {
    pub(crate) version: u64,
    pub(crate) author: Arc<str>,
    pub(crate) claim: Claim,
}

/// What was said of a node.
#[derive(Debug)]
pub(crate) struct TraitChange {
    pub(crate) field: String,
    pub(crate) node_key: u64,
    pub(crate) time_ms: i64,
    pub(crate) seq: u64,
    pub(crate) value: Value,
    pub(crate) import_id: Option<i64>,
}

/// An item set aside.
#[derive(Debug)]
pub(crate) struct Quarantined {
    pub(crate) key: MessageKey,
    pub(crate) source: String,
    pub(crate) reason: Code,
    pub(crate) item: String,
    pub(crate) import_id: Option<i64>,
}

/// A name of an event or a property that was not known before.
#[derive(Debug)]
pub(crate) struct NewName {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) import_id: Option<i64>,
}

/// All that one commit makes durable.
#[derive(Debug, Default)]
pub(crate) struct Commit {
    pub(crate) batches: Vec<InboxBatch>,
    pub(crate) nodes: Vec<(u64, Identifier)>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) traits: Vec<TraitChange>,
    pub(crate) names: Vec<NewName>,
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

pub(crate) async fn names(connection: &mut SqliteConnection, kind: &str) -> Result<BTreeSet<String>, StoreError> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT name FROM known_name WHERE kind = $1").bind(kind).fetch_all(connection).await?;
    Ok(names.into_iter().collect())
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
    nodes::insert_nodes(&mut tx, &commit.nodes).await?;
    nodes::insert_edges(&mut tx, &commit.edges, received_ms).await?;
    traits::insert_traits(&mut tx, &commit.traits).await?;
    for NewName { kind, name, import_id } in &commit.names {
        sqlx::query("INSERT INTO known_name (kind, name, import_id) VALUES ($1, $2, $3)")
            .bind(kind)
            .bind(name)
            .bind(import_id)
            .execute(&mut *tx)
            .await?;
    }
    for item in &commit.quarantined {
        sqlx::query(
            "INSERT INTO quarantine (message_key, received_ms, source, reason, item, import_id)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (message_key) DO NOTHING",
        )
        .bind(item.key.as_slice())
        .bind(received_ms)
        .bind(&item.source)
        .bind(item.reason)
        .bind(&item.item)
        .bind(item.import_id)
        .execute(&mut *tx)
        .await?;
    }
    received::add(&mut tx, &commit.received, received_ms).await?;
    write_counters(&mut tx, next).await?;
    tx.commit().await?;
    Ok(())
}

async fn write_counters(tx: &mut SqliteConnection, next: Counters) -> Result<(), StoreError> {
    for (name, next) in [("seq", next.seq as i64), ("node", next.node as i64), ("batch", next.batch)] {
        sqlx::query("UPDATE counter SET next_value = $1 WHERE name = $2")
            .bind(next)
            .bind(name)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

fn corrupt(what: &'static str) -> StoreError {
    StoreError::Db(DbError::Sql(sqlx::Error::Protocol(what.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, identity, open, parts, traits_page};
    use boussole_db::{Migrations, migrate, open_sqlite};

    /// What a store of the second version has of each table that the third one changes.
    const ROWS: &str = "
        INSERT INTO part VALUES ('2020-01/a.parquet', '2020-01', 1, 2, 'b', 3, 4, 5, 6, 7, 1);
        INSERT INTO node VALUES (1, 'user_id', 'u'), (2, 'email', 'e@x.fr');
        INSERT INTO edge VALUES (1, 1, 2, 'command line', 'same event', 0, 1);
        INSERT INTO trait_log VALUES ('city', 1, 5, 9, '\"Lyon\"'), ('age', 2, 6, 9, '0.10');
        INSERT INTO known_name VALUES ('event', 'A');
        INSERT INTO quarantine VALUES (x'00', 1, 'web', 'time_too_old', '{}');";

    #[tokio::test]
    async fn a_store_from_before_undo_keeps_all_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.db");
        let pool = open_sqlite(&path).await.unwrap();
        let before = Migrations { feature: MIGRATIONS.feature, steps: &MIGRATIONS.steps[..2] };
        migrate(pool.acquire().await.unwrap().detach(), &before).await.unwrap();
        sqlx::raw_sql(ROWS).execute(&pool).await.unwrap();
        pool.close().await;

        let pool = open(&path).await.unwrap();
        let parts = parts(&pool).await.unwrap();
        assert!(parts[0].meta.imports.contains(&1), "it may have rows of any import");
        assert_eq!(identity(&pool).await.unwrap().nodes(1), [1, 2]);
        let said = traits_page(&pool, None, 10, 10).await.unwrap();
        let said: Vec<_> = said.iter().map(|row| (row.field.as_str(), row.value.as_str())).collect();
        assert_eq!(said, [("age", "0.10"), ("city", "\"Lyon\"")]);
        let n: i64 = sqlx::query_scalar("SELECT count(*) FROM known_name k, quarantine q WHERE k.import_id IS NULL")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(n, 1);
    }
}
