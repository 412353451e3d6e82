use crate::VerbatimError;
use crate::label::{Label, Said};
use crate::lesson::Lesson;
use crate::taxonomy::{Taxonomy, ThemeEntry};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use boussole_core::ProjectId;
use boussole_db::{CoreDb, Migrations, migrate};
use boussole_text::{Learnt, Polarity};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations =
    Migrations { feature: "verbatims", steps: &[("teaching", include_str!("../migrations/0001_teaching.sql"))] };

/// The tables of what people and scores taught.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    db: CoreDb,
    project: ProjectId,
}

impl Store {
    pub(crate) async fn open(db: &CoreDb, project: ProjectId) -> Result<Self, VerbatimError> {
        migrate(AnyConnection::connect(db.url()).await?, &MIGRATIONS).await?;
        Ok(Self { db: db.clone(), project })
    }

    /// Returns the themes of the newest version and its number; 0 are those that come with Boussole.
    pub(crate) async fn taxonomy(&self) -> Result<(i64, Taxonomy), VerbatimError> {
        let row =
            sqlx::query("SELECT version, taxonomy FROM theme_version WHERE project = $1 ORDER BY version DESC LIMIT 1")
                .bind(self.project.as_str())
                .fetch_optional(self.db.pool())
                .await?;
        let Some(row) = row else { return Ok((0, Taxonomy::shipped())) };
        let themes: Vec<ThemeEntry> = serde_json::from_str(row.try_get("taxonomy")?)?;
        Ok((row.try_get("version")?, Taxonomy::stored(themes)))
    }

    /// Adds a version; tells whether nobody else added one of this number.
    pub(crate) async fn taxonomy_add(
        &self,
        version: i64,
        taxonomy: &Taxonomy,
        saved_by: Option<&str>,
        saved_ms: i64,
    ) -> Result<bool, VerbatimError> {
        let done = sqlx::query(
            "INSERT INTO theme_version (project, version, taxonomy, saved_by, saved_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (project, version) DO NOTHING",
        )
        .bind(self.project.as_str())
        .bind(version)
        .bind(serde_json::to_string(&taxonomy.themes)?)
        .bind(saved_by)
        .bind(saved_ms)
        .execute(self.db.pool())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Returns what people said of clauses.
    pub(crate) async fn labels(&self) -> Result<Vec<(i64, Label)>, VerbatimError> {
        let rows =
            sqlx::query("SELECT clause, theme, polarity, was_theme, was_polarity FROM clause_label WHERE project = $1")
                .bind(self.project.as_str())
                .fetch_all(self.db.pool())
                .await?;
        let said = |row: &AnyRow, theme: &str, polarity: &str| {
            let theme: Option<String> = row.try_get(theme)?;
            let word: String = row.try_get(polarity)?;
            let polarity = Polarity::parse(&word).unwrap_or(Polarity::Neutral);
            Ok::<_, VerbatimError>(Said { theme: theme.map(Into::into), polarity })
        };
        let label = |row: &AnyRow| {
            let label = Label { said: said(row, "theme", "polarity")?, was: said(row, "was_theme", "was_polarity")? };
            Ok((row.try_get("clause")?, label))
        };
        rows.iter().map(label).collect()
    }

    /// Keeps what somebody said of a clause. What was understood before anybody said something stays as it was.
    pub(crate) async fn label_put(
        &self,
        clause: i64,
        label: &Label,
        saved_by: Option<&str>,
        saved_ms: i64,
    ) -> Result<(), VerbatimError> {
        let Label { said, was } = label;
        sqlx::query(
            "INSERT INTO clause_label (project, clause, theme, polarity, was_theme, was_polarity, saved_by, saved_ms)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (project, clause) DO UPDATE SET theme = EXCLUDED.theme, polarity = EXCLUDED.polarity,
                 saved_by = EXCLUDED.saved_by, saved_ms = EXCLUDED.saved_ms",
        )
        .bind(self.project.as_str())
        .bind(clause)
        .bind(said.theme.as_deref())
        .bind(said.polarity.as_str())
        .bind(was.theme.as_deref())
        .bind(was.polarity.as_str())
        .bind(saved_by)
        .bind(saved_ms)
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Forgets what was said of a clause.
    pub(crate) async fn label_remove(&self, clause: i64) -> Result<(), VerbatimError> {
        sqlx::query("DELETE FROM clause_label WHERE project = $1 AND clause = $2")
            .bind(self.project.as_str())
            .bind(clause)
            .execute(self.db.pool())
            .await?;
        Ok(())
    }

    /// Returns what was learnt, newest first.
    pub(crate) async fn lessons(&self, limit: i64) -> Result<Vec<Lesson>, VerbatimError> {
        let rows = sqlx::query("SELECT facts FROM text_lesson WHERE project = $1 ORDER BY number DESC LIMIT $2")
            .bind(self.project.as_str())
            .bind(limit)
            .fetch_all(self.db.pool())
            .await?;
        rows.iter().map(|row| Ok(serde_json::from_str(row.try_get("facts")?)?)).collect()
    }

    /// Returns what is used and its number. What was damaged, or kept by another version, is as if it were not there.
    pub(crate) async fn used(&self) -> Result<Option<(i64, Learnt)>, VerbatimError> {
        let row = sqlx::query(
            "SELECT number, weights FROM text_lesson WHERE project = $1 AND is_used = 1 ORDER BY number DESC LIMIT 1",
        )
        .bind(self.project.as_str())
        .fetch_optional(self.db.pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (number, weights): (i64, Option<String>) = (row.try_get("number")?, row.try_get("weights")?);
        let learnt = weights.and_then(|text| Learnt::from_bytes(&STANDARD.decode(text).ok()?));
        Ok(learnt.map(|learnt| (number, learnt)))
    }

    /// Keeps what was learnt; where it is used, what was used before no longer is.
    pub(crate) async fn lesson_add(&self, lesson: &Lesson, learnt: &Learnt) -> Result<bool, VerbatimError> {
        let mut change = self.db.pool().begin().await?;
        let weights = lesson.is_used.then(|| STANDARD.encode(learnt.to_bytes()));
        let done = sqlx::query(
            "INSERT INTO text_lesson (project, number, facts, is_used, weights) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (project, number) DO NOTHING",
        )
        .bind(self.project.as_str())
        .bind(lesson.number)
        .bind(serde_json::to_string(lesson)?)
        .bind(i64::from(lesson.is_used))
        .bind(weights)
        .execute(&mut *change)
        .await?;
        if lesson.is_used && done.rows_affected() == 1 {
            sqlx::query("UPDATE text_lesson SET is_used = 0, weights = NULL WHERE project = $1 AND number < $2")
                .bind(self.project.as_str())
                .bind(lesson.number)
                .execute(&mut *change)
                .await?;
        }
        change.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}
