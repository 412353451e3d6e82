//! The size of each plant, found again by DuckDB in what was stored and published.
//!
//! Those of the full company, asked of the built binary, are cases of `cargo xtask prove demo`.

use crate::without;
use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_demo::{DemoOptions, Plants, load};
use boussole_events::EventStore;
use boussole_lake::{Lake, Published};
use boussole_test::ask_duckdb;
use jiff::civil::date;
use serde::Deserialize;
use std::sync::Arc;

/// What is true, which only tests read.
const TRUTH: &str = include_str!("../truth.toml");
/// Where the truth is told.
const DOCUMENT: &str = include_str!("../../../../docs/demo.md");
/// 22 November 2026, noon.
const NOW_MS: i64 = 1_795_348_800_000;
/// How many customers the small company has.
const CUSTOMERS: u32 = 1_500;

#[derive(Deserialize)]
struct Truth {
    /// Of the full company.
    n_events: u64,
    plants: Vec<Plant>,
}

#[derive(Deserialize)]
struct Plant {
    mark: String,
    measures: Vec<Measure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    name: String,
    sql: String,
    found: Found,
}

/// What is found in both companies; some things are too rare in the small one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    small: Option<Pair>,
    full: Pair,
}

/// What is found with the plant, and without it.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Pair {
    with: String,
    without: String,
}

fn truth() -> Truth {
    toml::from_str(TRUTH).expect("the truth is TOML")
}

/// Loads a company and publishes its lake.
async fn published(folder: &tempfile::TempDir, plants: Plants) -> Published {
    let (project, clock) = (ProjectId::default(), Arc::new(FixedClock::at(NOW_MS)));
    let store = EventStore::open(folder.path(), &project, clock).await.expect("the store opens");
    let ctx = Ctx::command_line(project);
    let options = DemoOptions { customers: CUSTOMERS, plants, ..options_of_truth() };
    load(&store, &ctx, 1, &options, &mut |_| ()).await.expect("loaded");
    Lake::new(store, folder.path()).publish(&ctx, NOW_MS).await.expect("published")
}

fn options_of_truth() -> DemoOptions {
    DemoOptions::new(date(2026, 6, 30))
}

/// Asks DuckDB for a line a measure.
fn answers<'a>(published: &Published, measures: impl IntoIterator<Item = &'a Measure>) -> Vec<String> {
    let statements: Vec<&str> = measures.into_iter().map(|measure| measure.sql.as_str()).collect();
    let answers = ask_duckdb(&published.attach_statement(), &statements);
    // A line that goes back to its beginning is a bar that DuckDB draws while something takes it seconds.
    let lines = answers.lines().filter(|line| !line.starts_with('\r'));
    let answers: Vec<String> = lines.map(str::to_owned).collect();
    assert_eq!(answers.len(), statements.len(), "{answers:?}");
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn duckdb_finds_the_size_of_every_plant() {
    let usual_folder = tempfile::tempdir().expect("a temporary folder");
    let usual = published(&usual_folder, Plants::usual(options_of_truth().until)).await;
    let plants = truth().plants;
    let mut with = answers(&usual, plants.iter().flat_map(|plant| &plant.measures)).into_iter();
    let mut differences = Vec::new();
    for plant in plants {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let other = published(&folder, without(&plant.mark, options_of_truth().until)).await;
        let without = answers(&other, &plant.measures);
        for (measure, without) in plant.measures.into_iter().zip(without) {
            let found = Pair { with: with.next().expect("an answer a measure"), without };
            if let Some(expected) = measure.found.small.filter(|expected| found != *expected) {
                differences.push(format!("{}: {found:?} instead of {expected:?}", measure.name));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_document_tells_every_size() {
    let Truth { n_events, plants } = truth();
    let grouped = format!("{},{:03},{:03}", n_events / 1_000_000, n_events / 1_000 % 1_000, n_events % 1_000);
    assert!(DOCUMENT.contains(&format!("{grouped} events")), "docs/demo.md does not tell of {grouped} events");
    for measure in plants.into_iter().flat_map(|plant| plant.measures) {
        let Pair { with, without } = &measure.found.full;
        let row = format!("| {} | {without} | {with} | {} |", measure.name, difference(with, without));
        assert!(DOCUMENT.contains(&row), "docs/demo.md has no row {row}");
    }
}

/// Returns how much more there is with the plant, exactly.
fn difference(with: &str, without: &str) -> String {
    let number = |text| rust_decimal::Decimal::from_str_exact(text).expect("a figure is a number");
    let difference = number(with) - number(without);
    if difference.is_sign_positive() { format!("+{difference}") } else { format!("−{}", -difference) }
}

#[test]
fn every_plant_of_the_file_has_its_truth() {
    let n_plants = boussole_demo::PLANTS_FILE.matches("\n[[").count();
    assert_eq!(truth().plants.len(), n_plants);
}
