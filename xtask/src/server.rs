//! The real binary with the demo company, for a browser that is driven: started, waited for, and always stopped.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio, id};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::memory;
use crate::workspace::{Profile, Workspace};

/// How long the company may take until it is complete: the full one takes a minute on a machine that does nothing else.
const START_MAX: Duration = Duration::from_secs(600);

/// What is said of a company that is complete.
const COMPLETE: &str = "the demo company is complete";

/// How many lines may wait to be read.
const LINES_MAX: usize = 64;

/// The same company every time: the specs know its customers.
const COMPANY: [&str; 7] = ["demo", "--listen", "127.0.0.1:0", "--customers", "300", "--until", "2026-06-30"];

/// A server that has everything and answers. It stops when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// What is removed with it.
    data: Option<PathBuf>,
    announced: Announced,
}

/// What the binary prints before it can be used.
#[derive(Debug, PartialEq, Eq)]
struct Announced {
    address: String,
    sign_in_link: String,
}

impl Server {
    /// Starts the binary that was built with the quick profile and waits until the company is complete.
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.output("browser");
        fs::create_dir_all(&folder)?;
        let (data, log) = (folder.join(format!("data-{}", id())), folder.join("server.log"));
        let mut command = workspace.command(&workspace.binary(Profile::Demo)?.to_string_lossy());
        command.arg("--data").arg(&data).args(COMPANY);
        let mut server = Self::start_company(command, &log)?;
        server.data = Some(data);
        Ok(server)
    }

    /// Runs a command that makes a demo company and serves it, and waits until the company is complete.
    pub(crate) fn start_company(command: Command, log: &Path) -> Result<Self> {
        Self::start_until(command, log, Some(COMPLETE))
    }

    /// Runs a command that serves what is there, and waits until it can be used.
    pub(crate) fn start_serving(command: Command, log: &Path) -> Result<Self> {
        Self::start_until(command, log, None)
    }

    fn start_until(mut command: Command, log: &Path, last: Option<&str>) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.stderr(File::create(log)?).spawn().context("the binary cannot be started")?;
        let lines = child.stdout.take().map(lines);
        let silent = Announced { address: String::new(), sign_in_link: String::new() };
        // From here on, dropping it stops the process.
        let mut server = Self { child, data: None, announced: silent };
        let start = Instant::now();
        let next = || {
            let left = START_MAX.saturating_sub(start.elapsed());
            lines.as_ref()?.recv_timeout(left).ok()
        };
        server.announced = announced(next, last).with_context(|| format!("the server's log is {}", log.display()))?;
        Ok(server)
    }

    /// The link by which one signs in, once.
    pub(crate) fn sign_in_link(&self) -> &str {
        &self.announced.sign_in_link
    }

    /// Where it answers: `http://`, a host and a port.
    pub(crate) fn address(&self) -> &str {
        &self.announced.address
    }

    /// Returns how much memory the server holds, in kB.
    pub(crate) fn memory_kb(&self) -> Result<u64> {
        memory::held_kb(self.child.id())
    }

    /// Returns the most memory that the server held since it began, in kB.
    pub(crate) fn memory_kb_max(&self) -> Result<u64> {
        memory::peak_kb(self.child.id())
    }

    /// Tells a command where the server is.
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env("BOUSSOLE_URL", &self.announced.address);
        command.env("BOUSSOLE_SIGN_IN_LINK", &self.announced.sign_in_link);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and its data is made anew by the next run: neither matters here.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(data) = &self.data {
            let _ = fs::remove_dir_all(data);
        }
    }
}

/// Reads lines on a thread of its own: reading from a process that says nothing more would never end.
pub(crate) fn lines(output: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = sync_channel(LINES_MAX);
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens any more: the rest is read all the same, or the server would wait for its reader.
            let _ = sender.send(line);
        }
    });
    receiver
}

/// Reads lines until the server can be used, and then the one that begins with `last`.
fn announced(next: impl Fn() -> Option<String>, last: Option<&str>) -> Result<Announced> {
    let value = |prefix: &str| {
        let line = next().with_context(|| format!("the server ended or was silent before `{prefix}`"))?;
        let value = line.strip_prefix(prefix).map(str::to_owned);
        value.with_context(|| format!("the server said `{line}` instead of `{prefix}`"))
    };
    let announced = Announced { address: value("Boussole is at ")?, sign_in_link: value("sign in, once: ")? };
    last.map(value).transpose()?;
    Ok(announced)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use expect_test::{Expect, expect};

    use super::*;

    fn check(output: &str, expected: Expect) {
        let lines = RefCell::new(output.lines().map(str::to_owned));
        match announced(|| lines.borrow_mut().next(), Some(COMPLETE)) {
            Ok(Announced { address, sign_in_link }) => expected.assert_eq(&format!("{address} {sign_in_link}")),
            Err(error) => expected.assert_eq(&error.to_string()),
        }
    }

    #[test]
    fn what_the_server_announces_is_read() {
        let address = "Boussole is at http://127.0.0.1:1\nsign in, once: http://127.0.0.1:1/sign-in?token=x\n";
        check(
            &format!("{address}the demo company is complete: 9 new events\n"),
            expect!["http://127.0.0.1:1 http://127.0.0.1:1/sign-in?token=x"],
        );
        check(address, expect!["the server ended or was silent before `the demo company is complete`"]);
        check("oh\n", expect!["the server said `oh` instead of `Boussole is at `"]);
        check("", expect!["the server ended or was silent before `Boussole is at `"]);
    }
}
