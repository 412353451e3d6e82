//! The files in which the runners of the interface write what ran.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;

use super::Counts;
use crate::workspace::Workspace;

/// Makes room for a new report, and says where it belongs.
pub(super) fn fresh(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let path = workspace.output(name);
    fs::create_dir_all(workspace.output("."))?;
    if path.exists() {
        fs::remove_file(&path).context("the report of the last run cannot be removed")?;
    }
    Ok(path)
}

/// Reads a report.
pub(super) fn read<T: DeserializeOwned>(path: &PathBuf) -> Result<T> {
    let text = fs::read_to_string(path).context("no report was written")?;
    serde_json::from_str(&text).context("the report says something unexpected")
}

/// Refuses a run of nothing, and one that failed although no test did.
pub(super) fn judge(counts: Counts, succeeded: bool) -> Result<Counts> {
    ensure!(succeeded || counts.n_failed > 0, "the run failed though no test did");
    ensure!(counts.n_passed + counts.n_failed > 0, "no test ran");
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_nothing_is_refused() {
        let skipped = Counts { n_skipped: 3, ..Counts::default() };
        let passed = Counts { n_passed: 1, ..skipped };
        assert!(judge(skipped, true).is_err());
        assert!(judge(passed, true).is_ok());
        assert!(judge(passed, false).is_err());
        assert!(judge(Counts { n_failed: 1, ..skipped }, false).is_ok());
    }
}
