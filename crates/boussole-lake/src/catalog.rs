//! What a catalog says: tables with their columns and files, and views.

use crate::files::{identity_schema, trait_schema};
use arrow_schema::{DataType, Field, SchemaRef};
use boussole_events::{PartFile, event_schema};

/// The view of events under the people of the snapshot.
pub(crate) const EVENTS_VIEW: &str = include_str!("../catalog/events.sql");
/// The view of people with their identifiers and what is known of them.
pub(crate) const PEOPLE_VIEW: &str = include_str!("../catalog/people.sql");

/// The Arrow metadata under which a column's id stands; the id is the same in files and catalog.
const FIELD_ID: &str = "PARQUET:field_id";

/// A table of the catalog.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Where its files are, within the folder of the project.
    pub(crate) folder: &'static str,
    pub(crate) columns: Vec<Column>,
    pub(crate) files: Vec<DataFile>,
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) type_name: &'static str,
    pub(crate) is_nullable: bool,
}

/// A file of a table.
#[derive(Debug)]
pub(crate) struct DataFile {
    /// The path within the folder of the table.
    pub(crate) path: String,
    pub(crate) n_rows: u64,
    pub(crate) n_bytes: u64,
    pub(crate) bounds: Vec<Bounds>,
}

/// The smallest and the largest value of a column in one file, by which a reader skips the file. Numbers only: the text
/// of an erased person must not linger in a catalog.
#[derive(Debug)]
pub(crate) struct Bounds {
    pub(crate) column: &'static str,
    pub(crate) min: String,
    pub(crate) max: String,
}

impl Table {
    /// Describes the events: the project's own files, where they lie.
    pub(crate) fn raw_events(parts: Vec<PartFile>) -> Self {
        let bounds = |part: &PartFile| {
            vec![
                Bounds {
                    column: "person_key",
                    min: part.person_keys.0.to_string(),
                    max: part.person_keys.1.to_string(),
                },
                Bounds { column: "time_ms", min: part.times_ms.0.to_string(), max: part.times_ms.1.to_string() },
            ]
        };
        let file = |part: PartFile| DataFile {
            bounds: bounds(&part),
            path: part.path,
            n_rows: part.n_rows,
            n_bytes: part.n_bytes,
        };
        let files = parts.into_iter().map(file).collect();
        Self { name: "raw_events", folder: "parts/", columns: columns(&event_schema()), files }
    }

    /// Describes the identifiers with their people.
    pub(crate) fn identities(folder: &'static str, file: Option<DataFile>) -> Self {
        Self { name: "identities", folder, columns: columns(&identity_schema()), files: file.into_iter().collect() }
    }

    /// Describes what was said of people.
    pub(crate) fn traits(folder: &'static str, file: Option<DataFile>) -> Self {
        Self { name: "traits", folder, columns: columns(&trait_schema()), files: file.into_iter().collect() }
    }
}

fn columns(schema: &SchemaRef) -> Vec<Column> {
    let column = |field: &arrow_schema::FieldRef| Column {
        id: field_id(field),
        name: field.name().clone(),
        type_name: type_name(field.data_type()),
        is_nullable: field.is_nullable(),
    };
    schema.fields().iter().map(column).collect()
}

fn field_id(field: &Field) -> i64 {
    let id = field.metadata().get(FIELD_ID).and_then(|id| id.parse().ok());
    id.expect("every column of our own schemas has an id")
}

/// Returns DuckLake's name of a type; these are all that our own schemas use.
fn type_name(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::UInt64 => "uint64",
        DataType::UInt32 => "uint32",
        DataType::Int64 => "int64",
        DataType::Int32 => "int32",
        DataType::Utf8 | DataType::Dictionary(..) => "varchar",
        DataType::FixedSizeBinary(_) => "blob",
        other => unreachable!("no column of ours is of type {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use expect_test::expect;

    #[test]
    fn every_column_has_its_id_and_a_type_that_readers_know() {
        let tables =
            [Table::raw_events(Vec::new()), Table::identities("lake/data/", None), Table::traits("lake/data/", None)];
        let mut text = String::new();
        for table in tables {
            text.push_str(&format!("{} in {}\n", table.name, table.folder));
            for column in table.columns {
                let null = if column.is_nullable { ", null" } else { "" };
                text.push_str(&format!("  {} {} {}{null}\n", column.id, column.name, column.type_name));
            }
        }
        expect![[r#"
            raw_events in parts/
              1 person_key uint64
              2 identity_key uint64
              3 account_key uint64, null
              4 time_ms int64
              5 time_offset_ms int32
              6 seq uint64
              7 received_ms int64
              8 message_key blob
              9 content_check uint32
              10 source varchar
              11 import_id int64, null
              12 event varchar
              13 session varchar, null
              14 props varchar
            identities in lake/data/
              1 identity_key uint64
              2 person_key uint64
              3 kind varchar
              4 value varchar
            traits in lake/data/
              1 identity_key uint64
              2 field varchar
              3 value varchar
              4 time_ms int64
              5 seq uint64
        "#]]
        .assert_eq(&text);
    }
}
