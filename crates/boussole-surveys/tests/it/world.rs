//! A project with its surveys, and who asks for their pages.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use boussole_api::InternalCause;
use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_db::CoreDb;
use boussole_events::{EventStore, ScanRequest};
use boussole_mail::{Mail, MailServer};
use boussole_members::Members;
use boussole_surveys::{Definition, Materials, State, Survey, SurveyError, Surveys, templates};
use boussole_test::TestDb;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// 2023-11-14T22:13:20Z.
pub(crate) const NOW_MS: i64 = 1_700_000_000_000;

pub(crate) struct World {
    pub(crate) surveys: Surveys,
    pub(crate) mail: Mail,
    pub(crate) store: EventStore,
    pub(crate) ctx: Ctx,
    pub(crate) clock: Arc<FixedClock>,
    router: Router,
    db: TestDb,
    _folder: TempDir,
}

/// What a browser got.
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) html: String,
    /// Which pages may read it.
    pub(crate) readers: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_mail(None).await
    }

    pub(crate) async fn with_mail(server: Option<MailServer>) -> Self {
        let (db, clock) = (TestDb::new().await, Arc::new(FixedClock::at(NOW_MS)));
        let (folder, project) = (tempfile::tempdir().expect("a folder"), ProjectId::default());
        let store = EventStore::open(folder.path(), &project, clock.clone()).await.expect("a store");
        let members = Members::open(db.core(), clock.clone()).await.expect("members");
        let mail = Mail::open(db.core(), clock.clone(), server).await.expect("mail");
        let url = "https://cx.example.org".to_owned();
        let materials = Materials { events: store.clone(), members, mail: mail.clone(), url };
        let surveys = Surveys::open(db.core(), project.clone(), clock.clone(), materials).await.expect("surveys");
        let router = boussole_surveys::routes(surveys.clone()).into_routers().doors;
        Self { surveys, mail, store, ctx: Ctx::command_line(project), clock, router, db, _folder: folder }
    }

    pub(crate) fn core(&self) -> &CoreDb {
        self.db.core()
    }

    /// Makes a survey that can be answered.
    pub(crate) async fn open(&self, name: &str, definition: Definition) -> Survey {
        let survey = self.surveys.survey_create(&self.ctx, name, definition).await.expect("a survey");
        self.surveys.survey_set_state(&self.ctx, &survey.id, State::Open).await.expect("open")
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.get_as(path, "fr-BE,fr;q=0.9,en;q=0.8").await
    }

    pub(crate) async fn get_as(&self, path: &str, languages: &str) -> Got {
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, languages);
        self.answer(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends a form from an address.
    pub(crate) async fn post_from(&self, address: &str, path: &str, form: impl Into<Body>) -> Got {
        let address: SocketAddr = address.parse().expect("an address");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.extension(ConnectInfo(address)).body(form.into()).expect("a request");
        self.answer(request).await
    }

    pub(crate) async fn post(&self, path: &str, form: impl Into<Body>) -> Got {
        self.post_from("192.0.2.1:40000", path, form).await
    }

    /// Sends a form as the script of a page does, which reads JSON.
    pub(crate) async fn send(&self, path: &str, form: impl Into<Body>) -> (StatusCode, Value) {
        self.send_from("192.0.2.1:40000", path, form).await
    }

    pub(crate) async fn send_from(&self, address: &str, path: &str, form: impl Into<Body>) -> (StatusCode, Value) {
        let address: SocketAddr = address.parse().expect("an address");
        let request = Request::post(path).header(header::ACCEPT, "application/json");
        let got = self.answer(request.extension(ConnectInfo(address)).body(form.into()).expect("a request")).await;
        assert_eq!(got.readers, "*", "any page may read what it is told");
        let told = if got.html.is_empty() { Value::Null } else { serde_json::from_str(&got.html).expect("JSON") };
        (got.status, told)
    }

    async fn answer(&self, request: Request<Body>) -> Got {
        let (parts, body) = self.router.clone().oneshot(request).await.expect("an answer").into_parts();
        if let Some(InternalCause(cause)) = parts.extensions.get() {
            panic!("it failed inside: {cause}");
        }
        let location = parts.headers.get(header::LOCATION).map(|location| location.to_str().expect("text").to_owned());
        let readers =
            parts.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).map(|origin| origin.to_str().expect("text"));
        let readers = readers.unwrap_or_default().to_owned();
        let bytes = to_bytes(body, 1 << 22).await.expect("a body");
        Got {
            status: parts.status,
            location: location.unwrap_or_default(),
            html: String::from_utf8(bytes.to_vec()).expect("text"),
            readers,
        }
    }

    /// Returns all that is stored: a line an event, in the order of people.
    pub(crate) fn events(&self) -> Vec<String> {
        let snapshot = self.store.snapshot(&self.ctx).expect("a snapshot");
        let mut lines = Vec::new();
        for chunk in snapshot.scan(&self.ctx, &ScanRequest::default()) {
            let chunk = chunk.expect("rows");
            let names = chunk.event_names();
            for row in 0..chunk.len() {
                let name = names[chunk.event_codes()[row] as usize];
                lines.push(format!("p{} {name} {}", chunk.person_keys()[row], chunk.props(row)));
            }
        }
        lines
    }

    /// Returns how many forms were not taken, by why.
    pub(crate) async fn refused(&self, survey: &Survey) -> Vec<(&'static str, i64)> {
        let refusals = self.surveys.refusals(&self.ctx, &survey.id).await.expect("counts");
        refusals.into_iter().map(|(why, n)| (why.as_str(), n)).collect()
    }
}

/// Returns what a questionnaire that comes with Boussole asks.
pub(crate) fn template(id: &str) -> Definition {
    templates().into_iter().find(|template| template.id == id).expect("a template").definition
}

/// Returns the number of a form, as its page holds it.
pub(crate) fn number_of(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"response\" value=\"").expect("a form");
    rest.split('"').next().expect("a number").to_owned()
}

/// Returns the code of a refusal.
pub(crate) fn code<T>(result: Result<T, SurveyError>) -> &'static str {
    match result {
        Ok(_) => "fine",
        Err(SurveyError::Refused(refusal)) => refusal.code,
        Err(other) => panic!("{other}"),
    }
}
