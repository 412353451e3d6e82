//! An unmodified DuckDB over raw files or a published lake: what counts a second time what is asked of the binary.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::case::Got;
use super::python::Python;
use super::text;

/// How it is asked, and with which packages: as the tests do that read the published lake.
const SCRIPT: &str = include_str!("../../../crates/boussole-test/src/duckdb.py");
const LOCK: &str = include_str!("../../../crates/boussole-test/locks/duckdb.txt");

/// A database, which answers as long as it lies where it was attached.
pub(super) struct Duckdb {
    python: Python,
    attach: String,
}

impl Duckdb {
    /// Makes a database at `path` by one statement, which reads raw files.
    pub(super) fn filled(path: &Path, statement: &str) -> Result<Self> {
        let path = path.to_str().context("the working folder has a name that is no UTF-8")?;
        // The script calls what is attached a lake.
        let duckdb = Self::attached(format!("ATTACH '{}' AS lake", path.replace('\'', "''")))?;
        duckdb.ask(&[statement])?;
        Ok(duckdb)
    }

    /// Opens a lake by the statement that attaches it.
    pub(super) fn attached(statement: String) -> Result<Self> {
        Ok(Self { python: Python::with_packages(LOCK)?, attach: statement })
    }

    /// Answers questions of one cell each, as DuckDB writes it.
    pub(super) fn cells(&self, questions: &[&str]) -> Result<Vec<String>> {
        let cells: Vec<String> = self.ask(questions)?.lines().map(str::to_owned).collect();
        ensure!(cells.len() == questions.len(), "DuckDB gave {} cells to {} questions", cells.len(), questions.len());
        Ok(cells)
    }

    /// Answers a question with a line for each row and tabs between cells, numbers without zeros that say nothing.
    pub(super) fn lines(&self, question: &str) -> Result<String> {
        let rows = self.ask(&[question])?;
        Ok(text::text(&rows.lines().map(|row| row.split('|').map(text::plain).collect()).collect::<Vec<Vec<_>>>()))
    }

    /// Answers a question of one cell, or one a row.
    pub(super) fn figure(&self, question: &str) -> Result<String> {
        Ok(self.lines(question)?.trim().to_owned())
    }

    /// Answers a question with the digest of its lines.
    pub(super) fn digest(&self, question: &str) -> Result<String> {
        self.python.digest(&self.lines(question)?)
    }

    /// Compares many lines at once: the digest of `text`.
    pub(super) fn digest_of(&self, text: &str, n: u64) -> Result<Got> {
        Ok(Got { value: self.python.digest(text)?, n })
    }

    fn ask(&self, statements: &[&str]) -> Result<String> {
        let arguments = ["-c", SCRIPT, &self.attach].into_iter().chain(statements.iter().copied());
        let printed = self.python.run(&arguments.collect::<Vec<_>>(), "").with_context(|| statements.join(";\n"))?;
        Ok(without_progress(&printed))
    }
}

/// Leaves out the bar that DuckDB draws, over and over on one line, while something takes it seconds.
fn without_progress(printed: &str) -> String {
    printed.split_inclusive('\n').filter(|line| !line.starts_with('\r')).collect()
}

#[cfg(test)]
mod tests {
    use super::without_progress;

    #[test]
    fn a_bar_is_no_answer() {
        assert_eq!(without_progress("1|a\n\r 40% ▕██   ▏ \r100% ▕█████▏ \n2|b\n"), "1|a\n2|b\n");
    }
}
