use crate::{EventCounts, ImportError, ImportReport};
use boussole_core::Ctx;
use boussole_db::{CoreDb, DbError, Migrations, migrate};
use sqlx::{AnyConnection, Connection};

const MIGRATIONS: Migrations =
    Migrations { feature: "import", steps: &[("import runs", include_str!("../../migrations/0001_import_run.sql"))] };

/// The runs of imports of a data folder.
#[derive(Debug, Clone)]
pub struct Imports {
    db: CoreDb,
}

impl Imports {
    /// Opens the runs of `db`, with their table.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb) -> Result<Self, ImportError> {
        let connection = AnyConnection::connect(db.url()).await?;
        migrate(connection, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Notes that a run begins, and returns its number.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_start(
        &self,
        ctx: &Ctx,
        recipe: &str,
        file_name: &str,
        now_ms: i64,
    ) -> Result<i64, ImportError> {
        let mut tx = self.db.pool().begin().await?;
        // Written first, so that the transaction holds the database from its start.
        sqlx::query(
            "INSERT INTO import_run (import_id, project, recipe, file_name, started_ms, state, n_accepted, n_duplicate,
             n_conflict, n_rejected)
             SELECT COALESCE(MAX(import_id), 0) + 1, $1, $2, $3, $4, 'running', 0, 0, 0, 0 FROM import_run",
        )
        .bind(ctx.project.as_str())
        .bind(recipe)
        .bind(file_name)
        .bind(now_ms)
        .execute(&mut *tx)
        .await?;
        let import_id: i64 = sqlx::query_scalar("SELECT MAX(import_id) FROM import_run").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(import_id)
    }

    /// Returns what was imported by the latest run of `recipe`, if there was one.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_last(&self, ctx: &Ctx, recipe: &str) -> Result<Option<String>, ImportError> {
        let statement =
            "SELECT file_name FROM import_run WHERE project = $1 AND recipe = $2 ORDER BY import_id DESC LIMIT 1";
        let query = sqlx::query_scalar(statement).bind(ctx.project.as_str()).bind(recipe);
        Ok(query.fetch_optional(self.db.pool()).await?)
    }

    /// Notes how a run ended; without an end it stopped before.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_end(
        &self,
        ctx: &Ctx,
        import_id: i64,
        end: Option<ImportEnd>,
        now_ms: i64,
    ) -> Result<(), ImportError> {
        let ImportEnd { totals, n_rejects } = end.unwrap_or_default();
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        sqlx::query(
            "UPDATE import_run SET state = $1, ended_ms = $2, n_accepted = $3, n_duplicate = $4, n_conflict = $5,
             n_rejected = $6 WHERE import_id = $7 AND project = $8",
        )
        .bind(if end.is_some() { "done" } else { "stopped" })
        .bind(now_ms)
        .bind(count(totals.accepted))
        .bind(count(totals.duplicate))
        .bind(count(totals.conflict))
        .bind(count(n_rejects))
        .bind(import_id)
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }
}

/// What became of a whole run.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportEnd {
    /// What became of the events.
    pub totals: EventCounts,
    /// Rows that were rejected.
    pub n_rejects: u64,
}

impl From<&ImportReport> for ImportEnd {
    fn from(report: &ImportReport) -> Self {
        Self { totals: report.totals(), n_rejects: report.n_rejects() }
    }
}

impl From<DbError> for ImportError {
    fn from(error: DbError) -> Self {
        Self::Store(error.into())
    }
}
