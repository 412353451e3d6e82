//! What people would take instead, asked by the program that lies beside the table of expected digests.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Deserialize;

use super::Measured;
use crate::prove::lab::Lab;
use crate::prove::python::Python;
use crate::prove::reference::{Dataset, program};

/// The program that asks them, and what it needs.
const PROGRAM: &str = "peers.py";
const LOCK: &str = include_str!("requirements.txt");

/// How a peer may keep the events: by customer, or in the order in which they happened. The better counts, for each question.
const LAYOUTS: [&str; 2] = ["sorted", "time"];

/// The question of histories.
const HISTORIES: &str = "q8";

/// Who else is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Peer {
    /// ClickHouse, inside of the process that asks
    Chdb,
    /// DuckDB
    Duckdb,
    /// Polars, on the Parquet files
    Polars,
}

impl Peer {
    /// What it is called, here and by the program that asks.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chdb => "chdb",
            Self::Duckdb => "duckdb",
            Self::Polars => "polars",
        }
    }
}

/// What the program prints of one question. Durations are in seconds, but for the histories: there they are in milliseconds.
#[derive(Deserialize)]
struct Line {
    q: String,
    first: Option<f64>,
    median: Option<f64>,
    best: Option<f64>,
    p50_ms: Option<f64>,
    rss_mb: Option<u64>,
    digest: Option<String>,
    rows: Option<u64>,
}

/// Measures the eight questions; where there is nothing, the peer failed or took longer than the program waits.
pub(super) fn measure(lab: &Lab, dataset: &Dataset, peer: Peer, n_runs: u32) -> Result<Vec<Option<Measured>>> {
    let python = Python::with_packages(LOCK)?;
    let store = lab.folder().join(peer.name());
    fs::create_dir_all(&store)?;
    let (program, runs) = (program(PROGRAM)?, n_runs.to_string());
    let [program, store, data] = [text(&program)?, text(&store)?, text(dataset.folder())?];
    python.run(&[program, "load", peer.name(), store, data], "").context("loading the events")?;
    let mut best: Vec<Option<Measured>> = Vec::new();
    for layout in LAYOUTS {
        let arguments = [program, "run", peer.name(), store, data, "--layout", layout, "--runs", &runs];
        let printed = python.run(&arguments, "").with_context(|| format!("the layout `{layout}`"))?;
        let lines = printed.lines().map(|line| read(line, peer).with_context(|| line.to_owned()));
        let measured = lines.collect::<Result<Vec<_>>>()?;
        best = match best.is_empty() {
            true => measured,
            false => best.into_iter().zip(measured).map(|(one, other)| better(one, other)).collect(),
        };
    }
    // Loaded events of all peers at once may fill a small disk.
    fs::remove_dir_all(store)?;
    Ok(best)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("{} is no UTF-8", path.display()))
}

fn read(line: &str, peer: Peer) -> Result<Option<Measured>> {
    let line: Line = serde_json::from_str(line)?;
    let is_histories = line.q == HISTORIES;
    let ms = |seconds: f64| seconds * 1_000.0;
    let (Some(first), Some(median_ms), Some(peak_mb)) = (line.first, line.p50_ms.or(line.median.map(ms)), line.rss_mb)
    else {
        return Ok(None);
    };
    let answer = match is_histories {
        // The program asks polars for fewer customers.
        true => line.rows.filter(|_| peer != Peer::Polars).map(|rows| rows.to_string()),
        false => line.digest,
    };
    Ok(Some(Measured { first_ms: ms(first), median_ms, best_ms: line.best.map(ms), worst_ms: None, answer, peak_mb }))
}

fn better(one: Option<Measured>, other: Option<Measured>) -> Option<Measured> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if one.median_ms <= other.median_ms { one } else { other }),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_milliseconds() {
        let line =
            r#"{"engine":"duckdb","q":"q1","first":0.5,"median":0.25,"best":0.2,"rss_mb":90,"digest":"ab","rows":1}"#;
        let one = read(line, Peer::Duckdb).unwrap().unwrap();
        assert_eq!((one.first_ms, one.median_ms, one.best_ms), (500.0, 250.0, Some(200.0)));
        assert_eq!((one.answer.as_deref(), one.peak_mb), (Some("ab"), 90));
        let line = r#"{"q":"q8","first":0.5,"p50_ms":1.5,"p99_ms":2.0,"rss_mb":90,"rows":7}"#;
        let histories = |peer| read(line, peer).unwrap().unwrap();
        assert_eq!(histories(Peer::Chdb).answer.as_deref(), Some("7"));
        assert_eq!((histories(Peer::Polars).answer, histories(Peer::Polars).median_ms), (None, 1.5));
        assert!(read(r#"{"q":"q4","error":"TimeoutExpired"}"#, Peer::Polars).unwrap().is_none());
    }

    #[test]
    fn the_better_layout_counts() {
        let measured = |line: &str| read(line, Peer::Duckdb).unwrap();
        let slow = || measured(r#"{"q":"q1","first":1,"median":2,"rss_mb":1}"#);
        let quick = || measured(r#"{"q":"q1","first":1,"median":1,"rss_mb":1}"#);
        for (one, other) in [(slow(), quick()), (quick(), slow()), (None, quick())] {
            assert_eq!(better(one, other).unwrap().median_ms, 1_000.0);
        }
        assert!(better(None, None).is_none());
    }
}
