//! From an event to a letter through the binary: killed at any moment each is sent once, and its link ends the next ones.

use crate::command::{Server, boussole};
use boussole_core::{Clock, Ctx, FixedClock, HOUR_MS, ProjectId, SystemClock};
use boussole_db::{CoreDb, DataFolder};
use boussole_events::{Batch, EventStore, Incoming, Origin};
use boussole_insights::Insights;
use boussole_jobs::{EFFECT_PAGE_MAX, Effect, Reaction, State};
use boussole_mail::{Language, Mail, MailServer, Topic};
use boussole_members::{Member, Members, NewMember};
use boussole_notifications::{Clerk, Materials, Notifications, SILENT_MS};
use boussole_query::ProjectSettings;
use boussole_sources::{Channel, NewSource, SourceName, Sources};
use boussole_test::MailSink;
use boussole_today::Today;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::interval;

const FROM: &str = "cx@example.org";
/// So many sources fall silent, and so many members are told of each.
const SOURCES: usize = 12;
const READERS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest that one life of the program may take until it sends.
const LIFE_MAX: Duration = Duration::from_secs(5);

/// A folder in which sources sent their last event so long ago that they are silent, and nobody looked since.
async fn prepare(data: &Path, smtp: &str, n_sources: usize, n_readers: usize) {
    let folder = DataFolder::open(data, "test").expect("the folder");
    let core = CoreDb::open_sqlite(&folder.core_db()).await.expect("the definitions");
    let then = Arc::new(FixedClock::at(SystemClock.now_ms() - SILENT_MS - HOUR_MS));
    let project = ProjectId::default();
    let ctx = Ctx::command_line(project.clone());
    let members = Members::open(&core, then.clone()).await.expect("members");
    let sources = Sources::open(&core, then.clone()).await.expect("sources");
    let mail = mail(data, smtp).await;
    let events = EventStore::open(&folder.project(&project), &project, then.clone()).await.expect("events");
    let (_told, settings) = watch::channel(ProjectSettings::default());
    let insights = Insights::new(events.clone(), settings.clone(), then.clone());
    let today = Today::open(&core, insights).await.expect("today");
    let materials = Materials {
        mail: mail.clone(),
        members: members.clone(),
        today,
        sources: sources.clone(),
        settings,
        url: String::new(),
    };
    let notifications = Notifications::open(&core, then, materials).await.expect("notifications");
    // What comes from now on is reacted to, by whoever is next.
    let clerk = Clerk::new(notifications.clone());
    Reaction::begin(mail.outbox(), events.clone(), ctx.clone(), clerk).await.expect("a reaction");
    for n in 0..n_readers {
        let member = add(&members, &ctx, n).await;
        let found = members.member_find(&project, &member.id).await.expect("read").expect("a member");
        let language = Language::ALL[n % 2];
        notifications.subscribe(&found.ctx(&project), Topic::Silence, language).await.expect("subscribed");
    }
    for n in 0..n_sources {
        let name = SourceName::parse(&format!("Shop {n}")).expect("a name");
        let source = sources.source_create(&ctx, NewSource { name, channel: Channel::Web }).await.expect("a source");
        let item = Incoming {
            event: "Page Viewed".to_owned(),
            time_ms: SystemClock.now_ms() - SILENT_MS - HOUR_MS,
            ..Incoming::default()
        };
        let batch = Batch::new(source.event_source(), Origin::Live { is_trusted: false }, vec![item]);
        events.accept(&ctx, batch).await.expect("accepted");
    }
    drop(notifications);
    events.close().await;
}

async fn add(members: &Members, ctx: &Ctx, n: usize) -> Member {
    let (address, role, scope) =
        (format!("reader-{n}@example.org"), boussole_core::Role::Viewer, boussole_core::Scope::All);
    let new = NewMember::parse(&address, "Reader", role, scope).expect("a member");
    members.member_add(ctx, &new).await.expect("added")
}

/// Opens the messages of a folder that no server holds.
async fn mail(data: &Path, smtp: &str) -> Mail {
    let core = CoreDb::open_sqlite(&data.join("core.db")).await.expect("the definitions");
    let server = MailServer::parse(smtp, FROM).expect("a server");
    Mail::open(&core, Arc::new(SystemClock), Some(server)).await.expect("mail")
}

async fn messages(data: &Path, smtp: &str) -> Vec<Effect> {
    let ctx = Ctx::command_line(ProjectId::default());
    mail(data, smtp).await.messages(&ctx, None, None, EFFECT_PAGE_MAX).await.expect("messages").effects
}

fn serve(data: &Path, smtp: &str) -> Command {
    let mut command = boussole(data);
    command.args(["serve", "--mail-from", FROM]).env("BOUSSOLE_SMTP", smtp);
    command
}

