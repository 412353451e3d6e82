//! Messages, to a real SMTP server.

mod reports;
mod suppressions;
mod unsubscribing;

use boussole_core::{Actor, Ctx, FixedClock, ProjectId};
use boussole_jobs::{Effect, RETRY_AFTER_MS, State};
use boussole_mail::{Language, Mail, MailServer, Running};
use boussole_test::{MailSink, TestDb};
use expect_test::{Expect, expect};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::interval;

const NOW_MS: i64 = 1_700_000_000_000;
/// The longest that a message may take in a test.
const PATIENCE: Duration = Duration::from_secs(60);

struct World {
    /// Its folder goes with it.
    _db: TestDb,
    sink: MailSink,
    clock: Arc<FixedClock>,
    mail: Mail,
    running: Running,
}

pub(crate) fn owner(email: &str) -> Ctx {
    let mut ctx = Ctx::command_line(ProjectId::default());
    ctx.actor = Actor::Member { id: "m1".to_owned(), email: email.to_owned() };
    ctx
}

impl World {
    async fn new() -> Self {
        let sink = MailSink::start(Duration::ZERO);
        Self::with(&format!("smtp://127.0.0.1:{}?tls=none", sink.port()), sink).await
    }

    async fn with(server: &str, sink: MailSink) -> Self {
        let server = MailServer::parse(server, "Maison Rando <cx@example.org>").expect("a server");
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let mail = Mail::open(db.core(), clock.clone(), Some(server)).await.expect("mail");
        let running = mail.start("https://cx.example.org", Vec::new()).await.expect("it starts");
        Self { _db: db, sink, clock, mail, running }
    }

    /// Sends to an address, and returns the message once nothing more happens to it by itself now.
    async fn send(&self, to: &str) -> Effect {
        let planned = self.mail.test(&owner(to), Language::Fr).await.expect("planned");
        self.until(&planned.id, |effect| effect.n_attempts > 0 && effect.state != State::Claimed).await
    }

    async fn until(&self, id: &str, is_so: impl Fn(&Effect) -> bool) -> Effect {
        let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(10)));
        loop {
            ticks.tick().await;
            let page = self.mail.messages(&owner("a@example.org"), None, None, 200).await.expect("a page");
            let found = page.effects.into_iter().find(|effect| effect.id == id).expect("the message");
            if is_so(&found) {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "{found:?}");
        }
    }

    async fn check(&self, to: &str, expected: Expect) {
        let Effect { state, n_attempts, reason, .. } = self.send(to).await;
        let n_accepted = self.sink.accepted().iter().filter(|message| message["to"] == to).count();
        let reason = reason.unwrap_or_default();
        expected.assert_eq(&format!("{} after {n_attempts}, accepted {n_accepted}: {reason}", state.as_str()));
    }
}

#[tokio::test]
async fn what_the_server_says_is_what_is_told() {
    let world = World::new().await;
    world.check("anna@example.org", expect!["sent after 1, accepted 1: "]).await;
    world
        .check("refuse@example.org", expect!["failed after 1, accepted 0: 554 5.7.1 this server takes nothing for it"])
        .await;
    world.check("gone@example.org", expect!["failed after 1, accepted 0: 550 5.1.1 no such user"]).await;
    world.check("defer@example.org", expect!["planned after 1, accepted 0: 451 4.3.0 come back later"]).await;
    world
        .check("drop@example.org", expect!["unknown after 1, accepted 1: the connection ended before an answer"])
        .await;
    world.check("nobody", expect!["failed after 1, accepted 0: the address of the recipient: Invalid input"]).await;
    world.check("zoé@exämple.org", expect!["sent after 1, accepted 1: "]).await;
    let message = &world.sink.accepted()[0];
    assert_eq!(message["from"], "cx@example.org");
    assert!(message["id"].as_str().is_some_and(|id| id.ends_with("@example.org>")), "{message}");
    world.running.close().await;
}

#[tokio::test]
async fn what_was_put_off_arrives_later_as_the_same_message() {
    let world = World::new().await;
    let put_off = world.send("defer@example.org").await;
    assert_eq!((put_off.state, put_off.due_ms), (State::Planned, NOW_MS + RETRY_AFTER_MS[0]));
    assert!(world.sink.accepted().is_empty());
    world.clock.set(put_off.due_ms);
    let sent = world.until(&put_off.id, |effect| effect.state == State::Sent).await;
    assert_eq!(sent.n_attempts, 2);
    let accepted = world.sink.accepted();
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0]["id"], format!("<{}@example.org>", sent.id));
}

#[tokio::test]
async fn what_may_have_arrived_is_sent_again_only_when_somebody_says_so() {
    let world = World::new().await;
    let unknown = world.send("drop@example.org").await;
    assert_eq!((unknown.state, world.sink.accepted().len()), (State::Unknown, 1));
    world.mail.retry(&owner("a@example.org"), &unknown.id).await.unwrap();
    world.until(&unknown.id, |effect| effect.state == State::Unknown).await;
    let accepted = world.sink.accepted();
    assert_eq!(accepted.len(), 2);
    assert_eq!(accepted[0]["id"], accepted[1]["id"], "mailboxes can tell that it is the same");
    let refusal = world.mail.retry(&owner("a@example.org"), "0").await.unwrap_err();
    expect!["id: the project has no such message"].assert_eq(&refusal.to_string());
}

#[tokio::test]
async fn a_server_without_tls_is_given_nothing_unless_that_was_asked_for() {
    let sink = MailSink::start(Duration::ZERO);
    let world = World::with(&format!("smtp://127.0.0.1:{}", sink.port()), sink).await;
    world
        .check(
            "anna@example.org",
            expect!["planned after 1, accepted 0: internal client error: STARTTLS is not supported on this server"],
        )
        .await;
    let sink = MailSink::start_with_tls();
    // Nobody vouches for its certificate.
    let world = World::with(&format!("smtps://u:p@127.0.0.1:{}", sink.port()), sink).await;
    world.check("anna@example.org", expect!["planned after 1, accepted 0: Connection error: Connection error: invalid peer certificate: UnknownIssuer"]).await;
}

#[tokio::test]
async fn without_a_server_nothing_is_planned() {
    let db = TestDb::new().await;
    let mail = Mail::open(db.core(), Arc::new(FixedClock::at(NOW_MS)), None).await.unwrap();
    let refusal = mail.test(&owner("anna@example.org"), Language::En).await.unwrap_err();
    expect!["no mail server is told"].assert_eq(&refusal.to_string());
    let program = mail.test(&Ctx::command_line(ProjectId::default()), Language::En).await.unwrap_err();
    expect!["a message is sent to the member who asks for it"].assert_eq(&program.to_string());
    mail.start("https://cx.example.org", Vec::new()).await.unwrap().close().await;
}
