//! Somebody with fifty thousand events of twelve months, among two hundred thousand of others: how soon their page opens.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::prove::case::{Got, Table};
use crate::prove::lab::Lab;
use crate::prove::orders::accepted;
use crate::prove::text;
use crate::session::Session;
use crate::spent::{Spent, ms};

/// What the file becomes, from the root of the checkout.
const RECIPE: &str = "xtask/src/prove/large/visits.toml";

/// The store in the working folder.
const STORE: &str = "long-history";

/// Every fifth event is of the one person; the others take turns, and are no multiple of five, or some would have no turn.
const N_EVENTS: u64 = 250_000;
const N_EVENTS_OF_ONE: u64 = 50_000;
const N_OTHERS: u64 = 19_999;

/// Every so many events of a person one is an order.
const EVENTS_AN_ORDER: u64 = 10;

/// Who has the long history.
const PERSON: &str = "regular";

/// The longest that each request of the page may take, and how often it is made.
const REQUEST_MAX: Duration = Duration::from_millis(200);
const N_REQUESTS: usize = 20;

/// How many events the page shows first.
const PAGE_SIZE: usize = 50;

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let file = lab.folder().join("visits.csv");
    write(&file)?;
    let recipe = lab.source(RECIPE);
    let recipe = recipe.to_str().context("the checkout has a name that is no UTF-8")?;
    table.case("long history: events imported", &N_EVENTS.to_string(), || accepted(&lab.import(STORE, recipe, &file)?));
    let id = find(lab)?;
    let profile = format!("/api/v1/people/{id}");
    let timeline = format!("{profile}/timeline?limit={PAGE_SIZE}");
    // Each is the first that a server is asked: what it reads once, both pay.
    for (name, path) in [("profile", &profile), ("history", &timeline)] {
        let server = lab.serve(STORE)?;
        let mut session = Session::sign_in(&server)?;
        let (mut cold, mut warm) = (Spent::default(), Spent::default());
        let first = cold.on(|| session.fetch(path))?;
        for _ in 0..N_REQUESTS {
            let again = warm.on(|| session.fetch(path))?;
            ensure!(again == first, "{path} does not answer the same twice");
        }
        match name {
            "profile" => about_profile(table, &first),
            _ => about_history(table, &first),
        }
        table.case(&format!("long history: {name} in 200 ms (n: ms)"), "yes", || {
            let median = warm.median();
            Ok(Got::yes_or_no(median <= REQUEST_MAX, u64::try_from(median.as_millis())?))
        });
        table.note(&format!("{name}: {warm}, and {} ms when the server had just started", ms(cold.median())));
    }
    Ok(())
}

/// Finds the id of the person, by a server that is not measured.
fn find(lab: &Lab) -> Result<String> {
    let server = lab.serve(STORE)?;
    let page = Session::sign_in(&server)?.fetch(&format!("/api/v1/people?search={PERSON}&limit=2"))?;
    let items = text::list(&page, "items")?;
    ensure!(items.len() == 1, "{} people are called {PERSON}", items.len());
    let id = items[0].get("id").and_then(Value::as_str).context("a person has no id")?;
    Ok(id.to_owned())
}

fn about_profile(table: &mut Table, profile: &Value) {
    table.case("long history: events of the person", &N_EVENTS_OF_ONE.to_string(), || {
        let n = text::number(profile, "n_events")?;
        Ok(Got { value: n.to_string(), n })
    });
    table.case("long history: orders of the person", &(N_EVENTS_OF_ONE / EVENTS_AN_ORDER).to_string(), || {
        Ok(Got { value: text::number(profile, "n_orders")?.to_string(), n: N_EVENTS_OF_ONE })
    });
}

fn about_history(table: &mut Table, page: &Value) {
    // The person's events are those whose numbers five divides.
    let newest = time(N_EVENTS - N_EVENTS / N_EVENTS_OF_ONE);
    table.case("long history: begins with the newest event", "yes", || {
        let events = text::list(page, "events")?;
        let time = events.first().and_then(|event| event.get("time")?.as_str()).context("an event has no time")?;
        ensure!(events.len() == PAGE_SIZE, "the page has {} events", events.len());
        Ok(Got::yes_or_no(time.starts_with(newest.trim_end_matches('Z')), events.len() as u64))
    });
}

/// Writes the events of everybody, in the order in which they happened.
fn write(path: &Path) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "id,customer,time,event,order_id,revenue,currency")?;
    let turns = N_EVENTS / N_EVENTS_OF_ONE;
    for number in 0..N_EVENTS {
        let customer = match number % turns {
            0 => PERSON.to_owned(),
            _ => format!("other-{}", number % N_OTHERS),
        };
        let (event, order) = match number / turns % EVENTS_AN_ORDER {
            0 => ("Order Completed", format!("{number},19.90,EUR")),
            _ => ("Page Viewed", ",,".to_owned()),
        };
        writeln!(file, "{number},{customer},{},{event},{order}", time(number))?;
    }
    file.flush().context("the events cannot be written")
}

/// The time of an event: two minutes after the one before, so that all of them are of 347 days of 2025.
fn time(number: u64) -> String {
    const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let minutes = 2 * number;
    let (mut day, mut month) = (minutes / 1_440, 0);
    while day >= DAYS[month] {
        day -= DAYS[month];
        month += 1;
    }
    format!("2025-{:02}-{:02}T{:02}:{:02}:00Z", month + 1, day + 1, minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_fill_the_months_of_a_year() {
        assert_eq!(time(0), "2025-01-01T00:00:00Z");
        assert_eq!(time(31 * 720), "2025-02-01T00:00:00Z");
        assert_eq!(time(N_EVENTS - 1), "2025-12-14T05:18:00Z");
    }
}
