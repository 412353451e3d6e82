//! A project with an owner, and a mail server that takes its letters.

use boussole_core::{Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_events::{Batch, EventStore, Identifier, IdentifierKind, Incoming, Origin};
use boussole_insights::Insights;
use boussole_jobs::{Effect, Reaction, State, Step};
use boussole_mail::{Language, Mail, MailServer, Topic};
use boussole_members::{HashCost, Members, NewMember};
use boussole_notifications::{Clerk, Materials, Notifications};
use boussole_query::ProjectSettings;
use boussole_sources::{Channel, NewSource, Source, SourceName, Sources};
use boussole_test::{MailSink, TestDb};
use boussole_today::Today;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::interval;

/// Sunday 28 June 2026, noon in Paris.
pub(crate) const NOW_MS: i64 = 1_782_640_800_000;
pub(crate) const ANNA: &str = "anna@example.org";
pub(crate) const URL: &str = "https://cx.example.org";
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Desk {
    _db: TestDb,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) events: EventStore,
    pub(crate) members: Members,
    pub(crate) sources: Sources,
    pub(crate) mail: Mail,
    pub(crate) notifications: Notifications,
    pub(crate) sink: MailSink,
    /// The owner, who is Anna.
    pub(crate) ctx: Ctx,
    _settings: watch::Sender<ProjectSettings>,
    _folder: TempDir,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let (folder, project) = (tempfile::tempdir().expect("a folder"), ProjectId::default());
        let events = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let cheap = HashCost { memory_kib: 8, n_passes: 1, n_lanes: 1 };
        let members = Members::open_with_cost(db.core(), clock.clone(), cheap).await.expect("members");
        let anna = members.member_create_owner_if_none(&project, ANNA, "Anna").await.expect("an owner");
        let anna = anna.expect("the first owner");
        let sources = Sources::open(db.core(), clock.clone()).await.expect("sources");
        let sink = MailSink::start(Duration::ZERO);
        let smtp = format!("smtp://127.0.0.1:{}?tls=none", sink.port());
        let server = MailServer::parse(&smtp, "cx@example.org").expect("a server");
        let mail = Mail::open(db.core(), clock.clone(), Some(server)).await.expect("mail");
        let settings = ProjectSettings {
            timezone: "Europe/Paris".to_owned(),
            currency: Some("EUR".to_owned()),
            ..ProjectSettings::default()
        };
        let (told, heard) = watch::channel(settings);
        let insights = Insights::new(events.clone(), heard.clone(), clock.clone());
        let today = Today::open(db.core(), insights).await.expect("today");
        let materials = Materials {
            mail: mail.clone(),
            members: members.clone(),
            today,
            sources: sources.clone(),
            settings: heard,
            url: URL.to_owned(),
        };
        let notifications = Notifications::open(db.core(), clock.clone(), materials).await.expect("letters");
        let membership = members.member_find(&project, &anna.id).await.expect("read").expect("a member");
        let ctx = membership.ctx(&project);
        Self {
            _db: db,
            clock,
            events,
            members,
            sources,
            mail,
            notifications,
            sink,
            ctx,
            _settings: told,
            _folder: folder,
        }
    }

    /// Adds somebody to the project, and returns what they may do.
    pub(crate) async fn add(&self, address: &str, scope: Scope) -> Ctx {
        let new = NewMember::parse(address, "Somebody", Role::Viewer, scope).expect("a member");
        let member = self.members.member_add(&self.ctx, &new).await.expect("added");
        let found = self.members.member_find(&self.ctx.project, &member.id).await.expect("read").expect("a member");
        found.ctx(&self.ctx.project)
    }

    pub(crate) async fn source(&self, name: &str) -> Source {
        let new = NewSource { name: SourceName::parse(name).expect("a name"), channel: Channel::Web };
        self.sources.source_create(&self.ctx, new).await.expect("a source")
    }

    pub(crate) async fn send(&self, source: &Source) {
        let item = Incoming { event: "Page Viewed".to_owned(), time_ms: self.now_ms(), ..Incoming::default() };
        self.accept(&source.event_source(), Origin::Live { is_trusted: false }, vec![item]).await;
    }

    pub(crate) async fn accept(&self, source: &str, origin: Origin, items: Vec<Incoming>) {
        let ctx = Ctx::command_line(self.ctx.project.clone());
        self.events.accept(&ctx, Batch::new(source, origin, items)).await.expect("accepted");
    }

    fn now_ms(&self) -> i64 {
        boussole_core::Clock::now_ms(&*self.clock)
    }

    /// Lets the clerk do all there is to do at a time, and the letters arrive.
    pub(crate) async fn work_at(&self, time_ms: i64) {
        self.clock.set(time_ms);
        let ctx = Ctx::command_line(self.ctx.project.clone());
        let clerk = Clerk::new(self.notifications.clone());
        let mut reaction =
            Reaction::begin(self.mail.outbox(), self.events.clone(), ctx, clerk).await.expect("it begins");
        while reaction.react().await.expect("it reacts") == Step::Done {}
        let running = self.mail.start(URL, self.notifications.composers()).await.expect("it starts");
        let (started, mut ticks) = (Instant::now(), interval(Duration::from_millis(5)));
        while self.waits().await {
            assert!(started.elapsed() < PATIENCE, "letters wait");
            ticks.tick().await;
        }
        running.close().await;
    }

    async fn waits(&self) -> bool {
        let counts = self.mail.counts(&self.ctx).await.expect("counts");
        counts.iter().any(|count| matches!(count.state, State::Planned | State::Claimed))
    }

    /// Returns who got a letter, in the order of their addresses.
    pub(crate) fn readers(&self) -> Vec<String> {
        let mut readers: Vec<String> = self.sink.accepted().iter().map(|letter| text(&letter["to"])).collect();
        readers.sort();
        readers
    }

    /// Returns the text part of the last letter to somebody.
    pub(crate) fn last_letter(&self, address: &str) -> String {
        let all = self.sink.accepted();
        let letter = all.iter().rev().find(|letter| letter["to"] == address).expect("a letter");
        let whole = text(&letter["text"]).replace("\r\n", "\n");
        let part = whole.split("Content-Type: text/html").next().expect("the first part").to_owned();
        decoded(part.split_once("\n\n--").expect("parts").1)
    }

    pub(crate) async fn letters_of(&self) -> Vec<Effect> {
        self.mail.messages(&self.ctx, None, None, 200).await.expect("messages").effects
    }

    pub(crate) async fn subscribe(&self, ctx: &Ctx, topic: Topic, language: Language) {
        self.notifications.subscribe(ctx, topic, language).await.expect("subscribed");
    }

    /// Imports an order a day for a year, in two stores.
    pub(crate) async fn import_orders(&self) {
        let order = |n: i64| {
            let store = if n % 2 == 0 { "Lyon" } else { "Nantes" };
            let props = json!({"order_id": n.to_string(), "revenue": 10, "currency": "EUR", "store": store});
            Incoming {
                event: "Order Completed".to_owned(),
                identifiers: Identifier::parse(IdentifierKind::User, &format!("u{}", n % 50)).into_iter().collect(),
                time_ms: NOW_MS - n * boussole_core::DAY_MS,
                message_id: Some(n.to_string()),
                props: match props {
                    Value::Object(props) => props,
                    other => panic!("{other}"),
                },
                ..Incoming::default()
            }
        };
        self.accept("orders", Origin::Import { import_id: 1 }, (0..400).map(order).collect()).await;
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Reads quoted-printable text.
fn decoded(part: &str) -> String {
    let part = part.replace("=\n", "");
    let (mut bytes, mut rest) = (Vec::new(), part.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.filter(|_| *first == b'=').and_then(|code| u8::from_str_radix(code, 16).ok());
        (rest, _) = match byte {
            Some(byte) => (&after[2..], bytes.push(byte)),
            None => (after, bytes.push(*first)),
        };
    }
    String::from_utf8(bytes).expect("UTF-8")
}
