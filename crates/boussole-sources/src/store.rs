use crate::SourceError;
use crate::key::KeyHash;
use crate::model::{Channel, SecretKey, Source, SourceName, event_source};
use crate::sources::KeyHolder;
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};
use std::collections::HashMap;
use std::sync::Arc;

const MIGRATIONS: Migrations = Migrations {
    feature: "sources",
    steps: &[("sources and their keys", include_str!("../migrations/0001_sources.sql"))],
};

/// The tables of sources.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, SourceError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the sources of a project, oldest first, with the secret keys that were not revoked.
    pub(crate) async fn sources(&self, project: &ProjectId) -> Result<Vec<Source>, SourceError> {
        let rows = sqlx::query(
            "SELECT source, name, channel, write_key, created_ms, disabled_ms FROM source WHERE project = $1
             ORDER BY created_ms, source",
        )
        .bind(project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        let mut sources = rows.iter().map(source_from_row).collect::<Result<Vec<_>, SourceError>>()?;
        let keys = sqlx::query(
            "SELECT source, secret_key, key_end, created_ms FROM source_secret_key
             WHERE project = $1 AND revoked_ms IS NULL ORDER BY created_ms, secret_key",
        )
        .bind(project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        for row in &keys {
            let owner: String = row.try_get("source")?;
            let key = SecretKey {
                id: row.try_get("secret_key")?,
                end: row.try_get("key_end")?,
                created_ms: row.try_get("created_ms")?,
            };
            sources
                .iter_mut()
                .filter(|source| source.id == owner)
                .for_each(|source| source.secret_keys.push(key.clone()));
        }
        Ok(sources)
    }

    pub(crate) async fn source_add(&self, project: &ProjectId, source: &Source) -> Result<(), SourceError> {
        sqlx::query(
            "INSERT INTO source (project, source, name, channel, write_key, created_ms, disabled_ms)
             VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        )
        .bind(project.as_str())
        .bind(source.id.as_str())
        .bind(source.name.as_str())
        .bind(source.channel.as_str())
        .bind(source.write_key.as_str())
        .bind(source.created_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Writes what may change of a source: its name, and whether it is disabled.
    pub(crate) async fn source_set(&self, project: &ProjectId, source: &Source) -> Result<(), SourceError> {
        sqlx::query("UPDATE source SET name = $1, disabled_ms = $2 WHERE project = $3 AND source = $4")
            .bind(source.name.as_str())
            .bind(source.disabled_ms)
            .bind(project.as_str())
            .bind(source.id.as_str())
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    pub(crate) async fn secret_key_add(
        &self,
        project: &ProjectId,
        source: &str,
        key: &SecretKey,
        hash: &KeyHash,
    ) -> Result<(), SourceError> {
        sqlx::query(
            "INSERT INTO source_secret_key (secret_key, project, source, key_hash, key_end, created_ms, revoked_ms)
             VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        )
        .bind(key.id.as_str())
        .bind(project.as_str())
        .bind(source)
        .bind(hash.as_str())
        .bind(key.end.as_str())
        .bind(key.created_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Revokes a key; tells whether there was one to revoke.
    pub(crate) async fn secret_key_revoke(
        &self,
        project: &ProjectId,
        source: &str,
        key_id: &str,
        now_ms: i64,
    ) -> Result<bool, SourceError> {
        let done = sqlx::query(
            "UPDATE source_secret_key SET revoked_ms = $1
             WHERE project = $2 AND source = $3 AND secret_key = $4 AND revoked_ms IS NULL",
        )
        .bind(now_ms)
        .bind(project.as_str())
        .bind(source)
        .bind(key_id)
        .execute(self.db.pool())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Returns every key that opens something: of all projects, without disabled sources and revoked keys.
    pub(crate) async fn keys(&self) -> Result<HashMap<KeyHash, Arc<KeyHolder>>, SourceError> {
        let write_keys =
            sqlx::query("SELECT project, source, name, channel, write_key FROM source WHERE disabled_ms IS NULL")
                .fetch_all(self.db.pool())
                .await?;
        let secret_keys = sqlx::query(
            "SELECT s.project, s.source, s.name, s.channel, k.key_hash FROM source_secret_key k
             JOIN source s ON s.project = k.project AND s.source = k.source
             WHERE s.disabled_ms IS NULL AND k.revoked_ms IS NULL",
        )
        .fetch_all(self.db.pool())
        .await?;
        let mut keys = HashMap::with_capacity(write_keys.len() + secret_keys.len());
        for row in &write_keys {
            keys.insert(KeyHash::of(row.try_get("write_key")?), Arc::new(holder(row, false)?));
        }
        for row in &secret_keys {
            keys.insert(KeyHash::stored(row.try_get("key_hash")?), Arc::new(holder(row, true)?));
        }
        Ok(keys)
    }
}

fn holder(row: &AnyRow, is_trusted: bool) -> Result<KeyHolder, SourceError> {
    let source: String = row.try_get("source")?;
    Ok(KeyHolder {
        project: ProjectId::parse(row.try_get("project")?)?,
        name: row.try_get("name")?,
        event_source: event_source(channel(row, &source)?, &source),
        source,
        is_trusted,
    })
}

fn channel(row: &AnyRow, source: &str) -> Result<Channel, SourceError> {
    Channel::parse(row.try_get("channel")?).map_err(|_| SourceError::Stored { source_id: source.to_owned() })
}

fn source_from_row(row: &AnyRow) -> Result<Source, SourceError> {
    let id: String = row.try_get("source")?;
    Ok(Source {
        name: SourceName::parse(row.try_get("name")?)?,
        channel: channel(row, &id)?,
        id,
        write_key: row.try_get("write_key")?,
        created_ms: row.try_get("created_ms")?,
        disabled_ms: row.try_get("disabled_ms")?,
        secret_keys: Vec::new(),
    })
}
