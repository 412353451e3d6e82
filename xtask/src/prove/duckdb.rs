//! An unmodified DuckDB that reads raw files: what counts a second time what is asked of the binary.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::case::Got;
use super::python::Python;

/// Its packages, with hashes: those with which tests read the published lake.
const LOCK: &str = include_str!("../../../crates/boussole-test/locks/duckdb.txt");

/// Answers the statements with a line for each row and tabs between cells, numbers without zeros that say nothing.
const PROGRAM: &str = "
import decimal, sys
import duckdb
connection = duckdb.connect(sys.argv[1])
for statement in sys.argv[2:]:
    for row in connection.execute(statement).fetchall():
        cells = [format(cell.normalize(), 'f') if isinstance(cell, decimal.Decimal) else str(cell) for cell in row]
        print(chr(9).join(cells))
";

/// A database of its own, filled from raw files.
pub(super) struct Duckdb {
    python: Python,
    path: PathBuf,
}

impl Duckdb {
    /// Makes the database at `path` by one statement.
    pub(super) fn filled(path: &Path, statement: &str) -> Result<Self> {
        let duckdb = Self { python: Python::with_packages(LOCK)?, path: path.to_owned() };
        duckdb.lines(statement)?;
        Ok(duckdb)
    }

    /// Answers a question with a line for each row.
    pub(super) fn lines(&self, question: &str) -> Result<String> {
        let path = self.path.to_str().context("the working folder has a name that is no UTF-8")?;
        self.python.run(&["-c", PROGRAM, path, question], "").with_context(|| question.to_owned())
    }

    /// Answers a question of one cell.
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
}
