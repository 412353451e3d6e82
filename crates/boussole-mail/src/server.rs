//! The server that takes our messages, as it is told at the start.

use boussole_core::Refusal;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use std::fmt;
use url::{Host, Url};

/// The port at which servers take messages over TLS from the first byte (RFC 8314).
const PORT_TLS: u16 = 465;
/// The port at which servers take messages and change to TLS (RFC 6409).
const PORT_STARTTLS: u16 = 587;
/// The option of a server's address that leaves TLS out.
const NO_TLS: (&str, &str) = ("tls", "none");

/// How the connection to a server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said; a server without it is given nothing.
    StartTls,
    /// None: for a server on the same machine.
    None,
}

/// A server that takes messages, and from whom they are.
#[derive(Clone)]
pub struct MailServer {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) from: Mailbox,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the password.
        f.debug_struct("MailServer").field("address", &self.address()).finish_non_exhaustive()
    }
}

impl MailServer {
    /// Parses the address of a server (`smtps://user:password@host`, `smtp://user:password@host`,
    /// `smtp://localhost?tls=none`) and of who writes (`cx@example.org`, `Maison Rando <cx@example.org>`).
    ///
    /// # Errors
    /// Refuses with `invalid_mail_server` and `invalid_mail_from`. What is refused is not repeated: it may hold a password.
    pub fn parse(server: &str, from: &str) -> Result<Self, Refusal> {
        let refuse = |message: &str| {
            Refusal::new("invalid_mail_server", message)
                .at("--smtp")
                .hint("write it like smtps://user:password@smtp.example.org")
        };
        let url = Url::parse(server).map_err(|error| refuse(&error.to_string()))?;
        let host = match url.host() {
            // Of a scheme that it does not know, the parser leaves an address as it was written.
            Some(Host::Domain(name)) if !name.is_empty() => name.to_owned(),
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            _ => return Err(refuse("it names no server")),
        };
        let options: Vec<_> = url.query_pairs().collect();
        let security = match (url.scheme(), options.as_slice()) {
            ("smtps", []) => Security::Tls,
            ("smtp", []) => Security::StartTls,
            ("smtp", [(name, value)]) if (name.as_ref(), value.as_ref()) == NO_TLS => Security::None,
            ("smtp" | "smtps", _) => return Err(refuse("the only option is ?tls=none, of smtp://")),
            _ => return Err(refuse("it begins neither with smtps:// nor with smtp://")),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(refuse("nothing follows the name of the server"));
        }
        let port = url.port().unwrap_or(if security == Security::Tls { PORT_TLS } else { PORT_STARTTLS });
        let credentials =
            credentials(&url).ok_or_else(|| refuse("user and password are not written as in an address"))?;
        if credentials.is_some() && security == Security::None {
            return Err(refuse("a password is not sent without TLS"));
        }
        let from = from.parse().map_err(|_| {
            Refusal::new("invalid_mail_from", "this is not an e-mail address")
                .at("--mail-from")
                .hint("write it like cx@example.org or `Maison Rando <cx@example.org>`")
        })?;
        Ok(Self { host, port, security, credentials, from })
    }

    /// Returns the server as people are shown it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Returns from whom messages are.
    #[must_use]
    pub fn from(&self) -> String {
        self.from.to_string()
    }
}

/// Reads user and password, which an address writes with `%` where they hold other characters. The outer `None` is for what
/// cannot be read.
fn credentials(url: &Url) -> Option<Option<Credentials>> {
    let Some(password) = url.password() else { return url.username().is_empty().then_some(None) };
    Some(Some(Credentials::new(decoded(url.username())?, decoded(password)?)))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{MailServer, Security};
    use expect_test::{Expect, expect};

    fn check(server: &str, from: &str, expected: Expect) {
        let parsed = MailServer::parse(server, from);
        let told = parsed.map(|server| {
            let user = server.credentials.clone().map(|credentials| format!("{credentials:?}"));
            format!("{} {:?} {} {}", server.address(), server.security, server.from(), user.is_some())
        });
        expected.assert_eq(&told.unwrap_or_else(|refusal| format!("{refusal} ({})", refusal.code)));
    }

    #[test]
    fn servers_are_told_by_one_address() {
        let from = "cx@example.org";
        check("smtps://u:p@smtp.example.org", from, expect!["smtp.example.org:465 Tls cx@example.org true"]);
        check("smtp://u%40x:p%25@smtp.example.org", from, expect!["smtp.example.org:587 StartTls cx@example.org true"]);
        check(
            "smtp://127.0.0.1:2525?tls=none",
            "Été <cx@example.org>",
            expect!["127.0.0.1:2525 None Été <cx@example.org> false"],
        );
        check(
            "smtp://u:p@localhost?tls=none",
            from,
            expect!["--smtp: a password is not sent without TLS (invalid_mail_server)"],
        );
        check("smtp.example.org", from, expect!["--smtp: relative URL without a base (invalid_mail_server)"]);
        check(
            "https://smtp.example.org",
            from,
            expect!["--smtp: it begins neither with smtps:// nor with smtp:// (invalid_mail_server)"],
        );
        check(
            "smtps://user@smtp.example.org",
            from,
            expect!["--smtp: user and password are not written as in an address (invalid_mail_server)"],
        );
        check(
            "smtps://smtp.example.org/inbox",
            from,
            expect!["--smtp: nothing follows the name of the server (invalid_mail_server)"],
        );
        check(
            "smtps://smtp.example.org?tls=none",
            from,
            expect!["--smtp: the only option is ?tls=none, of smtp:// (invalid_mail_server)"],
        );
        check(
            "smtps://smtp.example.org",
            "nobody",
            expect!["--mail-from: this is not an e-mail address (invalid_mail_from)"],
        );
    }

    #[test]
    fn a_password_is_not_shown() {
        let server = MailServer::parse("smtps://me:hunter2@smtp.example.org", "cx@example.org").unwrap();
        assert_eq!(server.security, Security::Tls);
        assert!(!format!("{server:?}").contains("hunter2"));
        let refusal = MailServer::parse("smtps://me:hunter2@smtp.example.org?x=1", "cx@example.org").unwrap_err();
        assert!(!format!("{refusal:?}").contains("hunter2"));
    }
}
