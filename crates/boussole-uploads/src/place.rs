use crate::UploadError;
use boussole_core::{Clock, Ctx, Refusal};
use boussole_events::{EventStore, Undone};
use boussole_import::{ImportEnd, ImportError, ImportOptions, ImportReport, Imports, Progress, Recipe, run};
use boussole_lake::Lake;
use boussole_projects::{Currency, Project, Projects, Settled, Timezone};
use boussole_query::ProjectSettings;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;

/// What imports into one project need; the same for the browser and for the command line.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where events go.
    pub store: EventStore,
    /// What foreign programs read of it.
    pub lake: Lake,
    /// Where runs are noted.
    pub imports: Imports,
    /// Where zone and currency of the project are.
    pub projects: Projects,
    /// What the project says of itself; who serves it hears of changes.
    pub settings: watch::Sender<ProjectSettings>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The folder of rows that imports refused.
    pub rejects: PathBuf,
}

/// What a person and a recipe say of zone and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    timezone: Option<Timezone>,
    currency: Option<Currency>,
    recipe_timezone: Option<Timezone>,
}

/// What is to be imported.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// By which recipe.
    pub recipe: &'a Recipe,
    /// The file, or the folder of files.
    pub path: &'a Path,
    /// In which zone and currency.
    pub choice: &'a Choice,
}

/// A run that has its number.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The number, by which it is undone.
    pub import_id: i64,
    /// Whether it chose zone and currency of the project for good.
    pub settled: Settled,
    /// Where its rejects go.
    rejects: PathBuf,
}

impl Choice {
    /// Reads what the recipe says, and what a person says beside it of the project.
    ///
    /// # Errors
    /// Refuses an unknown zone or currency, naming `timezone` or `currency`.
    pub fn parse(recipe: &Recipe, timezone: Option<&str>, currency: Option<&str>) -> Result<Self, Refusal> {
        let recipe_timezone = recipe.timezone().map(Timezone::parse).transpose()?;
        let timezone = timezone.map(Timezone::parse).transpose()?;
        Ok(Self {
            timezone: timezone.or_else(|| recipe_timezone.clone()),
            currency: currency.or(recipe.currency()).map(Currency::parse).transpose()?,
            recipe_timezone,
        })
    }

    /// Returns how files are imported into `project`.
    pub(crate) fn options(&self, project: &Project) -> ImportOptions {
        ImportOptions {
            import_id: None,
            rejects: None,
            timezone: self.recipe_timezone.as_ref().unwrap_or(&project.timezone).to_string(),
            currency: self.currency.as_ref().or(project.currency.as_ref()).map(ToString::to_string),
        }
    }
}

