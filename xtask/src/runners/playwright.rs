//! The interface as people use it: Chromium drives the real binary with the demo company, through Playwright.

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::{Counts, report};
use crate::build;
use crate::programs;
use crate::server::Server;
use crate::web::Web;
use crate::workspace::{Profile, Workspace};

/// Says where the program is, to the specs that start one with an empty data folder.
const PROGRAM_VARIABLE: &str = "BOUSSOLE_PROGRAM";

/// What the JSON report says; `errors` are those that belong to no test.
#[derive(Deserialize)]
struct Report {
    stats: Stats,
    errors: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    skipped: u64,
}

/// Starts the real binary, and runs all specs. The interface is in it: it was built before everything else.
pub(crate) fn run(workspace: &Workspace) -> Result<Counts> {
    let chromium = programs::chromium()?;
    let web = Web::prepare(workspace)?;
    ensure!(build::binary_as_tested(workspace), "there is nothing to drive");
    let path = report::fresh(workspace, "playwright.json")?;
    let server = Server::start(workspace)?;
    let mut specs = web.script_command("e2e", &["--reporter=list,json"]);
    server.tell(&mut specs);
    specs.env(PROGRAM_VARIABLE, workspace.binary(Profile::Demo)?);
    specs.env(programs::CHROMIUM_VARIABLE, chromium).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &path);
    let status = specs.status()?;
    drop(server);
    let report: Report = report::read(&path)?;
    report::judge(report.counts(), status.success() && report.errors.is_empty())
}

impl Report {
    /// A spec that passes only when it is tried again has failed.
    fn counts(&self) -> Counts {
        let Stats { expected, unexpected, flaky, skipped } = self.stats;
        Counts { n_passed: expected, n_failed: unexpected + flaky, n_skipped: skipped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_of_a_report_are_read() {
        let text = r#"{"config": {}, "suites": [], "errors": [{"message": "x"}],
                       "stats": {"duration": 1.5, "expected": 5, "skipped": 1, "unexpected": 2, "flaky": 1}}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!((report.counts().to_string().as_str(), report.errors.len()), ("5 passed, 3 failed, 1 skipped", 1));
    }
}
