//! Identifiers, and the edges between them.

use super::{Claim, Edge, corrupt};
use crate::error::StoreError;
use crate::identity::{IdentityMap, Node};
use crate::model::{Identifier, IdentifierKind};
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use std::collections::{BTreeSet, HashSet};

/// An edge in force, with its number.
#[derive(Debug)]
pub(crate) struct KnownEdge {
    pub(crate) version: u64,
    pub(crate) a: Node,
    pub(crate) b: Node,
}

/// Edges that are read at once.
const EDGES_MAX: i64 = 20_000;

/// Returns the edges in force, in the order in which they were claimed, but for those of one import.
pub(crate) async fn edges(
    connection: &mut SqliteConnection,
    without_import: Option<i64>,
) -> Result<Vec<KnownEdge>, StoreError> {
    let node = |row: &SqliteRow, key: &str, kind: &str| -> Result<Node, sqlx::Error> {
        let is_user = row.try_get::<&str, _>(kind)? == IdentifierKind::User.as_str();
        Ok(Node { key: row.try_get::<i64, _>(key)? as u64, is_user })
    };
    let edge = |row: &SqliteRow| -> Result<KnownEdge, sqlx::Error> {
        let version = row.try_get::<i64, _>("version")? as u64;
        Ok(KnownEdge { version, a: node(row, "node_a", "kind_a")?, b: node(row, "node_b", "kind_b")? })
    };
    let mut edges: Vec<KnownEdge> = Vec::new();
    loop {
        let rows = sqlx::query(
            "SELECT e.version, e.node_a, a.kind AS kind_a, e.node_b, b.kind AS kind_b FROM edge e
             JOIN node a ON a.node_key = e.node_a JOIN node b ON b.node_key = e.node_b
             WHERE e.version > $1 AND e.is_active = 1 AND ($2 IS NULL OR e.import_id IS NOT $2)
             ORDER BY e.version LIMIT $3",
        )
        .bind(edges.last().map_or(0, |edge| edge.version as i64))
        .bind(without_import)
        .bind(EDGES_MAX)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(edges);
        }
        for row in &rows {
            edges.push(edge(row)?);
        }
    }
}

/// Returns the claims in force of an import: the two nodes of each.
pub(crate) async fn import_claims(
    connection: &mut SqliteConnection,
    import_id: i64,
) -> Result<Vec<(u64, u64)>, StoreError> {
    let claims: Vec<(i64, i64)> =
        sqlx::query_as("SELECT node_a, node_b FROM edge WHERE import_id = $1 AND is_active = 1")
            .bind(import_id)
            .fetch_all(connection)
            .await?;
    Ok(claims.into_iter().map(|(a, b)| (a as u64, b as u64)).collect())
}

/// Returns who is who: the edges in force, and what is known of people who were parted.
pub(crate) async fn identity(pool: &SqlitePool) -> Result<IdentityMap, StoreError> {
    let mut connection = pool.acquire().await?;
    let mut map = IdentityMap::default();
    for edge in edges(&mut connection, None).await? {
        map.claim(edge.version, edge.a, edge.b);
    }
    let parted: Option<i64> =
        sqlx::query_scalar("SELECT max(identity_version) FROM deletion").fetch_one(&mut *connection).await?;
    if let Some(version) = parted {
        let moves: Vec<(i64, i64)> = sqlx::query_as("SELECT person_key, version FROM moved_person ORDER BY version")
            .fetch_all(&mut *connection)
            .await?;
        map.resume(version as u64, moves.into_iter().map(|(key, at)| (key as u64, at as u64)));
    }
    Ok(map)
}

/// Returns those of `claims` that were made before by the same origin.
pub(crate) async fn claims_find(
    connection: &mut SqliteConnection,
    claims: &HashSet<Claim>,
) -> Result<Vec<Claim>, StoreError> {
    let wanted: Vec<Value> = claims.iter().map(|claim| json!([claim.a, claim.b, claim.import_id])).collect();
    let rows: Vec<(i64, i64, Option<i64>)> = sqlx::query_as(
        "SELECT DISTINCT e.node_a, e.node_b, e.import_id FROM json_each($1) j
         CROSS JOIN edge e ON e.node_a = j.value ->> 0 AND e.node_b = j.value ->> 1
         WHERE e.import_id IS j.value ->> 2 AND e.is_active = 1",
    )
    .bind(Value::from(wanted).to_string())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(a, b, import_id)| Claim { a: a as u64, b: b as u64, import_id }).collect())
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

/// One statement for all: a statement a row costs more than the row.
pub(super) async fn insert_nodes(tx: &mut SqliteConnection, nodes: &[(u64, Identifier)]) -> Result<(), StoreError> {
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

pub(super) async fn insert_edges(tx: &mut SqliteConnection, edges: &[Edge], created_ms: i64) -> Result<(), StoreError> {
    if edges.is_empty() {
        return Ok(());
    }
    let row = |edge: &Edge| json!([edge.version, edge.claim.a, edge.claim.b, &*edge.author, edge.claim.import_id]);
    sqlx::query(
        "INSERT INTO edge (version, node_a, node_b, author, import_id, reason, created_ms, is_active)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'same event', $2, 1 FROM json_each($1)",
    )
    .bind(Value::from(edges.iter().map(row).collect::<Vec<_>>()).to_string())
    .bind(created_ms)
    .execute(tx)
    .await?;
    Ok(())
}
