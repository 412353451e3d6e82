//! Undo of an import of real orders: as if they had never been imported.

use crate::command::{Ended, ask, boussole, import, run, test_data};
use boussole_test::ask_duckdb;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many customers of the orders answer a survey; some others do too.
const N_ANSWERS: usize = 400;

/// Writes a survey that customers of the orders answered, with an address that no order has.
fn write_answers(file: &Path) {
    let customers = test_data("olist_sample").join("olist_customers_dataset.csv.gz");
    let customers = boussole_test::run(Command::new("gzip").arg("-dc").arg(customers));
    let ids = customers.lines().skip(1).filter_map(|line| line.split(',').nth(1)).map(|id| id.trim_matches('"'));
    let mut text = "answer_id,customer_id,email,date,score\n".to_owned();
    for (n, id) in ids.take(N_ANSWERS).chain(["new1", "new2"]).enumerate() {
        writeln!(text, "a{n},{id},a{n}@example.org,2018-0{}-03T12:00:00Z,{}", n % 9 + 1, n % 11).expect("a string");
    }
    std::fs::write(file, text).expect("the file is written");
}

fn boussole_import(data: &Path, arguments: &[&str]) -> Ended {
    run(boussole(data).arg("import").args(arguments))
}

fn accepted(report: &Value) -> u64 {
    let events = report["events"].as_object().expect("events");
    events.values().map(|counts| counts["accepted"].as_u64().expect("a count")).sum()
}

/// Returns what is answered, but for the keys of people, which tell in what order they came.
fn answers(data: &Path) -> Vec<Value> {
    let everything = |measure: &str| json!({"name": measure, "select": {"any_event": true}, "measure": measure});
    let range = json!({"from": "2016-01-01", "to": "2019-01-01"});
    let trend = json!({
        "kind": "trend", "interval": "month", "range": range, "timezone": "UTC",
        "series": [everything("events"), everything("people")],
    });
    let audience = json!({
        "kind": "audience", "range": range, "timezone": "UTC", "limit": 1000,
        "columns": ["events", "first_event", "last_event", "trait:city"],
    });
    let mut audience = ask(data, &audience);
    let people = audience["people"].as_array_mut().expect("people");
    people.iter_mut().for_each(|person| person["person"] = Value::Null);
    people.sort_by_key(ToString::to_string);
    [ask(data, &trend), audience].map(|answer| json!([answer["series"], answer["people"], answer["count"]])).to_vec()
}

fn lake_figures(data: &Path) -> String {
    let ended = run(boussole(data).args(["lake", "publish", "--format", "json"]));
    let published: Value = serde_json::from_str(&ended.out).expect("a result in JSON");
    let statements = [
        "SELECT event, count(*), count(DISTINCT person_key), min(time), max(time) FROM events GROUP BY 1 ORDER BY 1",
        "SELECT count(*) FROM people",
        "SELECT kind, count(*) FROM identities GROUP BY 1 ORDER BY 1",
        "SELECT field, count(*) FROM traits GROUP BY 1 ORDER BY 1",
    ];
    ask_duckdb(published["attach"].as_str().expect("a statement"), &statements)
}

#[test]
fn it_is_as_if_the_orders_had_never_been_imported_and_importing_again_adds_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let [both, one] = ["both", "one"].map(|name| folder.path().join(name));
    let survey = folder.path().join("survey.csv");
    write_answers(&survey);
    let orders = test_data("olist_sample");
    let first = import(&both, &orders, "olist");
    let before = lake_figures(&both);
    for data in [&both, &one] {
        assert_eq!(accepted(&import(data, &survey, "answers")), N_ANSWERS as u64 + 2);
    }

    let undone = boussole_import(&both, &["undo", "1", "--format", "json"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    let undone: Value = serde_json::from_str(&undone.out).expect("JSON");
    assert_eq!(undone["counts"]["n_events"], accepted(&first), "{undone}");
    assert_eq!(undone["counts"]["n_derived"], first["n_derived"]);
    assert_eq!(undone["lake_snapshot"], 2, "the lake was published without it");
    assert!(answers(&both) == answers(&one), "the answers differ from those without the orders");
    assert_eq!(lake_figures(&both), lake_figures(&one));

    let listed = boussole_import(&both, &["list", "--format", "csv"]);
    let states: Vec<_> = listed.out.lines().skip(1).map(|line| line.split(',').nth(4).expect("a state")).collect();
    assert_eq!(states, ["done", "undone"], "{}", listed.out);
    for (id, code) in [("1", "import_undone"), ("9", "unknown_import")] {
        let refused = boussole_import(&both, &["undo", id]);
        assert!(refused.code == Some(2) && refused.err.contains(code), "{}", refused.err);
    }

    let again = import(&both, &orders, "olist");
    assert_eq!((&again["events"], &again["n_derived"]), (&first["events"], &first["n_derived"]), "as at first");
    assert_eq!(accepted(&import(&both, &orders, "olist")), 0);
    assert_eq!(boussole_import(&both, &["undo", "2"]).code, Some(0));
    assert_eq!(lake_figures(&both), before, "and without the survey, as it was");
}

#[test]
fn an_undo_that_is_killed_is_done_or_not_begun() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let orders = test_data("olist_sample");
    let n_all = accepted(&import(&data, &orders, "olist"));
    run(boussole(&data).args(["lake", "publish"]));
    let n_events = || {
        let range = json!({"from": "2016-01-01", "to": "2019-01-01"});
        let series = json!({"select": {"any_event": true}, "measure": "events"});
        let question = json!({"kind": "trend", "interval": "all", "range": range, "series": [series]});
        ask(&data, &question)["series"][0]["values"][0].as_u64().expect("a number")
    };
    let n_before = n_events();
    assert!(n_before >= n_all);
    let (mut n_gone, mut delay) = (0, Duration::from_millis(20));
    while n_gone == 0 {
        let mut undo = boussole(&data);
        let mut undo = undo.args(["import", "undo", "1"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let moment = Instant::now() + delay;
        while Instant::now() < moment && undo.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        // One that ended cannot be killed.
        let _ = undo.kill();
        undo.wait().unwrap();
        match n_events() {
            0 => n_gone += 1,
            n => assert_eq!(n, n_before, "half of it is gone after {delay:?}"),
        }
        delay = delay * 5 / 4;
    }
    // What the store had done is noted, or is refused as done.
    let again = boussole_import(&data, &["undo", "1"]);
    assert!(again.code == Some(0) || again.err.contains("import_undone"), "{}", again.err);
    assert!(boussole_import(&data, &["list"]).out.contains("undone"));
    assert_eq!(accepted(&import(&data, &orders, "olist")), n_all);
}
