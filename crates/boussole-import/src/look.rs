//! A look at one file: what it was recognised to be, and its first rows.

use crate::ImportError;
use crate::format::{self, ByteCounter, Record, Shape};
use crate::recipe::TableTemplate;
use std::path::Path;

/// The longest text of a cell that is shown, in characters.
const CELL_CHARS_MAX: usize = 200;

/// What a file shows of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What it was recognised to be.
    pub shape: Shape,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its first rows: a text for each column, empty where there is none.
    pub rows: Vec<Vec<String>>,
    /// The sheets that are shown, of a workbook.
    pub sheets: Vec<String>,
}

/// Looks at the first `n_rows` rows of the file at `path`, read as `template` says.
///
/// # Errors
/// Refuses a file that cannot be read in that way, naming what is wrong.
pub fn look(path: &Path, template: &TableTemplate, n_rows: usize) -> Result<Look, ImportError> {
    let format::Opened { mut rows, shape } = format::open(path, &template.bare()?, true, ByteCounter::default())?;
    let columns = rows.header().to_vec();
    let mut first = Vec::new();
    let mut record = Record::default();
    while first.len() < n_rows && rows.read(&mut record)? {
        first.push(record.cells.iter().take(columns.len()).map(shown).collect());
        record.fault = None;
        record.wrong_cells.clear();
    }
    Ok(Look { sheets: format::sheets(path, &shape)?, shape, columns, rows: first })
}

fn shown(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).chars().take(CELL_CHARS_MAX).collect()
}
