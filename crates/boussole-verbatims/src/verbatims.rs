use crate::VerbatimError;
use crate::index::{EVENTS, VerbatimIndex};
use crate::model::{DAYS_MAX, VerbatimFilter, VerbatimPage, cursor};
use crate::step::Steps;
use crate::summary::Summary;
use boussole_api::{ScopeCache, blocking};
use boussole_core::{Clock, Ctx, DAY_MS};
use boussole_events::EventStore;
use boussole_journeys::{Journeys, RETAIL};
use boussole_query::{ProjectSettings, as_of_ms};
use std::sync::Arc;
use tokio::sync::watch;

/// What the customers of one project wrote. Clones are the same.
#[derive(Debug, Clone)]
pub struct Verbatims {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: EventStore,
    settings: watch::Receiver<ProjectSettings>,
    clock: Arc<dyn Clock>,
    journeys: Journeys,
    cache: ScopeCache<VerbatimIndex>,
}

impl Verbatims {
    /// Makes the verbatims of the project whose events are in `store`; its settings may change while it is served.
    #[must_use]
    pub fn new(
        store: EventStore,
        settings: watch::Receiver<ProjectSettings>,
        clock: Arc<dyn Clock>,
        journeys: Journeys,
    ) -> Self {
        Self { inner: Arc::new(Inner { store, settings, clock, journeys, cache: ScopeCache::default() }) }
    }

    /// Returns verbatims that who asks may see, newest first.
    ///
    /// # Errors
    /// Refuses with `invalid_search`, `invalid_cursor` and `out_of_bounds`; fails when the store does.
    pub async fn list(
        &self,
        ctx: &Ctx,
        filter: VerbatimFilter,
        before: Option<&str>,
        limit: usize,
    ) -> Result<VerbatimPage, VerbatimError> {
        let filter = filter.parse()?;
        let before = before.map(cursor).transpose()?;
        let (index, now_ms) = self.index(ctx).await?;
        blocking(move || {
            let wanted = index.verbatims.iter().filter(|verbatim| verbatim.is_wanted(&filter, now_ms));
            let total = wanted.clone().count() as u64;
            let is_later = |place: (i64, u64)| before.is_none_or(|before| place < before);
            let rest = wanted.filter(|verbatim| is_later((verbatim.time_ms, verbatim.seq)));
            let mut verbatims: Vec<_> = rest.take(limit + 1).cloned().collect();
            let has_more = verbatims.len() > limit;
            verbatims.truncate(limit);
            let last = verbatims.last().filter(|_| has_more);
            let next = last.map(|verbatim| format!("{}.{}", verbatim.time_ms, verbatim.seq));
            Ok(VerbatimPage { verbatims, total, next })
        })
        .await
    }

    /// Tells how much is said of what and where, among the verbatims of all themes, steps and sentiments.
    ///
    /// # Errors
    /// Refuses and fails as [`Self::list`] does.
    pub async fn summary(&self, ctx: &Ctx, filter: VerbatimFilter) -> Result<Summary, VerbatimError> {
        let filter = filter.parse()?.of_all();
        let (index, now_ms) = self.index(ctx).await?;
        blocking(move || {
            let wanted = index.verbatims.iter().filter(|verbatim| verbatim.is_wanted(&filter, now_ms));
            Ok(Summary::new(wanted, index.steps.ids(), index.n_left_out))
        })
        .await
    }

    /// Returns what was written as far as who asks may see it, and the present that it is told from, in milliseconds.
    async fn index(&self, ctx: &Ctx) -> Result<(Arc<VerbatimIndex>, i64), VerbatimError> {
        let Inner { store, settings, clock, journeys, cache } = self.inner.as_ref();
        let snapshot = store.snapshot(ctx)?;
        let settings = settings.borrow().clone();
        let now_ms = as_of_ms(&settings, ctx, &snapshot, clock.now_ms()).await?;
        // A text leaves with its day, not with its millisecond: what was understood is not understood anew for that.
        let from_ms = (now_ms / DAY_MS - DAYS_MAX) * DAY_MS;
        let journey = journeys.journey(ctx, RETAIL, None).await?;
        let version = format!("{} {from_ms} {}", snapshot.version(), journey.version.number);
        let build = async || {
            let (ctx, snapshot) = (ctx.clone(), snapshot.clone());
            let steps = Steps::new(&journey.definition, &EVENTS);
            blocking(move || VerbatimIndex::build(&ctx, &snapshot, from_ms, steps)).await
        };
        Ok((cache.get(version, &ctx.scope, build).await?, now_ms))
    }
}
