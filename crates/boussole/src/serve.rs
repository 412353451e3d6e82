use crate::args::{Place, ServeArguments};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::house::House;
use crate::lake::publish_every;
use crate::print::Printer;
use crate::socket::Socket;
use boussole_api::Routes;
use boussole_core::Refusal;
use boussole_frictions::Frictions;
use boussole_http::router;
use boussole_ingest::Ingest;
use boussole_insights::{Insights, SavedQuestions};
use boussole_jobs::{Reaction, Reactor};
use boussole_journeys::Journeys;
use boussole_mail::{Mail, MailServer};
use boussole_members::Members;
use boussole_notifications::{Clerk, Materials, Notifications};
use boussole_people::People;
use boussole_sources::Sources;
use boussole_surveys::{Inviter, Materials as SurveyMaterials, Surveys};
use boussole_today::Today;
use boussole_uploads::{Uploads, settings_of};
use boussole_verbatims::Verbatims;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use url::Url;

/// How often old uploads are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(10 * 60);

/// Serves the interface and the API of a data folder until it is told to stop.
pub(crate) async fn serve(place: &Place, arguments: &ServeArguments, printer: &mut Printer) -> Result<(), Failure> {
    let house = Arc::new(House::open(&place.data, "serve").await?);
    let done = serve_project(&house, place, arguments, printer).await;
    house.close().await;
    done
}

async fn serve_project(
    house: &Arc<House>,
    place: &Place,
    arguments: &ServeArguments,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let desk = house.desk(&place.project).await?;
    let served = Served::start(house, &desk, arguments, printer).await?;
    Box::pin(served.run(house, &desk)).await
}

/// A server that listens, not yet answering.
pub(crate) struct Served {
    listener: TcpListener,
    socket: Socket,
    members: Members,
    sources: Sources,
    mail: Mail,
    /// Where people reach the server.
    url: String,
    lake_every: Option<u16>,
    /// Both ways of asking to stop, which mean the same.
    stops: [Signal; 2],
}

impl Served {
    /// Starts to listen, makes the first owner, and prints the address and a sign-in link.
    pub(crate) async fn start(
        house: &House,
        desk: &Desk,
        arguments: &ServeArguments,
        printer: &mut Printer,
    ) -> Result<Self, Failure> {
        log_as_json();
        let server = arguments.smtp.as_deref().zip(arguments.mail_from.as_deref());
        let server = server.map(|(smtp, from)| MailServer::parse(smtp, from)).transpose()?;
        let url = arguments.url.as_deref().map(parse_url).transpose()?;
        let listener = listen(arguments.listen).await?;
        let socket = Socket::open(house.folder.path())?;
        let members = Members::open(&house.core, house.clock.clone()).await?;
        let sources = Sources::open(&house.core, house.clock.clone()).await?;
        let mail = Mail::open(&house.core, house.clock.clone(), server).await?;
        // Until the owner says otherwise, they are called by the first part of their address.
        let name = arguments.owner.split('@').next().unwrap_or_default();
        members.member_create_owner_if_none(&desk.ctx.project, &arguments.owner, name).await?;
        let token = members.sign_in_link(&arguments.owner).await?;
        let address = listener.local_addr()?;
        // Whoever reads the address may ask to stop from then on.
        let stops = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?];
        printer.text(&format!("Boussole is at http://{address}"))?;
        if !address.ip().is_loopback() {
            printer
                .text("signing in from another machine needs https: put a proxy that ends TLS before this address")?;
        }
        let url = url.unwrap_or_else(|| format!("http://{address}"));
        printer.text(&format!("sign in, once: {url}/sign-in?token={token}"))?;
        Ok(Self { listener, socket, members, sources, mail, url, lake_every: arguments.lake_every, stops })
    }

    /// Opens the surveys of the project that is served.
    pub(crate) async fn surveys(&self, house: &House, desk: &Desk) -> Result<Surveys, Failure> {
        surveys(house, desk, &self.members, &self.mail, &self.url).await
    }

    /// Answers until the process is told to stop.
    pub(crate) async fn run(self, house: &Arc<House>, desk: &Desk) -> Result<(), Failure> {
        let uploads = Uploads::open(desk.place(), house.folder.uploads(&desk.ctx.project))?;
        let features = features(house, desk, &self.members, self.sources, &self.mail, &uploads, &self.url).await?;
        let Features { routes, notifications, surveys, verbatims, frictions } = features;
        let composers = [notifications.composers(), surveys.composers()].concat();
        let sending = self.mail.start(&self.url, composers).await?;
        let (outbox, store) = (self.mail.outbox(), desk.room.store.clone());
        let clerk = Reaction::begin(outbox, store.clone(), desk.ctx.clone(), Clerk::new(notifications)).await?;
        let inviter = Inviter::new(surveys, self.mail.clone());
        let inviter = Reaction::begin(outbox, store, desk.ctx.clone(), inviter).await?;
        let [mut terminate, mut interrupt] = self.stops;
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        let lake = async {
            match self.lake_every {
                Some(minutes) => publish_every(desk, minutes).await,
                None => pending().await,
            }
        };
        let done = tokio::select! {
            served = boussole_http::serve(self.listener, router(self.members, routes), stop) => Ok(served?),
            () = self.socket.serve(house) => Ok(()),
            () = lake => Ok(()),
            () = sweep(&uploads) => Ok(()),
            () = react(clerk) => Ok(()),
            () = react(inviter) => Ok(()),
            () = verbatims.learn_daily(&desk.ctx) => Ok(()),
            () = frictions.search_ahead(&desk.ctx) => Ok(()),
        };
        // What imports and what sends is stopped before the stores are closed under it.
        uploads.close().await;
        sending.close().await;
        done
    }
}

