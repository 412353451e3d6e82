use super::cell::{Sort, sort_of};
use crate::recipe::{Column, Table};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use boussole_core::Refusal;
use parquet::basic::{Compression, ConvertedType, LogicalType};
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::SchemaDescriptor;
use std::path::Path;
use std::sync::Arc;

/// Returns the schema in which a file is read: every text as a view into its page, so that a text that stands in a
/// million rows is in memory once.
pub(super) fn with_views(schema: &Schema, descriptor: &SchemaDescriptor) -> SchemaRef {
    let fields = schema.fields().iter().zip(descriptor.root_schema().get_fields());
    let fields: Fields = fields
        .map(|(field, stored)| {
            let info = stored.get_basic_info();
            let is_enum = info.converted_type() == ConvertedType::ENUM
                || matches!(info.logical_type_ref(), Some(LogicalType::Enum));
            match field.data_type() {
                DataType::Utf8 => view(field),
                DataType::Binary if is_enum => view(field),
                _ => Arc::clone(field),
            }
        })
        .collect();
    Arc::new(Schema::new(fields))
}

fn view(field: &Arc<Field>) -> Arc<Field> {
    Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View))
}

/// Returns the places of the columns that are read: the used ones, or all that can be cells when `whole_rows` are wanted.
pub(super) fn to_read(schema: &Schema, table: &Table, whole_rows: bool, path: &Path) -> Result<Vec<usize>, Refusal> {
    let mut places = Vec::new();
    for (place, field) in schema.fields().iter().enumerate() {
        let sort = sort_of(field.data_type());
        let used = table.columns.iter().find(|column| column.file_name == *field.name());
        if let Some(column) = used {
            let sort = sort.map_err(|what| refused(path, table, column, what, "write it as text, or leave it out"))?;
            fits(sort, table, column, path)?;
        }
        if used.is_some() || (whole_rows && sort.is_ok()) {
            places.push(place);
        }
    }
    Ok(places)
}

/// Refuses a typed column when the recipe says how its text is written: it has no text that could be written so.
fn fits(sort: Sort, table: &Table, column: &Column, path: &Path) -> Result<(), Refusal> {
    let settings = &table.settings;
    match sort {
        Sort::Fraction if settings.decimal_comma == Some(true) => {
            Err(refused(path, table, column, "numbers, not text", "leave `decimal_comma` out of the table"))
        }
        Sort::Moment if !settings.time_formats.is_empty() => {
            Err(refused(path, table, column, "dates or times, not text", "leave `time_formats` out of the table"))
        }
        _ => Ok(()),
    }
}

fn refused(path: &Path, table: &Table, column: &Column, what: &str, hint: &str) -> Refusal {
    let message = format!("column `{}` of `{}` has {what}", column.file_name, path.display());
    Refusal::new("unsupported_column", message).at(format!("{}.{}", table.name, column.name)).hint(hint)
}

/// Refuses a column to be read that is packed in a way this program cannot unpack.
pub(super) fn check_packing(metadata: &ParquetMetaData, places: &[usize], path: &Path) -> Result<(), Refusal> {
    let descriptor = metadata.file_metadata().schema_descr();
    for group in metadata.row_groups() {
        for (leaf, chunk) in group.columns().iter().enumerate() {
            let known = matches!(
                chunk.compression(),
                Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) | Compression::ZSTD(_)
            );
            if !known && places.contains(&descriptor.get_column_root_idx(leaf)) {
                let name = descriptor.get_column_root(leaf).name();
                let message = format!("column `{name}` of `{}` is packed with {}", path.display(), chunk.compression());
                return Err(Refusal::new("unsupported_format", message)
                    .at("path")
                    .hint("pack it with zstd, snappy or gzip, or not at all"));
            }
        }
    }
    Ok(())
}
