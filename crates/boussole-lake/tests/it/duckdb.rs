//! DuckDB in a process of its own, offline, with the lake attached.

use boussole_lake::Published;
use boussole_test::Python;

const LOCK: &str = include_str!("../duckdb.lock");

/// Prints the rows of each statement given after the attach statement, one line a row.
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

/// Attaches the lake and returns the rows of `statements`, columns divided by `|`.
pub(crate) fn ask(published: &Published, statements: &[&str]) -> String {
    ask_at(&published.attach_statement(), statements)
}

/// The same by an attach statement of the test's own.
pub(crate) fn ask_at(attach: &str, statements: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once(attach).chain(statements.iter().copied()).collect();
    Python::with_packages(LOCK).run(SCRIPT, &arguments)
}
