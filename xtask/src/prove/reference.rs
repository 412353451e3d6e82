//! Eight questions about public events, to which ClickHouse, DuckDB and polars give the same answers.
//!
//! The expected figures are digests of those answers, written down beside the program that makes the events.

mod dataset;
mod questions;
mod size;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::case::{Got, Table};
use super::lab::Lab;
use super::orders::accepted;
use super::python::Python;
use super::text::{self, ToText};
pub(crate) use dataset::{Dataset, program};
pub(crate) use questions::timeline;
pub(crate) use size::{MILLION, SIZES, Size, TEN_MILLIONS};

/// The store in the working folder.
const STORE: &str = "reference";

/// What the files become, from the root of the checkout.
const RECIPE: &str = "xtask/src/prove/reference/events.toml";

/// The most pages of an audience: ten times as many as ten million events fill.
const PAGES_MAX: usize = 100;

/// Asks a question, by whatever way.
pub(crate) type Ask<'a> = &'a mut dyn FnMut(&Value) -> Result<Value>;

/// How the text of an answer is found whose digest is known.
enum Reading {
    /// The answer has all of it.
    Whole(ToText),
    /// It is how many people the pages of the answer have, and the sum of their ids.
    Pages,
}

/// One of the first seven questions.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) json: Value,
    reading: Reading,
}

/// The first seven questions, in their order.
pub(crate) fn seven() -> [Question; 7] {
    let whole = |name, json, text: ToText| Question { name, json, reading: Reading::Whole(text) };
    [
        whole("1: funnel", questions::funnel(), text::funnel),
        whole("2: funnel by channel", questions::funnel_by_channel(), text::funnel),
        whole("3: weekly retention", questions::retention(), text::retention),
        whole("4: paths of sessions", questions::paths(), text::paths),
        Question { name: "5: audience", json: questions::audience(None), reading: Reading::Pages },
        whole("6: events and people by day and channel", questions::days(), text::days),
        whole("7: weekly score", questions::score(), text::score),
    ]
}

impl Question {
    /// Asks it, and returns the digest of the answer.
    pub(crate) fn digest(&self, python: &Python, ask: Ask) -> Result<Got> {
        let answer = ask(&self.json)?;
        let text = match self.reading {
            Reading::Whole(to_text) => to_text(&answer)?,
            Reading::Pages => audience(&answer, ask)?,
        };
        Ok(Got { value: python.digest(&text)?, n: text::n_scanned(&answer)? })
    }
}

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let dataset = Dataset::find(MILLION).context("the reference events")?;
    let recipe = recipe(lab)?;
    table.case("reference: events imported", &MILLION.n_events.to_string(), || {
        accepted(&lab.import(STORE, &recipe, &dataset.by_time())?)
    });
    let mut ask = |question: &Value| lab.ask(STORE, question);
    cases(table, &dataset, MILLION, &mut ask);
    table.case("reference 8: events of 1,000 customers", &MILLION.n_in_histories.to_string(), || {
        let customers = dataset.customers()?;
        let n = customers.iter().map(|customer| n_events_of(*customer, &mut ask)).sum::<Result<u64>>()?;
        Ok(Got { value: n.to_string(), n: customers.len() as u64 })
    });
    Ok(())
}

/// The recipe of the events.
pub(crate) fn recipe(lab: &Lab) -> Result<String> {
    let recipe = lab.source(RECIPE).into_os_string().into_string();
    recipe.ok().context("the checkout has a name that is no UTF-8")
}

/// Runs a case for each of the first seven questions.
pub(super) fn cases(table: &mut Table, dataset: &Dataset, size: &Size, ask: Ask) {
    for (question, expected) in seven().iter().zip(size.digests) {
        table.case(&format!("reference {}", question.name), expected, || question.digest(&dataset.python, ask));
    }
}

/// Walks through all pages of an audience, of which `first` is the first: how many customers, and the sum of their ids.
fn audience(first: &Value, ask: Ask) -> Result<String> {
    let mut ids: Vec<u64> = Vec::new();
    let mut page = first.clone();
    for _ in 0..PAGES_MAX {
        for person in text::list(&page, "people")? {
            ids.push(text::number(person, "trait:customer_id")?);
        }
        let Some(cursor) = page.get("cursor").and_then(Value::as_str) else {
            let count = text::number(&page, "count")?;
            ensure!(count == ids.len() as u64, "the answer counts {count} people, its pages have {}", ids.len());
            return Ok(text::text(&[[count.to_string(), ids.iter().sum::<u64>().to_string()]]));
        };
        page = ask(&questions::audience(Some(cursor)))?;
    }
    bail!("the audience has more than {PAGES_MAX} pages")
}

/// Counts the events of a customer.
pub(crate) fn n_events_of(customer: u64, ask: Ask) -> Result<u64> {
    let answer = ask(&timeline(customer))?;
    ensure!(answer.get("before").is_some_and(Value::is_null), "customer {customer} has more than one page");
    Ok(text::list(&answer, "events")?.len() as u64)
}
