//! Ten million events: what importing and asking them holds in memory, and the page of somebody with a long history.
//!
//! It needs 2 GB of disk and about a quarter of an hour, most of it the import.

mod person;

use anyhow::{Context, Result};
use serde_json::Value;

use super::case::{Got, Table};
use super::lab::Lab;
use super::orders::accepted;
use super::reference::{self, Dataset, TEN_MILLIONS, n_events_of};
use crate::session::Session;
use crate::spent::Spent;

/// The store in the working folder.
const STORE: &str = "large";

/// The most memory of a process that imports or answers, in MB.
const PEAK_MB_MAX: u64 = 600;

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    person::run(lab, table).context("somebody with a long history")?;
    table.note("ten million events are made once and kept, then imported: that takes minutes");
    let dataset = Dataset::find(TEN_MILLIONS).context("the reference events")?;
    let recipe = reference::recipe(lab)?;
    let imported = lab.import_watched(STORE, &recipe, &dataset.by_time());
    let (report, peak_kb) = imported.context("the import of ten million events")?;
    table.case("large: events imported", &TEN_MILLIONS.n_events.to_string(), || accepted(&report));
    table.case("large: import in 600 MB (n: MB at most)", "yes", || Ok(within(peak_kb)));
    let server = lab.serve(STORE)?;
    let mut session = Session::sign_in(&server)?;
    reference::cases(table, &dataset, TEN_MILLIONS, &mut |question| session.ask(question));
    histories(table, &dataset.customers()?, &mut session);
    table.case("large: answers in 600 MB (n: MB at most)", "yes", || Ok(within(server.memory_kb_max()?)));
    Ok(())
}

/// Asks for the histories of some customers, one question each.
fn histories(table: &mut Table, customers: &[u64], session: &mut Session) {
    let mut spent = Spent::default();
    table.case("reference 8: events of 1,000 customers", &TEN_MILLIONS.n_in_histories.to_string(), || {
        let mut n = 0;
        for customer in customers {
            n += n_events_of(*customer, &mut |question: &Value| spent.on(|| session.ask(question)))?;
        }
        Ok(Got { value: n.to_string(), n: customers.len() as u64 })
    });
    table.note(&format!("a history: {spent}"));
}

fn within(peak_kb: u64) -> Got {
    let mb = peak_kb / 1_024;
    Got::yes_or_no(mb <= PEAK_MB_MAX, mb)
}
