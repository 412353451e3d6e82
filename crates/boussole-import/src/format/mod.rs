//! Bytes to rows of text. A new format is one more [`RowSource`].

mod blanks;
mod bounded;
mod bytes;
mod delimited;
mod encoding;
mod json_lines;
mod parquet;
mod shape;
mod text;
mod xlsx;

use crate::ImportError;
use crate::recipe::{Delimiter, Table};
use boussole_core::{Code, Refusal};
pub(crate) use bytes::ByteCounter;
use json_lines::JsonLines;
use parquet::ParquetRows;
pub use shape::Shape;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use text::TextFile;
use xlsx::XlsxRows;

/// The longest beginning that tells a format.
const MAGIC_BYTES_MAX: u64 = 8;

/// One row of a file: its cells as bytes, and the line on which it begins, or its number where a file has no lines.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) line: u64,
    pub(crate) cells: csv::ByteRecord,
    /// Why this is no row, where only the format can tell. Whoever reads the next one takes it away.
    pub(crate) fault: Option<Code>,
    /// The cells that hold an error instead of a value, taken away in the same manner.
    pub(crate) wrong_cells: Vec<usize>,
}

/// A file that gives its rows one by one.
pub(crate) trait RowSource: Send {
    /// The names of all columns of the file.
    fn header(&self) -> &[String];
    /// Reads the next row into `record`; false at the end of the file.
    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal>;
}

/// A file that is open.
pub(crate) struct Opened {
    pub(crate) rows: Box<dyn RowSource>,
    pub(crate) shape: Shape,
}

/// Opens a file of `table`; `counter` learns how many bytes of it were read.
///
/// Where only used columns are kept, the cells of others may be empty, unless `whole_rows` are wanted.
pub(crate) fn open(path: &Path, table: &Table, whole_rows: bool, counter: ByteCounter) -> Result<Opened, ImportError> {
    let start = start_of(path)?;
    if start.starts_with(parquet::MAGIC) {
        let rows = Box::new(ParquetRows::open(path, table, whole_rows, counter)?);
        return Ok(Opened { rows, shape: Shape { format: "parquet", ..Shape::default() } });
    }
    let mut opened = if start.starts_with(xlsx::MAGIC) || start.starts_with(xlsx::OLD_MAGIC) {
        let (rows, sheet) = XlsxRows::open(path, table, counter)?;
        let shape = Shape { format: "xlsx", sheet: Some(sheet), ..Shape::default() };
        Opened { rows: Box::new(rows), shape }
    } else {
        open_text(TextFile::open(path, table, counter)?, table, whole_rows)?
    };
    if table.header.is_none() && opened.shape.format != "json_lines" {
        pass_header(&mut *opened.rows, table.header_rows)?;
    }
    Ok(opened)
}

/// Returns the sheets of a file of that shape, as far as it has any.
pub(crate) fn sheets(path: &Path, shape: &Shape) -> Result<Vec<String>, ImportError> {
    if shape.format == "xlsx" { XlsxRows::sheets(path) } else { Ok(Vec::new()) }
}

/// Passes over the rows of a header that follow the one with the names.
fn pass_header(rows: &mut dyn RowSource, header_rows: usize) -> Result<(), Refusal> {
    let mut passed = Record::default();
    for _ in 1..header_rows {
        if !rows.read(&mut passed)? {
            break;
        }
    }
    Ok(())
}

fn open_text(text: TextFile, table: &Table, whole_rows: bool) -> Result<Opened, ImportError> {
    let header = table.header.as_deref();
    let (compression, letters) = text.packing();
    let shape = Shape { compression: compression.name(), encoding: Some(letters.name()), ..Shape::default() };
    let delimiter = match table.delimiter {
        Delimiter::Sniffed if JsonLines::recognise(text.first_line()) => {
            let rows = Box::new(JsonLines::new(text, table, whole_rows)?);
            return Ok(Opened { rows, shape: Shape { format: "json_lines", ..shape } });
        }
        Delimiter::Sniffed if JsonLines::is_list(text.first_line()) => return Err(text.not_json_lines().into()),
        Delimiter::Sniffed => delimited::sniff(text.first_line()),
        Delimiter::Byte(delimiter) => delimiter,
        Delimiter::Blanks => {
            let rows = Box::new(blanks::Blanks::new(text, header)?);
            return Ok(Opened { rows, shape: Shape { format: "blanks", ..shape } });
        }
    };
    let rows = Box::new(delimited::Delimited::new(text, delimiter, header)?);
    Ok(Opened { rows, shape: Shape { format: "csv", delimiter: Some(char::from(delimiter)), ..shape } })
}

/// Returns the first bytes of a file, which tell its format, whatever its name.
fn start_of(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(ImportError::file(path))?;
    file.take(MAGIC_BYTES_MAX).read_to_end(&mut start).map_err(ImportError::file(path))?;
    Ok(start)
}
