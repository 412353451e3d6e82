//! What is sent to people, and what makes it: each once, on both databases, whatever is killed meanwhile; and what comes
//! back.

use anyhow::Result;

use super::case::Table;
use super::lab::Lab;
use crate::postgres::Postgres;

/// The messages that are sent while the program is killed, and the variable that tells the test.
const MESSAGES: (&str, &str) = ("BOUSSOLE_TEST_MESSAGES", "50000");

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let crates = "package(boussole-jobs) + package(boussole-mail) + package(boussole-notifications)";
    table.case("reactors, timers, outbox, messages: failed", "0", || lab.failed_tests(crates));
    let postgres = Postgres::start()?;
    table.case("the same on PostgreSQL: failed tests", "0", || lab.failed_tests_on(&postgres, crates));
    table.case("bounces of a real server, TLS, refusals: failed", "0", || {
        lab.failed_tests("package(boussole) & test(mail::) - test(mail::killed)")
    });
    table.case("events to letters, killed at any step: failed", "0", || {
        lab.failed_tests("package(boussole) & test(notifications::killed)")
    });
    table.case("links fetched by scanners, ended once: failed", "0", || {
        lab.failed_tests("package(boussole) & test(notifications::a_program)")
    });
    table.case("50,000 messages, killed 30 times: failed tests", "0", || {
        lab.failed_tests_with(MESSAGES, "package(boussole) & test(mail::killed)")
    });
    Ok(())
}
