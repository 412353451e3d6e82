//! Bytes to rows of text. A new format is one more [`RowSource`].

mod blanks;
mod bounded;
mod bytes;
mod delimited;
mod text;

use crate::ImportError;
use crate::recipe::{Delimiter, Table};
use boussole_core::Refusal;
pub(crate) use bytes::ByteCounter;
use std::path::Path;
use text::TextFile;

/// One row of a file: its cells as bytes, and the line on which it begins.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) line: u64,
    pub(crate) cells: csv::ByteRecord,
}

/// A file that gives its rows one by one.
pub(crate) trait RowSource: Send {
    /// The names of the columns.
    fn header(&self) -> &[String];
    /// Reads the next row into `record`; false at the end of the file.
    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal>;
}

/// Opens a file of `table`; `counter` learns how many bytes of it were read.
pub(crate) fn open(path: &Path, table: &Table, counter: ByteCounter) -> Result<Box<dyn RowSource>, ImportError> {
    let text = TextFile::open(path, counter)?;
    let header = table.header.as_deref();
    Ok(match table.delimiter {
        Delimiter::Sniffed => {
            let delimiter = delimited::sniff(text.first_line());
            Box::new(delimited::Delimited::new(text, delimiter, header)?)
        }
        Delimiter::Byte(delimiter) => Box::new(delimited::Delimited::new(text, delimiter, header)?),
        Delimiter::Blanks => Box::new(blanks::Blanks::new(text, header)?),
    })
}
