use crate::model::{ActiveDays, Currency, Project, ProjectChange, Tax, Timezone, parse_title};
use boussole_core::{Action, Ctx, ProjectId, Refusal};
use boussole_db::{CoreDb, DbError, Migrations, migrate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

const MIGRATIONS: Migrations = Migrations {
    feature: "projects",
    steps: &[
        ("projects", include_str!("../migrations/0001_project.sql")),
        ("whether amounts include tax", include_str!("../migrations/0002_tax.sql")),
        ("how long customers are active", include_str!("../migrations/0003_active_days.sql")),
    ],
};

/// The projects of one data folder.
#[derive(Debug, Clone)]
pub struct Projects {
    db: CoreDb,
}

/// Why a project could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The caller's input.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ProjectError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Whether a call chose the project's time zone and currency for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It did: whoever called should say so.
    Now,
    /// They were chosen before and stay.
    Before,
}

impl Projects {
    /// Opens the projects of `db`, with their tables.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb) -> Result<Self, ProjectError> {
        let connection = AnyConnection::connect(db.url()).await?;
        migrate(connection, &MIGRATIONS).await?;
        Ok(Self { db: db.clone() })
    }

    /// Returns the context's project; a name that is new makes one, in UTC and without currency.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn project_fetch_or_create(&self, ctx: &Ctx, now_ms: i64) -> Result<Project, ProjectError> {
        sqlx::query(
            "INSERT INTO project (project, title, timezone, currency, is_settled, created_ms) VALUES ($1, $1, $2, NULL, 0, $3)
             ON CONFLICT (project) DO NOTHING",
        )
        .bind(ctx.project.as_str())
        .bind(Timezone::default().as_str())
        .bind(now_ms)
        .execute(self.db.pool())
        .await?;
        let row = sqlx::query(
            "SELECT project, title, timezone, currency, tax, active_days, is_settled FROM project WHERE project = $1",
        )
        .bind(ctx.project.as_str())
        .fetch_one(self.db.pool())
        .await?;
        from_row(&row)
    }

    /// Changes what the project says of itself, all or nothing. Who says a time zone or a currency settles both.
    ///
    /// # Errors
    /// Refuses with `invalid_title` an empty or long title, and a role that may not; fails when the database does.
    pub async fn project_change(&self, ctx: &Ctx, change: &ProjectChange) -> Result<(), ProjectError> {
        ctx.authorize(Action::ProjectWrite)?;
        let title = change.title.as_deref().map(parse_title).transpose()?;
        let is_settled = change.timezone.is_some() || change.currency.is_some();
        sqlx::query(
            "UPDATE project SET title = COALESCE($1, title), timezone = COALESCE($2, timezone),
                 currency = CASE WHEN $3 = 1 THEN $4 ELSE currency END,
                 tax = CASE WHEN $5 = 1 THEN $6 ELSE tax END,
                 active_days = COALESCE($7, active_days),
                 is_settled = CASE WHEN $8 = 1 THEN 1 ELSE is_settled END
             WHERE project = $9",
        )
        .bind(title)
        .bind(change.timezone.as_ref().map(Timezone::as_str))
        .bind(i32::from(change.currency.is_some()))
        .bind(change.currency.as_ref().and_then(|currency| currency.as_ref().map(Currency::as_str)))
        .bind(i32::from(change.tax.is_some()))
        .bind(change.tax.flatten().map(Tax::as_str))
        .bind(change.active_days.map(|days| i32::from(days.get())))
        .bind(i32::from(is_settled))
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(())
    }

    /// Chooses time zone and currency for good, if nobody has yet.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn project_settle(
        &self,
        ctx: &Ctx,
        timezone: &Timezone,
        currency: Option<&Currency>,
    ) -> Result<Settled, ProjectError> {
        let done = sqlx::query(
            "UPDATE project SET timezone = $1, currency = $2, is_settled = 1 WHERE project = $3 AND is_settled = 0",
        )
        .bind(timezone.as_str())
        .bind(currency.map(Currency::as_str))
        .bind(ctx.project.as_str())
        .execute(self.db.pool())
        .await?;
        Ok(if done.rows_affected() == 1 { Settled::Now } else { Settled::Before })
    }
}

