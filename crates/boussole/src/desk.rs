use crate::args::Place;
use crate::failure::Failure;
use boussole_core::{Clock, Ctx, ProjectId, SystemClock};
use boussole_db::{CoreDb, DataFolder};
use boussole_events::EventStore;
use boussole_import::Imports;
use boussole_projects::{Project, Projects};
use boussole_query::ProjectSettings;
use std::sync::Arc;

/// A data folder opened for one project by the person at the command line.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) folder: DataFolder,
    pub(crate) core: CoreDb,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ctx: Ctx,
    pub(crate) projects: Projects,
    pub(crate) imports: Imports,
    pub(crate) store: EventStore,
    pub(crate) project: Project,
}

impl Desk {
    /// Opens the folder, and makes it and the project when they are absent; `purpose` is told to who comes second.
    pub(crate) async fn open(place: &Place, purpose: &str) -> Result<Self, Failure> {
        let ctx = Ctx::command_line(ProjectId::parse(&place.project)?);
        let folder = DataFolder::open(&place.data, purpose)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let core = CoreDb::open_sqlite(&folder.core_db()).await?;
        let projects = Projects::open(&core).await?;
        let imports = Imports::open(&core).await?;
        let project = projects.project_fetch_or_create(&ctx, clock.now_ms()).await?;
        let store = EventStore::open(&folder.project(&ctx.project), &ctx.project, clock.clone()).await?;
        Ok(Self { folder, core, clock, ctx, projects, imports, store, project })
    }

    /// Returns what the project says of itself where a question does not.
    pub(crate) fn settings(&self) -> ProjectSettings {
        ProjectSettings {
            timezone: self.project.timezone.to_string(),
            currency: self.project.currency.as_ref().map(ToString::to_string),
        }
    }

    /// Ends the writer and closes the files.
    pub(crate) async fn close(self) {
        self.store.close().await;
    }
}
