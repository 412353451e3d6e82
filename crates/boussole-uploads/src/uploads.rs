use crate::UploadError;
use crate::jobs::Jobs;
use crate::model::{DryRun, DryRunEnd, FileName, Upload};
use crate::place::{ABANDONED, Choice, Place, Work, without_folder};
use crate::shelf::{Shelf, not_read};
use boussole_core::{Action, Ctx, Refusal};
use boussole_import::{Candidate, ImportRun, ImportState, Preview, Progress, Recipe, Template, candidates, preview};
use boussole_projects::Project;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{Semaphore, oneshot};

/// The most previews that are made at once; the others wait.
const PREVIEWS_MAX: usize = 2;
/// The most file names that an import is called by.
const NAMES_MAX: usize = 3;

/// The imports of one project, as people make them in the browser. Clones are the same.
#[derive(Debug, Clone)]
pub struct Uploads {
    place: Place,
    shelf: Shelf,
    jobs: Jobs,
    previews: Arc<Semaphore>,
}

/// A preview, and the zone and currency it was made with.
pub(crate) struct Previewed {
    pub(crate) preview: Preview,
    pub(crate) recipe: Recipe,
    pub(crate) project: Project,
    pub(crate) timezone: String,
    pub(crate) currency: Option<String>,
}

/// A run and what is under way of it.
pub(crate) struct Shown {
    pub(crate) run: ImportRun,
    pub(crate) progress: Option<Progress>,
    pub(crate) is_undoing: bool,
    pub(crate) rejects: Option<PathBuf>,
}

impl Uploads {
    /// Opens the imports of a project; `folder` is for the files on their way and is emptied.
    ///
    /// # Errors
    /// Fails when the disk does.
    pub fn open(place: Place, folder: PathBuf) -> Result<Self, UploadError> {
        let shelf = Shelf::open(folder, place.clock.clone())?;
        Ok(Self { place, shelf, jobs: Jobs::default(), previews: Arc::new(Semaphore::new(PREVIEWS_MAX)) })
    }

    /// Stops what is under way, and waits until it has stopped. What was stored stays.
    pub async fn close(&self) {
        self.jobs.close().await;
    }

