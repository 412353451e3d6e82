//! What becomes of effects, on the database of the run.

use boussole_core::{Ctx, DAY_MS, FixedClock, MINUTE_MS, ProjectId};
use boussole_jobs::{Effect, End, KEPT_MS, NewEffect, Outbox, RETRY_AFTER_MS, Sender, State};
use boussole_test::TestDb;
use expect_test::{Expect, expect};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, oneshot};

const NOW_MS: i64 = 1_700_000_000_000;
const KIND: &str = "mail";

struct World {
    db: TestDb,
    clock: Arc<FixedClock>,
    ctx: Ctx,
    outbox: Outbox,
}

/// Ends each effect as its payload says, and remembers what it was given.
#[derive(Default)]
struct Told {
    given: Mutex<Vec<String>>,
}

impl Sender for Told {
    async fn send(&self, effect: &Effect) -> End {
        self.given.lock().expect("nobody panics here").push(effect.payload.clone());
        let reason = || format!("{} said no", effect.payload);
        match effect.payload.as_str() {
            "later" => End::Later { reason: reason() },
            "never" => End::Failed { reason: reason() },
            "perhaps" => End::Unknown { reason: reason() },
            _ => End::Sent,
        }
    }
}

/// Begins, and ends when it is let.
#[derive(Default)]
struct Held {
    n_begun: AtomicUsize,
    begun: Notify,
    go: Notify,
}

impl Sender for Held {
    async fn send(&self, _: &Effect) -> End {
        self.n_begun.fetch_add(1, Ordering::SeqCst);
        self.begun.notify_one();
        self.go.notified().await;
        End::Sent
    }
}

impl World {
    async fn new() -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let outbox = Outbox::open(db.core(), clock.clone()).await.expect("an outbox");
        Self { db, clock, ctx: Ctx::command_line(ProjectId::default()), outbox }
    }

    async fn plan(&self, key: &str, payload: &str) -> Effect {
        let new = NewEffect { kind: KIND, key: key.to_owned(), payload: payload.to_owned(), due_ms: NOW_MS };
        self.outbox.plan(&self.ctx, &new).await.expect("planned")
    }

    async fn all(&self) -> Vec<Effect> {
        self.outbox.effects(&self.ctx, KIND, None, None, 100).await.expect("a page").effects
    }

    /// Says every effect in the order of what it asks for.
    async fn check(&self, expected: Expect) {
        let mut lines: Vec<_> = self
            .all()
            .await
            .iter()
            .map(|effect| {
                let Effect { payload, state, n_attempts, due_ms, .. } = effect;
                let (reason, wait) = (effect.reason.as_deref().unwrap_or("-"), (due_ms - NOW_MS) / MINUTE_MS);
                format!("{payload}: {} after {n_attempts}, due {wait} min, {reason}", state.as_str())
            })
            .collect();
        lines.sort();
        expected.assert_eq(&lines.join("\n"));
    }
}

