use crate::error::InsightsError;
use crate::insights::Insights;
use crate::model::{SavedName, SavedQuestion};
use crate::store::Store;
use boussole_core::{Action, Actor, Ctx, Refusal};
use boussole_db::CoreDb;
use boussole_members::Members;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Saved questions of one project: enough for any company, few enough for one list.
const SAVED_MAX: usize = 1_000;
/// Bytes drawn for an id: nobody meets one twice.
const ID_BYTES: usize = 8;

/// The saved questions of one data folder. Clones are the same.
#[derive(Debug, Clone)]
pub struct SavedQuestions {
    store: Store,
    insights: Insights,
    members: Members,
    /// One change at a time: its checks, and its write.
    change: Arc<tokio::sync::Mutex<()>>,
}

impl SavedQuestions {
    /// Opens the saved questions of `db`, with their table. Each must be one that `insights` could answer.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, insights: Insights, members: Members) -> Result<Self, InsightsError> {
        Ok(Self { store: Store::open(db).await?, insights, members, change: Arc::default() })
    }

    /// Returns the saved questions of the project, oldest first.
    pub(crate) async fn saved_list(&self, ctx: &Ctx) -> Result<Vec<SavedQuestion>, InsightsError> {
        ctx.authorize(Action::InsightRead)?;
        self.store.saved_list(&ctx.project).await
    }

    /// Returns how the members of the project are called, by id.
    pub(crate) async fn member_names(&self, ctx: &Ctx) -> Result<HashMap<String, String>, InsightsError> {
        Ok(self.members.member_names(ctx).await?)
    }

    /// Saves a question under a name that no other one has.
    pub(crate) async fn saved_create(
        &self,
        ctx: &Ctx,
        name: SavedName,
        question: Value,
    ) -> Result<SavedQuestion, InsightsError> {
        ctx.authorize(Action::InsightWrite)?;
        self.insights.check(ctx, &question).await?;
        let _alone = self.change.lock().await;
        let others = self.store.saved_list(&ctx.project).await?;
        check_name(&others, &name, None)?;
        if others.len() >= SAVED_MAX {
            let message = format!("a project has at most {SAVED_MAX} saved questions");
            return Err(Refusal::new("too_many_saved_questions", message).hint("delete one first").into());
        }
        let now_ms = self.insights.present_ms();
        let saved = SavedQuestion {
            id: draw_id()?,
            name,
            question,
            created_by: member_id(ctx),
            created_ms: now_ms,
            changed_by: member_id(ctx),
            changed_ms: now_ms,
        };
        self.store.saved_add(&ctx.project, &saved).await?;
        Ok(saved)
    }

    /// Renames a saved question, or puts another question in its place, all or nothing.
    pub(crate) async fn saved_change(
        &self,
        ctx: &Ctx,
        id: &str,
        name: Option<SavedName>,
        question: Option<Value>,
    ) -> Result<SavedQuestion, InsightsError> {
        ctx.authorize(Action::InsightWrite)?;
        if let Some(question) = &question {
            self.insights.check(ctx, question).await?;
        }
        let _alone = self.change.lock().await;
        let all = self.store.saved_list(&ctx.project).await?;
        let mut saved = all.iter().find(|saved| saved.id == id).ok_or_else(InsightsError::unknown_saved)?.clone();
        if let Some(name) = name {
            check_name(&all, &name, Some(id))?;
            saved.name = name;
        }
        if let Some(question) = question {
            saved.question = question;
        }
        saved.changed_by = member_id(ctx);
        saved.changed_ms = self.insights.present_ms();
        self.store.saved_set(&ctx.project, &saved).await?;
        Ok(saved)
    }

    /// Deletes a saved question.
    pub(crate) async fn saved_delete(&self, ctx: &Ctx, id: &str) -> Result<(), InsightsError> {
        ctx.authorize(Action::InsightWrite)?;
        let _alone = self.change.lock().await;
        if self.store.saved_delete(&ctx.project, id).await? {
            return Ok(());
        }
        Err(InsightsError::unknown_saved())
    }
}

/// Checks that no other saved question than `own` has the name.
fn check_name(all: &[SavedQuestion], name: &SavedName, own: Option<&str>) -> Result<(), Refusal> {
    if all.iter().any(|other| other.name == *name && Some(other.id.as_str()) != own) {
        let refusal = Refusal::new("name_taken", "another saved question has this name");
        return Err(refusal.at("name").hint("choose another name"));
    }
    Ok(())
}

fn member_id(ctx: &Ctx) -> Option<String> {
    match &ctx.actor {
        Actor::Member { id, .. } => Some(id.clone()),
        Actor::CommandLine | Actor::Source { .. } => None,
    }
}

fn draw_id() -> Result<String, InsightsError> {
    let mut bytes = [0_u8; ID_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}
