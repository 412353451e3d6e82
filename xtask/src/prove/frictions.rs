//! Frictions: what is planted in the demo company is found first, at its step and since its day, and nothing where nothing is
//! planted; in real orders, broken promises come first.

use anyhow::{Context, Result};
use serde_json::Value;

use super::case::{Got, Table};
use super::lab::Lab;
use crate::postgres::Postgres;
use crate::session::Session;

/// The end of the demo companies.
const UNTIL: &str = "2026-06-30";
/// What is planted by its id, with its step and its first day, in milliseconds since 1970.
const PLANTED: [(&str, &str, i64); 4] = [
    ("long_wait.store=Namur", "visit", 1_767_225_600_000),
    ("payment_failed.device=mobile.payment_method=wallet", "payment", 1_769_817_600_000),
    ("promise_broken.carrier=Relais Malin", "reception", 1_764_633_600_000),
    ("returned.product_id=CH-101.batch=CH-101-04", "return", 1_766_880_000_000),
];
const DAYS_MAX: i64 = 3;
const DAY_MS: i64 = 86_400_000;
/// Companies in which nothing is planted, and how many of them may have a friction by chance: three in forty.
const NULL_COMPANIES: u64 = 20;
const NULL_MAX: usize = 1;

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    let crates = "package(boussole-frictions)";
    table.case("frictions found, dated, measured against the truth: failed", "0", || lab.failed_tests(crates));
    let postgres = Postgres::start()?;
    let deciding = "package(boussole-frictions) & test(deciding::)";
    table.case("decisions on PostgreSQL: failed", "0", || lab.failed_tests_on(&postgres, deciding));
    let mut expected: Vec<&str> = PLANTED.iter().map(|(id, _, _)| *id).collect();
    expected.sort_unstable();
    for seed in ["1", "2", "3"] {
        let store = format!("frictions-{seed}");
        lab.simulate(&store, &["--seed", seed, "--until", UNTIL])?;
        let frictions = frictions(lab, &store)?;
        table.case(&format!("seed {seed}: what is planted comes first"), &expected.join(" "), || {
            let mut first: Vec<&str> = frictions.iter().take(PLANTED.len()).map(id).collect();
            first.sort_unstable();
            Ok(Got { value: first.join(" "), n: frictions.len() as u64 })
        });
        let at_its_place = PLANTED.into_iter().filter(|(planted, step, from_ms)| {
            let found = frictions.iter().find(|friction| id(friction) == *planted);
            found.is_some_and(|friction| {
                let since_ms = friction["since_ms"].as_i64().unwrap_or_default();
                friction["step"] == *step && (since_ms - from_ms).abs() <= DAYS_MAX * DAY_MS
            })
        });
        let n = at_its_place.count();
        table.case(&format!("seed {seed}: at its step and within three days"), "4", || {
            Ok(Got { value: n.to_string(), n: PLANTED.len() as u64 })
        });
    }
    let mut n_accused = 0;
    for seed in 1..=NULL_COMPANIES {
        let (store, seed) = (format!("frictions-null-{seed}"), seed.to_string());
        lab.simulate(&store, &["--seed", &seed, "--customers", "2000", "--until", UNTIL, "--plants", "none"])?;
        n_accused += usize::from(frictions(lab, &store)?.iter().any(|friction| friction["strength"] != "watch"));
    }
    table.note(&format!("{n_accused} of {NULL_COMPANIES} companies without a cause have a friction"));
    table.case("companies without a cause: few have a friction", "yes", || {
        Ok(Got::yes_or_no(n_accused <= NULL_MAX, NULL_COMPANIES))
    });
    Ok(())
}

fn frictions(lab: &Lab, store: &str) -> Result<Vec<Value>> {
    let server = lab.serve(store)?;
    let mut session = Session::sign_in(&server)?;
    let found = session.fetch("/api/v1/frictions")?;
    found["frictions"].as_array().cloned().context("the answer has no frictions")
}

fn id(friction: &Value) -> &str {
    friction["id"].as_str().unwrap_or_default()
}
