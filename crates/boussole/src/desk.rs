use crate::failure::Failure;
use crate::house::Room;
use boussole_core::{Clock, Ctx};
use boussole_import::Imports;
use boussole_projects::{Currency, Project, Projects, Timezone};
use boussole_query::ProjectSettings;
use boussole_uploads::Place;
use std::path::PathBuf;
use std::sync::Arc;

/// One project, opened for the person at the command line.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) clock: Arc<dyn Clock>,
    /// The folder of rows that imports refused.
    pub(crate) rejects: PathBuf,
    pub(crate) projects: Projects,
    pub(crate) imports: Imports,
    pub(crate) ctx: Ctx,
    pub(crate) room: Room,
    pub(crate) project: Project,
}

impl Desk {
    /// Returns what the project says of itself where a question does not.
    pub(crate) fn settings(&self) -> ProjectSettings {
        self.room.settings.borrow().clone()
    }

    /// Chooses zone and currency for good, if nobody has yet, and tells those who serve the project.
    pub(crate) async fn settle(&mut self, zone: &Timezone, currency: Option<&Currency>) -> Result<(), Failure> {
        let place = self.place();
        place.settle(&self.ctx, zone, currency).await?;
        self.project = place.project(&self.ctx).await?;
        Ok(())
    }

    /// Returns what imports into the project need.
    pub(crate) fn place(&self) -> Place {
        Place {
            store: self.room.store.clone(),
            lake: self.room.lake.clone(),
            imports: self.imports.clone(),
            projects: self.projects.clone(),
            settings: self.room.settings.clone(),
            clock: self.clock.clone(),
            rejects: self.rejects.clone(),
        }
    }
}
