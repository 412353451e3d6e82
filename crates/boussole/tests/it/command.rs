//! Runs the built binary.

use serde_json::Value;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// What a run printed, and how it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn boussole(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boussole"));
    command.arg("--data").arg(data).stdin(Stdio::null());
    command
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let Output { status, stdout, stderr } = command.output().expect("the binary starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ended { code: status.code(), out: text(stdout), err: text(stderr) }
}

/// A server of a data folder, killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Name and port.
    pub(crate) address: String,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts a server and waits until it listens.
    pub(crate) fn start(data: &Path) -> Self {
        Self::listening(boussole(data).arg("serve"))
    }

    /// Makes a demo company, and waits until it is complete.
    pub(crate) fn start_company(data: &Path, options: &[&str]) -> Self {
        let mut server = Self::listening(boussole(data).arg("demo").args(options));
        let complete = server.line();
        assert!(complete.starts_with("the demo company is complete: "), "{complete}");
        server
    }

    pub(crate) fn listening(command: &mut Command) -> Self {
        let command = command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary starts");
        let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let mut server = Self { child, address: String::new(), lines };
        let (address, link) = (server.line(), server.line());
        assert!(address.starts_with("Boussole is at http://127.0.0.1:"), "{address}");
        assert!(link.starts_with("sign in, once: "), "{link}");
        server.address = address.trim_start_matches("Boussole is at http://").to_owned();
        server
    }

    fn line(&mut self) -> String {
        self.lines.next().expect("a line").expect("text")
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the server to stop, and waits until it did; returns whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let asked = Command::new("kill").arg(self.id().to_string()).status().expect("kill starts");
        asked.success() && self.child.wait().expect("the server ends").success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that ended already cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Imports and returns the report.
pub(crate) fn import(data: &Path, path: &Path, recipe: &str) -> Value {
    let ended = run(boussole(data).args(["import", "--format", "json", "--recipe", recipe]).arg(path));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    serde_json::from_str(&ended.out).expect("a report in JSON")
}

/// Asks a question and returns the answer.
pub(crate) fn ask(data: &Path, question: &Value) -> Value {
    let ended = query(data, question, "json");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    serde_json::from_str(&ended.out).expect("an answer in JSON")
}

pub(crate) fn query(data: &Path, question: &Value, format: &str) -> Ended {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), question.to_string()).expect("the question is written");
    run(boussole(data).args(["query", "--format", format]).arg(file.path()))
}

/// Returns a folder of the shared test data.
pub(crate) fn test_data(folder: &str) -> PathBuf {
    let root = std::env::var_os("BOUSSOLE_TEST_DATA").expect("BOUSSOLE_TEST_DATA names the folder of test data");
    let path = PathBuf::from(root).join(folder);
    assert!(path.is_dir(), "no test data in {}", path.display());
    path
}
