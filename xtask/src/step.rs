//! Steps with a name and a duration, so that a long run says where it is and what it cost.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

/// Runs one step, prints its name before and its result and seconds after, and returns what it made, if it succeeded.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
    println!("== {name}");
    let start = Instant::now();
    let made = work();
    let seconds = start.elapsed().as_secs_f64();
    match made {
        Ok(value) => {
            println!("== {name}: ok, {seconds:.1} s");
            Some(value)
        }
        Err(error) => {
            println!("== {name}: FAILED, {seconds:.1} s: {error:#}");
            None
        }
    }
}

/// Runs a command with its output shown; an error if it cannot start or does not succeed.
pub(crate) fn call(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{program} cannot be started"))?;
    anyhow::ensure!(status.success(), "{status}");
    Ok(())
}
