//! Excel workbooks (XLSX): the cells of one sheet to rows of text, a row at a time.

mod container;
mod errors;
mod moment;
mod old;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

use super::{ByteCounter, Record, RowSource};
use crate::ImportError;
use crate::recipe::Table;
use boussole_core::Refusal;
use container::Container;
use errors::{Damage, WorkbookErrors};
pub(super) use old::OLD_MAGIC;
use sheet::{Sheet, SheetRow};
use std::path::Path;
use workbook::Workbook;

/// How every zip file begins, a workbook too.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// The rows of a sheet. The number of a row in the sheet, from 1, stands for its line.
pub(super) struct XlsxRows {
    header: Vec<String>,
    sheet: Sheet,
    row: SheetRow,
    errors: WorkbookErrors,
}

impl XlsxRows {
    /// Opens the sheet that `table` names, or else the first that is shown; returns its name too.
    pub(super) fn open(path: &Path, table: &Table, counter: ByteCounter) -> Result<(Self, String), ImportError> {
        let errors = WorkbookErrors::new(path);
        let explain = |damage: Damage| errors.explain(&damage, None);
        if old::is_old(path).map_err(ImportError::file(path))? {
            return Err(errors.old(old::is_protected(path).map_err(ImportError::file(path))?).into());
        }
        let mut container = Container::open(path).map_err(explain)?;
        let workbook = Workbook::read(&mut container).map_err(explain)?;
        let entry = match &table.sheet {
            Some(name) => workbook.sheets.iter().find(|sheet| sheet.name == *name),
            None => workbook.sheets.iter().find(|sheet| !sheet.hidden).or(workbook.sheets.first()),
        };
        let entry = entry.ok_or_else(|| errors.no_sheet(table, &workbook))?;
        let mut sheet = Sheet::open(&mut container, &workbook, &entry.part, counter).map_err(explain)?;
        let mut row = SheetRow::default();
        let header = match &table.header {
            Some(names) => names.clone(),
            None => header(&mut sheet, &mut row, table).map_err(explain)?.ok_or_else(|| errors.empty(&entry.name))?,
        };
        Ok((Self { header, sheet, row, errors }, entry.name.clone()))
    }

    /// Returns the names of the sheets that are shown.
    pub(super) fn sheets(path: &Path) -> Result<Vec<String>, ImportError> {
        let errors = WorkbookErrors::new(path);
        let explain = |damage: Damage| errors.explain(&damage, None);
        let workbook = Workbook::read(&mut Container::open(path).map_err(explain)?).map_err(explain)?;
        Ok(workbook.sheets.into_iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name).collect())
    }

    /// Returns the cells of the row, as many as there are columns, or more where the row has more.
    fn fill(&self, record: &mut Record) {
        for cell in &self.row.cells {
            while record.cells.len() < cell.column {
                record.cells.push_field(b"");
                if record.cells.len() > self.header.len() {
                    return;
                }
            }
            if cell.is_error {
                record.wrong_cells.push(cell.column);
            }
            record.cells.push_field(cell.text.as_bytes());
        }
        while record.cells.len() < self.header.len() {
            record.cells.push_field(b"");
        }
    }
}

/// Reads the header row: the first that is not skipped and not blank.
fn header(sheet: &mut Sheet, row: &mut SheetRow, table: &Table) -> Result<Option<Vec<String>>, Damage> {
    while sheet.next(row)? {
        if row.number > table.skip_rows as u64 {
            let mut names = Vec::new();
            for cell in &row.cells {
                names.resize(cell.column, String::new());
                names.push(cell.text.trim().to_owned());
            }
            return Ok(Some(names));
        }
    }
    Ok(None)
}

impl RowSource for XlsxRows {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal> {
        record.cells.clear();
        record.wrong_cells.clear();
        let last = self.row.number;
        if !self.sheet.next(&mut self.row).map_err(|damage| self.errors.explain(&damage, Some(last + 1)))? {
            return Ok(false);
        }
        record.line = self.row.number;
        self.fill(record);
        Ok(true)
    }
}
