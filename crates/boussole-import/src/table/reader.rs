use super::{CellError, Row};
use crate::ImportError;
use crate::format::{self, ByteCounter, Opened, Record, RowSource, Shape};
use crate::recipe::{Table, nearest};
use crate::run::Reject;
use boussole_core::Refusal;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most rows read at once.
const CHUNK_ROWS_MAX: usize = 1_000;
/// The most bytes of text read at once, but for the last row.
const CHUNK_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Some rows of a table, in the order of its files, and those that are none.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    pub(crate) rows: Vec<Row>,
    pub(crate) rejects: Vec<Reject>,
    /// All rows read for it, rejects included.
    pub(crate) n_rows: u64,
}

/// Reads the rows of a table from all its files.
pub(crate) struct TableReader {
    table: Arc<Table>,
    zone: TimeZone,
    /// Whether events need to know the content of rows.
    with_content: bool,
    counter: ByteCounter,
    paths: Vec<PathBuf>,
    /// What each file was recognised to be.
    shapes: Vec<Shape>,
    file: usize,
    open: Option<OpenFile>,
    record: Record,
    /// How many rows may still be read.
    n_rows_left: u64,
}

struct OpenFile {
    source: Box<dyn RowSource>,
    /// For each used column, its place in the file.
    places: Vec<Option<usize>>,
}

impl TableReader {
    /// Prepares to read `paths`, after checking that each has the columns that are used.
    pub(crate) fn new(
        table: Arc<Table>,
        paths: Vec<PathBuf>,
        zone: TimeZone,
        with_content: bool,
        counter: ByteCounter,
    ) -> Result<Self, ImportError> {
        let mut shapes = Vec::with_capacity(paths.len());
        for path in &paths {
            shapes.push(OpenFile::open(path, &table, with_content, ByteCounter::default())?.1);
        }
        let (open, record, n_rows_left) = (None, Record::default(), u64::MAX);
        Ok(Self { table, zone, with_content, counter, paths, shapes, file: 0, open, record, n_rows_left })
    }

    /// Ends after `n_rows` rows, whatever follows them.
    pub(crate) fn at_most(self, n_rows: u64) -> Self {
        Self { n_rows_left: n_rows, ..self }
    }

    /// Returns what each of its files was recognised to be.
    pub(crate) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Returns the counter of the bytes it reads.
    pub(crate) fn counter(&self) -> ByteCounter {
        self.counter.clone()
    }

    /// Reads some more rows; `None` after the last.
    pub(crate) fn next_chunk(&mut self) -> Result<Option<Chunk>, ImportError> {
        let mut chunk = Chunk::default();
        let mut n_bytes = 0;
        while chunk.n_rows < self.n_rows_left.min(CHUNK_ROWS_MAX as u64) && n_bytes < CHUNK_BYTES_MAX {
            if !self.read_record()? {
                break;
            }
            chunk.n_rows += 1;
            n_bytes += self.record.cells.as_slice().len();
            match self.typed_row() {
                Ok(row) => chunk.rows.push(row),
                Err(reject) => chunk.rejects.push(reject),
            }
        }
        self.n_rows_left -= chunk.n_rows;
        Ok(if chunk.n_rows == 0 { None } else { Some(chunk) })
    }

    fn read_record(&mut self) -> Result<bool, ImportError> {
        while self.file < self.paths.len() {
            if self.open.is_none() {
                self.open = Some(self.open_next()?);
            }
            self.record.fault = None;
            self.record.wrong_cells.clear();
            if let Some(open) = &mut self.open
                && open.source.read(&mut self.record)?
            {
                return Ok(true);
            }
            self.open = None;
            self.file += 1;
        }
        Ok(false)
    }

    fn open_next(&self) -> Result<OpenFile, ImportError> {
        let path = &self.paths[self.file];
        OpenFile::open(path, &self.table, self.with_content, self.counter.clone()).map(|(file, _)| file)
    }

    fn typed_row(&self) -> Result<Row, Reject> {
        let Some(open) = &self.open else { return Err(self.reject("", "", "no_file")) };
        if let Some(reason) = self.record.fault {
            return Err(self.reject("", "", reason));
        }
        let n_columns = open.source.header().len();
        if self.record.cells.len() != n_columns {
            let found = format!("{} cells, not {n_columns}", self.record.cells.len());
            return Err(self.reject("", &found, "wrong_number_of_cells"));
        }
        let mut texts = Vec::with_capacity(open.places.len());
        for (column, place) in open.places.iter().enumerate() {
            if place.is_some_and(|place| self.record.wrong_cells.contains(&place)) {
                let value = place.and_then(|place| self.record.cells.get(place)).unwrap_or_default();
                let value = String::from_utf8_lossy(value);
                return Err(self.reject(&self.table.columns[column].name, &value, "error_in_cell"));
            }
            let bytes = place.and_then(|place| self.record.cells.get(place));
            let text = bytes.map(std::str::from_utf8).transpose();
            texts.push(text.map_err(|_| self.reject(&self.table.columns[column].name, "", "not_utf8"))?);
        }
        let cells = Row::type_cells(&self.table, texts.iter().copied(), &self.zone).map_err(|error| {
            let CellError { column, reason } = error;
            self.reject(&self.table.columns[column].name, texts[column].unwrap_or_default(), reason)
        })?;
        let content = self.with_content.then(|| content_hash(&self.record));
        Ok(Row { file: self.file, line: self.record.line, cells, content, ordinal: 0 })
    }

    fn reject(&self, column: &str, value: &str, reason: &'static str) -> Reject {
        Reject::new(self.file, self.record.line, column, value, reason)
    }
}

/// Hashes every cell of a row, used or not, so that no two different rows give the same.
fn content_hash(record: &Record) -> String {
    let mut hasher = blake3::Hasher::new();
    for cell in &record.cells {
        hasher.update(&(cell.len() as u64).to_le_bytes());
        hasher.update(cell);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

impl OpenFile {
    fn open(
        path: &Path,
        table: &Table,
        with_content: bool,
        counter: ByteCounter,
    ) -> Result<(Self, Shape), ImportError> {
        let Opened { rows: source, shape } = format::open(path, table, with_content, counter)?;
        let header = source.header();
        let mut places = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            let mut found = (0..header.len()).filter(|&place| header[place] == column.file_name);
            let place = found.next();
            if found.next().is_some() {
                return Err(Refusal::new(
                    "ambiguous_column",
                    format!("`{}` has two columns `{}`", path.display(), column.file_name),
                )
                .at(format!("{}.{}", table.name, column.name))
                .into());
            }
            if place.is_none() && !column.optional {
                let names = header.iter().map(String::as_str).filter(|name| !name.is_empty());
                let message = format!("`{}` has no column `{}`", path.display(), column.file_name);
                return Err(Refusal::new("unknown_recipe_column", message)
                    .at(format!("{}.{}", table.name, column.name))
                    .hint(nearest(&column.file_name, names))
                    .into());
            }
            places.push(place);
        }
        Ok((Self { source, places }, shape))
    }
}
