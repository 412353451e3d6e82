//! The door's process is killed in the middle, more than once: what a client was told is kept, and nothing counts twice.

use crate::install::Client;
use crate::world::{Parts, World};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use boussole_core::{Clock, HOUR_MS, SystemClock};
use boussole_ingest::routes;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

/// Events that the client sends, 250 at a time.
const EVENTS: usize = 10_000;
/// Answers after which each process is killed.
const ANSWERS: [usize; 3] = [5, 1, 9];
/// Which folder the process of its own serves, and on which port.
const SERVED: &str = "BOUSSOLE_TEST_SERVED";
/// What that process says when it listens, and with every answer.
const READY: &str = "door: ready";
const ANSWERED: &str = "door: answered";

/// The process of its own. Called without being asked to, it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn the_door_in_a_process_of_its_own() {
    let Ok(served) = std::env::var(SERVED) else { return };
    let (port, folder) = served.split_once(' ').expect("a port and a folder");
    let ingest = Parts::open(Path::new(folder), Arc::new(SystemClock)).await.ingest();
    let tell = from_fn(|request: Request, next: Next| async {
        let response = next.run(request).await;
        say(ANSWERED);
        response
    });
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.expect("the port");
    say(READY);
    axum::serve(listener, routes(ingest).into_routers().doors.layer(tell)).await.expect("it serves until it is killed");
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{what}").and_then(|()| out.flush()).expect("somebody listens");
}

/// A process that serves a folder.
struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(folder: &Path, port: u16) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "kill::the_door_in_a_process_of_its_own", "--nocapture"])
            .env(SERVED, format!("{port} {}", folder.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("what it says")).lines();
        let mut process = Self { child, lines };
        process.wait_for(READY);
        process
    }

    fn wait_for(&mut self, what: &str) {
        let said = self.lines.by_ref().map(|line| line.expect("text")).find(|line| line == what);
        assert!(said.is_some(), "the process ended before it said `{what}`");
    }

    /// Ends it as a power cut would end it, without a chance to tidy up.
    fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

async fn survives(client: Client) {
    let (folder, write_key) = World::new().await.close().await;
    let path = folder.path().to_owned();
    let port = free_port();
    let start_ms = SystemClock.now_ms() - HOUR_MS;
    let arguments =
        [format!("http://127.0.0.1:{port}"), write_key, "many".into(), EVENTS.to_string(), start_ms.to_string()];
    let mut command = client.command(&arguments.each_ref().map(String::as_str));
    let ran = tokio::task::spawn_blocking(move || {
        let mut door = Process::start(&path, port);
        let running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the client starts");
        for n_answers in ANSWERS {
            (0..n_answers).for_each(|_| door.wait_for(ANSWERED));
            door.kill();
            door = Process::start(&path, port);
        }
        // The door goes on speaking, and somebody must listen.
        let Process { mut child, lines } = door;
        let listening = std::thread::spawn(move || lines.count());
        let output = running.wait_with_output().expect("the client ends");
        child.kill().expect("killed");
        child.wait().expect("gone");
        listening.join().expect("it listened");
        output
    });
    let output = ran.await.expect("no panic");
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text[..]).into_owned());
    assert!(said[0].contains(r#""nErrors":0"#) || said[0].contains(r#""nErrors": 0"#), "{said:?}");

    let world = World::open(folder, String::new(), SystemClock.now_ms()).await;
    assert_eq!(world.n_stored(), (EVENTS, 500), "{}", world.counts().await);
    let counts = world.counts().await;
    assert!(counts.starts_with(&format!("accepted {EVENTS}")), "{counts}");
}

/// Finds a port that nobody has at the moment.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_for_node_was_told_survives_a_kill() {
    survives(Client::node()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_for_python_was_told_survives_a_kill() {
    survives(Client::python()).await;
}
