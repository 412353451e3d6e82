//! Unit and integration tests, run by nextest. What ran is read from its JUnit file, what exists from its list.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Counts;
use crate::postgres::Postgres;
use crate::programs;
use crate::tools::NEXTEST;
use crate::workspace::{Workspace, successful};

/// The profile of `.config/nextest.toml` that writes the JUnit file, and where nextest writes it.
const PROFILE: &str = "ci";
const JUNIT: &str = "target/nextest/ci/junit.xml";

const SELECTION: [&str; 6] = ["--workspace", "--locked", "--cargo-profile", "demo", "--profile", PROFILE];

/// The tests of definitions in the relational store: they run on both databases.
const RELATIONAL: &str = "package(boussole-projects) + package(boussole-members) + package(boussole-sources) \
    + package(boussole-insights) + package(boussole-http) + package(boussole-jobs) + package(boussole-mail) \
    + package(boussole-notifications) + package(boussole-journeys) + package(boussole-surveys) \
    + (package(boussole-verbatims) & test(teaching::)) + (package(boussole-frictions) & test(deciding::)) \
    + (package(boussole-import) & test(history::)) + (package(boussole-today) & test(small::))";

/// Names the server to tests, which use SQLite without it.
pub(crate) const POSTGRES_VARIABLE: &str = "BOUSSOLE_TEST_POSTGRES";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct TestList {
    rust_suites: BTreeMap<String, Suite>,
}

#[derive(Deserialize)]
struct Suite {
    testcases: BTreeMap<String, TestCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct TestCase {
    filter_match: FilterMatch,
}

#[derive(Deserialize)]
struct FilterMatch {
    status: String,
    reason: Option<String>,
}

/// Runs all tests of the workspace, to the end even if some fail.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    programs::test_tools()?;
    run_selected(workspace, "all()", &[])
}

/// Runs the tests of the relational store once more, on a PostgreSQL of their own.
pub(super) fn run_on_postgres(workspace: &Workspace) -> Result<Counts> {
    let server = Postgres::start()?;
    run_selected(workspace, RELATIONAL, &[(POSTGRES_VARIABLE, &server.url())])
}

/// What random cases begin with: the same tree is asked the same twice. `cargo nextest run` by hand asks others each time.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20261123");

/// Runs the tests that a filter of nextest selects, with these variables beside the usual ones.
pub(crate) fn run_selected(workspace: &Workspace, filter: &str, variables: &[(&str, &str)]) -> Result<Counts> {
    let n_listed = n_listed(workspace, filter)?;
    let junit = workspace.root.join(JUNIT);
    if junit.exists() {
        fs::remove_file(&junit).context("the report of the last run cannot be removed")?;
    }
    let mut command = NEXTEST.command(workspace)?;
    command
        .args(["nextest", "run"])
        .args(SELECTION)
        .args(["--filterset", filter])
        .env(SEED.0, SEED.1)
        .env_remove(POSTGRES_VARIABLE)
        .envs(variables.iter().copied());
    let status = command.status()?;
    let report = fs::read_to_string(&junit).with_context(|| format!("nextest wrote no report ({status})"))?;
    let counts = count(&report, n_listed)?;
    ensure!(status.success() || counts.n_failed > 0, "nextest failed ({status}) though no test did");
    Ok(counts)
}

/// How many tests the filter selects, those that are not run by default included.
fn n_listed(workspace: &Workspace, filter: &str) -> Result<u64> {
    let mut command = NEXTEST.command(workspace)?;
    command.args(["nextest", "list", "--message-format", "json"]).args(SELECTION).args(["--filterset", filter]);
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = successful(output).context("the tests do not build")?;
    let list: TestList = serde_json::from_slice(&text).context("nextest list answered something unexpected")?;
    let cases = list.rust_suites.values().flat_map(|suite| suite.testcases.values());
    Ok(cases.filter(|case| case.filter_match.is_selected()).count() as u64)
}

impl FilterMatch {
    /// Whether the filter selects the test; one that is marked as ignored is selected, and not run.
    fn is_selected(&self) -> bool {
        self.status == "matches" || self.reason.as_deref() == Some("ignored")
    }
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
