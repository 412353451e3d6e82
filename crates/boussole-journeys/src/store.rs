use crate::JourneyError;
use crate::model::{Definition, Version};
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations =
    Migrations { feature: "journeys", steps: &[("versions", include_str!("../migrations/0001_journeys.sql"))] };

/// The table of versions.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, JourneyError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the last versions, newest first, of which none is newer than `most`.
    pub(crate) async fn versions(
        &self,
        project: &ProjectId,
        journey: &str,
        most: i64,
        limit: i64,
    ) -> Result<Vec<(Version, Definition)>, JourneyError> {
        let rows = sqlx::query(
            "SELECT version, definition, saved_by, saved_ms FROM journey_version
             WHERE project = $1 AND journey = $2 AND version <= $3 ORDER BY version DESC LIMIT $4",
        )
        .bind(project.as_str())
        .bind(journey)
        .bind(most)
        .bind(limit)
        .fetch_all(self.db.pool())
        .await?;
        let read = |row: &AnyRow| {
            let version = Version {
                number: row.try_get("version")?,
                saved_by: row.try_get("saved_by")?,
                saved_ms: Some(row.try_get("saved_ms")?),
            };
            Ok((version, serde_json::from_str(row.try_get("definition")?)?))
        };
        rows.iter().map(read).collect()
    }

    /// Adds a version; tells whether nobody else added one of this number.
    pub(crate) async fn version_add(
        &self,
        project: &ProjectId,
        journey: &str,
        version: &Version,
        definition: &Definition,
    ) -> Result<bool, JourneyError> {
        let done = sqlx::query(
            "INSERT INTO journey_version (project, journey, version, definition, saved_by, saved_ms)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (project, journey, version) DO NOTHING",
        )
        .bind(project.as_str())
        .bind(journey)
        .bind(version.number)
        .bind(serde_json::to_string(definition)?)
        .bind(version.saved_by.as_deref())
        .bind(version.saved_ms)
        .execute(self.db.pool())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
