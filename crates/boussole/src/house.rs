use crate::desk::Desk;
use crate::failure::Failure;
use boussole_core::{Clock, Ctx, ProjectId, SystemClock};
use boussole_db::{CoreDb, DataFolder};
use boussole_events::EventStore;
use boussole_import::Imports;
use boussole_lake::Lake;
use boussole_projects::Projects;
use boussole_query::ProjectSettings;
use boussole_uploads::settings_of;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::{Mutex, watch};

/// A data folder held by this process, with the projects that were asked for.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) folder: DataFolder,
    pub(crate) core: CoreDb,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) projects: Projects,
    pub(crate) imports: Imports,
    rooms: Mutex<HashMap<ProjectId, Room>>,
}

/// What is open of one project.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    pub(crate) store: EventStore,
    pub(crate) lake: Lake,
    /// What the project says of itself where a question does not; who serves it hears of changes.
    pub(crate) settings: watch::Sender<ProjectSettings>,
}

impl House {
    /// Opens the folder and makes it when it is absent; `purpose` is told to who comes second.
    pub(crate) async fn open(path: &Path, purpose: &str) -> Result<Self, Failure> {
        let folder = DataFolder::open(path, purpose)?;
        let core = CoreDb::open_sqlite(&folder.core_db()).await?;
        let projects = Projects::open(&core).await?;
        let imports = Imports::open(&core).await?;
        // Whoever ran one is gone: the folder is ours.
        imports.import_stop_all().await?;
        let (clock, rooms): (Arc<dyn Clock>, _) = (Arc::new(SystemClock), Mutex::default());
        Ok(Self { folder, core, clock, projects, imports, rooms })
    }

    /// Opens a project, and makes it when it is absent, for the person at the command line.
    pub(crate) async fn desk(&self, project: &str) -> Result<Desk, Failure> {
        let ctx = Ctx::command_line(ProjectId::parse(project)?);
        let project = self.projects.project_fetch_or_create(&ctx, self.clock.now_ms()).await?;
        let mut rooms = self.rooms.lock().await;
        let room = match rooms.get(&ctx.project) {
            Some(room) => room.clone(),
            None => {
                let folder = self.folder.project(&ctx.project);
                let store = EventStore::open(&folder, &ctx.project, self.clock.clone()).await?;
                let (lake, settings) = (Lake::new(store.clone(), &folder), watch::Sender::new(settings_of(&project)));
                rooms.entry(ctx.project.clone()).insert_entry(Room { store, lake, settings }).get().clone()
            }
        };
        Ok(Desk {
            clock: self.clock.clone(),
            rejects: self.folder.rejects(),
            projects: self.projects.clone(),
            imports: self.imports.clone(),
            ctx,
            room,
            project,
        })
    }

    /// Ends the writers and closes the files. Nobody may be at a desk any more.
    pub(crate) async fn close(&self) {
        let rooms = std::mem::take(&mut *self.rooms.lock().await);
        for Room { store, lake, .. } in rooms.into_values() {
            drop(lake);
            store.close().await;
        }
    }
}
