//! One message to a server, step by step, so that it is known at which step it ended.

use crate::content::Unwritten;
use crate::server::{MailServer, Security};
use crate::writer::Writer;
use boussole_core::Clock;
use boussole_jobs::{Effect, End, Sender};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::time::timeout;

/// How long each step may take. RFC 5321 (4.5.3.2) asks for more patience, of servers that hand on to each other; ours is
/// near, and what it answers too late is tried again.
const STEP_MAX: Duration = Duration::from_secs(60);
/// How long the answer to a whole message is awaited: whoever gives up here does not know what became of it.
const ANSWER_MAX: Duration = Duration::from_secs(5 * 60);

/// Hands messages to a server.
pub(crate) struct Smtp {
    server: MailServer,
    writer: Writer,
    clock: Arc<dyn Clock>,
    /// The certificates of the system, read with the first message.
    tls: OnceCell<TlsParameters>,
}

/// Why a step was not done.
enum Stop {
    /// It may work later.
    Later(String),
    /// It will not.
    Never(String),
}

impl Sender for Smtp {
    async fn send(&self, effect: &Effect) -> End {
        let written = match self.writer.write(effect, &self.server.from, self.clock.now_ms()).await {
            Ok(message) => message,
            Err(Unwritten::Later(reason)) => return End::Later { reason },
            Err(Unwritten::Never(reason)) => return End::Failed { reason },
        };
        match self.hand_over(&written).await {
            Ok(end) => end,
            Err(Stop::Later(reason)) => End::Later { reason },
            Err(Stop::Never(reason)) => End::Failed { reason },
        }
    }
}

impl Smtp {
    pub(crate) fn new(server: MailServer, writer: Writer, clock: Arc<dyn Clock>) -> Self {
        Self { server, writer, clock, tls: OnceCell::new() }
    }

    /// Hands a message over. Until its content is sent nothing was accepted, whatever breaks; from then on only an answer
    /// tells.
    async fn hand_over(&self, message: &lettre::Message) -> Result<End, Stop> {
        // Who connects and signs in is us: what is wrong there is not wrong with the message, and may be mended.
        let mut connection = self.connect().await.map_err(Stop::later)?;
        let (envelope, content) = (message.envelope(), message.formatted());
        let mut options = Vec::new();
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if !envelope.to().iter().chain(envelope.from()).all(is_ascii) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Stop::Never("the server does not know addresses with such letters".to_owned()));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !content.is_ascii() {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        step(connection.command(Mail::new(envelope.from().cloned(), options))).await?;
        for recipient in envelope.to() {
            step(connection.command(Rcpt::new(recipient.clone(), Vec::new()))).await?;
        }
        step(connection.command(Data)).await?;
        let end = match timeout(ANSWER_MAX, connection.message(&content)).await {
            Ok(Ok(answer)) if answer.is_positive() => End::Sent,
            Ok(Ok(answer)) => End::Unknown { reason: format!("an answer that says nothing: {}", answer.code()) },
            Ok(Err(error)) if error.is_permanent() => End::Failed { reason: told(&error) },
            Ok(Err(error)) if error.is_transient() => End::Later { reason: told(&error) },
            Ok(Err(error)) => End::Unknown { reason: told(&error) },
            Err(_) => End::Unknown { reason: "no answer to the message".to_owned() },
        };
        // The message is handed over or not, whether we part politely or not.
        let _ = timeout(STEP_MAX, connection.abort()).await;
        Ok(end)
    }

    async fn tls(&self) -> Result<TlsParameters, String> {
        let read = || async { TlsParameters::new(self.server.host.clone()).map_err(|error| told(&error)) };
        self.tls.get_or_try_init(read).await.cloned()
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        let MailServer { host, port, security, credentials, .. } = &self.server;
        let hello = ClientId::default();
        let first = if *security == Security::Tls { Some(self.tls().await?) } else { None };
        let address = (host.as_str(), *port);
        let mut connection =
            within(AsyncSmtpConnection::connect_tokio1(address, Some(STEP_MAX), &hello, first, None)).await?;
        if *security == Security::StartTls {
            within(connection.starttls(self.tls().await?, &hello)).await?;
        }
        if let Some(credentials) = credentials {
            within(connection.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(connection)
    }
}

impl Stop {
    fn later(reason: String) -> Self {
        Self::Later(reason)
    }
}

async fn within<T>(doing: impl Future<Output = Result<T, Error>>) -> Result<T, String> {
    match timeout(STEP_MAX, doing).await {
        Ok(done) => done.map_err(|error| told(&error)),
        Err(_) => Err("the server does not answer".to_owned()),
    }
}

/// Does a step that comes before the content.
async fn step<T>(doing: impl Future<Output = Result<T, Error>>) -> Result<(), Stop> {
    match timeout(STEP_MAX, doing).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) if error.is_permanent() => Err(Stop::Never(told(&error))),
        Ok(Err(error)) => Err(Stop::Later(told(&error))),
        Err(_) => Err(Stop::Later("the server does not answer".to_owned())),
    }
}

/// Says an error as the server said it (`550 5.1.1 no such user`), else as lettre tells it with its causes.
fn told(error: &Error) -> String {
    let text = error.to_string();
    match (error.status(), text.split_once("): ")) {
        (Some(code), Some((_, said))) => format!("{code} {said}"),
        _ if error.is_response() => "the connection ended before an answer".to_owned(),
        _ => text,
    }
}
