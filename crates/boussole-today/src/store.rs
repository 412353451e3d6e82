use crate::error::TodayError;
use crate::figure::Target;
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::{AnyConnection, Connection, Row};
use std::collections::HashMap;

const MIGRATIONS: Migrations =
    Migrations { feature: "today", steps: &[("targets", include_str!("../migrations/0001_targets.sql"))] };

/// The table of targets.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, TodayError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns what each figure of a project should be, by name.
    pub(crate) async fn target_list(&self, project: &ProjectId) -> Result<HashMap<String, f64>, TodayError> {
        let rows = sqlx::query("SELECT figure, target FROM today_target WHERE project = $1")
            .bind(project.as_str())
            .fetch_all(self.db.pool())
            .await?;
        rows.iter().map(|row| Ok((row.try_get("figure")?, row.try_get("target")?))).collect()
    }

    /// Writes what a figure should be, in place of what it should have been.
    pub(crate) async fn target_set(&self, project: &ProjectId, target: Target, now_ms: i64) -> Result<(), TodayError> {
        sqlx::query(
            "INSERT INTO today_target (project, figure, target, changed_ms) VALUES ($1, $2, $3, $4)
             ON CONFLICT (project, figure) DO UPDATE SET target = excluded.target, changed_ms = excluded.changed_ms",
        )
        .bind(project.as_str())
        .bind(target.figure)
        .bind(target.value)
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Forgets what a figure should be.
    pub(crate) async fn target_delete(&self, project: &ProjectId, figure: &str) -> Result<(), TodayError> {
        sqlx::query("DELETE FROM today_target WHERE project = $1 AND figure = $2")
            .bind(project.as_str())
            .bind(figure)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }
}