    /// Removes uploads that nobody touched for a day.
    pub fn sweep(&self) {
        self.shelf.sweep();
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Lists the templates that fit the files of an upload, the best first.
    pub(crate) fn candidates(&self, ctx: &Ctx, id: &str) -> Result<Vec<Candidate>, UploadError> {
        let upload = self.shelf.fetch(ctx, id)?;
        let columns = upload
            .files
            .iter()
            .filter_map(|(name, file)| Some((name.as_str().to_owned(), file.look.as_ref().ok()?.columns.clone())));
        Ok(candidates(&columns.collect::<Vec<_>>())?)
    }

    /// Shows what the beginning of an upload's files would become.
    pub(crate) async fn preview(&self, ctx: &Ctx, id: &str, template: &Template) -> Result<Previewed, UploadError> {
        let _turn = self.previews.acquire().await.map_err(|_| stopping())?;
        self.shelf.change(ctx, id, |_| Ok(()))?;
        let recipe = template.recipe()?;
        let choice = Choice::parse(&recipe, None, None)?;
        let project = self.place.project(ctx).await?;
        let (options, files) = (choice.options(&project), self.shelf.files_of(id));
        let mut preview = preview(ctx, template, &files, &options).await?;
        preview.problem = preview.problem.map(|problem| without_folder(problem, &files));
        Ok(Previewed { preview, recipe, project, timezone: options.timezone, currency: options.currency })
    }

    /// Begins to read all of an upload's files, storing nothing.
    pub(crate) fn dry_run(&self, ctx: &Ctx, id: &str, template: &Template) -> Result<Upload, UploadError> {
        ctx.authorize(Action::EventWrite)?;
        let recipe = template.recipe()?;
        let choice = Choice::parse(&recipe, None, None)?;
        let turn = self.jobs.turn()?;
        let rejects = self.shelf.rejects_of(id);
        let (upload, job) = self.shelf.change(ctx, id, |upload| {
            if upload.dry_run.as_ref().is_some_and(|run| run.end.is_none()) {
                return Err(Refusal::new("dry_run_running", "a dry run is under way").at("id").hint("stop it first"));
            }
            let run = DryRun { job: Arc::default(), end: None, rejects: rejects.clone() };
            let job = run.job.clone();
            upload.dry_run = Some(run);
            Ok((upload.clone(), job))
        })?;
        let (place, shelf, ctx, id, files) =
            (self.place.clone(), self.shelf.clone(), ctx.clone(), id.to_owned(), self.shelf.files_of(id));
        self.jobs.spawn(async move {
            let work = Work { recipe: &recipe, path: &files, choice: &choice };
            let mut tell = |progress: &Progress| job.tell(progress);
            let done = place.dry_run(&ctx, work, rejects, &mut tell, job.stopped()).await;
            drop(turn);
            shelf.end_dry_run(
                &id,
                match done {
                    Ok(report) => DryRunEnd::Done(Arc::new(report)),
                    Err(UploadError::Refused(refusal)) if refusal.code == ABANDONED => DryRunEnd::Stopped,
                    Err(error) => DryRunEnd::Failed(told(error, &files)),
                },
            );
        });
        Ok(upload)
    }

    /// Asks the dry run of an upload to stop.
    pub(crate) fn dry_run_stop(&self, ctx: &Ctx, id: &str) -> Result<Upload, UploadError> {
        self.shelf.change(ctx, id, |upload| {
            upload.dry_run.iter().for_each(|run| run.job.stop());
            Ok(upload.clone())
        })
    }

    /// Begins to import an upload's files, and returns the number of the import.
    pub(crate) async fn import(&self, ctx: &Ctx, id: &str, template: &Template) -> Result<i64, UploadError> {
        ctx.authorize(Action::EventWrite)?;
        let recipe = template.recipe()?;
        let choice = Choice::parse(&recipe, None, None)?;
        let turn = self.jobs.turn()?;
        let name = self.shelf.change(ctx, id, |upload| {
            not_read(upload)?;
            if upload.files.is_empty() {
                return Err(Refusal::new("no_file", "there is no file to import").at("id").hint("send a file first"));
            }
            upload.is_read = true;
            Ok(called(upload))
        })?;
        let files = self.shelf.files_of(id);
        let begun = match self.place.begin(ctx, Work { recipe: &recipe, path: &files, choice: &choice }, &name).await {
            Ok(begun) => begun,
            Err(error) => {
                self.shelf.set_read(id, false);
                return Err(error);
            }
        };
        let import_id = begun.import_id;
        let Some(job) = self.jobs.add(import_id, false) else { return Err(stopping().into()) };
        let (this, ctx, id) = (self.clone(), ctx.clone(), id.to_owned());
        self.jobs.spawn(async move {
            let work = Work { recipe: &recipe, path: &files, choice: &choice };
            let mut tell = |progress: &Progress| job.tell(progress);
            let done = this.place.import(&ctx, work, &begun, &mut tell, job.stopped()).await;
            // The files of an import that did not end well stay, so that it can be repaired and go on.
            match done {
                Ok(_) => this.shelf.forget(&id),
                Err(error) => {
                    this.shelf.set_read(&id, false);
                    told(error, &files);
                }
            }
            drop(turn);
            this.jobs.remove(import_id);
        });
        Ok(import_id)
    }

    /// Lists imports, the newest first, and where the next page begins.
    pub(crate) async fn list(
        &self,
        ctx: &Ctx,
        before: Option<i64>,
        limit: usize,
    ) -> Result<(Vec<Shown>, Option<i64>), UploadError> {
        let page = self.place.imports.import_list(ctx, before, limit).await?;
        Ok((page.runs.into_iter().map(|run| self.shown(run)).collect(), page.next))
    }

    /// Returns one import.
    pub(crate) async fn fetch(&self, ctx: &Ctx, import_id: i64) -> Result<Shown, UploadError> {
        Ok(self.shown(self.place.imports.import_fetch(ctx, import_id).await?))
    }

    /// Asks an import that was begun here to stop.
    pub(crate) async fn stop(&self, ctx: &Ctx, import_id: i64) -> Result<Shown, UploadError> {
        ctx.authorize(Action::EventWrite)?;
        let shown = self.fetch(ctx, import_id).await?;
        match self.jobs.of(import_id).filter(|job| !job.is_undo) {
            Some(job) => job.stop(),
            None => {
                return Err(Refusal::new("import_not_running", "this import is not under way here")
                    .at("id")
                    .hint("one that was begun at the command line is stopped there")
                    .into());
            }
        }
        Ok(shown)
    }

    /// Takes back what an import brought. It runs to its end, also when who asked goes away.
    pub(crate) async fn undo(&self, ctx: &Ctx, import_id: i64) -> Result<Shown, UploadError> {
        ctx.authorize(Action::EventWrite)?;
        self.place.imports.import_fetch(ctx, import_id).await?.check_undo()?;
        if self.jobs.add(import_id, true).is_none() {
            return Err(Refusal::new("import_undoing", "this import is being undone")
                .at("id")
                .hint("wait a moment")
                .into());
        }
        let (this, owner, (done, answer)) = (self.clone(), ctx.clone(), oneshot::channel());
        self.jobs.spawn(async move {
            let undone = this.place.undo(&owner, import_id).await;
            this.jobs.remove(import_id);
            // Who asked may have gone; the history says what became of it.
            let _ = done.send(undone);
        });
        answer.await.map_err(|_| stopping())??;
        self.fetch(ctx, import_id).await
    }

    fn shown(&self, mut run: ImportRun) -> Shown {
        let job = self.jobs.of(run.import_id);
        // Its last event is stored before its files are put away: only then it is over.
        if job.as_ref().is_some_and(|job| !job.is_undo) {
            run.state = ImportState::Running;
        }
        let rejects = self.place.rejects_of(run.started_ms, run.import_id);
        Shown {
            is_undoing: job.as_ref().is_some_and(|job| job.is_undo),
            progress: job.and_then(|job| job.progress()).filter(|_| run.state == ImportState::Running),
            rejects: (run.n_rejects > 0 && rejects.exists()).then_some(rejects),
            run,
        }
    }
}

/// Returns what an import of these files is called in the history.
fn called(upload: &Upload) -> String {
    let names: Vec<&str> = upload.files.keys().map(FileName::as_str).collect();
    match names.len().checked_sub(NAMES_MAX) {
        None | Some(0) => names.join(", "),
        Some(n_more) => format!("{}, +{n_more}", names[..NAMES_MAX].join(", ")),
    }
}

/// Makes of an error what may be shown; what failed inside goes to the log.
fn told(error: UploadError, files: &Path) -> Refusal {
    match error {
        UploadError::Refused(refusal) => without_folder(refusal, files),
        other => {
            tracing::error!(cause = %other, "an import failed");
            Refusal::new("internal", "the import failed inside the server").hint("look into the server's log")
        }
    }
}

fn stopping() -> Refusal {
    Refusal::new("stopping", "the server is stopping").hint("ask again in a moment")
}