impl Place {
    /// Returns the project.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn project(&self, ctx: &Ctx) -> Result<Project, UploadError> {
        Ok(self.projects.project_fetch_or_create(ctx, self.clock.now_ms()).await?)
    }

    /// Chooses zone and currency of the project for good, if nobody has yet, and tells those who serve it.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn settle(
        &self,
        ctx: &Ctx,
        timezone: &Timezone,
        currency: Option<&Currency>,
    ) -> Result<Settled, UploadError> {
        let settled = self.projects.project_settle(ctx, timezone, currency).await?;
        self.settings.send_replace(settings_of(&self.project(ctx).await?));
        Ok(settled)
    }

    /// Reads and checks everything, and stores nothing.
    ///
    /// # Errors
    /// As [`boussole_import::run`]; `abandoned` when `gone` was first.
    pub async fn dry_run(
        &self,
        ctx: &Ctx,
        work: Work<'_>,
        rejects: PathBuf,
        progress: &mut (dyn FnMut(&Progress) + Send),
        gone: impl Future<Output = ()> + Send,
    ) -> Result<ImportReport, UploadError> {
        let options = ImportOptions { rejects: Some(rejects), ..work.choice.options(&self.project(ctx).await?) };
        Ok(self.read(ctx, work, &options, progress, gone).await?)
    }

    /// Settles the project and notes that an import begins.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn begin(&self, ctx: &Ctx, work: Work<'_>, file_name: &str) -> Result<Begun, UploadError> {
        let settled = match &work.choice.timezone {
            Some(timezone) => self.settle(ctx, timezone, work.choice.currency.as_ref()).await?,
            None => Settled::Before,
        };
        let now_ms = self.clock.now_ms();
        let import_id = self.imports.import_start(ctx, work.recipe.name(), file_name, now_ms).await?;
        Ok(Begun { import_id, settled, rejects: self.rejects_of(now_ms, import_id) })
    }

    /// Imports, and notes how it ended.
    ///
    /// # Errors
    /// As [`boussole_import::run`]; `abandoned` when `gone` was first.
    pub async fn import(
        &self,
        ctx: &Ctx,
        work: Work<'_>,
        begun: &Begun,
        progress: &mut (dyn FnMut(&Progress) + Send),
        gone: impl Future<Output = ()> + Send,
    ) -> Result<ImportReport, UploadError> {
        let options = ImportOptions {
            import_id: Some(begun.import_id),
            rejects: Some(begun.rejects.clone()),
            ..work.choice.options(&self.project(ctx).await?)
        };
        let mut done = self.read(ctx, work, &options, progress, gone).await;
        if let Ok(report) = &mut done {
            report.settled_now = begun.settled == Settled::Now;
        }
        let problem = match &done {
            Err(ImportError::Refused(refusal)) => without_folder(refusal.clone(), work.path),
            _ => Refusal::new("internal", "the import failed inside").hint("look into the log of the program"),
        };
        let end = match &done {
            Ok(report) => ImportEnd::Done(report),
            Err(_) if problem.code == ABANDONED => ImportEnd::Stopped,
            Err(_) => ImportEnd::Failed(&problem),
        };
        self.imports.import_end(ctx, begun.import_id, end, self.clock.now_ms()).await?;
        Ok(done?)
    }

    /// Takes back what an import brought, and publishes the lake anew where one is published; returns the number of its
    /// snapshot beside what went.
    ///
    /// # Errors
    /// As [`Imports::import_undo`]; fails when the storage does.
    pub async fn undo(&self, ctx: &Ctx, import_id: i64) -> Result<(Undone, Option<i64>), UploadError> {
        let now_ms = self.clock.now_ms();
        let undone = self.imports.import_undo(ctx, &self.store, import_id, now_ms).await?;
        let published = match self.lake.is_published() {
            // Whoever may undo an import need not be who may hand everything out: what went must go all the same.
            true => Some(self.lake.publish(&Ctx::command_line(ctx.project.clone()), now_ms).await?.snapshot),
            false => None,
        };
        Ok((undone, published))
    }

    async fn read(
        &self,
        ctx: &Ctx,
        work: Work<'_>,
        options: &ImportOptions,
        progress: &mut (dyn FnMut(&Progress) + Send),
        gone: impl Future<Output = ()> + Send,
    ) -> Result<ImportReport, ImportError> {
        tokio::select! {
            done = run(&self.store, ctx, work.recipe, work.path, options, progress) => done,
            () = gone => Err(Refusal::new(ABANDONED, "whoever asked for this import went away, or stopped it").into()),
        }
    }

    /// Returns the file of the rows that a run refused.
    pub(crate) fn rejects_of(&self, started_ms: i64, import_id: i64) -> PathBuf {
        self.rejects.join(format!("{started_ms}-{import_id}.csv"))
    }
}

/// The code of an import that nobody waits for any more.
pub(crate) const ABANDONED: &str = "abandoned";

/// Takes the folder of this machine out of what is said: people know a file by its name.
pub(crate) fn without_folder(refusal: Refusal, files: &Path) -> Refusal {
    let folder = if files.is_dir() { Some(files) } else { files.parent() };
    let Some(folder) = folder.map(|folder| folder.display().to_string()).filter(|folder| !folder.is_empty()) else {
        return refusal;
    };
    let clean = |text: String| text.replace(&format!("{folder}/"), "").replace(&folder, ".");
    Refusal {
        code: refusal.code,
        field: refusal.field.map(clean),
        message: clean(refusal.message),
        hint: refusal.hint.map(clean),
    }
}

/// Returns what a project says of itself where a question does not.
#[must_use]
pub fn settings_of(project: &Project) -> ProjectSettings {
    ProjectSettings {
        timezone: project.timezone.to_string(),
        currency: project.currency.as_ref().map(ToString::to_string),
        active_days: project.active_days.get(),
    }
}
