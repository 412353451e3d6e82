use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_events::EventStore;
use boussole_insights::Insights;
use boussole_journeys::{Definition, JourneyError, Journeys, RETAIL, retail};
use boussole_members::Members;
use boussole_query::ProjectSettings;
use boussole_test::TestDb;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::watch;

const NOW_MS: i64 = 1_700_000_000_000;

struct Desk {
    journeys: Journeys,
    ctx: Ctx,
    _settings: watch::Sender<ProjectSettings>,
    _db: TestDb,
    _folder: TempDir,
}

impl Desk {
    async fn new() -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let (folder, project) = (tempfile::tempdir().expect("a folder"), ProjectId::default());
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let (told, heard) = watch::channel(ProjectSettings::default());
        let insights = Insights::new(store, heard, clock.clone());
        let members = Members::open(db.core(), clock.clone()).await.expect("members");
        let journeys = Journeys::open(db.core(), insights, members, clock).await.expect("journeys");
        Self { journeys, ctx: Ctx::command_line(project), _settings: told, _db: db, _folder: folder }
    }

    async fn save(&self, base: i64, definition: Definition) -> Result<i64, &'static str> {
        match self.journeys.save(&self.ctx, RETAIL, base, definition).await {
            Ok(journey) => Ok(journey.version.number),
            Err(JourneyError::Refused(refusal)) => Err(refusal.code),
            Err(other) => panic!("{other}"),
        }
    }

    async fn window(&self, version: Option<i64>) -> Result<u16, &'static str> {
        match self.journeys.journey(&self.ctx, RETAIL, version).await {
            Ok(journey) => Ok(journey.definition.window_days),
            Err(JourneyError::Refused(refusal)) => Err(refusal.code),
            Err(other) => panic!("{other}"),
        }
    }
}

fn awaited(window_days: u16) -> Definition {
    Definition { window_days, ..retail() }
}

#[tokio::test]
async fn each_version_stays_and_nobody_overwrites_anothers() {
    let desk = Desk::new().await;
    assert_eq!(desk.window(None).await, Ok(30), "the one that comes with Boussole");
    assert_eq!(desk.save(0, awaited(10)).await, Ok(1));
    assert_eq!(desk.save(1, awaited(10)).await, Ok(1), "nothing was changed");
    assert_eq!(desk.save(0, awaited(20)).await, Err("journey_changed"));
    assert_eq!(desk.save(2, awaited(20)).await, Err("journey_changed"));
    assert_eq!(desk.save(1, awaited(20)).await, Ok(2));
    assert_eq!(desk.save(2, awaited(0)).await, Err("invalid_window"));
    for (version, expected) in
        [(None, Ok(20)), (Some(2), Ok(20)), (Some(1), Ok(10)), (Some(0), Ok(30)), (Some(3), Err("unknown_version"))]
    {
        assert_eq!(desk.window(version).await, expected, "{version:?}");
    }
    let versions = desk.journeys.versions(&desk.ctx, RETAIL).await.expect("versions");
    let told: Vec<_> = versions.iter().map(|version| (version.number, version.saved_ms)).collect();
    assert_eq!(told, [(2, Some(NOW_MS)), (1, Some(NOW_MS)), (0, None)]);
    let elsewhere = Ctx::command_line(ProjectId::parse("elsewhere").expect("a name"));
    let untouched = desk.journeys.journey(&elsewhere, RETAIL, None).await.expect("a journey");
    assert_eq!(untouched.version.number, 0);
}

#[tokio::test]
async fn there_is_one_journey() {
    let desk = Desk::new().await;
    let refused = desk.journeys.journey(&desk.ctx, "b2b", None).await.expect_err("no such journey");
    assert_eq!(refused.to_string(), "id: the project has no such journey");
}
