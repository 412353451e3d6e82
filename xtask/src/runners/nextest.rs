//! Unit and integration tests, run by nextest. What ran is read from its JUnit file, what exists from its list.

use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Counts;
use crate::workspace::{Workspace, successful};

/// The profile of `.config/nextest.toml` that writes the JUnit file, and where nextest writes it.
const PROFILE: &str = "ci";
const JUNIT: &str = "target/nextest/ci/junit.xml";

const SELECTION: [&str; 6] = ["--workspace", "--locked", "--cargo-profile", "demo", "--profile", PROFILE];

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct TestList {
    test_count: u64,
}

/// Runs all tests of the workspace, to the end even if some fail.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let n_listed = n_listed(workspace)?;
    let junit = workspace.root.join(JUNIT);
    if junit.exists() {
        fs::remove_file(&junit).context("the report of the last run cannot be removed")?;
    }
    let status = workspace.cargo(&["nextest", "run"]).args(SELECTION).status()?;
    let report = fs::read_to_string(&junit).with_context(|| format!("nextest wrote no report ({status})"))?;
    let counts = count(&report, n_listed)?;
    ensure!(status.success() || counts.n_failed > 0, "nextest failed ({status}) though no test did");
    Ok(counts)
}

/// How many tests exist, those that are not run by default included.
fn n_listed(workspace: &Workspace) -> Result<u64> {
    let mut command = workspace.cargo(&["nextest", "list", "--message-format", "json"]);
    let output = command.args(SELECTION).stderr(Stdio::inherit()).output()?;
    let text = successful(output).context("the tests do not build")?;
    let list: TestList = serde_json::from_slice(&text).context("nextest list answered something unexpected")?;
    Ok(list.test_count)
}

/// Reads the totals of a JUnit report; tests that exist but are not in it were skipped.
fn count(report: &str, n_listed: u64) -> Result<Counts> {
    let totals = report.split_once("<testsuites ").context("the report has no totals")?.1;
    let totals = totals.split('>').next().unwrap_or_default();
    // Releases of nextest differ in whether `tests` counts what was not run; `skipped` says how many of them it does.
    let n_run = attribute(totals, "tests")?.saturating_sub(attribute(totals, "skipped").unwrap_or_default());
    let n_failed = attribute(totals, "failures")? + attribute(totals, "errors")?;
    let n_passed = n_run.checked_sub(n_failed).context("the report counts more failures than tests")?;
    let n_skipped = n_listed.checked_sub(n_run).context("more tests ran than are listed")?;
    Ok(Counts { n_passed, n_failed, n_skipped })
}

fn attribute(element: &str, name: &str) -> Result<u64> {
    let value = element.split_once(&format!(" {name}=\"")).or_else(|| element.split_once(&format!("{name}=\"")));
    let value = value.and_then(|(_, rest)| rest.split('"').next());
    let value = value.with_context(|| format!("the report does not say `{name}`"))?;
    value.parse().with_context(|| format!("the report says `{value}` for `{name}`"))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(totals: &str, n_listed: u64, expected: Expect) {
        let report =
            format!("<?xml version=\"1.0\"?>\n<testsuites {totals}>\n  <testsuite tests=\"9\"/>\n</testsuites>");
        match count(&report, n_listed) {
            Ok(counts) => expected.assert_eq(&counts.to_string()),
            Err(error) => expected.assert_eq(&error.to_string()),
        }
    }

    #[test]
    fn the_totals_of_a_report_are_read() {
        let all = r#"name="nextest-run" tests="5" failures="1" errors="1" uuid="1" time="0.1""#;
        check(all, 7, expect!["3 passed, 2 failed, 2 skipped"]);
        check(r#"tests="5" skipped="2" failures="1" errors="0""#, 5, expect!["2 passed, 1 failed, 2 skipped"]);
        check(all, 4, expect!["more tests ran than are listed"]);
        check(r#"tests="5" failures="9" errors="0""#, 5, expect!["the report counts more failures than tests"]);
        check(r#"tests="5" failures="0""#, 5, expect!["the report does not say `errors`"]);
        check(r#"tests="x" failures="0" errors="0""#, 5, expect!["the report says `x` for `tests`"]);
    }
}
