//! Mail through the binary: killed at any moment it sends nothing twice, and says of what it does not know that it does not.

use crate::command::{Server, boussole, run};
use boussole_core::{Actor, Ctx, ProjectId, SystemClock};
use boussole_db::CoreDb;
use boussole_jobs::{EFFECT_PAGE_MAX, Effect, State};
use boussole_mail::{Language, Mail, MailServer};
use boussole_test::{MailRelay, MailSink};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::interval;

const FROM: &str = "cx@example.org";
const MESSAGES: usize = 60;
/// Says how many messages are sent instead, where time does not matter.
const MESSAGES_VARIABLE: &str = "BOUSSOLE_TEST_MESSAGES";
/// In about how many lives of the program all messages are sent.
const LIVES: usize = 30;
/// The longest that all messages may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest that a server may take until it sends.
const START_MAX: Duration = Duration::from_secs(5);

fn ctx(n: usize) -> Ctx {
    let mut ctx = Ctx::command_line(ProjectId::default());
    ctx.actor = Actor::Member { id: "m1".to_owned(), email: format!("person-{n}@example.org") };
    ctx
}

/// Opens the messages of a folder that no server holds.
async fn mail(data: &Path, smtp: &str) -> Mail {
    let core = CoreDb::open_sqlite(&data.join("core.db")).await.expect("the definitions");
    let server = MailServer::parse(smtp, FROM).expect("a server");
    Mail::open(&core, Arc::new(SystemClock), Some(server)).await.expect("mail")
}

async fn plan_to(data: &Path, smtp: &str, to: &str) {
    std::fs::create_dir_all(data).expect("a folder");
    let mut ctx = ctx(0);
    ctx.actor = Actor::Member { id: "m1".to_owned(), email: to.to_owned() };
    mail(data, smtp).await.test(&ctx, Language::En).await.expect("planned");
}

async fn plan(data: &Path, smtp: &str, n: usize) {
    std::fs::create_dir_all(data).expect("a folder");
    let mail = mail(data, smtp).await;
    for n in 0..n {
        mail.test(&ctx(n), Language::En).await.expect("planned");
    }
}

async fn messages(data: &Path, smtp: &str) -> Vec<Effect> {
    let (mail, mut before, mut all) = (mail(data, smtp).await, None, Vec::new());
    loop {
        let page = mail.messages(&ctx(0), None, before.as_deref(), EFFECT_PAGE_MAX).await.expect("a page");
        all.extend(page.effects);
        before = page.next;
        if before.is_none() {
            return all;
        }
    }
}

/// Whether something is still to be sent, or was begun.
async fn waits(data: &Path, smtp: &str) -> bool {
    let counts = mail(data, smtp).await.counts(&ctx(0)).await.expect("counts");
    counts.iter().any(|count| matches!(count.state, State::Planned | State::Claimed))
}

