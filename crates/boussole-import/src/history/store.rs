use super::model::{ImportEnd, ImportRun, ImportState};
use crate::{EventCounts, ImportError};
use boussole_core::{Action, Ctx};
use boussole_db::{CoreDb, DbError, Migrations, migrate};
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "import",
    steps: &[
        ("import runs", include_str!("../../migrations/0001_import_run.sql")),
        ("the number of the next run", include_str!("../../migrations/0002_import_counter.sql")),
        ("what came of a run", include_str!("../../migrations/0003_import_outcome.sql")),
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

    /// Lists runs, the newest first, at most `limit` before the run with the number `before`.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_list(&self, ctx: &Ctx, before: Option<i64>, limit: u32) -> Result<Vec<ImportRun>, ImportError> {
        ctx.authorize(Action::InsightRead)?;
        let statement = format!("{SELECT} AND import_id < $2 ORDER BY import_id DESC LIMIT $3");
        let query = sqlx::query(AssertSqlSafe(statement))
            .bind(ctx.project.as_str())
            .bind(before.unwrap_or(i64::MAX))
            .bind(i64::from(limit));
        query.fetch_all(self.db.pool()).await?.iter().map(from_row).collect()
    }

    /// Returns one run, if the project has it.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_fetch(&self, ctx: &Ctx, import_id: i64) -> Result<Option<ImportRun>, ImportError> {
        ctx.authorize(Action::InsightRead)?;
        let statement = format!("{SELECT} AND import_id = $2");
        let query = sqlx::query(AssertSqlSafe(statement)).bind(ctx.project.as_str()).bind(import_id);
        query.fetch_optional(self.db.pool()).await?.as_ref().map(from_row).transpose()
    }

    /// Notes that a run was taken back, with the number of events that went.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_undone(
        &self,
        ctx: &Ctx,
        import_id: i64,
        n_events: u64,
        now_ms: i64,
    ) -> Result<(), ImportError> {
        sqlx::query(
            "UPDATE import_run SET state = $1, undone_ms = $2, n_undone = $3 WHERE import_id = $4 AND project = $5",
        )
        .bind(ImportState::Undone.as_str())
        .bind(now_ms)
        .bind(count(n_events))
        .bind(import_id)
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Notes of all runs that have no end that they stopped: their process is gone.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_stop_all(&self) -> Result<(), ImportError> {
        sqlx::query("UPDATE import_run SET state = 'stopped' WHERE state = 'running'").execute(self.db.pool()).await?;
        Ok(())
    }

    /// Notes how a run ended.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn import_end(
        &self,
        ctx: &Ctx,
        import_id: i64,
        end: ImportEnd<'_>,
        now_ms: i64,
    ) -> Result<(), ImportError> {
        let (totals, n_rejects) = end.totals();
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        sqlx::query(
            "UPDATE import_run SET state = $1, ended_ms = $2, n_accepted = $3, n_duplicate = $4, n_conflict = $5,
             n_rejected = $6, report = $7, problem = $8 WHERE import_id = $9 AND project = $10",
        )
        .bind(end.state().as_str())
        .bind(now_ms)
        .bind(count(totals.accepted))
        .bind(count(totals.duplicate))
        .bind(count(totals.conflict))
        .bind(count(n_rejects))
        .bind(text(end.report()))
        .bind(text(end.problem()))
        .bind(import_id)
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }
}

const SELECT: &str = "SELECT import_id, recipe, file_name, started_ms, ended_ms, state, n_accepted, n_duplicate,
    n_conflict, n_rejected, report, problem, undone_ms, n_undone FROM import_run WHERE project = $1";

fn from_row(row: &AnyRow) -> Result<ImportRun, ImportError> {
    let n = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
    let json = |column: &str| -> Result<Option<Value>, sqlx::Error> {
        let text: Option<String> = row.try_get(column)?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))).transpose()
    };
    let state: String = row.try_get("state")?;
    let undone: (Option<i64>, Option<i64>) = (row.try_get("undone_ms")?, row.try_get("n_undone")?);
    Ok(ImportRun {
        import_id: row.try_get("import_id")?,
        recipe: row.try_get("recipe")?,
        file_name: row.try_get("file_name")?,
        started_ms: row.try_get("started_ms")?,
        ended_ms: row.try_get("ended_ms")?,
        state: ImportState::parse(&state).ok_or_else(|| sqlx::Error::Decode("an unknown state of an import".into()))?,
        totals: EventCounts { accepted: n("n_accepted")?, duplicate: n("n_duplicate")?, conflict: n("n_conflict")? },
        n_rejects: n("n_rejected")?,
        undone: undone.0.zip(undone.1.map(i64::unsigned_abs)),
        report: json("report")?,
        problem: json("problem")?,
    })
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl From<DbError> for ImportError {
    fn from(error: DbError) -> Self {
        Self::Store(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Imports;
    use crate::{EventCounts, ImportEnd, ImportReport, ImportState};
    use boussole_core::{Ctx, ProjectId, Refusal};
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
            imports.import_end(&ctx, import_id, ImportEnd::Done(&ImportReport::default()), 2).await.unwrap();
        }
        imports.import_start(&ctx, "reviews", "c.csv", 1).await.unwrap();
        let imports = Imports::open(&db.reopen().await).await.unwrap();
        assert_eq!(imports.import_last(&ctx, "orders").await.unwrap().as_deref(), Some("b.csv"));
        let other = Ctx::command_line(ProjectId::parse("other").unwrap());
        assert_eq!(imports.import_last(&other, "orders").await.unwrap(), None);
    }

    #[tokio::test]
    async fn runs_are_listed_with_how_they_stand() {
        let db = TestDb::new().await;
        let imports = Imports::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        for name in ["done", "stopped", "failed", "running"] {
            imports.import_start(&ctx, "orders", name, 1).await.unwrap();
        }
        let counts = EventCounts { accepted: 7, duplicate: 2, conflict: 0 };
        let report = ImportReport { events: [("Order".to_owned(), counts)].into(), ..ImportReport::default() };
        let refusal = Refusal::new("truncated", "the file ends early").at("orders.csv");
        for (import_id, end) in
            [(1, ImportEnd::Done(&report)), (2, ImportEnd::Stopped), (3, ImportEnd::Failed(&refusal))]
        {
            imports.import_end(&ctx, import_id, end, 5).await.unwrap();
        }
        imports.import_undone(&ctx, 1, 7, 9).await.unwrap();

        let newest = imports.import_list(&ctx, None, 3).await.unwrap();
        let states: Vec<_> = newest.iter().map(|run| (run.import_id, run.state, run.ended_ms)).collect();
        let expected =
            [(4, ImportState::Running, None), (3, ImportState::Failed, Some(5)), (2, ImportState::Stopped, Some(5))];
        assert_eq!(states, expected);
        assert_eq!(newest[1].problem.as_ref().unwrap()["field"], "orders.csv");
        let older = imports.import_list(&ctx, Some(2), 3).await.unwrap();
        let run = imports.import_fetch(&ctx, 1).await.unwrap().unwrap();
        assert_eq!(older, [run.clone()]);
        assert_eq!((run.state, run.totals, run.undone), (ImportState::Undone, counts, Some((9, 7))));
        assert_eq!(run.report.unwrap(), report.to_json());
        let other = Ctx::command_line(ProjectId::parse("other").unwrap());
        assert_eq!(imports.import_fetch(&other, 1).await.unwrap(), None);
    }
}
