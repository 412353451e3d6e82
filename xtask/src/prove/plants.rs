//! What is planted at the demo company, found again by DuckDB in what the built binary made and published.
//!
//! Each company is made once with all plants, and once for each of them without it: the difference is its size.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::case::{Got, Table};
use super::lab::Lab;
use super::python::Python;

/// What is true, which only tests read, and the plants that it speaks of.
const TRUTH: &str = "crates/boussole-demo/tests/truth.toml";
const PLANTS: &str = "crates/boussole-demo/src/data/plants.toml";

/// How DuckDB is asked, and with which packages: as the tests do.
const SCRIPT: &str = include_str!("../../../crates/boussole-test/src/duckdb.py");
const LOCK: &str = include_str!("../../../crates/boussole-test/locks/duckdb.txt");

/// The company whose figures are written down.
const COMPANY: [&str; 6] = ["--customers", "1500", "--seed", "1", "--until", "2026-06-30"];

/// The store with all plants.
const USUAL: &str = "demo";

#[derive(Deserialize)]
struct Truth {
    plants: Vec<Plant>,
}

/// A plant: what marks its part of the file of plants, and what is measured with and without it.
#[derive(Deserialize)]
struct Plant {
    mark: String,
    measures: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    name: String,
    sql: String,
    found: Pair,
}

#[derive(Deserialize)]
struct Pair {
    with: String,
    without: String,
}

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let truth: Truth = toml::from_str(&fs::read_to_string(lab.source(TRUTH))?).context(TRUTH)?;
    let file = fs::read_to_string(lab.source(PLANTS)).context(PLANTS)?;
    let python = Python::with_packages(LOCK)?;
    let usual = Published::make(lab, USUAL, &COMPANY)?;
    for (n, plant) in truth.plants.iter().enumerate() {
        let store = format!("{USUAL}-without-{n}");
        let plants = lab.folder().join(format!("{store}.toml"));
        fs::write(&plants, without(&file, &plant.mark)?)?;
        let plants = plants.to_str().context("the working folder has a name that is no UTF-8")?;
        let arguments: Vec<&str> = COMPANY.into_iter().chain(["--plants", plants]).collect();
        let other = Published::make(lab, &store, &arguments)?;
        for Measure { name, sql, found } in &plant.measures {
            table.case(&format!("with: {name}"), &found.with, || usual.ask(&python, sql));
            table.case(&format!("without: {name}"), &found.without, || other.ask(&python, sql));
        }
        fs::remove_dir_all(lab.folder().join(store))?;
    }
    Ok(())
}

/// A company whose lake is published.
struct Published {
    attach: String,
    n_events: u64,
}

impl Published {
    fn make(lab: &Lab, store: &str, arguments: &[&str]) -> Result<Self> {
        lab.simulate(store, arguments).with_context(|| format!("the company {store}"))?;
        let published = lab.publish(store)?;
        let attach = published.get("attach").and_then(Value::as_str).context("the result has no attach")?;
        let n_events = published.get("n_events").and_then(Value::as_u64);
        Ok(Self { attach: attach.to_owned(), n_events: n_events.context("the result has no n_events")? })
    }

    /// Asks DuckDB for one figure.
    fn ask(&self, python: &Python, sql: &str) -> Result<Got> {
        let answer = python.run(&["-c", SCRIPT, &self.attach, sql], "")?;
        Ok(Got { value: answer.trim().to_owned(), n: self.n_events })
    }
}

/// Returns the file of plants without the part that has `mark` in it.
fn without(file: &str, mark: &str) -> Result<String> {
    let parts: Vec<&str> = file.split("\n\n").collect();
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !part.contains(mark)).collect();
    ensure!(kept.len() + 1 == parts.len(), "`{mark}` marks {} parts of the plants", parts.len() - kept.len());
    Ok(kept.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn one_part_of_the_file_is_left_out() {
        assert_eq!(without("# a\n\n# b\n[[b]]\n\n[[c]]", "[[b]]").unwrap(), "# a\n\n[[c]]");
        assert!(without("[[b]]\n\n[[b]]", "[[b]]").is_err());
        assert!(without("[[b]]", "[[a]]").is_err());
    }
}
