//! How commands end: 0 done, 2 refused with the field named, 74 storage failed.

use crate::command::{Server, boussole, import, query, run};
use expect_test::{Expect, expect};
use serde_json::json;
use std::path::Path;

fn check(data: &Path, arguments: &[&str], code: i32, expected: Expect) {
    let ended = run(boussole(data).args(arguments));
    expected.assert_eq(&ended.err.replace(&*data.to_string_lossy(), "DATA"));
    assert_eq!((ended.code, ended.out.as_str()), (Some(code), ""));
}

#[test]
fn a_refusal_names_the_field_and_the_fix() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    check(
        &data,
        &["--project", "Ma Boutique", "query", "-"],
        2,
        expect![[r#"
        refused: -: EOF while parsing a value at line 1 column 0 (invalid_json)
          hint: a question is a JSON object such as {"kind": "trend", "series": [...]}
    "#]],
    );
    let question = folder.path().join("question.json");
    std::fs::write(&question, "{}").unwrap();
    let question = question.to_string_lossy();
    check(
        &data,
        &["--project", "Ma Boutique", "query", &question],
        2,
        expect![[r#"
        refused: project: `Ma Boutique` is not a project name (invalid_project)
          hint: use 1 to 40 characters of a-z, 0-9 and `-`
    "#]],
    );
    check(
        &data,
        &["import", "x.csv", "--recipe", "orders", "--timezone", "Europe/Lutece"],
        2,
        expect![[r#"
        refused: --timezone: `Europe/Lutece` is not a time zone (unknown_timezone)
          hint: use a name such as `Europe/Paris` or `America/Montreal`
    "#]],
    );
}

#[test]
fn storage_that_cannot_be_written_ends_with_74() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::write(&data, "a file where a folder should be").unwrap();
    let question = folder.path().join("question.json");
    std::fs::write(&question, "{}").unwrap();
    let ended = run(boussole(&data).arg("query").arg(&question));
    assert_eq!(ended.code, Some(74), "{}", ended.err);
}

#[test]
fn a_second_process_is_told_who_holds_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Server::start(&data);
    let ended = run(boussole(&data).args(["serve", "--listen", "127.0.0.1:0"]));
    let holder = format!("is in use by boussole serve, process {}", server.id());
    drop(server);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains(&holder), "{}", ended.err);
    // A killed process holds nothing.
    assert_eq!(query(&data, &json!({"kind": "trend"}), "json").code, Some(2));
}

#[test]
fn a_dry_run_stores_nothing_and_settles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("orders.csv"));
    std::fs::write(&file, "customer_id,date,amount\nc1,2026-01-05,10.50\nc2,yesterday,1\n").unwrap();
    let arguments = ["import", "--recipe", "orders", "--dry-run", "--timezone", "Europe/Paris", "--currency", "EUR"];
    let ended = run(boussole(&data).args(arguments).arg(&file));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("dry run: nothing was stored"), "{}", ended.out);
    let report = import(&data, &file, "orders");
    assert_eq!(report["events"]["Order Completed"], json!({"accepted": 1, "duplicate": 0, "conflict": 0}));
    assert_eq!(report["project"]["timezone"], "UTC");
    let rejects = std::fs::read_to_string(report["rejects_file"].as_str().expect("a file")).unwrap();
    assert!(rejects.contains("yesterday"), "{rejects}");
}

#[test]
fn a_recipe_that_was_never_tried_on_a_real_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("reviews.jsonl"));
    std::fs::write(&file, r#"{"name":"r1","starRating":"FOUR","createTime":"2026-01-05T10:00:00Z"}"#).unwrap();
    let ended = run(boussole(&data).args(["import", "--recipe", "google-reviews"]).arg(&file));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let said =
        "the recipe `google-reviews` follows public documentation; it is not yet verified against the live service";
    assert!(ended.out.contains(said), "{}", ended.out);
    let report = import(&data, &file, "google-reviews");
    assert_eq!(report["recipe"], json!({"name": "google-reviews", "verified": false}));
}
