//! Parquet files: typed columns to rows of text, a few rows at a time.

mod cell;
mod columns;
mod errors;
mod pages;
#[cfg(test)]
mod tests;

use super::bounded::RECORD_BYTES_MAX;
use super::{ByteCounter, Record, RowSource};
use crate::ImportError;
use crate::recipe::Table;
use arrow_array::RecordBatch;
use boussole_core::Refusal;
use cell::CellText;
use errors::ParquetErrors;
use pages::Pages;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ParquetMetaData;
use std::fmt::Write;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// How every Parquet file begins and ends.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// The most rows that are unpacked at once.
const BATCH_ROWS_MAX: u64 = 1_024;
/// About how many bytes are unpacked at once, from what a row takes on average.
const BATCH_BYTES: u64 = 4 * 1024 * 1024;

/// The rows of a Parquet file. The number of a row, from 1, stands for its line.
pub(super) struct ParquetRows {
    header: Vec<String>,
    /// For each column of the file, its place in a batch, if it is read.
    places: Vec<Option<usize>>,
    batches: ParquetRecordBatchReader,
    batch: RecordBatch,
    /// The next row of the batch.
    row: usize,
    n_rows_read: u64,
    n_rows: u64,
    errors: ParquetErrors,
    /// The bytes of the file, and how many of them stand for the rows read so far.
    n_bytes: u64,
    n_bytes_counted: u64,
    counter: ByteCounter,
    text: String,
}

impl ParquetRows {
    /// Opens a file. Only the columns that `table` uses are read, or all that can be cells when `whole_rows` are wanted.
    pub(super) fn open(
        path: &Path,
        table: &Table,
        whole_rows: bool,
        counter: ByteCounter,
    ) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(ImportError::file(path))?;
        let n_bytes = file.metadata().map_err(ImportError::file(path))?.len();
        errors::check_end(&file, n_bytes, path)?;
        let foreign = |error| errors::foreign(path, &error);
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let loaded = errors::without_fall(|| ArrowReaderMetadata::load(&file, options.clone()));
        let loaded = loaded.ok_or_else(|| errors::foreign(path, &"it makes no sense"))?.map_err(foreign)?;
        let metadata = Arc::clone(loaded.metadata());
        let schema = columns::with_views(loaded.schema(), metadata.file_metadata().schema_descr());
        let to_read = columns::to_read(&schema, table, whole_rows, path)?;
        columns::check_packing(&metadata, &to_read, path)?;
        let loaded = ArrowReaderMetadata::try_new(Arc::clone(&metadata), options.with_schema(Arc::clone(&schema)));
        let loaded = loaded.map_err(foreign)?;
        let (pages, watch) = Pages::new(file);
        let mask = ProjectionMask::roots(metadata.file_metadata().schema_descr(), to_read.iter().copied());
        let batches = ParquetRecordBatchReaderBuilder::new_with_metadata(pages, loaded)
            .with_batch_size(batch_rows(&metadata, &mask))
            .with_projection(mask)
            .build()
            .map_err(foreign)?;
        let place_of = |column| to_read.iter().position(|&place| place == column);
        Ok(Self {
            header: schema.fields().iter().map(|field| field.name().clone()).collect(),
            places: (0..schema.fields().len()).map(place_of).collect(),
            batch: RecordBatch::new_empty(Arc::new(arrow_schema::Schema::empty())),
            batches,
            row: 0,
            n_rows_read: 0,
            n_rows: u64::try_from(metadata.file_metadata().num_rows()).unwrap_or(0),
            errors: ParquetErrors::new(path, metadata, watch),
            n_bytes,
            n_bytes_counted: 0,
            counter,
            text: String::new(),
        })
    }

    /// Unpacks the next rows; false at the end of the file.
    fn next_batch(&mut self) -> Result<bool, Refusal> {
        self.count_bytes();
        self.row = 0;
        match errors::without_fall(|| self.batches.next()) {
            Some(None) if self.n_rows_read == self.n_rows => Ok(false),
            Some(Some(Ok(batch))) => {
                self.batch = batch;
                Ok(true)
            }
            _ => Err(self.errors.damaged(self.n_rows_read + 1)),
        }
    }

    /// Tells the counter: columns are not read one after the other, so rows stand for bytes.
    fn count_bytes(&mut self) {
        let share = u128::from(self.n_bytes) * u128::from(self.n_rows_read) / u128::from(self.n_rows.max(1));
        let n_bytes = u64::try_from(share).unwrap_or(self.n_bytes).min(self.n_bytes);
        self.counter.add(n_bytes.saturating_sub(self.n_bytes_counted));
        self.n_bytes_counted = n_bytes;
    }
}

/// Returns how many rows are unpacked at once: fewer where rows are large.
fn batch_rows(metadata: &ParquetMetaData, mask: &ProjectionMask) -> usize {
    let (mut n_rows, mut n_bytes) = (0_u64, 0_u64);
    for group in metadata.row_groups() {
        n_rows = n_rows.saturating_add(group.num_rows().unsigned_abs());
        let read = group.columns().iter().enumerate().filter(|(leaf, _)| mask.leaf_included(*leaf));
        n_bytes = read.fold(n_bytes, |sum, (_, chunk)| sum.saturating_add(chunk.uncompressed_size().unsigned_abs()));
    }
    let row_bytes = n_bytes / n_rows.max(1) + 1;
    (BATCH_BYTES / row_bytes).clamp(1, BATCH_ROWS_MAX) as usize
}

impl RowSource for ParquetRows {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal> {
        // A batch may be empty; the file's end is the bound of this loop.
        while self.row == self.batch.num_rows() {
            if !self.next_batch()? {
                return Ok(false);
            }
        }
        self.n_rows_read += 1;
        record.line = self.n_rows_read;
        record.cells.clear();
        for place in &self.places {
            self.text.clear();
            if let Some(place) = place {
                let cell = CellText { column: self.batch.column(*place), row: self.row };
                write!(self.text, "{cell}").map_err(|_| self.errors.damaged(self.n_rows_read))?;
            }
            record.cells.push_field(self.text.as_bytes());
        }
        self.row += 1;
        if record.cells.as_slice().len() as u64 > RECORD_BYTES_MAX {
            return Err(self.errors.too_long(self.n_rows_read));
        }
        Ok(true)
    }
}
