//! Orders, deliveries and reviews of a real shop, imported from its files and asked for at the command line.
//!
//! The expected figures were counted from the files themselves, by other means than this program.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::case::{Got, Table};
use super::lab::{Figure, Lab, counted};
use super::split::split;
use crate::web::Web;

const RECIPE: &str = "olist";
const DATA: &str = "olist_sample";
const ORDERS: &str = "olist_orders_dataset.csv.gz";

/// All events that come of the files: 17,834 that they tell, and one for each of 3,397 lines.
const EVENTS: &str = "21231";

/// Stores in the working folder: the files as they are, and the same cut in two.
const WHOLE: &str = "whole";
const CUT: &str = "cut-in-two";

/// Runs every case of the area.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let data = lab.data(DATA);
    ensure!(data.is_dir(), "the test data has no folder {DATA}");
    sources(lab, table);
    lab.import(WHOLE, RECIPE, &data).context("the first import")?;
    totals(lab, table, WHOLE);
    table.case("second import: events added", "0", || accepted(&lab.import(WHOLE, RECIPE, &data)?));
    table.case("orders after the second import", "3000", || lab.figure(WHOLE, &orders(), Figure::Exact));

    for half in split(&data, ORDERS, &lab.folder().join("files"))? {
        lab.import(CUT, RECIPE, &half).with_context(|| format!("the import of {}", half.display()))?;
    }
    totals(lab, table, CUT);
    lake(lab, table);
    store(lab, table);
    door(lab, table);
    refusals(lab, table);
    answers(lab, table);
    interface(lab, table);
    Ok(())
}

/// The published lake has every event, and DuckDB agrees on all of them.
fn lake(lab: &Lab, table: &mut Table) {
    // What the import accepted, and an event for each line of an order.
    for store in [WHOLE, CUT] {
        table.case(&format!("events in the published lake ({store})"), EVENTS, || lab.published_events(store));
    }
    table.case("lake read by DuckDB: failed tests", "0", || {
        lab.failed_tests("package(boussole-lake) + (package(boussole) & test(lake::))")
    });
}

/// The product knows no data set: what is particular to one is in its recipe.
fn sources(lab: &Lab, table: &mut Table) {
    table.case("data sets named in the sources of crates: lines", "0", || {
        // The star of a path of Git stands for slashes too.
        let (names, sources) = ("olist|online.retail", "crates/*/src/*");
        let n_files = lines_of(lab, &["ls-files", "--", sources])?;
        ensure!(n_files > 0, "there are no sources to look through");
        Ok(Got { value: lines_of(lab, &["grep", "-iE", names, "--", sources])?.to_string(), n: n_files })
    });
}

