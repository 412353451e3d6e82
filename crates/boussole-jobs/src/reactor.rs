use crate::model::Timer;
use crate::store::timer_take;
use crate::worker::RETRY_AFTER_MS;
use crate::{JobError, Outbox, Work};
use boussole_core::Ctx;
use boussole_events::{ARRIVALS_MAX, Arrival, Arrivals, EventStore};
use sqlx::{Any, Transaction};
use std::future::{Future, pending};
use std::time::Duration;
use tokio::time::timeout;

/// How often is looked whether something arrived or is due.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long is waited after a step that failed, at most; each time twice as long.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Timers of one reactor that ring before it is looked for new events again.
const TIMERS_AT_ONCE: usize = 100;

/// What answers to the events of a project, each once and in the order of arrival, and to the timers that it set.
///
/// Whatever it does goes through [`Work`], and so is kept with the checkpoint or not at all. A step that fails is done
/// again: it must do the same then.
pub trait Reactor: Send + Sync + 'static {
    /// The name under which its checkpoint and its timers are kept, for good.
    const NAME: &'static str;

    /// Does what there is to do at each start, before anything else.
    fn begin(&self, work: &mut Work<'_>) -> impl Future<Output = Result<(), JobError>> + Send;

    /// Answers to events; those that came before this reactor's first start are not among them.
    fn react(&self, work: &mut Work<'_>, arrivals: &[Arrival]) -> impl Future<Output = Result<(), JobError>> + Send;

    /// Answers to a timer, which is no longer set. All that had arrived when it was due was answered to before.
    fn ring(&self, work: &mut Work<'_>, timer: &Timer) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// The one reaction of its name in a project.
#[derive(Debug)]
pub struct Reaction<R> {
    outbox: Outbox,
    events: EventStore,
    ctx: Ctx,
    reactor: R,
    epoch: i64,
    /// Every event up to this number was answered to.
    seq: u64,
}

/// What one look led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Something was done, and there may be more.
    Done,
    /// There was nothing to do.
    Idle,
    /// A newer reaction began: this one does nothing more.
    Ended,
}

impl<R: Reactor> Reaction<R> {
    /// Begins to react, as the only one: an older reaction of this name does nothing more. The first one ever begins with
    /// the events that arrive from now on.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn begin(outbox: &Outbox, events: EventStore, ctx: Ctx, reactor: R) -> Result<Self, JobError> {
        let last_seq = events.snapshot(&ctx)?.last_seq();
        let (epoch, seq) = outbox.store.reactor_begin(&ctx.project, R::NAME, last_seq as i64).await?;
        let mut seq = seq as u64;
        if seq > last_seq {
            // Somebody put older events in their place. What arrives now has numbers that were used before.
            tracing::warn!(reactor = R::NAME, seq, last_seq, "events are missing that were reacted to");
            seq = last_seq;
        }
        let reaction = Self { outbox: outbox.clone(), events, ctx, reactor, epoch, seq };
        if let Some(mut tx) = reaction.open(seq).await? {
            let mut work = reaction.work(&mut tx, outbox.clock.now_ms());
            reaction.reactor.begin(&mut work).await?;
            let is_planned = work.is_planned();
            reaction.keep(tx, is_planned).await?;
        }
        Ok(reaction)
    }

    /// Reacts until a newer reaction begins. It may be given up at any moment: a step is kept whole or not at all, and what
    /// was not kept is done at the next start.
    pub async fn run(mut self) {
        let mut wait = Duration::ZERO;
        loop {
            wait = match self.react().await {
                Ok(Step::Ended) => return,
                Ok(Step::Done) => continue,
                Ok(Step::Idle) => LOOK_EVERY,
                Err(error) => {
                    tracing::error!(reactor = R::NAME, %error, "events or timers cannot be reacted to");
                    (wait * 2).clamp(LOOK_EVERY, WAIT_MAX)
                }
            };
            // Nobody wakes it: it looks again.
            let _ = timeout(wait, pending::<()>()).await;
        }
    }

    /// Looks once: reacts to what arrived, or else lets ring what is due.
    ///
    /// # Errors
    /// Fails when the databases do, or the reactor does: then nothing was done.
    pub async fn react(&mut self) -> Result<Step, JobError> {
        // What is due now rings after what has arrived by now was answered to.
        let now_ms = self.outbox.clock.now_ms();
        let Arrivals { events, until } = self.arrivals().await?;
        if until == self.seq {
            return self.ring_due(now_ms).await;
        }
        let Some(mut tx) = self.open(until).await? else { return Ok(Step::Ended) };
        let mut work = self.work(&mut tx, now_ms);
        self.reactor.react(&mut work, &events).await?;
        let is_planned = work.is_planned();
        self.keep(tx, is_planned).await?;
        self.seq = until;
        Ok(Step::Done)
    }

    async fn arrivals(&self) -> Result<Arrivals, JobError> {
        let snapshot = self.events.snapshot(&self.ctx)?;
        if snapshot.last_seq() <= self.seq {
            return Ok(Arrivals { events: Vec::new(), until: self.seq });
        }
        let (ctx, seq) = (self.ctx.clone(), self.seq);
        let read = tokio::task::spawn_blocking(move || snapshot.arrivals(&ctx, seq, ARRIVALS_MAX));
        Ok(read.await.map_err(JobError::reactor)??)
    }

    /// Lets ring what is due; one that cannot is put off, and keeps no other from it.
    async fn ring_due(&self, now_ms: i64) -> Result<Step, JobError> {
        let (store, project) = (&self.outbox.store, &self.ctx.project);
        let due = store.timers_due(project, R::NAME, now_ms, TIMERS_AT_ONCE).await?;
        for timer in &due {
            match self.ring(timer, now_ms).await {
                Ok(Step::Ended) => return Ok(Step::Ended),
                Ok(Step::Done | Step::Idle) => {}
                Err(error) => {
                    tracing::error!(reactor = R::NAME, n_failures = timer.n_failures, %error, "a timer cannot ring");
                    let nth = usize::try_from(timer.n_failures).unwrap_or(usize::MAX);
                    let wait_ms = RETRY_AFTER_MS[nth.min(RETRY_AFTER_MS.len() - 1)];
                    store.timer_put_off(project, R::NAME, timer, now_ms + wait_ms).await?;
                }
            }
        }
        Ok(if due.is_empty() { Step::Idle } else { Step::Done })
    }

    async fn ring(&self, timer: &Timer, now_ms: i64) -> Result<Step, JobError> {
        let Some(mut tx) = self.open(self.seq).await? else { return Ok(Step::Ended) };
        // Another one of the same step may have set it anew.
        if !timer_take(&mut tx, &self.ctx.project, R::NAME, timer).await? {
            return Ok(Step::Idle);
        }
        let mut work = self.work(&mut tx, now_ms);
        self.reactor.ring(&mut work, timer).await?;
        let is_planned = work.is_planned();
        self.keep(tx, is_planned).await?;
        Ok(Step::Done)
    }

    /// Opens the transaction of a step that ends with the checkpoint at `seq`; `None` when a newer reaction began.
    async fn open(&self, seq: u64) -> Result<Option<Transaction<'static, Any>>, JobError> {
        self.outbox.store.step(&self.ctx.project, R::NAME, self.epoch, seq as i64).await
    }

    /// Keeps a step, and tells who sends what it planned.
    async fn keep(&self, tx: Transaction<'static, Any>, is_planned: bool) -> Result<(), JobError> {
        tx.commit().await?;
        self.outbox.tell_if(is_planned);
        Ok(())
    }

    fn work<'a>(&'a self, tx: &'a mut Transaction<'static, Any>, now_ms: i64) -> Work<'a> {
        Work::new(tx, &self.ctx.project, R::NAME, now_ms)
    }
}
