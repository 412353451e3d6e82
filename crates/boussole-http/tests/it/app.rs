//! A server without a socket: the real router over a temporary data folder.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response, StatusCode, header};
use boussole_api::{RouteEntry, Routes};
use boussole_core::{Ctx, FixedClock, ProjectId, Role, Scope};
use boussole_events::EventStore;
use boussole_frictions::Frictions;
use boussole_import::Imports;
use boussole_ingest::Ingest;
use boussole_insights::{Insights, SavedQuestions};
use boussole_journeys::Journeys;
use boussole_lake::Lake;
use boussole_mail::{Language, Mail, MailServer, Topic};
use boussole_members::{Members, NewMember};
use boussole_notifications::{Materials, Notifications};
use boussole_people::People;
use boussole_projects::Projects;
use boussole_query::ProjectSettings;
use boussole_sources::{Channel, NewSource, SourceName, Sources};
use boussole_surveys::{Materials as SurveyMaterials, Surveys, templates};
use boussole_test::TestDb;
use boussole_today::Today;
use boussole_uploads::{Place, Uploads, settings_of};
use boussole_verbatims::Verbatims;
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The present of every test: 2023-11-14T22:13:20Z.
const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct App {
    _folder: TempDir,
    _db: TestDb,
    router: Router,
    members: Members,
    pub(crate) table: Vec<RouteEntry>,
    /// The write key of a source.
    pub(crate) write_key: String,
    /// A secret key of the same source.
    pub(crate) secret_key: String,
    /// The token of the link in a letter.
    pub(crate) letter_token: String,
}

