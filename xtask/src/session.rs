//! Requests to a server that runs, as a browser makes them: one connection, kept open, and the cookie of who is signed in.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::server::Server;

/// The longest that an answer may take: a question is never cut off by the server.
const ANSWER_MAX: Duration = Duration::from_secs(600);

/// The most lines of the head of an answer, and the most bytes of one of them and of a body.
const HEAD_LINES_MAX: usize = 100;
const LINE_BYTES_MAX: u64 = 16 * 1024;
const BODY_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A connection to a server.
pub(crate) struct Session {
    connection: BufReader<TcpStream>,
    host: String,
    cookie: Option<String>,
}

/// What the server answered.
struct Answered {
    status: u16,
    cookie: Option<String>,
    body: String,
}

impl Session {
    /// Connects without signing in.
    pub(crate) fn connect(server: &Server) -> Result<Self> {
        let host = server.address().strip_prefix("http://").context("the server's address is no http address")?;
        let connection = TcpStream::connect(host).with_context(|| format!("{host} cannot be reached"))?;
        connection.set_nodelay(true)?;
        connection.set_read_timeout(Some(ANSWER_MAX))?;
        Ok(Self { connection: BufReader::new(connection), host: host.to_owned(), cookie: None })
    }

    /// Connects, and signs in with the server's link, which is good once.
    pub(crate) fn sign_in(server: &Server) -> Result<Self> {
        let mut session = Self::connect(server)?;
        let (_, token) = server.sign_in_link().split_once("token=").context("the sign-in link has no token")?;
        let answered = session.call("POST", "/api/v1/session/link", &json!({"token": token}).to_string())?;
        session.cookie = Some(answered.cookie.context("who signs in gets a cookie")?);
        Ok(session)
    }

    /// Asks a question of the events.
    pub(crate) fn ask(&mut self, question: &Value) -> Result<Value> {
        let answered = self.call("POST", "/api/v1/insights/query", &question.to_string())?;
        serde_json::from_str(&answered.body).context("the answer is not JSON")
    }

    /// Fetches JSON.
    pub(crate) fn fetch(&mut self, path: &str) -> Result<Value> {
        serde_json::from_str(&self.text(path)?).with_context(|| format!("{path} is not JSON"))
    }

    /// Sends JSON, and reads JSON.
    pub(crate) fn send(&mut self, path: &str, body: &Value) -> Result<Value> {
        let answered = self.call("POST", path, &body.to_string())?;
        serde_json::from_str(&answered.body).with_context(|| format!("{path} answers no JSON"))
    }

    /// Fetches a text, such as a page.
    pub(crate) fn text(&mut self, path: &str) -> Result<String> {
        Ok(self.call("GET", path, "")?.body)
    }

    fn call(&mut self, method: &str, path: &str, body: &str) -> Result<Answered> {
        let cookie = self.cookie.as_ref().map_or_else(String::new, |cookie| format!("Cookie: {cookie}\r\n"));
        // Whole, so that it is sent at once.
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nX-Boussole: 1\r\n{cookie}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let answered = read(&mut self.connection).with_context(|| format!("{method} {path}"))?;
        ensure!((200..300).contains(&answered.status), "{method} {path}: {} {}", answered.status, answered.body);
        Ok(answered)
    }
}

/// Reads one answer; the connection may have more behind it.
fn read(connection: &mut impl BufRead) -> Result<Answered> {
    let first = line(connection)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.with_context(|| format!("`{first}` is no status"))?;
    let (mut cookie, mut n_bytes) = (None, None);
    for _ in 0..HEAD_LINES_MAX {
        let header = line(connection)?;
        if header.is_empty() {
            // An answer without content has no length.
            let n_bytes = n_bytes.or((status == 204).then_some(0)).context("the answer does not say how long it is")?;
            ensure!(n_bytes <= BODY_BYTES_MAX, "the answer has {n_bytes} bytes, more than {BODY_BYTES_MAX}");
            let mut body = String::new();
            connection.by_ref().take(n_bytes).read_to_string(&mut body)?;
            ensure!(body.len() as u64 == n_bytes, "the answer ended after {} of {n_bytes} bytes", body.len());
            return Ok(Answered { status, cookie, body });
        }
        let (name, value) = header.split_once(':').with_context(|| format!("`{header}` is no header"))?;
        if name.eq_ignore_ascii_case("content-length") {
            n_bytes = Some(value.trim().parse().context("the length of the answer is no number")?);
        } else if name.eq_ignore_ascii_case("set-cookie") {
            cookie = value.split(';').next().map(|cookie| cookie.trim().to_owned());
        }
    }
    bail!("the head of the answer has more than {HEAD_LINES_MAX} lines")
}

fn line(connection: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    connection.by_ref().take(LINE_BYTES_MAX).read_line(&mut line)?;
    ensure!(line.ends_with('\n'), "the server ended in the middle of a line");
    Ok(line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let mut text = text.as_bytes();
        match read(&mut text) {
            Ok(Answered { status, cookie, body }) => {
                expected.assert_eq(&format!("{status} {cookie:?} `{body}`, then {} bytes", text.len()));
            }
            Err(error) => expected.assert_eq(&error.to_string()),
        }
    }

    #[test]
    fn an_answer_is_as_long_as_it_says() {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nset-cookie: a=b; HttpOnly\r\n\r\n";
        check(&format!("{head}{{}}HTTP"), expect![[r#"200 Some("a=b") `{}`, then 4 bytes"#]]);
        check(&format!("{head}{{"), expect!["the answer ended after 1 of 2 bytes"]);
        check("HTTP/1.1 204 No Content\r\n\r\n", expect!["204 None ``, then 0 bytes"]);
        check("HTTP/1.1 200 OK\r\n\r\n", expect!["the answer does not say how long it is"]);
        check("HTTP/1.1 200 OK\r\ncontent", expect!["the server ended in the middle of a line"]);
        check("oh\r\n", expect!["`oh` is no status"]);
    }
}