#[tokio::test]
async fn killed_at_any_moment_each_silence_is_told_to_each_reader_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sink = MailSink::start(Duration::from_millis(10));
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", sink.port());
    prepare(&data, &smtp, SOURCES, READERS).await;
    let (started, mut n_kills, mut all) = (Instant::now(), 0_u64, Vec::new());
    let is_over = |all: &[Effect]| all.len() == SOURCES * READERS && all.iter().all(|letter| letter.ended_ms.is_some());
    while !is_over(&all) {
        assert!(started.elapsed() < PATIENCE, "{} letters after {n_kills} kills", all.len());
        let mut command = serve(&data, &smtp);
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary starts");
        // A life is a little longer each time, so that the kill comes at every step: before the events are read, when the
        // timers ring, when letters are planned, written, handed over.
        let life = LIFE_MAX.min(Duration::from_millis(20 + 15 * n_kills));
        let (born, mut ticks) = (Instant::now(), interval(Duration::from_millis(1)));
        while born.elapsed() < life {
            ticks.tick().await;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        n_kills += 1;
        all = messages(&data, &smtp).await;
    }
    let mut accepted = BTreeMap::<String, usize>::new();
    for message in sink.accepted() {
        *accepted.entry(message["id"].as_str().expect("an id").to_owned()).or_default() += 1;
    }
    let mut of = BTreeMap::<(String, String), usize>::new();
    for letter in &all {
        let times = accepted.remove(&format!("<{}@example.org>", letter.id)).unwrap_or_default();
        match letter.state {
            State::Sent => assert_eq!(times, 1, "{letter:?}"),
            State::Unknown => assert!(times <= 1, "{letter:?}"),
            _ => panic!("neither sent nor unknown: {letter:?}"),
        }
        let planned: Value = serde_json::from_str(&letter.payload).expect("a letter");
        let about: Value = serde_json::from_str(planned["about"].as_str().expect("a text")).expect("what it is about");
        *of.entry((planned["to"].to_string(), about["silence"]["source"].to_string())).or_default() += 1;
    }
    assert!(accepted.is_empty(), "sent without being planned: {accepted:?}");
    assert_eq!(of.len(), SOURCES * READERS, "each reader is told of each source: {of:?}");
    assert!(n_kills > 10, "{n_kills} kills: the test shows nothing");
}

/// Sends a request and returns the first line and all of the answer.
fn ask(address: &str, method: &str, path: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("the request is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the answer is read");
    (answer.lines().next().unwrap_or_default().to_owned(), answer)
}

#[tokio::test]
async fn a_program_that_opens_every_link_ends_nothing_and_one_request_does() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sink = MailSink::start(Duration::ZERO);
    let smtp = format!("smtp://127.0.0.1:{}?tls=none", sink.port());
    prepare(&data, &smtp, 1, 2).await;
    let mut command = serve(&data, &smtp);
    let server = Server::listening(command.args(["--url", "https://cx.example.org"]));
    let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(10)));
    while sink.n_accepted() < 2 {
        assert!(started.elapsed() < PATIENCE, "no letter arrives");
        ticks.tick().await;
    }
    let letter = sink.accepted().into_iter().find(|letter| letter["to"] == "reader-0@example.org").expect("a letter");
    let text = letter["text"].as_str().expect("a text").replace("\r\n ", " ");
    let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
    assert_eq!(header("List-Unsubscribe-Post: "), "List-Unsubscribe=One-Click");
    let link = header("List-Unsubscribe: ").trim_matches(['<', '>']).to_owned();
    let path = link.strip_prefix("https://cx.example.org").expect("an address of this server").to_owned();
    let is_ended = async |reader: &str| {
        let mail = mail(&data, &smtp).await;
        mail.is_unsubscribed(&ProjectId::default(), reader, Topic::Silence).await.expect("known")
    };
    // A scanner fetches every link, and what it leads to, as often as it likes.
    for _ in 0..20 {
        for method in ["GET", "HEAD"] {
            let (status, answer) = ask(&server.address, method, &path, "");
            assert_eq!(status, "HTTP/1.1 303 See Other");
            let page = answer.lines().find_map(|line| line.strip_prefix("location: ")).expect("a page");
            assert_eq!(ask(&server.address, method, page, "").0, "HTTP/1.1 200 OK");
        }
    }
    for body in ["", "yes", "List-Unsubscribe=No"] {
        assert_eq!(ask(&server.address, "POST", &path, body).0, "HTTP/1.1 400 Bad Request", "{body}");
    }
    assert!(!is_ended("reader-0@example.org").await);
    for _ in 0..2 {
        let (status, _) = ask(&server.address, "POST", &path, "List-Unsubscribe=One-Click");
        assert_eq!(status, "HTTP/1.1 204 No Content");
    }
    assert!(is_ended("reader-0@example.org").await);
    assert!(!is_ended("reader-1@example.org").await, "nobody else's");
    let tampered = path.replace(".silence.", ".weekly.");
    assert_eq!(ask(&server.address, "POST", &tampered, "List-Unsubscribe=One-Click").0, "HTTP/1.1 400 Bad Request");
    assert!(server.stop(), "it ends well");
}
