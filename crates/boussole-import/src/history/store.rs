use super::{ImportEnd, ImportPage, ImportRun, ImportState};
use crate::{EventCounts, ImportError};
use boussole_core::{Action, Ctx, Refusal};
use boussole_db::{CoreDb, DbError, Migrations, migrate};
use boussole_events::Undone;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

/// Runs of one page, at most.
pub const IMPORT_PAGE_MAX: usize = 200;

/// What is read of a run, in the order of [`run`].
const RUN_COLUMNS: &str =
    "import_id, recipe, file_name, started_ms, ended_ms, state, n_accepted, n_duplicate, n_conflict,
     n_rejected, undone_ms, n_undone, report, problem";

const MIGRATIONS: Migrations = Migrations {
    feature: "import",
    steps: &[
        ("import runs", include_str!("../../migrations/0001_import_run.sql")),
        ("the number of the next run", include_str!("../../migrations/0002_import_counter.sql")),
        ("undo of runs", include_str!("../../migrations/0003_import_undone.sql")),
        ("what came of a run", include_str!("../../migrations/0004_import_outcome.sql")),
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
    /// Returns the runs of a project, newest first; `before` is where the last page ended.
    ///
    /// # Errors
    /// Refuses a role that may not read; fails when the database does.
    pub async fn import_list(&self, ctx: &Ctx, before: Option<i64>, limit: usize) -> Result<ImportPage, ImportError> {
        ctx.authorize(Action::InsightRead)?;
        assert!((1..=IMPORT_PAGE_MAX).contains(&limit), "the caller bounds its pages");
        let statement = format!(
            "SELECT {RUN_COLUMNS} FROM import_run WHERE project = $1 AND import_id < $2 ORDER BY import_id DESC LIMIT $3"
        );
        let rows = sqlx::query(AssertSqlSafe(statement))
            .bind(ctx.project.as_str())
            .bind(before.unwrap_or(i64::MAX))
            .bind(limit as i64 + 1)
            .fetch_all(self.db.pool())
            .await?;
        let mut runs = rows.iter().map(run).collect::<Result<Vec<_>, _>>()?;
        let has_more = runs.len() > limit;
        runs.truncate(limit);
        Ok(ImportPage { next: runs.last().filter(|_| has_more).map(|run| run.import_id), runs })
    }

    /// Returns one run of a project.
    ///
    /// # Errors
    /// Refuses a role that may not read, and with `unknown_import` a number that no run of the project has; fails when the
    /// database does.
    pub async fn import_fetch(&self, ctx: &Ctx, import_id: i64) -> Result<ImportRun, ImportError> {
        ctx.authorize(Action::InsightRead)?;
        let statement = format!("SELECT {RUN_COLUMNS} FROM import_run WHERE project = $1 AND import_id = $2");
        let row = sqlx::query(AssertSqlSafe(statement))
            .bind(ctx.project.as_str())
            .bind(import_id)
            .fetch_optional(self.db.pool())
            .await?;
        let unknown = || {
            Refusal::new("unknown_import", format!("the project has no import {import_id}"))
                .at("import_id")
                .hint("`boussole import list` shows their numbers")
        };
        Ok(run(&row.ok_or_else(unknown)?)?)
    }

    /// Notes that a run was undone.
    pub(super) async fn import_undone(&self, ctx: &Ctx, import_id: i64, undone: Undone) -> Result<(), ImportError> {
        sqlx::query(
            "UPDATE import_run SET state = $1, undone_ms = $2, n_undone = $3 WHERE import_id = $4 AND project = $5",
        )
        .bind(ImportState::Undone.as_str())
        .bind(undone.undone_ms)
        .bind(count(undone.n_events))
        .bind(import_id)
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn run(row: &AnyRow) -> Result<ImportRun, sqlx::Error> {
    let number = |name: &str| row.try_get::<i64, _>(name).map(i64::unsigned_abs);
    let word: String = row.try_get("state")?;
    let json = |name: &str| -> Result<Option<Value>, sqlx::Error> {
        let text: Option<String> = row.try_get(name)?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))).transpose()
    };
    let state = ImportState::parse(&word).ok_or_else(|| sqlx::Error::Protocol(format!("a run is `{word}`")))?;
    Ok(ImportRun {
        import_id: row.try_get("import_id")?,
        recipe: row.try_get("recipe")?,
        file_name: row.try_get("file_name")?,
        started_ms: row.try_get("started_ms")?,
        ended_ms: row.try_get("ended_ms")?,
        state,
        totals: EventCounts {
            accepted: number("n_accepted")?,
            duplicate: number("n_duplicate")?,
            conflict: number("n_conflict")?,
        },
        n_rejects: number("n_rejected")?,
        undone_ms: row.try_get("undone_ms")?,
        n_undone: row.try_get::<Option<i64>, _>("n_undone")?.map(i64::unsigned_abs),
        report: json("report")?,
        problem: json("problem")?,
    })
}

