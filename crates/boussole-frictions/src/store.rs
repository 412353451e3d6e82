use crate::FrictionError;
use crate::decision::{Decided, Decision, Effort};
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};
use std::collections::HashMap;

const MIGRATIONS: Migrations =
    Migrations { feature: "frictions", steps: &[("decisions", include_str!("../migrations/0001_decisions.sql"))] };

/// The table of decisions of one project.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
    project: ProjectId,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb, project: ProjectId) -> Result<Self, FrictionError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone(), project })
    }

    /// Returns what was decided of each friction, by its id.
    pub(crate) async fn decisions(&self) -> Result<HashMap<String, Decided>, FrictionError> {
        let rows = sqlx::query(
            "SELECT friction, decision, effort, decided_by, decided_ms FROM friction_decision WHERE project = $1",
        )
        .bind(self.project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        let read = |row: &AnyRow| {
            let effort: Option<String> = row.try_get("effort")?;
            let decided = Decided {
                decision: Decision::parse(row.try_get("decision")?)?,
                effort: effort.as_deref().map(Effort::parse).transpose()?,
                decided_by: row.try_get("decided_by")?,
                decided_ms: row.try_get("decided_ms")?,
            };
            Ok((row.try_get("friction")?, decided))
        };
        rows.iter().map(read).collect()
    }

    /// Writes what was decided, in place of what was decided before.
    pub(crate) async fn decision_set(&self, friction: &str, decided: &Decided) -> Result<(), FrictionError> {
        sqlx::query(
            "INSERT INTO friction_decision (project, friction, decision, effort, decided_by, decided_ms)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (project, friction) DO UPDATE SET decision = excluded.decision, effort = excluded.effort,
                 decided_by = excluded.decided_by, decided_ms = excluded.decided_ms",
        )
        .bind(self.project.as_str())
        .bind(friction)
        .bind(decided.decision.as_str())
        .bind(decided.effort.map(Effort::as_str))
        .bind(decided.decided_by.as_deref())
        .bind(decided.decided_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Forgets what was decided.
    pub(crate) async fn decision_delete(&self, friction: &str) -> Result<(), FrictionError> {
        sqlx::query("DELETE FROM friction_decision WHERE project = $1 AND friction = $2")
            .bind(self.project.as_str())
            .bind(friction)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}
