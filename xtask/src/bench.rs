//! `cargo xtask bench`: Boussole beside what people would take instead, in one run on one machine. Never part of CI: a figure
//! is worth something only where nothing else runs.

mod boussole;
mod comments;
mod machine;
mod peers;
mod report;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use crate::build;
use crate::prove::lab::Lab;
use crate::prove::reference::{Dataset, SIZES};
use crate::workspace::{Profile, Workspace};
pub(crate) use peers::Peer;

/// What can be measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Subject {
    /// The eight reference questions
    Insights,
    /// The first loop: how quickly comments are understood
    Loop,
}

/// What was measured of one question, of Boussole or of a peer; durations are in milliseconds.
pub(crate) struct Measured {
    /// The first time that the question was asked.
    pub(crate) first_ms: f64,
    /// The one in the middle of the times after the first.
    pub(crate) median_ms: f64,
    /// The shortest and the longest of them, where they are known.
    pub(crate) best_ms: Option<f64>,
    pub(crate) worst_ms: Option<f64>,
    /// The digest of the answer, or how many events there are in all histories; nothing when it cannot be compared.
    pub(crate) answer: Option<String>,
    /// The most memory of the process until then.
    pub(crate) peak_mb: u64,
}

/// Measures one subject; returns whether what is expected of it holds.
pub(crate) fn run(
    workspace: Workspace,
    subject: Subject,
    profile: Profile,
    n_events: u64,
    n_runs: u32,
    peers: &[Peer],
) -> Result<bool> {
    match subject {
        Subject::Insights => insights(workspace, profile, n_events, n_runs, peers),
        Subject::Loop => comments::run(&workspace, profile, n_runs),
    }
}

/// Builds the binary, measures it and its peers on the same files, and prints one table; returns whether all answers that
/// can be compared are those that are known.
fn insights(workspace: Workspace, profile: Profile, n_events: u64, n_runs: u32, peers: &[Peer]) -> Result<bool> {
    let size = SIZES.iter().find(|size| size.n_events == n_events);
    let size = size.with_context(|| format!("no answers are known for {n_events} events: take {}", known()))?;
    ensure!(build::binary(&workspace, profile), "the binary does not build");
    let lab = Lab::open(workspace, "bench", profile)?;
    println!("{}", machine::describe()?);
    println!("{n_events} events of {} customers, profile {}", size.n_customers, profile.as_str());
    let dataset = Dataset::find(size).context("the reference events")?;
    let ours = boussole::measure(&lab, &dataset, n_runs).context("Boussole")?;
    let mut others = Vec::new();
    for peer in peers {
        println!("{}: loads the events, then answers", peer.name());
        others.push((*peer, peers::measure(&lab, &dataset, *peer, n_runs).with_context(|| peer.name())?));
    }
    let all_known = report::print(size, &ours, &others);
    lab.close()?;
    Ok(all_known)
}

fn known() -> String {
    SIZES.map(|size| size.n_events.to_string()).join(", ")
}
