# Attaches a lake by the statement given first, and prints the rows of each of the others, one line a row.
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
