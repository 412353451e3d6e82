//! The start page of four companies over HTTP: each says what is true of it, and every number is that of its question.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::case::{Got, Table};
use super::lab::Lab;
use crate::workspace::successful;

/// The program that looks at the page.
const VISIT: &str = include_str!("visit.py");

/// The companies that are simulated, at their usual size: with everything that is planted, and with nothing.
const COMPANY: [&str; 4] = ["--seed", "1", "--until", "2026-06-30"];
/// Until when the page of a simulated company is looked at.
const QUERY: &str = "?days=28&until=2026-06-30";

/// The longest that the usual company may take to be made, that a server may take to answer, and that pages may take.
const COMPANY_MAX: Duration = Duration::from_secs(60);
const COLD_START_MAX: Duration = Duration::from_secs(1);
const FIRST_PAGE_MS_MAX: u64 = 10_000;
const NEXT_PAGE_MS_MAX: u64 = 200;
/// The most memory of a server that was asked nothing yet, in MB.
const IDLE_MB_MAX: u64 = 100;

/// What was seen on a page.
#[derive(Debug, Deserialize)]
struct Seen {
    sentences: Vec<String>,
    n_looks: u64,
    shown: Value,
    n_numbers: u64,
    differing: Vec<Value>,
    figures_ms: u64,
    again_ms: u64,
    findings_ms: u64,
}

/// Runs every case.
pub(super) fn run(lab: &Lab, table: &mut Table) -> Result<()> {
    table.case("demo company of 20,000 people in 60 s (n: ms)", "yes", || {
        let start = Instant::now();
        lab.simulate("today-demo", &COMPANY)?;
        within(start.elapsed(), COMPANY_MAX)
    });
    lab.simulate("today-null", &[COMPANY.as_slice(), &["--plants", "none"]].concat())?;
    lab.import("today-orders", "olist", &lab.data("olist_sample"))?;
    lab.import("today-invoices", "online-retail", &lab.data("online_retail"))?;
    cold(lab, table);
    let expected = [
        ("today-demo", QUERY, "promise_kept Relais Malin, payment_failed mobile wallet, long_wait Namur"),
        ("today-null", QUERY, ""),
        ("today-orders", "?days=364", "reviews True"),
        ("today-invoices", "", ""),
    ];
    let mut pages = Vec::new();
    for (store, query, sentences) in expected {
        let seen = visit(lab, store, query).with_context(|| format!("the page of {store}"))?;
        let Seen { n_looks, n_numbers, differing, .. } = &seen;
        table.case(&format!("{store}: numbers unlike their question"), "0", || {
            ensure!(differing.is_empty(), "{differing:?}");
            Ok(Got { value: differing.len().to_string(), n: *n_numbers })
        });
        table.case(&format!("{store}: what to look at first"), sentences, || {
            Ok(Got { value: seen.sentences.join(", "), n: *n_looks })
        });
        pages.push(seen);
    }
    table.case("pages that differ from all others", "4", || {
        let differs = |seen: &&Seen| pages.iter().filter(|other| other.shown == seen.shown).count() == 1;
        Ok(Got { value: pages.iter().filter(differs).count().to_string(), n: 4 })
    });
    let demo = &pages[0];
    for (name, ms, ms_max) in [
        ("today-demo: figures in 10 s (n: ms)", demo.figures_ms, FIRST_PAGE_MS_MAX),
        ("today-demo: findings in 10 s (n: ms)", demo.findings_ms, FIRST_PAGE_MS_MAX),
        ("today-demo: figures again in 0.2 s (n: ms)", demo.again_ms, NEXT_PAGE_MS_MAX),
    ] {
        table.case(name, "yes", || Ok(Got::yes_or_no(ms <= ms_max, ms)));
    }
    Ok(())
}

/// How a server begins that has a full company: how soon it answers, and what it holds in memory.
fn cold(lab: &Lab, table: &mut Table) {
    let start = Instant::now();
    let server = lab.serve("today-demo");
    let took = start.elapsed();
    table.case("cold start in 1 s (n: ms)", "yes", || {
        server.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
        within(took, COLD_START_MAX)
    });
    table.case("memory before any question: 100 MB (n: MB)", "yes", || {
        let server = server.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
        let mb = server.memory_kb()? / 1_024;
        Ok(Got::yes_or_no(mb <= IDLE_MB_MAX, mb))
    });
}

fn visit(lab: &Lab, store: &str, query: &str) -> Result<Seen> {
    let server = lab.serve(store)?;
    let output = Command::new("python3").args(["-c", VISIT, server.sign_in_link(), query]).output()?;
    Ok(serde_json::from_slice(&successful(output)?)?)
}

fn within(took: Duration, most: Duration) -> Result<Got> {
    Ok(Got::yes_or_no(took <= most, u64::try_from(took.as_millis())?))
}
