use crate::JourneyError;
use crate::model::{Definition, Journey, RETAIL, Version};
use crate::question::{Asked, question};
use crate::retail::retail;
use crate::store::Store;
use boussole_core::{Action, Actor, Clock, Ctx, Refusal};
use boussole_db::CoreDb;
use boussole_insights::Insights;
use boussole_members::Members;
use std::collections::HashMap;
use std::sync::Arc;

/// Versions that are listed, the newest.
const LISTED_MAX: i64 = 100;

/// The journeys of a project. Clones are the same.
#[derive(Debug, Clone)]
pub struct Journeys {
    store: Store,
    insights: Insights,
    members: Members,
    clock: Arc<dyn Clock>,
}

impl Journeys {
    /// Opens the journeys of `db`, with their table.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(
        db: &CoreDb,
        insights: Insights,
        members: Members,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, JourneyError> {
        Ok(Self { store: Store::open(db).await?, insights, members, clock })
    }

    /// Returns a journey as it is now, or as it was in a version.
    ///
    /// # Errors
    /// Refuses with `unknown_journey` and `unknown_version`; fails when the database does.
    pub async fn journey(&self, ctx: &Ctx, id: &str, version: Option<i64>) -> Result<Journey, JourneyError> {
        ctx.authorize(Action::InsightRead)?;
        check_id(id)?;
        let most = version.unwrap_or(i64::MAX);
        let found = self.store.versions(&ctx.project, id, most, 1).await?.into_iter().next();
        let (found, definition) = found.unwrap_or_else(shipped);
        if version.is_some_and(|wanted| wanted != found.number) {
            return Err(Refusal::new("unknown_version", "the journey has no such version").at("version").into());
        }
        Ok(Journey { id: id.to_owned(), version: found, definition })
    }

    /// Returns the versions of a journey, newest first; the last is the one that comes with Boussole.
    ///
    /// # Errors
    /// Refuses with `unknown_journey`; fails when the database does.
    pub async fn versions(&self, ctx: &Ctx, id: &str) -> Result<Vec<Version>, JourneyError> {
        ctx.authorize(Action::InsightRead)?;
        check_id(id)?;
        let saved = self.store.versions(&ctx.project, id, i64::MAX, LISTED_MAX).await?;
        Ok(saved.into_iter().chain([shipped()]).map(|(version, _)| version).collect())
    }

    /// Saves a journey as its next version: what was counted by the one before can be counted again.
    ///
    /// # Errors
    /// Refuses with `unknown_journey`, what is no journey, and with `journey_changed` when somebody saved another version
    /// than `base` meanwhile; fails when the database does.
    pub async fn save(&self, ctx: &Ctx, id: &str, base: i64, definition: Definition) -> Result<Journey, JourneyError> {
        ctx.authorize(Action::InsightWrite)?;
        let definition = definition.parse()?;
        let present = self.journey(ctx, id, None).await?;
        if present.version.number == base && present.definition == definition {
            return Ok(present);
        }
        let saved_by = match &ctx.actor {
            Actor::Member { id, .. } => Some(id.clone()),
            Actor::CommandLine | Actor::Source { .. } => None,
        };
        let version = Version { number: base + 1, saved_by, saved_ms: Some(self.clock.now_ms()) };
        let is_next = present.version.number == base;
        if !is_next || !self.store.version_add(&ctx.project, id, &version, &definition).await? {
            return Err(Refusal::new("journey_changed", "somebody saved another version meanwhile")
                .at("base")
                .hint("look at theirs, then save again")
                .into());
        }
        Ok(Journey { id: id.to_owned(), version, definition })
    }

    /// Returns what is asked to see a journey, in the words that who asks may see.
    pub(crate) async fn asked(&self, ctx: &Ctx, definition: &Definition) -> Result<Asked, JourneyError> {
        let asking = self.insights.asking(ctx).await?;
        Ok(question(definition, asking.event_names()))
    }

    /// Returns how the members of the project are called, by id.
    pub(crate) async fn member_names(&self, ctx: &Ctx) -> Result<HashMap<String, String>, JourneyError> {
        Ok(self.members.member_names(ctx).await?)
    }
}

/// Returns the version that comes with Boussole.
fn shipped() -> (Version, Definition) {
    (Version { number: 0, saved_by: None, saved_ms: None }, retail())
}

fn check_id(id: &str) -> Result<(), Refusal> {
    match id == RETAIL {
        true => Ok(()),
        false => Err(Refusal::new("unknown_journey", "the project has no such journey")
            .at("id")
            .hint(format!("there is `{RETAIL}`"))),
    }
}