fn from_row(row: &AnyRow) -> Result<Project, ProjectError> {
    let (currency, tax): (Option<String>, Option<String>) = (row.try_get("currency")?, row.try_get("tax")?);
    Ok(Project {
        id: ProjectId::parse(row.try_get("project")?)?,
        title: row.try_get("title")?,
        timezone: Timezone::parse(row.try_get("timezone")?)?,
        currency: currency.as_deref().map(Currency::parse).transpose()?,
        tax: tax.as_deref().map(Tax::parse).transpose()?,
        active_days: ActiveDays::parse(row.try_get::<i32, _>("active_days")?.into())?,
        is_settled: row.try_get::<i32, _>("is_settled")? != 0,
    })
}

#[cfg(test)]
mod tests {
    use super::{Projects, Settled};
    use crate::model::{ActiveDays, Currency, ProjectChange, Tax, Timezone};
    use boussole_core::{Ctx, ProjectId, Role};
    use boussole_test::TestDb;

    #[tokio::test]
    async fn a_project_starts_in_utc_and_is_settled_once() {
        let db = TestDb::new().await;
        let projects = Projects::open(db.core()).await.unwrap();
        let ctx = Ctx::command_line(ProjectId::default());
        let new = projects.project_fetch_or_create(&ctx, 1).await.unwrap();
        assert_eq!((new.timezone.as_str(), new.currency, new.is_settled), ("UTC", None, false));

        assert_eq!(new.title, "default");
        let titled = |title: &str| ProjectChange { title: Some(title.to_owned()), ..ProjectChange::default() };
        projects.project_change(&ctx, &titled(" Maison Rando ")).await.unwrap();
        assert!(projects.project_change(&ctx, &titled(" ")).await.is_err());

        let (paris, euro) = (Timezone::parse("Europe/Paris").unwrap(), Currency::parse("EUR").unwrap());
        assert_eq!(projects.project_settle(&ctx, &paris, Some(&euro)).await.unwrap(), Settled::Now);
        assert_eq!(projects.project_settle(&ctx, &Timezone::default(), None).await.unwrap(), Settled::Before);

        // A second start finds the tables and the choice.
        let projects = Projects::open(&db.reopen().await).await.unwrap();
        let project = projects.project_fetch_or_create(&ctx, 2).await.unwrap();
        assert_eq!(project.title, "Maison Rando");
        assert_eq!((project.timezone, project.currency, project.is_settled), (paris, Some(euro), true));
    }

    #[tokio::test]
    async fn a_change_leaves_what_it_does_not_name() {
        let db = TestDb::new().await;
        let projects = Projects::open(db.core()).await.unwrap();
        let mut ctx = Ctx::command_line(ProjectId::default());
        projects.project_fetch_or_create(&ctx, 1).await.unwrap();
        let (paris, euro) = (Timezone::parse("Europe/Paris").unwrap(), Currency::parse("EUR").unwrap());

        let tax = ProjectChange { tax: Some(Some(Tax::Excluded)), ..ProjectChange::default() };
        projects.project_change(&ctx, &tax).await.unwrap();
        let project = projects.project_fetch_or_create(&ctx, 1).await.unwrap();
        assert_eq!((project.tax, project.active_days.get(), project.is_settled), (Some(Tax::Excluded), 365, false));
        let active_days = ActiveDays::parse(90).unwrap();
        let quarter = ProjectChange { active_days: Some(active_days), ..ProjectChange::default() };
        projects.project_change(&ctx, &quarter).await.unwrap();

        let change = ProjectChange {
            timezone: Some(paris.clone()),
            currency: Some(Some(euro.clone())),
            ..ProjectChange::default()
        };
        projects.project_change(&ctx, &change).await.unwrap();
        assert_eq!(projects.project_settle(&ctx, &Timezone::default(), None).await.unwrap(), Settled::Before);
        let nobody_says = ProjectChange { currency: Some(None), tax: Some(None), ..ProjectChange::default() };
        projects.project_change(&ctx, &nobody_says).await.unwrap();
        let project = projects.project_fetch_or_create(&ctx, 1).await.unwrap();
        assert_eq!((project.timezone, project.currency, project.tax), (paris, None, None));
        assert_eq!(project.active_days, active_days);

        ctx.role = Role::Editor;
        projects.project_change(&ctx, &tax).await.unwrap_err();
    }
}
