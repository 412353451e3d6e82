use crate::{EventCounts, ImportError, ImportReport};
use boussole_core::Ctx;
use boussole_db::{CoreDb, DbError, Migrations, migrate};
use sqlx::{AnyConnection, Connection};

const MIGRATIONS: Migrations = Migrations {
    feature: "import",
    steps: &[
        ("import runs", include_str!("../../migrations/0001_import_run.sql")),
        ("the number of the next run", include_str!("../../migrations/0002_import_counter.sql")),
    ],
};

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
        // Who takes a number holds it until the end of the transaction: two runs never get the same.
        let import_id: i64 = sqlx::query_scalar(
            "UPDATE import_counter SET next_id = next_id + 1 WHERE name = 'import' RETURNING next_id - 1",
        )
        .fetch_one(&mut *tx)
        .await?;
        sqlx::query(
            "INSERT INTO import_run (import_id, project, recipe, file_name, started_ms, state, n_accepted, n_duplicate,
             n_conflict, n_rejected) VALUES ($1, $2, $3, $4, $5, 'running', 0, 0, 0, 0)",
        )
        .bind(import_id)
        .bind(ctx.project.as_str())
        .bind(recipe)
        .bind(file_name)
        .bind(now_ms)
        .execute(&mut *tx)
        .await?;
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

    /// Notes of all runs that have no end that they stopped: their process is gone.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_stop_all(&self) -> Result<(), ImportError> {
        sqlx::query("UPDATE import_run SET state = 'stopped' WHERE state = 'running'").execute(self.db.pool()).await?;
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::{ImportEnd, Imports};
    use boussole_core::{Ctx, ProjectId};
    use boussole_test::TestDb;

    #[tokio::test]
    async fn runs_that_begin_at_once_get_numbers_of_their_own() {
        let db = TestDb::new().await;
        let imports = Imports::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        let begin = |number: i64| {
            let (imports, ctx) = (imports.clone(), ctx.clone());
            tokio::spawn(
                async move { imports.import_start(&ctx, "orders", &format!("{number}.csv"), 1).await.unwrap() },
            )
        };
        let runs: Vec<_> = (0..8).map(begin).collect();
        let mut numbers = Vec::new();
        for run in runs {
            numbers.push(run.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn the_latest_run_of_a_recipe_is_known_after_a_start() {
        let db = TestDb::new().await;
        let imports = Imports::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        assert_eq!(imports.import_last(&ctx, "orders").await.unwrap(), None);
        for file in ["a.csv", "b.csv"] {
            let import_id = imports.import_start(&ctx, "orders", file, 1).await.unwrap();
            imports.import_end(&ctx, import_id, Some(ImportEnd::default()), 2).await.unwrap();
        }
        imports.import_start(&ctx, "reviews", "c.csv", 1).await.unwrap();
        let imports = Imports::open(&db.reopen().await).await.unwrap();
        assert_eq!(imports.import_last(&ctx, "orders").await.unwrap().as_deref(), Some("b.csv"));
        let other = Ctx::command_line(ProjectId::parse("other").unwrap());
        assert_eq!(imports.import_last(&other, "orders").await.unwrap(), None);
    }
}
