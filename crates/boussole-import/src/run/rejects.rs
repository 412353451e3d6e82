use super::{ImportReport, RejectedRow};
use crate::ImportError;
use crate::recipe::{Recipe, TableNo};
use crate::table::TableFiles;
use boussole_core::Code;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

/// The most rejects written to the file; all are counted.
const WRITTEN_MAX: u64 = 100_000;
/// The most rejects that the report shows.
const SHOWN_MAX: usize = 50;
/// The longest value written, in characters: enough to recognise it, not enough to copy a letter.
const VALUE_CHARS_MAX: usize = 200;

/// A row, or an event of a row, that was refused.
#[derive(Debug, Clone)]
pub(crate) struct Reject {
    file: usize,
    line: u64,
    column: String,
    value: String,
    reason: Code,
}

impl Reject {
    /// Makes a reject; `column` and `value` are empty when the whole row is at fault.
    pub(crate) fn new(file: usize, line: u64, column: &str, value: &str, reason: Code) -> Self {
        let value = value.chars().take(VALUE_CHARS_MAX).collect();
        Self { file, line, column: column.to_owned(), value, reason }
    }
}

/// Counts rejects, and writes them to a file that begins to exist with the first.
pub(super) struct RejectLog {
    path: Option<PathBuf>,
    writer: Option<csv::Writer<File>>,
    tables: Vec<String>,
    join_columns: Vec<String>,
    files: Vec<TableFiles>,
    by_reason: BTreeMap<Code, u64>,
    by_table: Vec<u64>,
    first: Vec<RejectedRow>,
    n_written: u64,
}

impl RejectLog {
    pub(super) fn new(path: Option<PathBuf>, recipe: &Recipe, files: Vec<TableFiles>) -> Self {
        let columns = |table: &crate::recipe::Table| {
            let places = table.join.as_ref().map_or(&[][..], |join| &join.columns);
            let names: Vec<&str> = places.iter().map(|&place| table.columns[place].name.as_str()).collect();
            names.join(" + ")
        };
        Self {
            path,
            writer: None,
            tables: recipe.tables.iter().map(|table| table.name.clone()).collect(),
            join_columns: recipe.tables.iter().map(columns).collect(),
            files,
            by_reason: BTreeMap::new(),
            by_table: vec![0; recipe.tables.len()],
            first: Vec::new(),
            n_written: 0,
        }
    }

    /// Returns the names of the columns by which a table joins.
    pub(super) fn join_columns(&self, table: TableNo) -> String {
        self.join_columns[table].clone()
    }

    pub(super) fn record(&mut self, table: TableNo, reject: &Reject) -> Result<(), ImportError> {
        *self.by_reason.entry(reject.reason).or_default() += 1;
        self.by_table[table] += 1;
        if self.first.len() < SHOWN_MAX {
            self.first.push(self.shown(table, reject));
        }
        let Some(path) = &self.path else { return Ok(()) };
        if self.n_written >= WRITTEN_MAX {
            return Ok(());
        }
        self.n_written += 1;
        let shown = self.shown(table, reject);
        let failed = |error: csv::Error| ImportError::file(path)(error.into());
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(ImportError::file(folder))?;
                }
                let writer = none.insert(csv::Writer::from_path(path).map_err(failed)?);
                writer.write_record(["table", "file", "line", "column", "value", "reason"]).map_err(failed)?;
                writer
            }
        };
        let line = shown.line.to_string();
        let cells = [&shown.table, &shown.file, &line, &shown.column, &shown.value, shown.reason];
        writer.write_record(cells).map_err(failed)
    }

    fn shown(&self, table: TableNo, reject: &Reject) -> RejectedRow {
        RejectedRow {
            table: self.tables[table].clone(),
            file: self.files[table].name(reject.file),
            line: reject.line,
            column: reject.column.clone(),
            value: reject.value.clone(),
            reason: reject.reason,
        }
    }

    /// Flushes the file and tells the report.
    pub(super) fn finish(&mut self, report: &mut ImportReport) -> Result<(), ImportError> {
        if let (Some(writer), Some(path)) = (&mut self.writer, &self.path) {
            writer.flush().map_err(ImportError::file(path))?;
            report.rejects_file = Some(path.clone());
        }
        report.first_rejects = std::mem::take(&mut self.first);
        report.rejects_by_reason = self.by_reason.iter().map(|(reason, &n)| ((*reason).to_owned(), n)).collect();
        let named = self.tables.iter().cloned().zip(self.by_table.iter().copied());
        report.rejects_by_table = named.filter(|(_, n)| *n > 0).collect();
        Ok(())
    }
}
