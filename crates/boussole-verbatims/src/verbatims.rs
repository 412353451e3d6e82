use crate::VerbatimError;
use crate::index::{EVENTS, VerbatimIndex};
use crate::label::Labels;
use crate::model::{DAYS_MAX, Knowledge, VerbatimFilter, VerbatimPage, cursor};
use crate::sheet;
use crate::step::Steps;
use crate::store::Store;
use crate::summary::Summary;
use crate::taxonomy::Taxonomy;
use boussole_api::{ScopeCache, blocking};
use boussole_core::{Clock, Ctx, DAY_MS, ProjectId, Refusal};
use boussole_db::CoreDb;
use boussole_events::EventStore;
use boussole_journeys::{Journeys, RETAIL};
use boussole_query::{ProjectSettings, as_of_ms};
use boussole_text::Learnt;
use std::sync::Arc;
use tokio::sync::{RwLock, watch};

/// What the customers of one project wrote. Clones are the same.
#[derive(Debug, Clone)]
pub struct Verbatims {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    events: EventStore,
    settings: watch::Receiver<ProjectSettings>,
    pub(crate) clock: Arc<dyn Clock>,
    journeys: Journeys,
    pub(crate) store: Store,
    /// Read once, and again after it was changed.
    taught: RwLock<Option<Arc<Taught>>>,
    cache: ScopeCache<VerbatimIndex>,
}

/// What people and scores taught.
#[derive(Debug)]
pub(crate) struct Taught {
    pub(crate) version: i64,
    pub(crate) taxonomy: Taxonomy,
    pub(crate) labels: Labels,
    /// What is used of what was learnt, and its number.
    pub(crate) learnt: Option<(i64, Arc<Learnt>)>,
}

/// What was written as far as somebody may see it, when they look.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) index: Arc<VerbatimIndex>,
    pub(crate) taught: Arc<Taught>,
    now_ms: i64,
}

impl Verbatims {
    /// Opens the verbatims of the project whose events are in `events`, with their tables in `db`; its settings may change
    /// while it is served.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(
        db: &CoreDb,
        project: ProjectId,
        events: EventStore,
        settings: watch::Receiver<ProjectSettings>,
        clock: Arc<dyn Clock>,
        journeys: Journeys,
    ) -> Result<Self, VerbatimError> {
        let store = Store::open(db, project).await?;
        let (taught, cache) = (RwLock::default(), ScopeCache::default());
        Ok(Self { inner: Arc::new(Inner { events, settings, clock, journeys, store, taught, cache }) })
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
        let Seen { index, taught, now_ms } = self.seen(ctx).await?;
        blocking(move || {
            let all = index.verbatims.iter().map(|verbatim| taught.labels.over(verbatim, &index.steps));
            let wanted = all.filter(|verbatim| verbatim.is_wanted(&filter, now_ms));
            let is_later = |place: (i64, u64)| before.is_none_or(|before| place < before);
            let (mut total, mut verbatims) = (0, Vec::new());
            for verbatim in wanted {
                total += 1;
                if verbatims.len() <= limit && is_later((verbatim.time_ms, verbatim.seq)) {
                    verbatims.push(verbatim.into_owned());
                }
            }
            let has_more = verbatims.len() > limit;
            verbatims.truncate(limit);
            let last = verbatims.last().filter(|_| has_more);
            let next = last.map(|verbatim| format!("{}.{}", verbatim.time_ms, verbatim.seq));
            Ok(VerbatimPage { verbatims, total, next })
        })
        .await
    }

    /// Returns all verbatims that are wanted as a file of comma-separated values.
    ///
    /// # Errors
    /// Refuses as [`Self::list`] does, and with `too_many_rows` more than a file holds; fails when the store does.
    pub async fn sheet(&self, ctx: &Ctx, filter: VerbatimFilter) -> Result<Vec<u8>, VerbatimError> {
        let page = self.list(ctx, filter, None, sheet::ROWS_MAX).await?;
        if page.next.is_some() {
            let message = format!("{} texts, and a file has at most {}", page.total, sheet::ROWS_MAX);
            return Err(Refusal::new("too_many_rows", message).hint("choose fewer of them").into());
        }
        blocking(move || sheet::write(&page.verbatims)).await
    }

    /// Tells how much is said of what and where, among the verbatims of all themes, steps and sentiments.
    ///
    /// # Errors
    /// Refuses and fails as [`Self::list`] does.
    pub async fn summary(&self, ctx: &Ctx, filter: VerbatimFilter) -> Result<Summary, VerbatimError> {
        let filter = filter.parse()?.of_all();
        let Seen { index, taught, now_ms } = self.seen(ctx).await?;
        blocking(move || {
            let all = index.verbatims.iter().map(|verbatim| taught.labels.over(verbatim, &index.steps));
            let wanted = all.filter(|verbatim| verbatim.is_wanted(&filter, now_ms));
            Ok(Summary::new(wanted, index.steps.ids(), &taught.taxonomy.ignored(), index.n_left_out))
        })
        .await
    }

    /// Returns what people and scores taught.
    pub(crate) async fn taught(&self) -> Result<Arc<Taught>, VerbatimError> {
        let Inner { store, taught, .. } = self.inner.as_ref();
        if let Some(taught) = taught.read().await.as_ref() {
            return Ok(taught.clone());
        }
        let mut kept = taught.write().await;
        if let Some(taught) = kept.as_ref() {
            return Ok(taught.clone());
        }
        let (version, taxonomy) = store.taxonomy().await?;
        let labels = Labels::new(store.labels().await?, &taxonomy);
        let learnt = store.used().await?.map(|(number, learnt)| (number, Arc::new(learnt)));
        let read = Arc::new(Taught { version, taxonomy, labels, learnt });
        *kept = Some(read.clone());
        Ok(read)
    }

    /// Has what was taught read again: it was changed.
    pub(crate) async fn forget(&self) {
        *self.inner.taught.write().await = None;
    }

    /// Returns what was written as far as who asks may see it.
    pub(crate) async fn seen(&self, ctx: &Ctx) -> Result<Seen, VerbatimError> {
        let Inner { events, settings, clock, journeys, cache, .. } = self.inner.as_ref();
        let snapshot = events.snapshot(ctx)?;
        let settings = settings.borrow().clone();
        let now_ms = as_of_ms(&settings, ctx, &snapshot, clock.now_ms()).await?;
        // A text leaves with its day, not with its millisecond: what was understood is not understood anew for that.
        let from_ms = (now_ms / DAY_MS - DAYS_MAX) * DAY_MS;
        let journey = journeys.journey(ctx, RETAIL, None).await?;
        let taught = self.taught().await?;
        let lesson = taught.learnt.as_ref().map_or(0, |(number, _)| *number);
        let version =
            format!("{} {from_ms} {} {} {lesson}", snapshot.version(), journey.version.number, taught.version);
        let build = async || {
            let (ctx, snapshot) = (ctx.clone(), snapshot.clone());
            let steps = Steps::new(&journey.definition, &EVENTS);
            let learnt = taught.learnt.as_ref().map(|(_, learnt)| learnt.clone());
            let knowledge = Knowledge { sorter: taught.taxonomy.sorter(), learnt };
            blocking(move || VerbatimIndex::build(&ctx, &snapshot, from_ms, steps, &knowledge)).await
        };
        let index = cache.get(version, &ctx.scope, build).await?;
        Ok(Seen { index, taught, now_ms })
    }
}