#[tokio::test]
async fn each_effect_is_begun_once_and_ends_as_the_world_says() {
    let world = World::new().await;
    for payload in ["now", "later", "never", "perhaps"] {
        world.plan(payload, payload).await;
    }
    // The same effect again is the same effect, whatever it says now.
    assert_eq!(world.plan("now", "something else").await.payload, "now");
    let (worker, told) = (world.outbox.worker(KIND).await.unwrap(), Arc::new(Told::default()));
    assert_eq!(worker.run_once(&told).await.unwrap(), 4);
    assert_eq!(worker.run_once(&told).await.unwrap(), 0, "nothing is due");
    world
        .check(expect![[r#"
        later: planned after 1, due 1 min, later said no
        never: failed after 1, due 0 min, never said no
        now: sent after 1, due 0 min, -
        perhaps: unknown after 1, due 0 min, perhaps said no"#]])
        .await;
    assert_eq!(told.given.lock().unwrap().len(), 4);
    let counts = world.outbox.counts(&world.ctx, KIND).await.unwrap();
    assert!(counts.iter().all(|count| count.n == 1) && counts.len() == 4, "{counts:?}");
}

#[tokio::test]
async fn what_is_put_off_is_tried_less_and_less_often_and_then_failed() {
    let world = World::new().await;
    world.plan("a", "later").await;
    let (worker, told) = (world.outbox.worker(KIND).await.unwrap(), Arc::new(Told::default()));
    let mut now_ms = NOW_MS;
    for wait_ms in RETRY_AFTER_MS {
        assert_eq!(worker.run_once(&told).await.unwrap(), 1);
        let due_ms = world.all().await[0].due_ms;
        assert_eq!(due_ms, now_ms + wait_ms);
        world.clock.set(due_ms - 1);
        assert_eq!(worker.run_once(&told).await.unwrap(), 0, "not before its time");
        now_ms = due_ms;
        world.clock.set(now_ms);
    }
    assert_eq!(worker.run_once(&told).await.unwrap(), 1);
    let last = world.all().await.remove(0);
    assert_eq!((last.state, last.n_attempts), (State::Failed, 8));
    assert_eq!(last.ended_ms, Some(now_ms));
}

#[tokio::test]
async fn what_was_begun_when_the_process_ended_is_unknown_and_not_begun_again() {
    let world = World::new().await;
    world.plan("a", "a").await;
    let (held, worker) = (Arc::new(Held::default()), world.outbox.worker(KIND).await.unwrap());
    let first = tokio::spawn({
        let held = held.clone();
        async move { worker.run_once(&held).await }
    });
    held.begun.notified().await;
    first.abort();
    world.check(expect!["a: claimed after 1, due 0 min, -"]).await;
    // The next start of the program.
    let again = Outbox::open(&world.db.reopen().await, world.clock.clone()).await.unwrap();
    let told = Arc::new(Told::default());
    assert_eq!(again.worker(KIND).await.unwrap().run_once(&told).await.unwrap(), 0);
    world.check(expect!["a: unknown after 1, due 0 min, interrupted"]).await;
    let id = world.all().await[0].id.clone();
    again.retry(&world.ctx, KIND, &id).await.unwrap();
    let refusal = again.retry(&world.ctx, KIND, &id).await.unwrap_err();
    expect!["id: what is planned is not sent again"].assert_eq(&refusal.to_string());
    assert_eq!(again.worker(KIND).await.unwrap().run_once(&told).await.unwrap(), 1);
    world.check(expect!["a: sent after 1, due 0 min, -"]).await;
}

#[tokio::test]
async fn an_older_worker_begins_nothing_more_and_is_still_believed_about_what_it_did() {
    let world = World::new().await;
    let first = world.plan("a", "a").await;
    let (held, old) = (Arc::new(Held::default()), Arc::new(world.outbox.worker(KIND).await.unwrap()));
    let work = tokio::spawn({
        let (held, old) = (held.clone(), old.clone());
        async move { old.run_once(&held).await }
    });
    held.begun.notified().await;
    let new = world.outbox.worker(KIND).await.unwrap();
    assert_eq!(world.all().await[0].state, State::Unknown);
    held.go.notify_one();
    work.await.unwrap().unwrap();
    assert_eq!(world.all().await[0].state, State::Sent, "who did it knows");
    world.plan("b", "b").await;
    let told = Arc::new(Told::default());
    assert_eq!(old.run_once(&told).await.unwrap(), 0, "it is no longer the one");
    assert_eq!(new.run_once(&told).await.unwrap(), 1);
    assert!(world.outbox.retry(&world.ctx, KIND, &first.id).await.is_err(), "what was sent is not sent again");
}

#[tokio::test]
async fn what_somebody_decided_to_send_again_is_not_undone_by_a_late_answer() {
    let world = World::new().await;
    let effect = world.plan("a", "a").await;
    let (held, old) = (Arc::new(Held::default()), world.outbox.worker(KIND).await.unwrap());
    let work = tokio::spawn({
        let held = held.clone();
        async move { old.run_once(&held).await }
    });
    held.begun.notified().await;
    let _new = world.outbox.worker(KIND).await.unwrap();
    world.outbox.retry(&world.ctx, KIND, &effect.id).await.unwrap();
    held.go.notify_one();
    work.await.unwrap().unwrap();
    assert_eq!(world.all().await[0].state, State::Planned);
}

#[tokio::test]
async fn a_running_worker_hears_of_what_is_planned_and_ends_when_it_is_told() {
    let world = World::new().await;
    let (worker, held) = (world.outbox.worker(KIND).await.unwrap(), Arc::new(Held::default()));
    let (stop, stopped) = oneshot::channel::<()>();
    let work = tokio::spawn(worker.run(held.clone(), async { stopped.await.unwrap_or(()) }));
    world.plan("a", "a").await;
    held.begun.notified().await;
    stop.send(()).unwrap();
    // What was begun is awaited.
    held.go.notify_one();
    work.await.unwrap();
    assert_eq!(world.all().await[0].state, State::Sent);
    assert_eq!(held.n_begun.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn pages_lie_side_by_side_and_what_ended_long_ago_is_forgotten() {
    let world = World::new().await;
    for n in 0..7 {
        world.clock.set(NOW_MS + n / 3);
        world.plan(&format!("{n}"), &format!("{n}")).await;
    }
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let page = world.outbox.effects(&world.ctx, KIND, None, before.as_deref(), 3).await.unwrap();
        seen.extend(page.effects.into_iter().map(|effect| effect.id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, world.all().await.into_iter().map(|effect| effect.id).collect::<Vec<_>>());
    assert_eq!(seen.len(), 7);
    let refusal = world.outbox.effects(&world.ctx, KIND, None, Some("yesterday"), 3).await.unwrap_err();
    expect!["before: no page ended here"].assert_eq(&refusal.to_string());
    let other = Ctx::command_line(ProjectId::parse("other").unwrap());
    assert!(world.outbox.effects(&other, KIND, None, None, 3).await.unwrap().effects.is_empty());
    assert!(world.outbox.retry(&other, KIND, &seen[0]).await.is_err());

    world.clock.set(NOW_MS + DAY_MS);
    let told = Arc::new(Told::default());
    let worker = world.outbox.worker(KIND).await.unwrap();
    while worker.run_once(&told).await.unwrap() > 0 {}
    for (now_ms, n) in [(NOW_MS + DAY_MS + KEPT_MS, 7), (NOW_MS + DAY_MS + KEPT_MS + 1, 0)] {
        world.clock.set(now_ms);
        let worker = world.outbox.worker(KIND).await.unwrap();
        worker.run(told.clone(), async {}).await;
        assert_eq!(world.all().await.len(), n);
    }
}
