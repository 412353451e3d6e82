//! Boussole: the events imported as anybody would, and the questions asked over HTTP of one server.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Measured;
use crate::prove::lab::Lab;
use crate::prove::reference::{self, Dataset, n_events_of, seven};
use crate::server::Server;
use crate::session::Session;
use crate::spent::Spent;

/// The store in the working folder.
const STORE: &str = "boussole";

/// Measures all eight questions.
pub(super) fn measure(lab: &Lab, dataset: &Dataset, n_runs: u32) -> Result<Vec<Measured>> {
    println!("boussole: imports the events, then answers");
    let (_, peak_kb) = lab.import_watched(STORE, &reference::recipe(lab)?, &dataset.by_time())?;
    println!("boussole: the import held {} MB at most", peak_kb / 1_024);
    let server = lab.serve(STORE)?;
    let mut session = Session::sign_in(&server)?;
    let mut all = Vec::new();
    for question in seven() {
        let (mut first, mut later) = (Spent::default(), Spent::default());
        first.on(|| session.ask(&question.json))?;
        for _ in 0..n_runs {
            later.on(|| session.ask(&question.json))?;
        }
        // Not measured: the audience is walked through to its last page.
        let got = question.digest(&dataset.python, &mut |json| session.ask(json))?;
        all.push(measured(&server, &first, &later, got.value)?);
    }
    all.push(histories(&server, &mut session, &dataset.customers()?)?);
    Ok(all)
}

/// Asks for the histories of some customers: first that of the first of them, then all.
fn histories(server: &Server, session: &mut Session, customers: &[u64]) -> Result<Measured> {
    let (mut first, mut later) = (Spent::default(), Spent::default());
    let one = customers.first().context("no customers were drawn")?;
    n_events_of(*one, &mut |question: &Value| first.on(|| session.ask(question)))?;
    let mut n = 0;
    for customer in customers {
        n += n_events_of(*customer, &mut |question: &Value| later.on(|| session.ask(question)))?;
    }
    measured(server, &first, &later, n.to_string())
}

fn measured(server: &Server, first: &Spent, later: &Spent, answer: String) -> Result<Measured> {
    let ms = |took: Duration| took.as_secs_f64() * 1_000.0;
    let [best, worst] = later.range().map(ms);
    Ok(Measured {
        first_ms: ms(first.median()),
        median_ms: ms(later.median()),
        best_ms: Some(best),
        worst_ms: Some(worst),
        answer: Some(answer),
        peak_mb: server.memory_kb_max()? / 1_024,
    })
}
