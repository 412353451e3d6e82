use crate::model::{Effect, End};
use crate::{JobError, Outbox};
use boussole_core::{HOUR_MS, MINUTE_MS};
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How long to wait after each attempt that did not succeed, in milliseconds; after the last one it has failed.
pub const RETRY_AFTER_MS: [i64; 7] =
    [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS];
/// How many effects are begun at once: so many are unknown at most after a crash.
const AT_ONCE_MAX: usize = 4;
/// How often is looked for what is due, when nobody says that something is.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often what ended long ago is removed.
const FORGET_EVERY: Duration = Duration::from_secs(60 * 60);
/// How long what was begun may take when the process is told to stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Who does effects of one kind.
pub trait Sender: Send + Sync + 'static {
    /// Does an effect once, within a bounded time, and says how that ended.
    fn send(&self, effect: &Effect) -> impl Future<Output = End> + Send;
}

/// The one worker of a kind of effects.
#[derive(Debug)]
pub struct Worker {
    outbox: Outbox,
    kind: &'static str,
    epoch: i64,
}

impl Worker {
    pub(crate) fn new(outbox: Outbox, kind: &'static str, epoch: i64) -> Self {
        Self { outbox, kind, epoch }
    }

    /// Does what is due until `stop`; what was begun by then is awaited for a few seconds.
    pub async fn run(self, sender: Arc<impl Sender>, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut forgotten: Option<Instant> = None;
        loop {
            if forgotten.is_none_or(|at| at.elapsed() >= FORGET_EVERY) {
                forgotten = Some(Instant::now());
                if let Err(error) = self.outbox.forget(self.kind).await {
                    tracing::error!(kind = self.kind, %error, "what ended long ago is not removed from the outbox");
                }
            }
            let wait = match self.round(&sender, stop.as_mut()).await {
                Ok(Round::Stopped) => return,
                Ok(Round::Done(n)) if n > 0 => continue,
                Ok(Round::Done(_)) => LOOK_EVERY,
                Err(error) => {
                    tracing::error!(kind = self.kind, %error, "the outbox cannot be read or written");
                    LOOK_EVERY
                }
            };
            tokio::select! {
                () = stop.as_mut() => return,
                // Either way it is time to look.
                _ = timeout(wait, self.outbox.planned()) => {}
            }
        }
    }

    /// Does what is due now, at most [`AT_ONCE_MAX`] at once; returns how many there were.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn run_once(&self, sender: &Arc<impl Sender>) -> Result<usize, JobError> {
        match self.round(sender, std::pin::pin!(std::future::pending())).await? {
            Round::Done(n) => Ok(n),
            Round::Stopped => Ok(0),
        }
    }

    async fn round(
        &self,
        sender: &Arc<impl Sender>,
        stop: std::pin::Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Round, JobError> {
        let effects = self.outbox.claim(self.kind, self.epoch, AT_ONCE_MAX).await?;
        let n = effects.len();
        let mut begun = JoinSet::new();
        for effect in effects {
            let (outbox, sender) = (self.outbox.clone(), sender.clone());
            begun.spawn(async move {
                let end = sender.send(&effect).await;
                outbox.end(&effect, &end, retry_ms(effect.n_attempts)).await
            });
        }
        let all = async {
            let mut result = Ok(());
            while let Some(ended) = begun.join_next().await {
                match ended {
                    Ok(Ok(_)) => {}
                    Ok(Err(error)) => result = Err(error),
                    // It stays claimed, and the next start says that it is unknown.
                    Err(panic) => tracing::error!(kind = self.kind, %panic, "an effect was not ended"),
                }
            }
            result
        };
        tokio::pin!(all);
        tokio::select! {
            result = &mut all => result.map(|()| Round::Done(n)),
            () = stop => {
                // Who does not end in time is unknown at the next start.
                let _ = timeout(STOP_WITHIN, all).await;
                Ok(Round::Stopped)
            }
        }
    }
}

enum Round {
    Done(usize),
    Stopped,
}

/// Returns how long to wait after so many attempts; `None` after the last.
fn retry_ms(n_attempts: i64) -> Option<i64> {
    let nth = usize::try_from(n_attempts - 1).ok()?;
    RETRY_AFTER_MS.get(nth).copied()
}
