//! Eight questions about a million public events, to which ClickHouse, DuckDB and polars give the same answers.
//!
//! The expected figures are digests of those answers, written down beside the program that makes the events.

mod dataset;
mod questions;
mod text;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::case::{Got, Table};
use super::foundation::accepted;
use super::lab::Lab;
use super::python::Python;
use dataset::Dataset;

/// The store in the working folder.
const STORE: &str = "reference";

/// What the files become, from the root of the checkout.
const RECIPE: &str = "xtask/src/prove/reference/events.toml";

/// The most pages of an audience: ten times as many as all customers fill.
const PAGES_MAX: usize = 1_000;

/// Turns an answer into the text whose digest is known.
type ToText = fn(&Value) -> Result<String>;

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let dataset = Dataset::find().context("the reference events")?;
    let recipe = lab.source(RECIPE);
    let recipe = recipe.to_str().context("the checkout has a name that is no UTF-8")?;
    table.case("reference: events imported", "1000000", || accepted(&lab.import(STORE, recipe, &dataset.by_time())?));
    let python = &dataset.python;
    let digests: [(&str, &str, Value, ToText); 6] = [
        ("reference 1: funnel", "6674b872", questions::funnel(), text::funnel),
        ("reference 2: funnel by channel", "e6bd7fdf", questions::funnel_by_channel(), text::funnel),
        ("reference 3: weekly retention", "d93d7169", questions::retention(), text::retention),
        ("reference 4: paths of sessions", "751b2d5a", questions::paths(), text::paths),
        ("reference 6: events and people by day and channel", "6a3c6a58", questions::days(), text::days),
        ("reference 7: weekly score", "430f6293", questions::score(), text::score),
    ];
    for (name, expected, question, text) in digests {
        table.case(name, expected, || digest(python, &lab.ask(STORE, &question)?, text));
    }
    table.case("reference 5: audience", "755374b7", || audience(lab, python));
    table.case("reference 8: events of 1,000 customers", "9823", || histories(lab, &dataset.customers()?));
    Ok(())
}

fn digest(python: &Python, answer: &Value, text: ToText) -> Result<Got> {
    Ok(Got { value: python.digest(&text(answer)?)?, n: n_scanned(answer)? })
}

fn n_scanned(answer: &Value) -> Result<u64> {
    text::number(answer.get("meta").context("the answer has no meta")?, "events_scanned")
}

/// Walks through all pages of the audience: how many customers, and the sum of their ids.
fn audience(lab: &Lab, python: &Python) -> Result<Got> {
    let (mut ids, mut n, mut cursor): (Vec<u64>, u64, Option<String>) = (Vec::new(), 0, None);
    for _ in 0..PAGES_MAX {
        let answer = lab.ask(STORE, &questions::audience(cursor.as_deref()))?;
        n = n.max(n_scanned(&answer)?);
        for person in text::list(&answer, "people")? {
            ids.push(text::number(person, "trait:customer_id")?);
        }
        cursor = answer.get("cursor").and_then(Value::as_str).map(str::to_owned);
        if cursor.is_none() {
            let count = text::number(&answer, "count")?;
            ensure!(count == ids.len() as u64, "the answer counts {count} people, its pages have {}", ids.len());
            let line = [count.to_string(), ids.iter().sum::<u64>().to_string()];
            return Ok(Got { value: python.digest(&text::text(&[line]))?, n });
        }
    }
    bail!("the audience has more than {PAGES_MAX} pages")
}

/// Counts the events of some customers, one question each.
fn histories(lab: &Lab, customers: &[u64]) -> Result<Got> {
    let mut n = 0;
    for customer in customers {
        let answer = lab.ask(STORE, &questions::timeline(*customer))?;
        ensure!(answer.get("before").is_some_and(Value::is_null), "customer {customer} has more than one page");
        n += text::list(&answer, "events")?.len() as u64;
    }
    Ok(Got { value: n.to_string(), n: customers.len() as u64 })
}
