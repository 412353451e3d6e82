//! The map of the journey of two shops: what the binary says of each step, and an unmodified DuckDB of the same lake.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::case::{Got, Table};
use super::duckdb::Duckdb;
use super::lab::Lab;
use super::text::plain;
use crate::session::Session;

/// The demo company at its usual size, and the range of its question.
const COMPANY: [&str; 4] = ["--seed", "1", "--until", "2026-06-30"];
const COMPANY_RANGE: [&str; 2] = ["2025-08-01T00:00:00Z", "2026-06-01T00:00:00Z"];
/// The range of the orders of olist.
const ORDERS_RANGE: [&str; 2] = ["2017-01-01T00:00:00Z", "2018-08-01T00:00:00Z"];
/// How far apart the events of one passage are, and how long somebody is awaited, as the journey says it.
const GAP_MS: i64 = 30 * 60_000;
const WINDOW_MS: i64 = 30 * 86_400_000;
/// The SQL that counts a second time; what stands in braces is filled in.
const SQL: &str = include_str!("journeys.sql");

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    table.case("journeys against the obvious way, and saved: failed", "0", || {
        lab.failed_tests("package(boussole-journeys) + (package(boussole-query) & (test(journey) + test(every_file)))")
    });
    lab.simulate("journey-demo", &COMPANY)?;
    shop(lab, table, "journey-demo", COMPANY_RANGE)?;
    lab.import("journey-orders", "olist", &lab.data("olist_sample"))?;
    shop(lab, table, "journey-orders", ORDERS_RANGE)
}

/// Compares every step of a shop.
fn shop(lab: &Lab, table: &mut Table, store: &str, [from, to]: [&str; 2]) -> Result<()> {
    let server = lab.serve(store)?;
    let mut session = Session::sign_in(&server)?;
    let journey = session.fetch("/api/v1/journeys/retail")?;
    let mut question = journey.get("question").cloned().context("the journey has no question")?;
    question["range"] = json!({"from": from, "to": to});
    let answer = session.ask(&question)?;
    drop(server);
    let published = lab.publish(store)?;
    let attach = published.get("attach").and_then(Value::as_str).context("the result has no attach")?;
    let duckdb = Duckdb::attached(attach.to_owned())?;
    let sql = filled(&question, from, to)?;
    let expected = duckdb.lines(&sql)?;
    let n = answer.pointer("/meta/events_scanned").and_then(Value::as_u64).context("the answer has no meta")?;
    let steps = answer.get("steps").and_then(Value::as_array).context("the answer has no steps")?;
    let told: Vec<String> = steps.iter().map(line).collect();
    for (step, expected) in told.iter().zip(expected.lines()) {
        let name = step.split('\t').next().unwrap_or_default();
        let case = format!("{store}: {name}, as DuckDB counts it");
        table.case(&case, "yes", || Ok(Got::yes_or_no(step == expected, n)));
        if *step != expected {
            table.note(&format!("got  {step}"));
            table.note(&format!("want {expected}"));
        }
    }
    table.case(&format!("{store}: steps"), &expected.lines().count().to_string(), || {
        Ok(Got { value: told.len().to_string(), n })
    });
    Ok(())
}

/// The line of a step: its name, events, passages, people, who is there, who is known, dropped, again, who called, the
/// median time in milliseconds.
fn line(step: &Value) -> String {
    let number = |pointer: &str| step.pointer(pointer).map_or_else(|| "NULL".to_owned(), Value::to_string);
    let median = step.get("seconds_p50").and_then(Value::as_f64);
    let name = step.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let counts = ["/events", "/passages", "/people", "/current", "/repeat/of", "/drop_off/people", "/repeat/people"];
    let mut cells = vec![name];
    cells.extend(counts.map(number));
    cells.push(number("/contact/people"));
    cells.push(median.map_or_else(|| "NULL".to_owned(), |median| plain(&format!("{:.1}", median * 1_000.0))));
    cells.join("\t")
}

/// Puts the steps, the calls for help and the range of a question into the SQL.
fn filled(question: &Value, from: &str, to: &str) -> Result<String> {
    let steps = question.get("steps").and_then(Value::as_array).context("the question has no steps")?;
    let mut rows = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let name = step.get("name").and_then(Value::as_str).context("a step has no name")?;
        let events = step.pointer("/select/events").and_then(Value::as_array).context("a step has no events")?;
        let names = events.iter().filter_map(Value::as_str);
        rows.extend(names.map(|event| format!("({place}, '{name}', '{event}')")));
    }
    let contact = question.pointer("/contact/events").and_then(Value::as_array);
    let contact: Vec<String> =
        contact.into_iter().flatten().filter_map(Value::as_str).map(|event| format!("'{event}'")).collect();
    Ok(SQL
        .replace("{steps}", &rows.join(", "))
        .replace("{contact_shown}", if contact.is_empty() { "no" } else { "yes" })
        // Nothing has no name.
        .replace("{contact}", &if contact.is_empty() { "''".to_owned() } else { contact.join(", ") })
        .replace("{from}", from)
        .replace("{to}", to)
        .replace("{gap}", &GAP_MS.to_string())
        .replace("{window}", &WINDOW_MS.to_string()))
}
