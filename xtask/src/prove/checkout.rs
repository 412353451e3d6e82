//! A clone of what is committed, with an empty home: the two commands of the README, which find nothing prepared.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::case::{Got, Table};
use super::lab::Lab;
use crate::server::lines;
use crate::workspace::successful;

/// The longest that the first command may take until one can sign in.
const DEMO_MAX: Duration = Duration::from_secs(15 * 60);
/// The longest that anything here is waited for.
const WAIT_MAX: Duration = Duration::from_secs(90 * 60);

/// What the first command says when one can sign in, and when its company is complete.
const USABLE: &str = "sign in, once: ";
const COMPLETE: &str = "the demo company is complete";

/// What would lead a fresh machine to something that is kept on this one.
const KEPT: [&str; 6] =
    ["CARGO_TARGET_DIR", "XDG_CACHE_HOME", "npm_config_cache", "CARGO_INCREMENTAL", "BOUSSOLE_CHROMIUM", "CI"];

/// A clone, and the home of who has just made it.
struct Checkout {
    root: PathBuf,
    home: PathBuf,
    /// Where the compiler is: it is installed before anything else, as the README says.
    rustup: PathBuf,
}

/// A program that is stopped when nobody needs it any more.
struct Running {
    child: Child,
    lines: Receiver<String>,
    /// Where all that it says is kept.
    log: PathBuf,
    said: File,
    start: Instant,
}

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let checkout = Checkout::clone(lab)?;
    let mut demo = None;
    table.case("fresh clone: the demo in 15 min (n: s)", "yes", || {
        let running = demo.insert(checkout.start(&["demo", "--", "--listen", "127.0.0.1:0"], "demo.log")?);
        let took = running.wait_for(USABLE)?;
        Ok(Got::yes_or_no(took <= DEMO_MAX, took.as_secs()))
    });
    table.case("fresh clone: its company is complete (n: s)", "yes", || {
        let took = demo.as_mut().context("the demo does not run")?.wait_for(COMPLETE)?;
        Ok(Got::yes_or_no(true, took.as_secs()))
    });
    drop(demo);
    table.case("fresh clone: failed and skipped tests", "0 failed, 0 skipped", || {
        let last = checkout.start(&["test"], "test.log")?.last_line()?;
        let (passed, others) = last.split_once(" passed, ").with_context(|| format!("the last line is `{last}`"))?;
        Ok(Got { value: others.to_owned(), n: passed.parse()? })
    });
    Ok(())
}

impl Checkout {
    fn clone(lab: &Lab) -> Result<Self> {
        let (root, home) = (lab.folder().join("checkout"), lab.folder().join("home"));
        fs::create_dir_all(&home)?;
        let mut git = lab.workspace().command("git");
        // A checkout that belongs to somebody else may be cloned: nothing in it runs.
        git.args(["-c", "safe.directory=*", "clone", "--quiet", "--no-hardlinks", "."]).arg(&root);
        successful(git.output()?).context("git clone")?;
        let beside_home = || Some(PathBuf::from(env::var_os("HOME")?).join(".rustup"));
        let rustup = env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(beside_home);
        Ok(Self { root, home, rustup: rustup.context("neither RUSTUP_HOME nor HOME says where the compiler is")? })
    }

    /// Starts a task of the clone.
    fn start(&self, arguments: &[&str], log: &str) -> Result<Running> {
        let log = self.home.join(log);
        let mut command = Command::new("cargo");
        command.arg("xtask").args(arguments).current_dir(&self.root).env("HOME", &self.home);
        command.env("CARGO_HOME", self.home.join(".cargo")).env("RUSTUP_HOME", &self.rustup);
        for name in KEPT {
            command.env_remove(name);
        }
        let said = File::create(&log)?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(said.try_clone()?);
        let mut child = command.spawn().context("cargo cannot be started")?;
        let lines = lines(child.stdout.take().context("cargo has no output")?);
        Ok(Running { child, lines, log, said, start: Instant::now() })
    }
}

impl Running {
    /// Waits until a line of the output begins with `prefix`; returns the time since the start.
    fn wait_for(&mut self, prefix: &str) -> Result<Duration> {
        while let Some(line) = self.next()? {
            if line.starts_with(prefix) {
                return Ok(self.start.elapsed());
            }
        }
        bail!("it ended before `{prefix}`; see {}", self.log.display())
    }

    /// Waits for the end, and returns the last line, whatever came of it.
    fn last_line(mut self) -> Result<String> {
        let mut last = None;
        while let Some(line) = self.next()? {
            last = Some(line);
        }
        last.with_context(|| format!("it said nothing; see {}", self.log.display()))
    }

    /// Waits for the next line; `None` when the program has ended.
    fn next(&mut self) -> Result<Option<String>> {
        match self.lines.recv_timeout(WAIT_MAX.saturating_sub(self.start.elapsed())) {
            Ok(line) => {
                writeln!(self.said, "{line}")?;
                Ok(Some(line))
            }
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                bail!("it took more than {} min; see {}", WAIT_MAX.as_secs() / 60, self.log.display())
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
