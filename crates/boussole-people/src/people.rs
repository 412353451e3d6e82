use crate::amount::Money;
use crate::cursor::Position;
use crate::error::PeopleError;
use crate::index::{PeopleIndex, Person};
use crate::model::{PeopleFilter, parse_key};
use crate::page::{Page, page};
use crate::profile::Profiles;
use crate::sheet;
use boussole_api::{ScopeCache, blocking};
use boussole_core::{Clock, Ctx};
use boussole_events::{EventStore, Identifier, ScanRequest, Snapshot};
use boussole_query::{Answer, ProjectSettings, TimelineAnswer, as_of_ms, ask};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::watch;

/// The people of one project. Clones are the same people.
#[derive(Debug, Clone)]
pub struct People {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: EventStore,
    settings: watch::Receiver<ProjectSettings>,
    clock: Arc<dyn Clock>,
    cache: ScopeCache<PeopleIndex>,
}

/// One person with all that is known of them.
#[derive(Debug)]
pub(crate) struct PersonDetail {
    /// As in a list.
    pub(crate) person: Person,
    /// By what they are known, strongest first.
    pub(crate) identifiers: Vec<Identifier>,
    /// What is known of them, by name: the trait, its value, and when that was said.
    pub(crate) traits: Vec<(String, Value, i64)>,
    /// Their revenue divided among their orders.
    pub(crate) average_order: Option<Money>,
    /// What they did, the most frequent first.
    pub(crate) event_names: Vec<(String, u64)>,
}

/// Which events of a person are asked for.
#[derive(Debug)]
pub(crate) struct TimelineRequest {
    /// Only events of this name.
    pub(crate) event: Option<String>,
    /// Where the page before ended.
    pub(crate) before: Option<String>,
    /// How many events at most.
    pub(crate) limit: usize,
}

impl People {
    /// Makes the people of the project whose events are in `store`; its settings may change while it is served.
    #[must_use]
    pub fn new(store: EventStore, settings: watch::Receiver<ProjectSettings>, clock: Arc<dyn Clock>) -> Self {
        Self { inner: Arc::new(Inner { store, settings, clock, cache: ScopeCache::default() }) }
    }

    /// Returns a page of a list of people, and the present that it is told from, in milliseconds.
    pub(crate) async fn list(
        &self,
        ctx: &Ctx,
        filter: PeopleFilter,
        after: Option<Position<'static>>,
        limit: usize,
    ) -> Result<(Page, i64), PeopleError> {
        let snapshot = self.inner.store.snapshot(ctx)?;
        let as_of_ms = as_of_ms(&self.settings(), ctx, &snapshot, self.inner.clock.now_ms()).await?;
        let index = self.index(ctx, &snapshot).await?;
        let page = blocking(move || Ok::<_, PeopleError>(page(&index, &filter, after.as_ref(), limit))).await?;
        Ok((page, as_of_ms))
    }

    /// Returns a whole list of people as a file of comma-separated values.
    pub(crate) async fn sheet(&self, ctx: &Ctx, filter: PeopleFilter) -> Result<Vec<u8>, PeopleError> {
        let snapshot = self.inner.store.snapshot(ctx)?;
        let index = self.index(ctx, &snapshot).await?;
        blocking(move || sheet::write(&page(&index, &filter, None, sheet::ROWS_MAX))).await
    }

    /// Returns a person; the key of a person who was merged into another finds the other one.
    pub(crate) async fn fetch(&self, ctx: &Ctx, id: &str) -> Result<PersonDetail, PeopleError> {
        let store = &self.inner.store;
        let snapshot = store.snapshot(ctx)?;
        let person = self.find(ctx, &snapshot, id).await?;
        let identifiers = store.identifiers_of(ctx, &snapshot, person.key).await?;
        let traits = store.traits_of(ctx, &snapshot, person.key).await?;
        let average_order = person.revenue.sum().and_then(|sum| sum.average(person.n_orders));
        let (ctx, key) = (ctx.clone(), person.key);
        let event_names = blocking(move || event_names(&ctx, &snapshot, key)).await?;
        Ok(PersonDetail { person, identifiers, traits, average_order, event_names })
    }

    /// Returns events of a person, newest first.
    pub(crate) async fn timeline(
        &self,
        ctx: &Ctx,
        id: &str,
        request: TimelineRequest,
    ) -> Result<TimelineAnswer, PeopleError> {
        let Inner { store, clock, .. } = self.inner.as_ref();
        let person = self.find(ctx, &store.snapshot(ctx)?, id).await?;
        let mut question = json!({"kind": "timeline", "person": {"key": person.id()}, "limit": request.limit});
        for (field, value) in [("event", request.event), ("before", request.before)] {
            if let Some(value) = value {
                question[field] = value.into();
            }
        }
        match ask(store, ctx, &self.settings(), clock.now_ms(), &question).await? {
            Answer::Timeline(timeline) => Ok(timeline),
            _ => unreachable!("a timeline was asked for"),
        }
    }

    async fn find(&self, ctx: &Ctx, snapshot: &Snapshot, id: &str) -> Result<Person, PeopleError> {
        let key = parse_key(id).map(|key| snapshot.person(key)).ok_or_else(PeopleError::unknown_person)?;
        let index = self.index(ctx, snapshot).await?;
        index.get(key).cloned().ok_or_else(PeopleError::unknown_person)
    }

    async fn index(&self, ctx: &Ctx, snapshot: &Snapshot) -> Result<Arc<PeopleIndex>, PeopleError> {
        let Inner { store, cache, .. } = self.inner.as_ref();
        let settings = self.settings();
        // The currency decides what is a sum: other settings are another index of the same events.
        let version = format!("{} {settings:?}", snapshot.version());
        let build = async || {
            let profiles = Profiles::load(store, ctx, snapshot).await?;
            let (ctx, snapshot, currency) = (ctx.clone(), snapshot.clone(), settings.currency);
            blocking(move || PeopleIndex::build(&ctx, &snapshot, &profiles, currency.as_deref())).await
        };
        cache.get(version, &ctx.scope, build).await
    }

    fn settings(&self) -> ProjectSettings {
        self.inner.settings.borrow().clone()
    }
}

/// Counts the events of a person by name. Blocks on the disk.
fn event_names(ctx: &Ctx, snapshot: &Snapshot, key: u64) -> Result<Vec<(String, u64)>, PeopleError> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    let request = ScanRequest { people: Some(vec![key]), without_props: true, ..ScanRequest::default() };
    for chunk in snapshot.scan(ctx, &request) {
        let chunk = chunk?;
        let names = chunk.event_names();
        let mut by_code = vec![0; names.len()];
        chunk.event_codes().iter().for_each(|code| by_code[*code as usize] += 1);
        for (name, n) in names.into_iter().zip(by_code).filter(|(_, n)| *n > 0) {
            *counts.entry(name.to_owned()).or_default() += n;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|(left, n_left), (right, n_right)| n_right.cmp(n_left).then_with(|| left.cmp(right)));
    Ok(counts)
}