/// Counts the lines that Git prints.
fn lines_of(lab: &Lab, arguments: &[&str]) -> Result<u64> {
    let output = lab.workspace().command("git").args(["-c", "safe.directory=*"]).args(arguments).output()?;
    // It says by 1 that it looked and found nothing.
    ensure!(matches!(output.status.code(), Some(0 | 1)), "git: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(output.stdout.iter().filter(|byte| **byte == b'\n').count() as u64)
}

/// What is acknowledged outlives the process and the power.
fn store(lab: &Lab, table: &mut Table) {
    for (name, tests) in [
        ("killed before every call: failed tests", "crash::"),
        ("ten losses of power: failed tests", "power::nothing_acknowledged"),
        ("losses found without syncing: failed tests", "power::without_syncing"),
    ] {
        table.case(name, "0", || lab.failed_tests(&format!("package(boussole-test) & test({tests})")));
    }
}

/// Segment's clients send, send again, and lose nothing when the server is killed; every answer comes after a sync.
fn door(lab: &Lab, table: &mut Table) {
    for (name, filter) in [
        ("Segment's clients, 10,000 events each: failed tests", "package(boussole-ingest) & test(clients::)"),
        ("the door killed while they send: failed tests", "package(boussole-ingest) & test(kill::)"),
        ("synced before it is answered: failed tests", "package(boussole) & test(door::)"),
    ] {
        table.case(name, "0", || lab.failed_tests(filter));
    }
}

/// A recipe of one's own works without code; what is wrong with a file, a request or a question is said where it is.
fn refusals(lab: &Lab, table: &mut Table) {
    for (name, filter) in [
        ("a recipe of one's own, two workbooks: failed tests", "package(boussole-import) & test(own_recipe::)"),
        (
            "files that are damaged or protected: failed tests",
            "package(boussole-import) & (test(damaged_files::) + test(parquet_damages::) + test(xlsx::) + test(json_lines::))",
        ),
        (
            "requests and questions that are refused: failed tests",
            "(package(boussole-ingest) & test(door::)) + (package(boussole-query) & test(refusals::))",
        ),
    ] {
        table.case(name, "0", || lab.failed_tests(filter));
    }
}

/// Answers beside published values, an independent computation, and the slow and obvious way.
fn answers(lab: &Lab, table: &mut Table) {
    for (name, filter) in [
        ("scores of real answers, computed twice: failed tests", "package(boussole) & test(scores::)"),
        ("published statistics: failed tests", "package(boussole-stats)"),
        ("questions beside their slow reference: failed tests", "package(boussole-query) & test(reference::)"),
        ("questions as they are documented: failed tests", "package(boussole-query) & (test(data::) + test(scores::))"),
    ] {
        table.case(name, "0", || lab.failed_tests(filter));
    }
}

/// What the first page needs before it can be used.
fn interface(lab: &Lab, table: &mut Table) {
    table.case("first load in 220 kB, without charts", "yes", || {
        let web = Web::prepare(lab.workspace())?;
        web.build()?;
        web.script("size", &[])?;
        Ok(Got::yes_or_no(true, 1))
    });
}

/// The figures that every way of importing the same files must give.
fn totals(lab: &Lab, table: &mut Table, store: &str) {
    let stopped = json!({"property": "status", "op": "in", "value": ["canceled", "unavailable"]});
    let without_lines = json!({"not": {"property": "products[].product_id", "op": "set"}});
    let late = |is_late: bool| json!({"property": "late", "op": "=", "value": is_late});
    let (events, revenue) = (json!("events"), json!({"sum": "revenue"}));
    let score = json!({"avg": "score"});
    let exact = [
        ("orders", "3000", orders()),
        ("orders cancelled or unavailable", "41", series("Order Completed", Some(&stopped), &events)),
        ("their revenue", "2720.21", series("Order Completed", Some(&stopped), &revenue)),
        ("orders without lines", "24", series("Order Completed", Some(&without_lines), &events)),
        ("revenue", "392468.58", series("Order Completed", None, &revenue)),
        ("shipping", "68855.36", series("Order Completed", None, &json!({"sum": "shipping"}))),
        ("people who ordered", "2995", series("Order Completed", None, &json!("people"))),
        ("deliveries promised", "3000", series("Promise Made", None, &events)),
        ("orders delivered", "2904", series("Order Delivered", None, &events)),
        ("orders delivered late", "191", series("Order Delivered", Some(&late(true)), &events)),
        ("reviews", "2993", series("Review Submitted", None, &events)),
    ];
    for (name, expected, series) in exact {
        table.case(&format!("{name} ({store})"), expected, || lab.figure(store, &series, Figure::Exact));
    }
    let rounded = [
        ("mean review score", "4.07", series("Review Submitted", None, &score)),
        ("mean review score, delivered in time", "4.27", series("Review Submitted", Some(&late(false)), &score)),
        ("mean review score, delivered late", "2.28", series("Review Submitted", Some(&late(true)), &score)),
    ];
    for (name, expected, series) in rounded {
        table.case(&format!("{name} ({store})"), expected, || lab.figure(store, &series, Figure::TwoDecimals));
    }
    promises(lab, table, store);
}

/// Which promises were kept, asked as anybody would: what is known of cancelled orders is in the definition.
fn promises(lab: &Lab, table: &mut Table, store: &str) {
    let figures = [
        ("promises due", "2959", "/denominator"),
        ("promises kept late", "191", "/parts/late"),
        ("promises never kept", "55", "/parts/never"),
        ("promises of cancelled orders, set apart", "41", "/left_out/cancelled"),
    ];
    let ask = || lab.ask(store, &json!({"kind": "rate", "rate": "promise_kept", "interval": "all"}));
    for (name, expected, place) in figures {
        table.case(&format!("{name} ({store})"), expected, || {
            let answer = ask()?;
            let found = answer.pointer("/groups/0/values/0").and_then(|value| value.pointer(place));
            counted(&answer, found.with_context(|| format!("the answer has no {place}"))?.to_string())
        });
    }
    table.case(&format!("promises broken, per cent ({store})"), "8.31", || {
        let answer = ask()?;
        let kept = answer.pointer("/groups/0/values/0/value").and_then(Value::as_f64);
        counted(&answer, format!("{:.2}", 100.0 - kept.context("the answer has no value")?))
    });
}

fn orders() -> Value {
    series("Order Completed", None, &json!("events"))
}

fn series(event: &str, filter: Option<&Value>, measure: &Value) -> Value {
    let mut select = json!({"event": event});
    if let Some(filter) = filter {
        select["where"] = filter.clone();
    }
    json!({"name": "figure", "select": select, "measure": measure})
}

/// Adds up what an import says it `accepted`, event by event; `n` is what it says it knew already.
pub(super) fn accepted(report: &Value) -> Result<Got> {
    let events = report.get("events").context("the report has no `events`")?;
    let value = sum_of(events, "accepted").context("the report does not say what was accepted")?;
    let n = sum_of(events, "duplicate").context("the report does not say what was known already")?;
    Ok(Got { value: value.to_string(), n })
}

/// The sum of all numbers named `key` in a value, however deep; `None` if there is none.
fn sum_of(value: &Value, key: &str) -> Option<u64> {
    let below = |values: Vec<&Value>| values.into_iter().filter_map(|value| sum_of(value, key)).reduce(|a, b| a + b);
    match value {
        Value::Object(members) => match members.get(key).and_then(Value::as_u64) {
            Some(number) => Some(number),
            None => below(members.values().collect()),
        },
        Value::Array(values) => below(values.iter().collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_import_accepted_is_added_up() {
        let report = json!({"events": {
            "Order Completed": {"accepted": 2, "duplicate": 1},
            "Order Delivered": {"accepted": 3, "duplicate": 4}
        }});
        let got = accepted(&report).unwrap();
        assert_eq!((got.value.as_str(), got.n), ("5", 5));
        assert!(accepted(&json!({"events": {}})).is_err());
        assert!(accepted(&json!({})).is_err());
    }
}
