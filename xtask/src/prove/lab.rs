//! A working folder, the built binary, and its command line.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio, id};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::case::Got;
use crate::memory;
use crate::postgres::Postgres;
use crate::runners::nextest::{POSTGRES_VARIABLE, run_selected};
use crate::server::Server;
use crate::workspace::{Profile, Workspace, successful};

/// The variable that says where the test data lies; it is not part of the repository.
const DATA_VARIABLE: &str = "BOUSSOLE_TEST_DATA";

/// The longest that an import may take that is watched, and how often its memory is looked at.
const IMPORT_MAX: Duration = Duration::from_secs(3_600);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Everything that a case needs to run the binary as a user would.
pub(crate) struct Lab {
    workspace: Workspace,
    binary: PathBuf,
    data: PathBuf,
    folder: PathBuf,
}

/// How a figure is read from an answer.
#[derive(Clone, Copy)]
pub(crate) enum Figure {
    /// As the answer says it: a count, or a sum as decimal text.
    Exact,
    /// Rounded to two decimals: an average.
    TwoDecimals,
}

impl Lab {
    /// Finds the binary and the test data, and makes an empty working folder.
    pub(crate) fn open(workspace: Workspace, area: &str, profile: Profile) -> Result<Self> {
        let data = env::var_os(DATA_VARIABLE).with_context(|| format!("{DATA_VARIABLE} must name the test data"))?;
        let data = PathBuf::from(data);
        ensure!(data.is_dir(), "{DATA_VARIABLE} names {}, which is no folder", data.display());
        let binary = workspace.binary(profile)?;
        // The process id keeps two runs apart.
        let folder = workspace.output("prove").join(format!("{area}-{}", id()));
        if folder.exists() {
            fs::remove_dir_all(&folder).context("the folder of an earlier run cannot be removed")?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { workspace, binary, data, folder })
    }

    /// The checkout.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The working folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A folder of the test data.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// A file of the checkout.
    pub(crate) fn source(&self, path: &str) -> PathBuf {
        self.workspace.root.join(path)
    }

    /// Removes the working folder.
    pub(crate) fn close(self) -> Result<()> {
        fs::remove_dir_all(&self.folder).context("the working folder cannot be removed")
    }

    /// Imports a file or folder into the store of that name and returns the report.
    pub(crate) fn import(&self, store: &str, recipe: &str, path: &Path) -> Result<Value> {
        answer(&mut self.import_command(store, recipe, path), "")
    }

    /// The same for an import that takes minutes: says where it is, and returns the most memory that it held, in kB.
    pub(crate) fn import_watched(&self, store: &str, recipe: &str, path: &Path) -> Result<(Value, u64)> {
        let mut child = self.import_command(store, recipe, path).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let (report, peak_kb) = watched(&mut child).inspect_err(|_| {
            // It may have ended meanwhile: what went wrong before is worth more than that.
            let _ = child.kill();
            let _ = child.wait();
        })?;
        Ok((serde_json::from_slice(&report).context("the report is not JSON")?, peak_kb))
    }

    /// Asks for one figure of the store of that name: the only value of the only series of a trend.
    pub(crate) fn figure(&self, store: &str, series: &Value, figure: Figure) -> Result<Got> {
        let question = serde_json::json!({"kind": "trend", "series": [series], "interval": "all"});
        read(&self.ask(store, &question)?, figure)
    }

    /// Asks a question of the store of that name, and returns the answer.
    pub(crate) fn ask(&self, store: &str, question: &Value) -> Result<Value> {
        let mut command = self.boussole(store);
        answer(command.args(["query", "-", "--format", "json"]), &question.to_string())
    }

    /// Makes a demo company in the store of that name; `arguments` are those of `boussole demo`.
    pub(crate) fn simulate(&self, store: &str, arguments: &[&str]) -> Result<()> {
        let mut command = self.boussole(store);
        command.args(["demo", "--listen", "127.0.0.1:0"]).args(arguments);
        Server::start_company(command, &self.folder.join(format!("{store}.log"))).map(drop)
    }

    /// Serves the store of that name until the server is dropped.
    pub(crate) fn serve(&self, store: &str) -> Result<Server> {
        let mut command = self.boussole(store);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        Server::start_serving(command, &self.folder.join(format!("{store}.log")))
    }

    /// Publishes the lake of the store of that name, and returns how many events are in it.
    pub(crate) fn published_events(&self, store: &str) -> Result<Got> {
        let published = self.publish(store)?;
        let n = published.get("n_events").and_then(Value::as_u64).context("the result has no n_events")?;
        Ok(Got { value: n.to_string(), n })
    }

    /// Publishes the lake of the store of that name, and returns what the program says of it.
    pub(crate) fn publish(&self, store: &str) -> Result<Value> {
        answer(self.boussole(store).args(["lake", "publish", "--format", "json"]), "")
    }

