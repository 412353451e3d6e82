use crate::failure::Failure;
use crate::house::Room;
use boussole_core::{Clock, Ctx};
use boussole_import::Imports;
use boussole_projects::{Currency, Project, Projects, Settled, Timezone};
use boussole_query::ProjectSettings;
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
    pub(crate) async fn settle(&mut self, zone: &Timezone, currency: Option<&Currency>) -> Result<Settled, Failure> {
        let settled = self.projects.project_settle(&self.ctx, zone, currency).await?;
        self.project = self.projects.project_fetch_or_create(&self.ctx, self.clock.now_ms()).await?;
        self.room.settings.send_replace(settings_of(&self.project));
        Ok(settled)
    }
}

/// Returns what a project says of itself where a question does not.
pub(crate) fn settings_of(project: &Project) -> ProjectSettings {
    ProjectSettings {
        timezone: project.timezone.to_string(),
        currency: project.currency.as_ref().map(ToString::to_string),
    }
}
