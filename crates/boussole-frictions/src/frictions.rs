use crate::FrictionError;
use crate::cases::Cases;
use crate::decision::{Decided, Decision, Effort};
use crate::find::find;
use crate::model::FrictionList;
use crate::store::Store;
use boussole_api::{ScopeCache, blocking};
use boussole_core::{Action, Actor, Clock, Ctx, DAY_MS, ProjectId, Refusal, Scope};
use boussole_db::CoreDb;
use boussole_events::EventStore;
use boussole_query::{ProjectSettings, as_of_ms};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::interval;

/// How many days are looked at: a year, so that every season is in it once.
const DAYS: i64 = 366;
const HOUR_MS: i64 = DAY_MS / 24;
/// How often it is searched without being asked: who looks in the morning does not wait.
const SEARCH_EVERY: Duration = Duration::from_hours(6);

/// What the customers of one project suffer from. Clones are the same.
#[derive(Debug, Clone)]
pub struct Frictions {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    events: EventStore,
    settings: watch::Receiver<ProjectSettings>,
    clock: Arc<dyn Clock>,
    cache: ScopeCache<FrictionList>,
}

impl Frictions {
    /// Opens the frictions of the project whose events are in `events`, with their table in `db`; its settings may change while
    /// it is served.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(
        db: &CoreDb,
        project: ProjectId,
        events: EventStore,
        settings: watch::Receiver<ProjectSettings>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, FrictionError> {
        let store = Store::open(db, project).await?;
        Ok(Self { inner: Arc::new(Inner { store, events, settings, clock, cache: ScopeCache::default() }) })
    }

    /// Returns what customers suffer from, of what who asks may see.
    ///
    /// # Errors
    /// Refuses who may not ask; fails when the store does.
    pub async fn list(&self, ctx: &Ctx) -> Result<Arc<FrictionList>, FrictionError> {
        ctx.authorize(Action::InsightRead)?;
        let Inner { events, settings, clock, cache, .. } = self.inner.as_ref();
        let snapshot = events.snapshot(ctx)?;
        let settings = settings.borrow().clone();
        let now_ms = as_of_ms(&settings, ctx, &snapshot, clock.now_ms()).await?;
        let build = async || {
            let (ctx, snapshot, currency) = (ctx.clone(), snapshot.clone(), settings.currency.clone());
            blocking(move || {
                let cases = Cases::read(&ctx, &snapshot, now_ms - DAYS * DAY_MS, now_ms)?;
                Ok::<_, FrictionError>(find(&cases, currency))
            })
            .await
        };
        // An hour more, or events of an hour, change nothing for which it is worth to search anew.
        cache.get(format!("{} {}", now_ms / HOUR_MS, snapshot.version()), &ctx.scope, build).await
    }

    /// Returns what was decided of each friction, by its id: nothing for who sees only a part of the project.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn decisions(&self, ctx: &Ctx) -> Result<HashMap<String, Decided>, FrictionError> {
        ctx.authorize(Action::InsightRead)?;
        match ctx.scope {
            Scope::All => self.inner.store.decisions().await,
            Scope::Limited { .. } => Ok(HashMap::new()),
        }
    }

    /// Says what is decided of a friction.
    ///
    /// # Errors
    /// Refuses with `unknown_friction` what is not found; fails when the store or the database does.
    pub async fn decide(
        &self,
        ctx: &Ctx,
        id: &str,
        decision: Decision,
        effort: Option<Effort>,
    ) -> Result<Decided, FrictionError> {
        ctx.authorize(Action::InsightWrite)?;
        if !self.list(ctx).await?.frictions.iter().any(|friction| friction.id == id) {
            return Err(Refusal::new("unknown_friction", "there is no such friction").at("id").into());
        }
        let decided_by = match &ctx.actor {
            Actor::Member { id, .. } => Some(id.clone()),
            Actor::CommandLine | Actor::Source { .. } => None,
        };
        let decided = Decided { decision, effort, decided_by, decided_ms: self.inner.clock.now_ms() };
        self.inner.store.decision_set(id, &decided).await?;
        Ok(decided)
    }

    /// Takes back what was decided of a friction.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn undecide(&self, ctx: &Ctx, id: &str) -> Result<(), FrictionError> {
        ctx.authorize(Action::InsightWrite)?;
        self.inner.store.decision_delete(id).await
    }

    /// Searches now and then for ever, so that the answer is there when somebody asks.
    pub async fn search_ahead(&self, ctx: &Ctx) {
        let mut ticks = interval(SEARCH_EVERY);
        ticks.tick().await;
        loop {
            ticks.tick().await;
            if let Err(error) = self.list(ctx).await {
                tracing::error!(%error, "frictions were not searched");
            }
        }
    }
}
