//! The examples in the documentation, which nextest does not run.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::Counts;
use crate::workspace::{Package, Workspace};

/// Runs the examples of the libraries that have any: asking the others costs seconds each and answers nothing.
pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let files = workspace.files()?;
    let mut cargo = workspace.cargo(&["test", "--doc", "--no-fail-fast", "--locked", "--profile", "demo"]);
    let mut n_crates = 0;
    for package in workspace.metadata()?.packages.iter().filter(|package| package.has_library()) {
        if has_examples(workspace, package, &files)? {
            cargo.args(["--package", package.name.as_str()]);
            n_crates += 1;
        }
    }
    if n_crates == 0 {
        return Ok(Counts::default());
    }
    let output = cargo.output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let (n_reports, counts) = count(&text)?;
    ensure!(n_reports == n_crates, "the examples of {n_crates} crates should have run, {n_reports} reported");
    ensure!(output.status.success() || counts.n_failed > 0, "cargo failed ({}) though no example did", output.status);
    Ok(counts)
}

fn has_examples(workspace: &Workspace, package: &Package, files: &[String]) -> Result<bool> {
    let folder = package.manifest_path.parent().context("a manifest without folder")?.join("src");
    let sources = files.iter().map(|name| workspace.root.join(name)).filter(|path| path.starts_with(&folder));
    for path in sources.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        if text.lines().any(|line| matches!(line.trim_start().get(..3), Some("///" | "//!")) && line.contains("```")) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads the `test result:` lines; returns how many there are, and their sum.
fn count(text: &str) -> Result<(u64, Counts)> {
    let mut sum = Counts::default();
    let mut n_reports = 0;
    for report in text.lines().filter_map(|line| line.strip_prefix("test result: ")) {
        let number = |what: &str| {
            let found = report.split(['.', ';']).find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok());
            found.with_context(|| format!("`{report}` does not say how many {what}"))
        };
        let (n_passed, n_failed) = (number("passed")?, number("failed")?);
        let n_skipped: u64 = number("ignored")? + number("filtered out").unwrap_or_default();
        sum = sum + Counts { n_passed, n_failed, n_skipped };
        n_reports += 1;
    }
    Ok((n_reports, sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_summed() {
        let text = "running 3 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.20s\n\
            test result: FAILED. 4 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(count(text).unwrap(), (2, Counts { n_passed: 6, n_failed: 3, n_skipped: 1 }));
        assert!(count("test result: something new").is_err());
    }
}
