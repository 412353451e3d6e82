use crate::asking::Asking;
use crate::error::InsightsError;
use crate::kept::KeptAnswers;
use crate::turns::Turns;
use boussole_core::{Clock, Ctx, Refusal};
use boussole_events::EventStore;
use boussole_query::{Answer, Kept, ProjectSettings, QueryError, Vocabulary, ask_kept, check, people, vocabulary};
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::watch;

/// The questions of one project. Clones are the same.
#[derive(Debug, Clone)]
pub struct Insights {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: EventStore,
    settings: watch::Receiver<ProjectSettings>,
    clock: Arc<dyn Clock>,
    turns: Turns,
    kept: KeptAnswers,
}

impl Insights {
    /// Answers questions about the events in `store`; the settings of its project may change while it is served.
    #[must_use]
    pub fn new(store: EventStore, settings: watch::Receiver<ProjectSettings>, clock: Arc<dyn Clock>) -> Self {
        let (turns, kept) = (Turns::default(), KeptAnswers::default());
        Self { inner: Arc::new(Inner { store, settings, clock, turns, kept }) }
    }

    /// Takes the present state of the project, to ask several questions of it.
    ///
    /// # Errors
    /// Fails when the events cannot be read.
    pub async fn asking(&self, ctx: &Ctx) -> Result<Asking, InsightsError> {
        let snapshot = self.inner.store.snapshot(ctx)?;
        let settings = self.inner.settings.borrow().clone();
        Asking::new(self.clone(), ctx.clone(), snapshot, settings, self.present_ms()).await
    }

    pub(crate) fn store(&self) -> &EventStore {
        &self.inner.store
    }

    /// Answers a question, and keeps what is needed to say who was counted.
    pub(crate) async fn query(&self, ctx: Ctx, question: Value) -> Result<Answer, InsightsError> {
        let inner = self.inner.clone();
        self.in_turn(async move {
            let snapshot = inner.store.snapshot(&ctx)?;
            let (version, now_ms) = (snapshot.version(), inner.clock.now_ms());
            let settings = inner.settings.borrow().clone();
            let kept = Kept::new(snapshot, settings, question, now_ms);
            let answer = ask_kept(&inner.store, &ctx, &kept).await?;
            inner.kept.keep(kept, version, inner.clock.now_ms());
            Ok(answer)
        })
        .await
    }

    /// Lists who was counted in a number of an answer.
    pub(crate) async fn people(&self, ctx: Ctx, request: Value) -> Result<Answer, InsightsError> {
        let inner = self.inner.clone();
        self.in_turn(async move {
            let find = |id: &str| inner.kept.find(id, inner.clock.now_ms());
            Ok(people(&inner.store, &ctx, &request, find).await?)
        })
        .await
    }

    /// Returns the words that questions may use.
    pub(crate) async fn vocabulary(&self, ctx: Ctx) -> Result<Vocabulary, InsightsError> {
        let inner = self.inner.clone();
        self.in_turn(async move { Ok(vocabulary(&inner.store, &ctx).await?) }).await
    }

    /// Checks that something is a question which could be asked now.
    pub(crate) async fn check(&self, ctx: &Ctx, question: &Value) -> Result<(), InsightsError> {
        let snapshot = self.inner.store.snapshot(ctx)?;
        let settings = self.inner.settings.borrow().clone();
        match check(&snapshot, ctx, &settings, question).await {
            Err(QueryError::Refused(refusal)) => Err(refusal.within("question").into()),
            checked => Ok(checked?),
        }
    }

    /// Returns the present, in milliseconds since 1970.
    #[must_use]
    pub fn present_ms(&self) -> i64 {
        self.inner.clock.now_ms()
    }

    /// Does something that takes long when its turn has come.
    ///
    /// Once begun it runs to its end, whether or not the asker is still there: what reads the store cannot be called
    /// back, and a turn that ended before it would let one more read at once.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, InsightsError>> + Send + 'static,
    ) -> Result<T, InsightsError> {
        let turn = self.inner.turns.take().await?;
        let working = tokio::spawn(async move {
            let done = work.await;
            drop(turn);
            done
        });
        match working.await {
            Ok(done) => done,
            Err(failure) => match failure.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Refusal::new("stopping", "the server is stopping").hint("ask again in a moment").into()),
            },
        }
    }
}