/// The features of one project.
pub(crate) struct Features {
    pub(crate) routes: Routes,
    pub(crate) notifications: Notifications,
    pub(crate) surveys: Surveys,
    pub(crate) verbatims: Verbatims,
    pub(crate) frictions: Frictions,
}

async fn surveys(house: &House, desk: &Desk, members: &Members, mail: &Mail, url: &str) -> Result<Surveys, Failure> {
    let materials = SurveyMaterials {
        events: desk.room.store.clone(),
        members: members.clone(),
        mail: mail.clone(),
        url: url.to_owned(),
    };
    Ok(Surveys::open(&house.core, desk.ctx.project.clone(), desk.clock.clone(), materials).await?)
}

/// Opens all features for one project, whose server people reach at `url`.
pub(crate) async fn features(
    house: &House,
    desk: &Desk,
    members: &Members,
    sources: Sources,
    mail: &Mail,
    uploads: &Uploads,
    url: &str,
) -> Result<Features, Failure> {
    let (store, clock) = (desk.room.store.clone(), desk.clock.clone());
    let people = People::new(store.clone(), desk.room.settings.subscribe(), clock.clone());
    let insights = Insights::new(store.clone(), desk.room.settings.subscribe(), clock.clone());
    let saved = SavedQuestions::open(&house.core, insights.clone(), members.clone()).await?;
    let today = Today::open(&house.core, insights.clone()).await?;
    let journeys = Journeys::open(&house.core, insights.clone(), members.clone(), clock.clone()).await?;
    let project = desk.ctx.project.clone();
    let changes = desk.room.settings.subscribe();
    let verbatims =
        Verbatims::open(&house.core, project.clone(), store.clone(), changes, clock.clone(), journeys.clone()).await?;
    let changes = desk.room.settings.subscribe();
    let frictions = Frictions::open(&house.core, project.clone(), store.clone(), changes, clock.clone()).await?;
    let surveys = surveys(house, desk, members, mail, url).await?;
    let materials = Materials {
        mail: mail.clone(),
        members: members.clone(),
        today: today.clone(),
        sources: sources.clone(),
        settings: desk.room.settings.subscribe(),
        url: url.to_owned(),
    };
    let notifications = Notifications::open(&house.core, clock.clone(), materials).await?;
    let ingest = Ingest::new(project, store.clone(), sources.clone(), clock.clone());
    let settings = desk.room.settings.clone();
    let changed = move |project: &_| drop(settings.send_replace(settings_of(project)));
    let routes = boussole_members::routes(members.clone(), desk.projects.clone())
        .merge(boussole_projects::routes(desk.projects.clone(), clock, changed))
        .merge(boussole_people::routes(people))
        .merge(boussole_verbatims::routes(verbatims.clone()))
        .merge(boussole_frictions::routes(frictions.clone()))
        .merge(boussole_insights::routes(insights, saved))
        .merge(boussole_journeys::routes(journeys))
        .merge(boussole_surveys::routes(surveys.clone()))
        .merge(boussole_today::routes(today))
        .merge(boussole_sources::routes(sources, store))
        .merge(boussole_mail::routes(mail.clone()))
        .merge(boussole_notifications::routes(notifications.clone()))
        .merge(boussole_uploads::routes(uploads.clone()))
        .merge(boussole_ingest::routes(ingest));
    Ok(Features { routes, notifications, surveys, verbatims, frictions })
}

/// Reacts to events for ever. One that ended because another began leaves the rest of the server as it is.
async fn react<R: Reactor>(reaction: Reaction<R>) {
    reaction.run().await;
    pending().await
}

/// Reads where people reach the server: a scheme, a name, perhaps a port.
fn parse_url(text: &str) -> Result<String, Refusal> {
    let refuse =
        |message: String| Refusal::new("invalid_url", message).at("--url").hint("write it like https://cx.example.org");
    let url = Url::parse(text).map_err(|error| refuse(error.to_string()))?;
    let is_bare = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none();
    if !is_bare || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("it is a scheme, a name and perhaps a port".to_owned()));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Removes uploads that nobody imports, for ever.
async fn sweep(uploads: &Uploads) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        uploads.sweep();
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        Refusal::new("cannot_listen", format!("{address}: {error}"))
            .at("--listen")
            .hint("choose another address, or stop what listens there")
            .into()
    })
}

/// One line of JSON an event, on standard error.
fn log_as_json() {
    // Set once a process; a second try changes nothing.
    let _ = tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_ansi(false).try_init();
}

#[cfg(test)]
mod tests {
    use super::parse_url;

    #[test]
    fn where_people_reach_the_server_is_a_name_and_nothing_after_it() {
        for (text, expected) in [
            ("https://cx.example.org", Ok("https://cx.example.org")),
            ("HTTPS://CX.example.org/", Ok("https://cx.example.org")),
            ("http://192.0.2.1:8080", Ok("http://192.0.2.1:8080")),
            ("https://été.example", Ok("https://xn--t-9fab.example")),
            ("cx.example.org", Err("invalid_url")),
            ("ftp://cx.example.org", Err("invalid_url")),
            ("https://cx.example.org/boussole", Err("invalid_url")),
            ("https://cx.example.org?a=b", Err("invalid_url")),
            ("https://me:secret@cx.example.org", Err("invalid_url")),
        ] {
            assert_eq!(parse_url(text).as_deref().map_err(|refusal| refusal.code), expected, "{text}");
        }
    }
}
