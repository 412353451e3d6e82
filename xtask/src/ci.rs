//! `test` and `ci`: which steps there are, in which order, and what the closing line says.

use std::env;

use anyhow::{Result, bail};

use crate::build;
use crate::codegen;
use crate::runners::{self, Counts};
use crate::step::{call, step};
use crate::tidy;
use crate::tools;
use crate::web::Web;
use crate::workspace::Workspace;

/// Runs every test; the last line is the count. Returns whether all is well.
pub(crate) fn test(workspace: &Workspace) -> Result<bool> {
    let mut failed = interface(workspace);
    let counts = run_all(workspace, &mut failed);
    Ok(close(&failed, counts))
}

/// Runs everything a change must pass. A failing step does not hide what the later ones have to say.
pub(crate) fn ci(workspace: &Workspace) -> Result<bool> {
    let mut failed = interface(workspace);
    let mut check = |name, work: &dyn Fn() -> Result<()>| {
        if step(name, work).is_none() {
            failed.push(name);
        }
    };
    check("format", &|| call(&mut workspace.cargo(&["fmt", "--all", "--check"])));
    check("clippy", &|| call(&mut workspace.cargo(&CLIPPY)));
    check("tidy", &|| if tidy::run(workspace)? { Ok(()) } else { bail!("see the findings above") });
    check("web check", &|| Web::prepare(workspace)?.script("check", &[]));
    check("web size", &|| Web::prepare(workspace)?.script("size", &[]));
    check("licences and sources", &|| call(tools::DENY.command(workspace)?.args(DENY)));
    check("unused dependencies", &|| call(&mut tools::MACHETE.command(workspace)?));
    check("generated files", &|| codegen::check(workspace));
    let counts = run_all(workspace, &mut failed);
    Ok(close(&failed, counts))
}

/// Builds the interface before anything of Rust, which takes it from there; returns the step if it failed.
fn interface(workspace: &Workspace) -> Vec<&'static str> {
    if build::interface(workspace) { Vec::new() } else { vec!["interface"] }
}

/// The advisories are left out: they are fetched from elsewhere, and change without a change of ours.
const DENY: [&str; 5] = ["--locked", "check", "bans", "licenses", "sources"];

const CLIPPY: [&str; 9] =
    ["clippy", "--workspace", "--all-targets", "--locked", "--profile", "demo", "--", "-D", "warnings"];

/// Runs every runner; the sum of those that ran, or `None` if none did.
fn run_all(workspace: &Workspace, failed: &mut Vec<&'static str>) -> Option<Counts> {
    let refuse_skipped = env::var("CI").is_ok_and(|value| value == "true");
    let mut sum = None;
    for runner in runners::RUNNERS {
        let mut ran = None;
        let done = step(runner.name, || {
            let counts = (runner.run)(workspace)?;
            ran = Some(counts);
            counts.judge(refuse_skipped)
        });
        if done.is_none() {
            failed.push(runner.name);
        }
        if let Some(counts) = ran {
            sum = Some(sum.unwrap_or_default() + counts);
        }
    }
    sum
}

/// Prints which steps failed, then, as the last line, the count. Returns whether all is well.
fn close(failed: &[&str], counts: Option<Counts>) -> bool {
    if !failed.is_empty() {
        println!("failed: {}", failed.join(", "));
    }
    match counts {
        Some(counts) => println!("{counts}"),
        None => println!("no test could be run"),
    }
    failed.is_empty() && counts.is_some()
}