impl From<DbError> for ImportError {
    fn from(error: DbError) -> Self {
        Self::Store(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Imports;
    use crate::{EventCounts, ImportEnd, ImportError, ImportPage, ImportReport, ImportState};
    use boussole_core::{Ctx, FixedClock, ProjectId};
    use boussole_events::{Batch, EventStore, Incoming, Origin};
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
    async fn runs_are_listed_newest_first_in_pages_of_their_project() {
        let db = TestDb::new().await;
        let imports = Imports::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        let other = Ctx::command_line(ProjectId::parse("other").unwrap());
        for number in 1..=5 {
            let ctx = if number == 3 { &other } else { &ctx };
            imports.import_start(ctx, "orders", &format!("{number}.csv"), number).await.unwrap();
        }
        let totals = EventCounts { accepted: 7, duplicate: 2, conflict: 1 };
        let report = ImportReport {
            events: [("Order".to_owned(), totals)].into(),
            rejects_by_reason: [("not_a_time".to_owned(), 3)].into(),
            ..ImportReport::default()
        };
        imports.import_end(&ctx, 4, ImportEnd::Done(&report), 9).await.unwrap();
        imports.import_end(&ctx, 2, ImportEnd::Stopped, 10).await.unwrap();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let ImportPage { runs, next } = imports.import_list(&ctx, before, 2).await.unwrap();
            seen.extend(runs);
            match next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        let told: Vec<_> = seen.iter().map(|run| (run.import_id, run.state.as_str(), run.ended_ms)).collect();
        assert_eq!(told, [(5, "running", None), (4, "done", Some(9)), (2, "stopped", Some(10)), (1, "running", None)]);
        let run = imports.import_fetch(&ctx, 4).await.unwrap();
        assert_eq!((run.totals, run.n_rejects, run.file_name.as_str()), (totals, 3, "4.csv"));
        assert_eq!(imports.import_list(&other, None, 2).await.unwrap().runs.len(), 1);
    }

    async fn refused(imports: &Imports, ctx: &Ctx, store: &EventStore, import_id: i64) -> &'static str {
        match imports.import_undo(ctx, store, import_id, 5).await {
            Err(ImportError::Refused(refusal)) => refusal.code,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_run_that_is_over_is_undone_once() {
        let (db, folder) = (TestDb::new().await, tempfile::tempdir().unwrap());
        let imports = Imports::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        let clock = std::sync::Arc::new(FixedClock::at(1_700_000_000_000));
        let store = EventStore::open(folder.path(), &ctx.project, clock).await.unwrap();
        let stored = async |import_id: i64| {
            let item =
                Incoming { event: "A".to_owned(), time_ms: 1, message_id: Some("1".into()), ..Incoming::default() };
            store.accept(&ctx, Batch::new("test", Origin::Import { import_id }, vec![item])).await.unwrap();
        };
        for _ in 0..4 {
            imports.import_start(&ctx, "orders", "a.csv", 1).await.unwrap();
        }
        stored(1).await;
        assert_eq!(refused(&imports, &ctx, &store, 1).await, "import_running");
        imports.import_end(&ctx, 1, ImportEnd::Done(&ImportReport::default()), 2).await.unwrap();
        assert_eq!(imports.import_undo(&ctx, &store, 1, 5).await.unwrap().n_events, 1);
        let run = imports.import_fetch(&ctx, 1).await.unwrap();
        assert_eq!((run.state, run.undone_ms, run.n_undone), (ImportState::Undone, Some(1_700_000_000_000), Some(1)));
        assert_eq!(refused(&imports, &ctx, &store, 1).await, "import_undone");
        assert_eq!(refused(&imports, &ctx, &store, 9).await, "unknown_import");
        let other = Ctx::command_line(ProjectId::parse("other").unwrap());
        assert_eq!(refused(&imports, &other, &store, 1).await, "unknown_import");
        // It stopped before it stored anything.
        imports.import_end(&ctx, 2, ImportEnd::Stopped, 2).await.unwrap();
        assert_eq!(imports.import_undo(&ctx, &store, 2, 5).await.unwrap().n_events, 0);
        // The store had done it when the process ended.
        stored(3).await;
        imports.import_end(&ctx, 3, ImportEnd::Stopped, 2).await.unwrap();
        store.undo_import(&ctx, 3).await.unwrap();
        assert_eq!(imports.import_undo(&ctx, &store, 3, 5).await.unwrap().n_events, 1);
        assert_eq!(imports.import_fetch(&ctx, 3).await.unwrap().n_undone, Some(1));
    }
}
