use crate::error::InsightsError;
use crate::model::{SavedName, SavedQuestion};
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "insights",
    steps: &[("saved questions", include_str!("../migrations/0001_saved_questions.sql"))],
};

/// The table of saved questions.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb) -> Result<Self, InsightsError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the saved questions of a project, oldest first.
    pub(crate) async fn saved_list(&self, project: &ProjectId) -> Result<Vec<SavedQuestion>, InsightsError> {
        let rows = sqlx::query(
            "SELECT saved_question, name, question, created_by, created_ms, changed_by, changed_ms
             FROM saved_question WHERE project = $1 ORDER BY created_ms, saved_question",
        )
        .bind(project.as_str())
        .fetch_all(self.db.pool())
        .await?;
        rows.iter().map(saved_from_row).collect()
    }

    pub(crate) async fn saved_add(&self, project: &ProjectId, saved: &SavedQuestion) -> Result<(), InsightsError> {
        sqlx::query(
            "INSERT INTO saved_question
             (project, saved_question, name, question, created_by, created_ms, changed_by, changed_ms)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(project.as_str())
        .bind(saved.id.as_str())
        .bind(saved.name.as_str())
        .bind(saved.question.to_string())
        .bind(saved.created_by.as_deref())
        .bind(saved.created_ms)
        .bind(saved.changed_by.as_deref())
        .bind(saved.changed_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Writes what may change of a saved question: its name, the question, and who changed it when.
    pub(crate) async fn saved_set(&self, project: &ProjectId, saved: &SavedQuestion) -> Result<(), InsightsError> {
        sqlx::query(
            "UPDATE saved_question SET name = $1, question = $2, changed_by = $3, changed_ms = $4
             WHERE project = $5 AND saved_question = $6",
        )
        .bind(saved.name.as_str())
        .bind(saved.question.to_string())
        .bind(saved.changed_by.as_deref())
        .bind(saved.changed_ms)
        .bind(project.as_str())
        .bind(saved.id.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Deletes a saved question; tells whether there was one.
    pub(crate) async fn saved_delete(&self, project: &ProjectId, id: &str) -> Result<bool, InsightsError> {
        let done = sqlx::query("DELETE FROM saved_question WHERE project = $1 AND saved_question = $2")
            .bind(project.as_str())
            .bind(id)
            .execute(self.db.pool())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn saved_from_row(row: &AnyRow) -> Result<SavedQuestion, InsightsError> {
    let id: String = row.try_get("saved_question")?;
    let question = serde_json::from_str(row.try_get("question")?);
    Ok(SavedQuestion {
        name: SavedName::parse(row.try_get("name")?)?,
        question: question.map_err(|_| InsightsError::Stored { id: id.clone() })?,
        id,
        created_by: row.try_get("created_by")?,
        created_ms: row.try_get("created_ms")?,
        changed_by: row.try_get("changed_by")?,
        changed_ms: row.try_get("changed_ms")?,
    })
}
