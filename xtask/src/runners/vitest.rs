//! The tests of the interface that need no browser, run by Vitest.

use anyhow::Result;
use serde::Deserialize;

use super::{Counts, report};
use crate::web::Web;
use crate::workspace::Workspace;

/// The totals of the JSON report; tests that were left out are pending or marked to be written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    success: bool,
    num_passed_tests: u64,
    num_failed_tests: u64,
    num_pending_tests: u64,
    num_todo_tests: u64,
}

/// Runs all tests of the interface.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let web = Web::prepare(workspace)?;
    let path = report::fresh(workspace, "vitest.json")?;
    let output = format!("--outputFile.json={}", path.display());
    let status = web.script_command("test", &["--reporter=default", "--reporter=json", &output]).status()?;
    let report: Report = report::read(&path)?;
    report::judge(report.counts(), status.success() && report.success)
}

impl Report {
    fn counts(&self) -> Counts {
        Counts {
            n_passed: self.num_passed_tests,
            n_failed: self.num_failed_tests,
            n_skipped: self.num_pending_tests + self.num_todo_tests,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_of_a_report_are_read() {
        let text = r#"{"numTotalTests": 10, "numPassedTests": 4, "numFailedTests": 3, "numPendingTests": 2,
                       "numTodoTests": 1, "success": false, "testResults": []}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!(report.counts().to_string(), "4 passed, 3 failed, 3 skipped");
    }
}