    /// Runs tests, and returns how many failed, of how many.
    pub(crate) fn failed_tests(&self, filter: &str) -> Result<Got> {
        self.failed(filter, &[])
    }

    /// The same of tests of definitions, on a PostgreSQL.
    pub(crate) fn failed_tests_on(&self, postgres: &Postgres, filter: &str) -> Result<Got> {
        self.failed(filter, &[(POSTGRES_VARIABLE, &postgres.url())])
    }

    /// The same of tests to which a variable says more.
    pub(crate) fn failed_tests_with(&self, variable: (&str, &str), filter: &str) -> Result<Got> {
        self.failed(filter, &[variable])
    }

    fn failed(&self, filter: &str, variables: &[(&str, &str)]) -> Result<Got> {
        let counts = run_selected(&self.workspace, filter, variables)?;
        let n = counts.n_passed + counts.n_failed;
        ensure!(n > 0 && counts.n_skipped == 0, "the filter `{filter}` ran {counts}");
        Ok(Got { value: counts.n_failed.to_string(), n })
    }

    fn import_command(&self, store: &str, recipe: &str, path: &Path) -> Command {
        let mut command = self.boussole(store);
        command.arg("import").arg(path).args(["--recipe", recipe, "--format", "json"]);
        command
    }

    fn boussole(&self, store: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--data").arg(self.folder.join(store)).current_dir(&self.folder);
        command
    }
}

/// Runs a command with `input` on its standard input and reads its output as JSON.
fn answer(command: &mut Command, input: &str) -> Result<Value> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().context("the binary cannot be started")?;
    // A command that refuses its arguments closes its input: what it says then is worth more than that.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    let output = successful(child.wait_with_output()?)?;
    written.context("the question could not be given")?;
    serde_json::from_slice(&output).context("the answer is not JSON")
}

/// Waits for an import, and returns what it printed and the most memory that it held, in kB.
fn watched(child: &mut Child) -> Result<(Vec<u8>, u64)> {
    let mut stdout = child.stdout.take().context("the import has no output")?;
    let (sender, printed) = sync_channel(1);
    thread::spawn(move || {
        let mut text = Vec::new();
        // Nobody listens any more when the import took too long.
        let _ = sender.send(stdout.read_to_end(&mut text).map(|_| text));
    });
    let (start, mut peak_kb, mut n_minutes_said) = (Instant::now(), 0, 0);
    while start.elapsed() < IMPORT_MAX {
        let ended = printed.recv_timeout(LOOK_EVERY);
        // When it has just ended it has no size any more.
        peak_kb = memory::peak_kb(child.id()).unwrap_or(peak_kb);
        if let Ok(text) = ended {
            let status = child.wait()?;
            ensure!(status.success(), "the import: {status}");
            return Ok((text?, peak_kb));
        }
        let n_minutes = start.elapsed().as_secs() / 60;
        if n_minutes > n_minutes_said {
            println!("    the import runs for {n_minutes} min and held {} MB at most", peak_kb / 1_024);
            n_minutes_said = n_minutes;
        }
    }
    bail!("the import took more than {} min", IMPORT_MAX.as_secs() / 60)
}

fn read(answer: &Value, figure: Figure) -> Result<Got> {
    let value = answer.pointer("/series/0/values/0").context("the answer has no first value")?;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let value = match figure {
        Figure::Exact => text,
        Figure::TwoDecimals => {
            format!("{:.2}", text.parse::<f64>().with_context(|| format!("`{text}` is no number"))?)
        }
    };
    counted(answer, value)
}

/// Says what an answer came to, and of how many events.
pub(crate) fn counted(answer: &Value, value: String) -> Result<Got> {
    let n = answer.pointer("/meta/events_scanned").and_then(Value::as_u64);
    Ok(Got { value, n: n.context("the answer has no meta.events_scanned")? })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use serde_json::json;

    use super::*;

    fn check(value: Value, figure: Figure, expected: Expect) {
        let answer = json!({"meta": {"events_scanned": 9}, "series": [{"values": [value]}]});
        match read(&answer, figure) {
            Ok(got) => expected.assert_eq(&format!("{} of {}", got.value, got.n)),
            Err(error) => expected.assert_eq(&error.to_string()),
        }
    }

    #[test]
    fn figures_are_read_from_an_answer() {
        check(json!(3000), Figure::Exact, expect!["3000 of 9"]);
        check(json!("2720.21"), Figure::Exact, expect!["2720.21 of 9"]);
        check(json!(4.06983), Figure::TwoDecimals, expect!["4.07 of 9"]);
        check(json!(null), Figure::TwoDecimals, expect!["`null` is no number"]);
    }
}
