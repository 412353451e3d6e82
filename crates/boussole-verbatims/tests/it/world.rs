use boussole_core::{Ctx, DAY_MS, FixedClock, ProjectId};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin};
use boussole_insights::Insights;
use boussole_journeys::Journeys;
use boussole_members::Members;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use boussole_verbatims::{Verbatim, VerbatimFilter, Verbatims};
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::watch;

/// 2023-11-14T22:13:20Z.
const NOW_MS: i64 = 1_700_000_000_000;

/// A project with events.
pub(crate) struct World {
    pub(crate) verbatims: Verbatims,
    pub(crate) ctx: Ctx,
    store: EventStore,
    _settings: watch::Sender<ProjectSettings>,
    _folder: TempDir,
    _db: TestDb,
}

/// Sends events to a store.
async fn accept(store: &EventStore, ctx: &Ctx, events: &[(&str, i64, &str, Value)]) {
    let incoming = events.iter().map(|(who, days, event, props)| Incoming {
        event: (*event).to_owned(),
        identifiers: Identifier::parse(IdentifierKind::User, who).into_iter().collect(),
        time_ms: NOW_MS - days * DAY_MS,
        props: props.as_object().expect("an object").clone(),
        ..Incoming::default()
    });
    let batch = Batch::new("shop", Origin::Live { is_trusted: true }, incoming.collect());
    store.accept(ctx, batch).await.expect("accepted");
}

impl World {
    pub(crate) async fn with(events: &[(&str, i64, &str, Value)]) -> Self {
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let (folder, project) = (tempfile::tempdir().expect("a folder"), ProjectId::default());
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let ctx = Ctx::command_line(project);
        accept(&store, &ctx, events).await;
        let (settings, changes) = watch::channel(ProjectSettings::default());
        let db = TestDb::new().await;
        let members = Members::open(db.core(), clock.clone()).await.expect("members");
        let insights = Insights::new(store.clone(), changes.clone(), clock.clone());
        let journeys = Journeys::open(db.core(), insights, members, clock.clone()).await.expect("journeys");
        let project = ctx.project.clone();
        let verbatims =
            Verbatims::open(db.core(), project, store.clone(), changes, clock, journeys).await.expect("verbatims");
        Self { verbatims, ctx, store, _settings: settings, _folder: folder, _db: db }
    }

    /// Has more events come.
    pub(crate) async fn add(&self, events: &[(&str, i64, &str, Value)]) {
        accept(&self.store, &self.ctx, events).await;
    }

    /// Returns what is wanted, a line each.
    pub(crate) async fn list(&self, filter: VerbatimFilter) -> Vec<String> {
        let page = self.verbatims.list(&self.ctx, filter, None, 50).await.expect("a page");
        let line = |verbatim: Verbatim| {
            let clauses = verbatim.clauses.iter().map(|clause| {
                let theme = clause.theme.as_deref().unwrap_or("–");
                let step = clause.step.as_ref();
                let step = step.map_or("–".to_owned(), |step| format!("{} by {}", step.id, step.rule.as_str()));
                format!("[{} {theme} at {step}: {}]", clause.polarity.as_str(), clause.text.trim())
            });
            format!("p{} {}: {}", verbatim.person_key, verbatim.event, clauses.collect::<Vec<_>>().join(" "))
        };
        page.verbatims.into_iter().map(line).collect()
    }
}

/// Wants all there is.
pub(crate) fn all() -> VerbatimFilter {
    VerbatimFilter { days: 400, ..VerbatimFilter::default() }
}
