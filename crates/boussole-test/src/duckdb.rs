use crate::python::Python;

const LOCK: &str = include_str!("../locks/duckdb.txt");

/// Attaches a lake by the statement given first, and prints the rows of each of the others, one line a row.
const SCRIPT: &str = include_str!("duckdb.py");

/// Has an unmodified DuckDB, in a process of its own and offline, attach a lake as `lake` and answer `statements`.
/// Returns a line a row, columns divided by `|`.
///
/// # Panics
/// Panics with what DuckDB said when it refuses a statement.
#[must_use]
pub fn ask_duckdb(attach_statement: &str, statements: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once(attach_statement).chain(statements.iter().copied()).collect();
    Python::with_packages(LOCK).run(SCRIPT, &arguments)
}
