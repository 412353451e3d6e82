//! Surveys: what the binary says of each survey of the demo company, and an unmodified DuckDB of the same lake; and programs
//! that open every address.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::case::{Got, Table};
use super::duckdb::Duckdb;
use super::lab::Lab;
use super::text::plain;
use crate::postgres::Postgres;
use crate::session::Session;

/// The demo company at its usual size, and the range that is asked for.
const COMPANY: [&str; 4] = ["--seed", "1", "--until", "2026-06-30"];
const RANGE: [&str; 2] = ["2025-08-01T00:00:00Z", "2026-06-01T00:00:00Z"];
/// How often programs open the address of a survey, in each of these ways.
const OPENED: usize = 1_000;
const WAYS: [&str; 4] = ["", "?a.nps=9", "?a.nps=9&language=en&response=1", "/thanks?language=fr"];

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    table.case("comments understood, learnt from, sorted by theme: failed", "0", || {
        lab.failed_tests("package(boussole-text) | package(boussole-verbatims)")
    });
    let crates = "package(boussole-surveys)";
    table.case("forms, programs, links, letters, rules: failed", "0", || lab.failed_tests(crates));
    let postgres = Postgres::start()?;
    table.case("the same on PostgreSQL: failed tests of surveys", "0", || lab.failed_tests_on(&postgres, crates));
    lab.simulate("survey-demo", &COMPANY)?;
    let server = lab.serve("survey-demo")?;
    let mut session = Session::sign_in(&server)?;
    let [from, to] = RANGE;
    let question = json!({
        "kind": "score", "score": "nps", "property": "score", "interval": "all", "range": {"from": from, "to": to},
        "select": {"event": "Survey Answered", "where": {"property": "survey", "op": "=", "value": "nps"}},
        "breakdown": [{"property": "survey_id"}],
    });
    let answer = session.ask(&question)?;
    let before = session.ask(&answers())?;
    let definition = session.fetch("/api/v1/survey-templates")?["templates"][0]["definition"].take();
    let made = session.send("/api/v1/surveys", &json!({"name": "Scanners", "definition": definition}))?;
    let id = made["id"].as_str().context("a survey has an id")?;
    let open = session.send(&format!("/api/v1/surveys/{id}/state"), &json!({"state": "open"}))?;
    let address = open["address"].as_str().context("a survey has an address")?;
    let path = address.strip_prefix(server.address()).context("the address is this server's")?.to_owned();
    table.case("addresses opened by programs: answers", "0", || {
        let mut program = Session::connect(&server)?;
        for _ in 0..OPENED {
            for way in WAYS {
                program.text(&format!("{path}{way}"))?;
            }
        }
        let after = session.ask(&answers())?;
        let n = |answer: &Value| answer.pointer("/series/0/values/0").and_then(Value::as_i64).unwrap_or_default();
        Ok(Got { value: (n(&after) - n(&before)).to_string(), n: (OPENED * WAYS.len()) as u64 })
    });
    drop(server);
    let published = lab.publish("survey-demo")?;
    let attach = published.get("attach").and_then(Value::as_str).context("the result has no attach")?;
    let expected = Duckdb::attached(attach.to_owned())?.lines(&sql())?;
    let groups = answer.get("groups").and_then(Value::as_array).context("the answer has no groups")?;
    let mut told: Vec<String> = groups.iter().map(line).collect();
    told.sort();
    for (told, expected) in told.iter().zip(expected.lines()) {
        let name = told.split('\t').next().unwrap_or_default();
        table.case(&format!("{name}: base and score, as DuckDB counts"), expected, || {
            Ok(Got { value: told.clone(), n: 1 })
        });
    }
    table.case("surveys with a recommendation", &expected.lines().count().to_string(), || {
        Ok(Got { value: told.len().to_string(), n: told.len() as u64 })
    });
    Ok(())
}

/// Asks how many answers there are.
fn answers() -> Value {
    json!({"kind": "trend", "interval": "all", "series": [{"select": {"event": "Survey Answered"}, "measure": "events"}]})
}

/// The line of a survey: its id, its base, its score.
fn line(group: &Value) -> String {
    let text = |pointer: &str| group.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |pointer: &str| group.pointer(pointer).and_then(Value::as_f64).unwrap_or_default();
    let score = format!("{:.4}", number("/values/0/value"));
    format!("{}\t{}\t{}", text("/group/survey_id"), number("/values/0/n"), plain(&score))
}

fn sql() -> String {
    let [from, to] = RANGE.map(|end| end.trim_end_matches('Z'));
    format!(
        "SELECT (props->>'survey_id'), count(*),
            printf('%.4f', (100.0 * sum((score >= 9)::INTEGER - (score <= 6)::INTEGER) / count(*))::DOUBLE)
        FROM (SELECT props, (props->>'score')::INTEGER AS score FROM events
            WHERE event = 'Survey Answered' AND (props->>'survey') = 'nps' AND (props->>'survey_id') IS NOT NULL
            AND time >= TIMESTAMP '{from}' AND time < TIMESTAMP '{to}')
        GROUP BY 1 ORDER BY 1"
    )
}
