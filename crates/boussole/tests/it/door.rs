//! The door of a served binary: what it answers was synced to the disk before.

use crate::command::boussole;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server whose calls to the kernel are written to a file.
struct Traced {
    child: Child,
    address: String,
    token: String,
}

impl Traced {
    fn start(data: &Path, log: &Path) -> Self {
        let served = boussole(data);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-s", "4096", "-e", "trace=recvfrom,read,fsync,sendto,write,writev", "-o"]);
        command.arg(log).arg(served.get_program()).args(served.get_args()).args(["serve", "--listen", "127.0.0.1:0"]);
        let quiet = command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = quiet.spawn().expect("strace starts (apt-get install -y strace)");
        let mut lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let mut line = || lines.next().expect("a line").expect("text");
        let after = |line: String, mark: &str| line.split_once(mark).expect("what was printed").1.to_owned();
        let (address, token) = (after(line(), "http://"), after(line(), "token="));
        Self { child, address, token }
    }

    /// Sends a request and returns the head and the body of the answer.
    fn post(&self, path: &str, headers: &str, body: &Value) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let body = body.to_string();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        )
        .expect("the request is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is read");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        (head.to_owned(), body.to_owned())
    }

    /// Makes a source and returns its write key.
    fn write_key(&self) -> String {
        let own = "X-Boussole: 1\r\n";
        let (head, _) = self.post("/api/v1/session/link", own, &json!({"token": self.token}));
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        let cookie = cookie.split(';').next().expect("a cookie");
        let headers = format!("{own}Cookie: {cookie}\r\n");
        let (_, source) = self.post("/api/v1/sources", &headers, &json!({"name": "Shop", "channel": "web"}));
        let source: Value = serde_json::from_str(&source).expect("a source");
        source["write_key"].as_str().expect("a key").to_owned()
    }
}

impl Drop for Traced {
    fn drop(&mut self) {
        // With all its group: strace alone would leave the server behind.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).status();
        let _ = self.child.wait();
    }
}

#[test]
fn a_disk_is_synced_between_the_receipt_of_an_event_and_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let server = Traced::start(&folder.path().join("data"), &log);
    let key = server.write_key();
    for number in 0..20 {
        let id = format!("event-{number}-of-the-test");
        let event = json!({"writeKey": key, "userId": "42", "event": "Order Completed", "messageId": id});
        let (head, body) = server.post("/v1/track", "", &event);
        assert!(head.starts_with("HTTP/1.1 200") && body.contains("\"accepted\":1"), "{head}\n{body}");
    }
    drop(server);
    let log = fs::read_to_string(&log).unwrap();
    let calls: Vec<&str> = log.lines().collect();
    for number in 0..20 {
        let id = format!("event-{number}-of-the-test");
        // A call that another thread interrupted is written on two lines; the second has what was read.
        let is = |line: &&str, names: &[&str]| names.iter().any(|name| line.contains(name)) && line.contains(&id);
        let received = calls.iter().position(|line| is(line, &["recvfrom", "read"])).expect("the event was received");
        let answered = calls.iter().position(|line| is(line, &["sendto", "writev"])).expect("it was answered");
        let n_synced = calls[received..answered].iter().filter(|line| line.contains("fsync") && line.ends_with("= 0"));
        assert!(n_synced.count() > 0, "{id} was answered before anything was synced");
    }
}
