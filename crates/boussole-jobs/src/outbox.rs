use crate::model::{Effect, EffectPage, End, NewEffect, State, StateCount};
use crate::store::{Place, Store, effect_add};
use crate::work::outbox_full;
use crate::{JobError, Worker};
use boussole_core::{Clock, Ctx, DAY_MS, Refusal, Role};
use boussole_db::CoreDb;
use std::sync::Arc;
use tokio::sync::Notify;

/// Effects of one kind that may wait in a project.
pub const WAITING_MAX: i64 = 100_000;
/// Effects of one page at most.
pub const EFFECT_PAGE_MAX: usize = 200;
/// How long what has ended is kept, in milliseconds: long enough to answer who asks what became of it.
pub const KEPT_MS: i64 = 90 * DAY_MS;
/// The longest reason that is kept, in characters: it is said by foreign servers.
const REASON_CHARS_MAX: usize = 500;

/// What is to be done in the world outside, and what became of it. Clones are the same outbox.
#[derive(Debug, Clone)]
pub struct Outbox {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    planned: Arc<Notify>,
}

impl Outbox {
    /// Opens the outbox, and makes its tables when they are absent.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(db: &CoreDb, clock: Arc<dyn Clock>) -> Result<Self, JobError> {
        Ok(Self { store: Store::open(db).await?, clock, planned: Arc::default() })
    }

    /// Plans an effect, for good once this returns; the same one twice is one. Returns it as it is now.
    ///
    /// # Errors
    /// Refuses with `outbox_full` when [`WAITING_MAX`] of the kind wait already; fails when the database does.
    pub async fn plan(&self, ctx: &Ctx, new: &NewEffect) -> Result<Effect, JobError> {
        let id = new.id(&ctx.project);
        let now_ms = self.clock.now_ms();
        let mut connection = self.store.connection().await?;
        let is_new = effect_add(&mut connection, &ctx.project, &id, new, now_ms, WAITING_MAX).await?;
        drop(connection);
        self.tell_if(is_new);
        self.store.effect(&ctx.project, new.kind, &id).await?.ok_or_else(|| outbox_full().into())
    }

    /// Returns the effects of a kind, newest first: of one state or all; `before` is where the last page ended.
    ///
    /// # Errors
    /// Refuses with `invalid_cursor` a place that no page named, and who is no owner; fails when the database does.
    pub async fn effects(
        &self,
        ctx: &Ctx,
        kind: &str,
        state: Option<State>,
        before: Option<&str>,
        limit: usize,
    ) -> Result<EffectPage, JobError> {
        ctx.require(Role::Owner)?;
        assert!((1..=EFFECT_PAGE_MAX).contains(&limit), "the caller bounds its pages");
        let before = before.map(Place::parse).transpose()?;
        let mut effects = self.store.effects(&ctx.project, kind, state, before.as_ref(), limit + 1).await?;
        let has_more = effects.len() > limit;
        effects.truncate(limit);
        let next = effects.last().filter(|_| has_more).map(Place::text);
        Ok(EffectPage { effects, next })
    }

    /// Returns how many effects of a kind are in which state; states without any are not named.
    ///
    /// # Errors
    /// Refuses who is no owner; fails when the database does.
    pub async fn counts(&self, ctx: &Ctx, kind: &str) -> Result<Vec<StateCount>, JobError> {
        ctx.require(Role::Owner)?;
        self.store.counts(&ctx.project, kind).await
    }

    /// Returns an effect.
    ///
    /// # Errors
    /// Refuses with `unknown_effect`, and who is no owner; fails when the database does.
    pub async fn effect(&self, ctx: &Ctx, kind: &str, id: &str) -> Result<Effect, JobError> {
        ctx.require(Role::Owner)?;
        let effect = self.store.effect(&ctx.project, kind, id).await?;
        effect.ok_or_else(|| Refusal::new("unknown_effect", "there is nothing of this id").at("id").into())
    }

    /// Says of an effect that was done, or perhaps was, that it came to nothing after all; of others it says nothing.
    ///
    /// # Errors
    /// Refuses who is no owner; fails when the database does.
    pub async fn returned(&self, ctx: &Ctx, kind: &str, id: &str, reason: &str) -> Result<(), JobError> {
        ctx.require(Role::Owner)?;
        self.store.returned(&ctx.project, kind, id, &shortened(reason), self.clock.now_ms()).await
    }

    /// Plans an effect once more that failed or of which nobody knows whether it was done. Somebody decides this: it may be
    /// done twice then.
    ///
    /// # Errors
    /// Refuses with `unknown_effect`, with `not_retryable` one that was done or is about to be, and who is no owner; fails
    /// when the database does.
    pub async fn retry(&self, ctx: &Ctx, kind: &str, id: &str) -> Result<Effect, JobError> {
        ctx.require(Role::Owner)?;
        let is_planned = self.store.retry(&ctx.project, kind, id, self.clock.now_ms()).await?;
        let effect = self.effect(ctx, kind, id).await?;
        if !is_planned {
            let message = format!("what is {} is not sent again", effect.state.as_str());
            return Err(Refusal::new("not_retryable", message)
                .at("id")
                .hint("only what failed, or is unknown, is")
                .into());
        }
        self.tell_if(true);
        Ok(effect)
    }

    /// Begins to work on a kind of effects, as the only one: what another worker had begun is from now on unknown, and that
    /// worker begins nothing more.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn worker(&self, kind: &'static str) -> Result<Worker, JobError> {
        let epoch = self.store.worker_begin(kind, self.clock.now_ms()).await?;
        Ok(Worker::new(self.clone(), kind, epoch))
    }

    /// Takes what is due; only the newest worker of the kind is given anything.
    pub(crate) async fn claim(&self, kind: &str, epoch: i64, limit: usize) -> Result<Vec<Effect>, JobError> {
        self.store.claim(kind, epoch, self.clock.now_ms(), limit).await
    }

    /// Writes how an attempt ended; tells whether that was news. What another worker called unknown is known then: the one
    /// who did it knows better, unless it was decided to do it again.
    pub(crate) async fn end(&self, effect: &Effect, end: &End, retry_ms: Option<i64>) -> Result<bool, JobError> {
        let now_ms = self.clock.now_ms();
        let (state, reason, due_ms) = match (end, retry_ms) {
            (End::Sent, _) => (State::Sent, None, effect.due_ms),
            (End::Later { reason }, Some(wait_ms)) => (State::Planned, Some(reason), now_ms + wait_ms),
            (End::Later { reason } | End::Failed { reason }, _) => (State::Failed, Some(reason), effect.due_ms),
            (End::Unknown { reason }, _) => (State::Unknown, Some(reason), effect.due_ms),
        };
        let reason = reason.map(|reason| shortened(reason));
        let ended_ms = (state != State::Planned).then_some(now_ms);
        self.store.end(effect, state, reason.as_deref(), due_ms, ended_ms).await
    }

    /// Removes what ended longer ago than [`KEPT_MS`].
    pub(crate) async fn forget(&self, kind: &str) -> Result<(), JobError> {
        self.store.forget(kind, self.clock.now_ms() - KEPT_MS).await
    }

    /// Tells the worker that waits when something was planned.
    pub(crate) fn tell_if(&self, is_planned: bool) {
        if is_planned {
            self.planned.notify_one();
        }
    }

    /// Returns once something was planned.
    pub(crate) async fn planned(&self) {
        self.planned.notified().await;
    }
}

/// Returns as much of a reason as is kept.
fn shortened(reason: &str) -> String {
    reason.chars().take(REASON_CHARS_MAX).collect()
}
