use crate::python::Python;

const LOCK: &str = include_str!("../locks/duckdb.txt");

/// Attaches a lake by the statement given first, and prints the rows of each of the others, one line a row.
const SCRIPT: &str = r#"
import glob, importlib.util, os, sys
import duckdb

def extension(package):
    folder = os.path.dirname(importlib.util.find_spec(package).origin)
    return glob.glob(folder + "/extensions/v1.5.5/*.duckdb_extension")[0]

connection = duckdb.connect()
for package in ("duckdb_extension_sqlite_scanner", "duckdb_extension_ducklake"):
    connection.execute(f"LOAD '{extension(package)}'")
connection.execute(sys.argv[1])
connection.execute("USE lake")
for statement in sys.argv[2:]:
    for row in connection.execute(statement).fetchall():
        print("|".join("NULL" if value is None else str(value) for value in row))
"#;

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
