//! Reactors and their timers: each event is answered to once, whatever ends at whatever moment.

use boussole_core::{Ctx, FixedClock, MINUTE_MS, ProjectId};
use boussole_db::CoreDb;
use boussole_events::{Arrival, Batch, EventStore, Incoming, Origin};
use boussole_jobs::{JobError, NewEffect, Outbox, Reaction, Reactor, Step, Timer, Work};
use boussole_test::TestDb;
use expect_test::expect;
use sqlx::Row;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tempfile::TempDir;

const NOW_MS: i64 = 1_700_000_000_000;

/// Counts what it answers to in a table of its own, and lets each visit ring a minute after it arrived.
#[derive(Default)]
struct Counter {
    is_broken: Arc<AtomicBool>,
}

impl Counter {
    async fn count(work: &mut Work<'_>, what: &str) -> Result<(), JobError> {
        sqlx::query("INSERT INTO tally (what, n) VALUES ($1, 1) ON CONFLICT (what) DO UPDATE SET n = tally.n + 1")
            .bind(what)
            .execute(work.connection())
            .await?;
        Ok(())
    }
}

impl Reactor for Counter {
    const NAME: &'static str = "counter";

    async fn begin(&self, work: &mut Work<'_>) -> Result<(), JobError> {
        if work.timer("daily").await?.is_none() {
            work.timer_set("daily", "", NOW_MS + 10 * MINUTE_MS).await?;
        }
        Ok(())
    }

    async fn react(&self, work: &mut Work<'_>, arrivals: &[Arrival]) -> Result<(), JobError> {
        for arrival in arrivals {
            Self::count(work, &arrival.event).await?;
            let due_ms = arrival.received_ms + MINUTE_MS;
            work.timer_set(&arrival.event, &arrival.seq.to_string(), due_ms).await?;
        }
        Ok(())
    }

    async fn ring(&self, work: &mut Work<'_>, timer: &Timer) -> Result<(), JobError> {
        Self::count(work, &format!("rung {}", timer.name)).await?;
        if self.is_broken.load(Ordering::SeqCst) && timer.name == "B" {
            return Err(JobError::reactor("it does not ring"));
        }
        let key = format!("{}:{}", timer.name, timer.payload);
        work.plan(&NewEffect { kind: "note", key, payload: String::new(), due_ms: work.now_ms() }).await?;
        if timer.name == "daily" {
            work.timer_set("daily", "", work.now_ms() + 10 * MINUTE_MS).await?;
        }
        Ok(())
    }
}

struct Scene {
    db: TestDb,
    clock: Arc<FixedClock>,
    events: EventStore,
    ctx: Ctx,
    is_broken: Arc<AtomicBool>,
    _folder: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        sqlx::query("CREATE TABLE tally (what TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)")
            .execute(db.core().pool())
            .await
            .expect("a table");
        let (folder, project) = (tempfile::tempdir().expect("a folder"), ProjectId::default());
        let events = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        Self { db, clock, events, ctx: Ctx::command_line(project), is_broken: Arc::default(), _folder: folder }
    }

    async fn accept(&self, names: &[&str]) {
        let event = |name: &&str| Incoming { event: (*name).to_owned(), ..Incoming::default() };
        let items = names.iter().map(event).map(|item| Incoming { time_ms: NOW_MS, ..item }).collect();
        let batch = Batch::new("test", Origin::Live { is_trusted: true }, items);
        self.events.accept(&self.ctx, batch).await.expect("accepted");
    }

    async fn outbox(&self, db: &CoreDb) -> Outbox {
        Outbox::open(db, self.clock.clone()).await.expect("an outbox")
    }

    async fn begin(&self) -> Reaction<Counter> {
        let outbox = self.outbox(self.db.core()).await;
        let counter = Counter { is_broken: self.is_broken.clone() };
        Reaction::begin(&outbox, self.events.clone(), self.ctx.clone(), counter).await.expect("it begins")
    }

    /// Reacts until there is nothing to do.
    async fn settle(reaction: &mut Reaction<Counter>) {
        while reaction.react().await.expect("it reacts") == Step::Done {}
    }

    async fn tally(&self) -> String {
        let rows = sqlx::query("SELECT what, n FROM tally ORDER BY what").fetch_all(self.db.core().pool()).await;
        let rows = rows.expect("the tally");
        let line = |row: &sqlx::any::AnyRow| format!("{} {}", row.get::<String, _>("what"), row.get::<i64, _>("n"));
        rows.iter().map(line).collect::<Vec<_>>().join(", ")
    }

    async fn n_notes(&self) -> i64 {
        let outbox = self.outbox(self.db.core()).await;
        outbox.counts(&self.ctx, "note").await.expect("counts").iter().map(|count| count.n).sum()
    }
}

