//! What is planted at the demo company, found again by DuckDB in what the built binary made and published.
//!
//! Each company is made once with all plants, and once for each of them without it: the difference is its size.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::case::{Got, Table};
use super::duckdb::Duckdb;
use super::lab::Lab;

/// What is true, which only tests read, and the plants that it speaks of.
const TRUTH: &str = "crates/boussole-demo/tests/truth.toml";
const PLANTS: &str = "crates/boussole-demo/src/data/plants.toml";

/// The full company, whose figures are told to users: its size is the usual one.
const COMPANY: [&str; 4] = ["--seed", "1", "--until", "2026-06-30"];

/// The store with all plants.
const USUAL: &str = "with-all";

/// How many events a lake has that the company made: the store derives those of the lines of orders.
const EVENTS: &str = "SELECT count(*) FROM events WHERE event <> 'Product Ordered'";

#[derive(Deserialize)]
struct Truth {
    n_events: u64,
    plants: Vec<Plant>,
}

/// A plant: what marks its part of the file of plants, how many events there are without it, and what is measured with
/// and without it.
#[derive(Deserialize)]
struct Plant {
    mark: String,
    n_events: u64,
    measures: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    name: String,
    sql: String,
    found: Found,
}

/// What is true of the full company; that of tests is smaller.
#[derive(Deserialize)]
struct Found {
    full: Pair,
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
    let all = truth.plants.iter().flat_map(|plant| &plant.measures).map(|measure| measure.sql.as_str());
    let usual = made(lab, table, USUAL, &COMPANY, truth.n_events, &all.collect::<Vec<_>>());
    for Plant { mark, n_events, measures } in &truth.plants {
        let store = format!("without-{}", mark.trim_matches(['[', ']', '"']));
        let plants = lab.folder().join(format!("{store}.toml"));
        fs::write(&plants, without(&file, mark)?)?;
        let plants = plants.to_str().context("the working folder has a name that is no UTF-8")?;
        let arguments = [COMPANY.as_slice(), &["--plants", plants]].concat();
        let statements: Vec<&str> = measures.iter().map(|measure| measure.sql.as_str()).collect();
        let other = made(lab, table, &store, &arguments, *n_events, &statements);
        for Measure { name, sql, found } in measures {
            table.case(&format!("with: {name}"), &found.full.with, || usual.figure(sql));
            table.case(&format!("without: {name}"), &found.full.without, || other.figure(sql));
        }
    }
    Ok(())
}

/// What DuckDB answers to each statement about one company.
#[derive(Default)]
struct Figures {
    answers: BTreeMap<String, String>,
    n_events: u64,
}

impl Figures {
    fn figure(&self, sql: &str) -> Result<Got> {
        let value = self.answers.get(sql).context("the company could not be made")?;
        Ok(Got { value: value.clone(), n: self.n_events })
    }
}

/// Makes a company, publishes its lake, asks DuckDB, and removes it: only its figures are needed, and disks are small.
///
/// The case is that it has as many events as it should.
fn made(lab: &Lab, table: &mut Table, store: &str, arguments: &[&str], expected: u64, statements: &[&str]) -> Figures {
    let mut figures = Figures::default();
    table.case(&format!("events of the company {store}"), &expected.to_string(), || {
        lab.simulate(store, arguments)?;
        let published = lab.publish(store)?;
        let attach = published.get("attach").and_then(Value::as_str).context("the result has no attach")?;
        let n_events = published.get("n_events").and_then(Value::as_u64).context("the result has no n_events")?;
        let cells = Duckdb::attached(attach.to_owned())?.cells(&[&[EVENTS], statements].concat())?;
        fs::remove_dir_all(lab.folder().join(store))?;
        let (counted, cells) = cells.split_first().context("nothing was counted")?;
        let statements = statements.iter().copied().map(str::to_owned);
        figures = Figures { answers: statements.zip(cells.iter().cloned()).collect(), n_events };
        Ok(Got { value: counted.clone(), n: n_events })
    });
    figures
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
