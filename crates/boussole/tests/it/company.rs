//! Which demo company is made, and what is refused of one.

use crate::command::{Server, boussole, run};
use expect_test::{Expect, expect};
use std::fs;
use std::path::Path;

/// A company so small that it is complete at once.
const COMPANY: [&str; 4] = ["--customers", "10", "--until", "2026-06-30"];

/// Runs the demo, which is refused.
fn check(folder: &Path, options: &[&str], expected: Expect) {
    let ended = run(boussole(&folder.join("data")).args(["demo", "--listen", "127.0.0.1:0"]).args(options));
    expected.assert_eq(&ended.err.replace(&*folder.to_string_lossy(), "FOLDER"));
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
}

#[test]
fn a_file_of_plants_is_refused_with_its_field_and_the_fix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plants.toml");
    let plants = path.to_str().unwrap();
    let check = |expected| check(folder.path(), &[COMPANY.as_slice(), &["--plants", plants]].concat(), expected);
    let check_text = |text: &str, expected| {
        fs::write(&path, text).unwrap();
        check(expected);
    };
    check(expect![[r#"
        refused: --plants: FOLDER/plants.toml: No such file or directory (os error 2) (unreadable)
          hint: give a file of plants, or `none`
    "#]]);
    check_text(
        "[[slow_carrier]\n",
        expect![[r#"
            refused: FOLDER/plants.toml, line 1: unclosed array table, expected `]` (invalid_toml)
              hint: a file of plants is TOML, such as [[slow_carrier]] with a line for each of its keys
        "#]],
    );
    check_text(
        "[[earthquake]]\nshare = 3\n",
        expect![[r#"
        refused: FOLDER/plants.toml, earthquake: unknown key (invalid_plants)
          hint: use failing_payment, slow_carrier, size_guide, long_queue, silent_regulars, mailing, faulty_batch
    "#]],
    );
    let carrier = "[[slow_carrier]]\ncarrier = \"Relais Malin\"\n";
    check_text(
        &format!("{carrier}from = \"2026-02-03\"\nshare = 1001\n"),
        expect![[r#"
        refused: FOLDER/plants.toml, slow_carrier[0].share: a whole number from 0 to 1000 is wanted here (invalid_plants)
    "#]],
    );
    check_text(
        &format!("{carrier}from = \"next week\"\nshare = 300\n"),
        expect![[r#"
        refused: FOLDER/plants.toml, slow_carrier[0].from: a day is wanted here (invalid_plants)
          hint: write it like "2026-03-15" or "120 days before the end"
    "#]],
    );
    check_text(
        &format!("{carrier}share = 300\n"),
        expect![[r#"
            refused: FOLDER/plants.toml, slow_carrier[0].from: this key is missing (invalid_plants)
              hint: write from = ...
        "#]],
    );
    check_text(
        &format!("{carrier}from = \"2026-02-03\"\nshare = 300\nspeed = 1\n"),
        expect![[r#"
        refused: FOLDER/plants.toml, slow_carrier[0].speed: unknown key (invalid_plants)
          hint: use carrier, from, share
    "#]],
    );
    check_text(
        &"# too long\n".repeat(100_000),
        expect![[r#"
        refused: --plants: FOLDER/plants.toml: longer than 1048576 bytes (too_large)
          hint: give a file of plants, or `none`
    "#]],
    );
    fs::write(&path, [0xff, 0xfe]).unwrap();
    check(expect![[r#"
        refused: --plants: FOLDER/plants.toml: stream did not contain valid UTF-8 (unreadable)
          hint: give a file of plants, or `none`
    "#]]);
}

#[test]
fn a_company_that_was_begun_keeps_its_options() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(Server::start_company(&data, &COMPANY).stop());
    let check = |options: &[&str], expected| check(folder.path(), options, expected);
    check(
        &[COMPANY.as_slice(), &["--plants", "none"]].concat(),
        expect![[r#"
        refused: --plants: the project has another demo company (2026-06-30, 10 customers, seed 1, plants f67ced46, not 2026-06-30, 10 customers, seed 1, plants 60790f7c) (other_company)
          hint: give the options with which it was begun, another --project, or another --data
    "#]],
    );
    check(
        &["--customers", "11", "--seed", "2"],
        expect![[r#"
        refused: --customers, --seed: the project has another demo company (2026-06-30, 10 customers, seed 1, plants f67ced46, not 2026-06-30, 11 customers, seed 2, plants f67ced46) (other_company)
          hint: give the options with which it was begun, another --project, or another --data
    "#]],
    );
    check(
        &["--customers", "10", "--until", "yesterday"],
        expect![[r#"
        refused: --until: `yesterday` is not a date (invalid_date)
          hint: write it like 2026-03-31
    "#]],
    );
    // The last day is remembered.
    assert!(Server::start_company(&data, &["--customers", "10"]).stop());
}
