//! A project in a temporary folder, with its frictions.

use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_demo::{DemoOptions, Plants, load};
use boussole_events::EventStore;
use boussole_frictions::Frictions;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use jiff::civil::date;
use std::sync::Arc;
use tempfile::TempDir;

/// 1 July 2026, noon in Paris.
const NOW_MS: i64 = 1_782_900_000_000;

pub(crate) struct World {
    pub(crate) frictions: Frictions,
    pub(crate) owner: Ctx,
    _folder: TempDir,
    _db: TestDb,
}

impl World {
    /// Opens the demo company as it is until 30 June 2026.
    pub(crate) async fn company(customers: u32, seed: u64, is_planted: bool) -> Self {
        let until = date(2026, 6, 30);
        let plants = if is_planted { Plants::usual(until) } else { Plants::none() };
        let options = DemoOptions { customers, seed, plants, ..DemoOptions::new(until) };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("the store opens");
        let owner = Ctx::command_line(project.clone());
        load(&store, &owner, 1, &options, &mut |_| ()).await.expect("loaded");
        let settings =
            ProjectSettings { timezone: "Europe/Paris".to_owned(), currency: Some("EUR".to_owned()), active_days: 182 };
        let settings = tokio::sync::watch::channel(settings).1;
        let db = TestDb::new().await;
        let frictions = Frictions::open(db.core(), project, store, settings, clock).await.expect("frictions");
        Self { frictions, owner, _folder: folder, _db: db }
    }
}