impl App {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = TestDb::new().await;
        let core = db.core();
        let clock = Arc::new(FixedClock::at(NOW_MS));
        let project = ProjectId::default();
        let members = Members::open(core, clock.clone()).await.expect("members");
        let projects = Projects::open(core).await.expect("projects");
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let settings = ProjectSettings::default();
        let settings = tokio::sync::watch::Sender::new(settings);
        let people = People::new(store.clone(), settings.subscribe(), clock.clone());
        let insights = Insights::new(store.clone(), settings.subscribe(), clock.clone());
        let today = Today::open(core, insights.clone()).await.expect("the start page");
        let saved = SavedQuestions::open(core, insights.clone(), members.clone()).await.expect("saved questions");
        // Nothing is sent: nobody starts it.
        let server = MailServer::parse("smtps://mail.example.org", "cx@example.org").expect("a server");
        let mail = Mail::open(core, clock.clone(), Some(server)).await.expect("mail");
        let sources = Sources::open(core, clock.clone()).await.expect("sources");
        let new = NewSource { name: SourceName::parse("Shop").expect("a name"), channel: Channel::Web };
        let owner = Ctx::command_line(project.clone());
        let source = sources.source_create(&owner, new).await.expect("a source");
        let (_, secret_key) = sources.secret_key_create(&owner, &source.id).await.expect("a secret key");
        let letter_token = mail.unsubscribe_token(&project, "anna@example.org", Topic::Weekly, Language::En);
        let journeys = Journeys::open(core, insights.clone(), members.clone(), clock.clone()).await.expect("journeys");
        let changes = settings.subscribe();
        let verbatims =
            Verbatims::open(core, project.clone(), store.clone(), changes, clock.clone(), journeys.clone()).await;
        let verbatims = verbatims.expect("verbatims");
        let changes = settings.subscribe();
        let frictions = Frictions::open(core, project.clone(), store.clone(), changes, clock.clone()).await;
        let frictions = frictions.expect("frictions");
        let materials = Materials {
            mail: mail.clone(),
            members: members.clone(),
            today: today.clone(),
            sources: sources.clone(),
            settings: settings.subscribe(),
            url: "https://cx.example.org".to_owned(),
        };
        let notifications = Notifications::open(core, clock.clone(), materials).await.expect("notifications");
        let materials = SurveyMaterials {
            events: store.clone(),
            members: members.clone(),
            mail: mail.clone(),
            url: "https://cx.example.org".to_owned(),
        };
        let surveys = Surveys::open(core, project.clone(), clock.clone(), materials).await.expect("surveys");
        let definition = templates().swap_remove(0).definition;
        surveys.survey_ensure(&owner, "delivery", "Delivery", definition).await.expect("a survey");
        let ingest = Ingest::new(project, store.clone(), sources.clone(), clock.clone());
        let imports = Imports::open(core).await.expect("imports");
        let place = Place {
            store: store.clone(),
            lake: Lake::new(store.clone(), folder.path()),
            imports,
            projects: projects.clone(),
            settings: settings.clone(),
            clock: clock.clone(),
            rejects: folder.path().join("rejects"),
        };
        let uploads = Uploads::open(place, folder.path().join("uploads")).expect("uploads");
        let features = || -> Routes {
            let settings = settings.clone();
            let changed = move |project: &_| drop(settings.send_replace(settings_of(project)));
            boussole_members::routes(members.clone(), projects.clone())
                .merge(boussole_projects::routes(projects.clone(), clock.clone(), changed))
                .merge(boussole_people::routes(people.clone()))
                .merge(boussole_verbatims::routes(verbatims.clone()))
                .merge(boussole_frictions::routes(frictions.clone()))
                .merge(boussole_insights::routes(insights.clone(), saved.clone()))
                .merge(boussole_today::routes(today.clone()))
                .merge(boussole_journeys::routes(journeys.clone()))
                .merge(boussole_surveys::routes(surveys.clone()))
                .merge(boussole_mail::routes(mail.clone()))
                .merge(boussole_notifications::routes(notifications.clone()))
                .merge(boussole_sources::routes(sources.clone(), store.clone()))
                .merge(boussole_ingest::routes(ingest.clone()))
                .merge(boussole_uploads::routes(uploads.clone()))
        };
        let table = boussole_http::routes(features()).table().to_vec();
        let router = boussole_http::router(members.clone(), features());
        Self { _folder: folder, _db: db, router, members, table, write_key: source.write_key, secret_key, letter_token }
    }

    /// Signs in the member of this role and scope, made the first time, and returns their session's cookie.
    pub(crate) async fn signed_in(&self, role: Role, scope: &Scope) -> String {
        let part = if *scope == Scope::All { "whole" } else { "part" };
        let email = format!("{role:?}-{part}@example.org").to_lowercase();
        let ctx = Ctx::command_line(ProjectId::default());
        let member = NewMember::parse(&email, "Somebody", role, scope.clone()).expect("a member");
        // The second time there is one already, which is as good.
        let _ = self.members.member_add(&ctx, &member).await;
        let token = self.members.sign_in_link(&email).await.expect("a link");
        let session = self.members.sign_in_by_link(&token, None).await.expect("signed in");
        format!("__Host-boussole={session}")
    }

    pub(crate) async fn call(&self, method: &Method, path: &str, cookie: Option<&str>) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path).header("X-Boussole", "1");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("the router answers")
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("the router answers")
    }

    /// Sends JSON and returns the status and the body of the answer as text.
    pub(crate) async fn send(&self, method: &Method, path: &str, cookie: &str, body: &Value) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri(path).header("X-Boussole", "1");
        let request = request.header(header::COOKIE, cookie).body(Body::from(body.to_string())).expect("a request");
        let (parts, body) = self.answer(request).await.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.expect("a body");
        (parts.status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Asks for a file as a browser that takes these encodings.
    pub(crate) async fn call_with(&self, path: &str, accept_encoding: &str) -> Response<Body> {
        let request = Request::builder().uri(path).header(header::ACCEPT_ENCODING, accept_encoding);
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("the router answers")
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, String, Response<()>) {
        let (parts, body) = self.call(&Method::GET, path, None).await.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.expect("a body");
        (parts.status, String::from_utf8_lossy(&bytes).into_owned(), Response::from_parts(parts, ()))
    }
}
