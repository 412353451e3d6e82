use super::Imports;
use crate::ImportError;
use boussole_core::{Action, Ctx};
use boussole_events::{EventStore, StoreError, Undone};

impl Imports {
    /// Takes back what a run brought into `store`, which is that of the project of `ctx`, and notes it.
    ///
    /// # Errors
    /// Refuses a role that may not write, a number that no run of the project has (`unknown_import`), a run that is not
    /// over (`import_running`), and one that was undone (`import_undone`); fails when the storage does.
    pub async fn import_undo(
        &self,
        ctx: &Ctx,
        store: &EventStore,
        import_id: i64,
        now_ms: i64,
    ) -> Result<Undone, ImportError> {
        ctx.authorize(Action::EventWrite)?;
        self.import_fetch(ctx, import_id).await?.check_undo()?;
        let undone = match store.undo_import(ctx, import_id).await {
            Ok(undone) => undone,
            // Nothing of it is stored: it found everything there, or refused it.
            Err(StoreError::Refused(refusal)) if refusal.code == "unknown_import" => {
                Undone { undone_ms: now_ms, ..Undone::default() }
            }
            // The process ended after the store had done it, and before it was noted here.
            Err(StoreError::Refused(refusal)) if refusal.code == "import_undone" => {
                store.undone_import(ctx, import_id).await?.ok_or(refusal)?
            }
            Err(error) => return Err(error.into()),
        };
        self.import_undone(ctx, import_id, undone).await?;
        Ok(undone)
    }
}