fn serve(data: &Path, smtp: &str) -> Command {
    let mut command = boussole(data);
    command.args(["serve", "--listen", "127.0.0.1:0", "--mail-from", FROM]).env("BOUSSOLE_SMTP", smtp);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[tokio::test]
async fn killed_at_any_moment_each_message_is_accepted_once_or_shown_as_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sink = MailSink::start(Duration::from_millis(10));
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", sink.port());
    let n_messages = env::var(MESSAGES_VARIABLE).map_or(MESSAGES, |n| n.parse().expect("a number of messages"));
    plan(&data, &smtp, n_messages).await;
    let started = Instant::now();
    let (mut n_kills, mut n_seen) = (0_u64, 0);
    while waits(&data, &smtp).await {
        let patience = PATIENCE + Duration::from_millis(50) * u32::try_from(n_messages).expect("not that many");
        assert!(started.elapsed() < patience, "{n_seen} of {n_messages} after {n_kills} kills");
        let mut child = serve(&data, &smtp).spawn().expect("the binary starts");
        // It works once more has arrived; then it is killed, each time at another moment of a message's way. The last of
        // them may be on their way already, or unknown: then nothing more arrives.
        let mut ticks = interval(Duration::from_millis(1));
        let (mut n_last, mut moved) = (n_seen, Instant::now());
        while n_last - n_seen < 1 + n_messages / LIVES && moved.elapsed() < START_MAX {
            ticks.tick().await;
            let n_now = sink.n_accepted();
            if n_now > n_last {
                (n_last, moved) = (n_now, Instant::now());
            }
        }
        for _ in 0..n_kills * 7 % 120 {
            ticks.tick().await;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        (n_kills, n_seen) = (n_kills + 1, sink.n_accepted());
    }
    let mut accepted = BTreeMap::<String, usize>::new();
    for message in sink.accepted() {
        *accepted.entry(message["id"].as_str().expect("an id").to_owned()).or_default() += 1;
    }
    let all = messages(&data, &smtp).await;
    assert_eq!(all.len(), n_messages);
    let mut n = BTreeMap::<&str, usize>::new();
    for effect in &all {
        let times = accepted.get(&format!("<{}@example.org>", effect.id)).copied().unwrap_or_default();
        match effect.state {
            State::Sent => assert_eq!(times, 1, "{effect:?}"),
            State::Unknown => assert!(times <= 1, "{effect:?}"),
            _ => panic!("neither sent nor unknown: {effect:?}"),
        }
        *n.entry(effect.state.as_str()).or_default() += 1;
    }
    assert!(n_kills >= 3 && n["sent"] > 0 && n["unknown"] > 0, "{n_kills} kills, {n:?}: the test shows nothing");
}

#[tokio::test]
async fn a_server_is_written_to_over_tls_with_a_password_and_stops_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sink = MailSink::start_with_tls();
    let smtp = format!("smtps://me:s3cret%2C%20%C3%A9t%C3%A9@127.0.0.1:{}", sink.port());
    plan(&data, &smtp, 3).await;
    let mut command = boussole(&data);
    command.args(["serve", "--mail-from", FROM, "--smtp", &smtp]).env("SSL_CERT_FILE", sink.certificate());
    let server = Server::listening(&mut command);
    let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(10)));
    while sink.accepted().len() < 3 {
        assert!(started.elapsed() < PATIENCE, "nothing arrives");
        ticks.tick().await;
    }
    assert!(server.stop(), "it ends well");
    assert!(messages(&data, &smtp).await.iter().all(|effect| effect.state == State::Sent));
    assert!(sink.accepted().iter().all(|message| message["user"] == "me"));
}

#[tokio::test]
async fn what_comes_back_is_read_and_its_address_is_written_to_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sink = MailSink::start(Duration::ZERO);
    let relay = MailRelay::start(sink.port());
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", relay.port());
    let gone = "gone@example.net";
    plan_to(&data, &smtp, gone).await;
    let mut command = boussole(&data);
    let _server = Server::listening(command.args(["serve", "--mail-from", FROM, "--smtp", &smtp]));
    // The relay took it, could not hand it on, and says so to whom it is from.
    let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(10)));
    while sink.accepted().is_empty() {
        assert!(started.elapsed() < PATIENCE, "nothing comes back");
        ticks.tick().await;
    }
    let returned = sink.accepted().remove(0);
    assert_eq!((&returned["from"], &returned["to"]), (&json!("<>"), &json!(FROM)));
    let path = folder.path().join("report.eml");
    std::fs::write(&path, returned["text"].as_str().expect("a text")).unwrap();
    let report = || {
        let ended = run(boussole(&data).args(["mail", "report", "--format", "json"]).arg(&path));
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        serde_json::from_str::<Value>(&ended.out).expect("JSON")
    };
    let said = report();
    assert_eq!((&said["verdict"], &said["suppressed"]), (&json!("hard_bounce"), &json!("hard_bounce")));
    assert!(said["said"].as_str().expect("words").contains("550 5.1.1 no such user"), "{said}");
    assert_eq!(report(), said, "twice is once");
    let message = messages(&data, &smtp).await.remove(0);
    assert_eq!((message.state, json!(message.reason)), (State::Failed, said["said"].clone()));

    // The next one is not even begun.
    plan_to(&data, &smtp, gone).await;
    let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(10)));
    let second = loop {
        let second = messages(&data, &smtp).await.remove(0);
        if second.state != State::Planned && second.state != State::Claimed {
            break second;
        }
        assert!(started.elapsed() < PATIENCE, "{second:?}");
        ticks.tick().await;
    };
    assert_eq!((second.state, second.reason.as_deref()), (State::Failed, Some("suppressed: hard_bounce")));
    assert_eq!(sink.accepted().len(), 1);
}

#[test]
fn a_mail_server_that_is_none_is_refused_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let refused = |smtp: &str, from: &str| {
        let ended = run(boussole(&data).args(["serve", "--smtp", smtp, "--mail-from", from]));
        assert_eq!(ended.code, Some(2), "{}", ended.err);
        ended.err
    };
    assert!(refused("ftp://me:hunter2@example.org", FROM).contains("--smtp"));
    assert!(!refused("ftp://me:hunter2@example.org", FROM).contains("hunter2"));
    assert!(refused("smtps://example.org", "nobody").contains("--mail-from"));
}