/// A future that is given up after so many steps.
struct Cut<F> {
    inner: Pin<Box<F>>,
    n_left: usize,
}

impl<F: Future> Future for Cut<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.n_left == 0 {
            return Poll::Ready(None);
        }
        self.n_left -= 1;
        self.inner.as_mut().poll(context).map(Some)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_is_answered_to_once_and_each_timer_rings_once() {
    let scene = Scene::new().await;
    scene.accept(&["Before"]).await;
    let mut reaction = scene.begin().await;
    scene.accept(&["A", "B"]).await;
    Scene::settle(&mut reaction).await;
    expect!["A 1, B 1"].assert_eq(&scene.tally().await);
    scene.clock.set(NOW_MS + MINUTE_MS - 1);
    Scene::settle(&mut reaction).await;
    assert_eq!(scene.n_notes().await, 0, "too early");
    // The next start goes on where this one was; what rings late rings all the same, after what arrived meanwhile.
    drop(reaction);
    scene.accept(&["C"]).await;
    scene.clock.set(NOW_MS + 11 * MINUTE_MS);
    let mut reaction = scene.begin().await;
    Scene::settle(&mut reaction).await;
    expect!["A 1, B 1, C 1, rung A 1, rung B 1, rung C 1, rung daily 1"].assert_eq(&scene.tally().await);
    assert_eq!(scene.n_notes().await, 4);
    // What sets itself anew comes again, once however many times were missed.
    scene.clock.set(NOW_MS + 100 * MINUTE_MS);
    Scene::settle(&mut reaction).await;
    assert!(scene.tally().await.ends_with("rung daily 2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_reaction_does_nothing_more() {
    let scene = Scene::new().await;
    let mut older = scene.begin().await;
    let mut newer = scene.begin().await;
    scene.accept(&["A"]).await;
    assert_eq!(older.react().await.expect("it looks"), Step::Ended);
    Scene::settle(&mut newer).await;
    scene.clock.set(NOW_MS + MINUTE_MS);
    assert_eq!(older.react().await.expect("it looks"), Step::Ended);
    Scene::settle(&mut newer).await;
    expect!["A 1, rung A 1"].assert_eq(&scene.tally().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timer_that_cannot_ring_is_put_off_and_keeps_no_other_from_it() {
    let scene = Scene::new().await;
    let mut reaction = scene.begin().await;
    scene.accept(&["A", "B", "C"]).await;
    scene.is_broken.store(true, Ordering::SeqCst);
    scene.clock.set(NOW_MS + MINUTE_MS);
    Scene::settle(&mut reaction).await;
    expect!["A 1, B 1, C 1, rung A 1, rung C 1"].assert_eq(&scene.tally().await);
    scene.is_broken.store(false, Ordering::SeqCst);
    Scene::settle(&mut reaction).await;
    assert_eq!(scene.n_notes().await, 2, "not before its time");
    scene.clock.set(NOW_MS + 2 * MINUTE_MS);
    Scene::settle(&mut reaction).await;
    expect!["A 1, B 1, C 1, rung A 1, rung B 1, rung C 1"].assert_eq(&scene.tally().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn given_up_at_any_moment_it_has_done_all_of_a_step_or_nothing() {
    let scene = Scene::new().await;
    drop(scene.begin().await);
    let (mut n_cut, mut n_steps, mut round) = (0, 1, 0);
    let names = ["A", "B", "C", "D", "E"];
    while round < names.len() {
        scene.accept(&names[round..=round]).await;
        // The same work, given up a little later each time, until it is done.
        loop {
            let outbox = scene.outbox(&scene.db.reopen().await).await;
            let work = async {
                let events = scene.events.clone();
                let mut reaction = Reaction::begin(&outbox, events, scene.ctx.clone(), Counter::default()).await?;
                while reaction.react().await? == Step::Done {}
                Ok::<_, JobError>(())
            };
            match (Cut { inner: Box::pin(work), n_left: n_steps }).await {
                None => (n_cut, n_steps) = (n_cut + 1, n_steps + 1),
                Some(done) => break done.expect("it works"),
            }
        }
        scene.clock.set(NOW_MS + (i64::try_from(round).expect("few") + 2) * MINUTE_MS);
        (round, n_steps) = (round + 1, 1);
    }
    let mut last = scene.begin().await;
    Scene::settle(&mut last).await;
    let all = names.map(|name| format!("{name} 1")).into_iter().chain(names.map(|name| format!("rung {name} 1")));
    assert_eq!(scene.tally().await, all.collect::<Vec<_>>().join(", "));
    assert_eq!(scene.n_notes().await, 5);
    assert!(n_cut > 50, "given up {n_cut} times");
}
