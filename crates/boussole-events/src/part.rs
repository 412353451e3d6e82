//! A part: one immutable, sorted Parquet file of one month.

use crate::deletion::DeleteSet;
use crate::error::StoreError;
use crate::row::{column, schema};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_array::{BooleanArray, RecordBatch};
use arrow_schema::ArrowError;
use boussole_db::sync_folder;
use parquet::arrow::arrow_reader::{
    ArrowPredicate, ArrowPredicateFn, ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder, RowFilter,
};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::PageIndexPolicy;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnPath;
use std::collections::HashSet;
use std::fs::{self, File};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use uuid::Uuid;

/// Rows of a row group: what one decoding step holds in memory at most.
const GROUP_ROWS: usize = 65_536;
/// Rows of a page: what is decoded to read one person.
const PAGE_ROWS: usize = 4_096;
/// The ending of a file that is still being written.
const UNFINISHED: &str = "tmp";

/// What is known of a part without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartMeta {
    pub(crate) n_rows: usize,
    pub(crate) person_min: u64,
    pub(crate) person_max: u64,
    pub(crate) time_ms_min: i64,
    pub(crate) time_ms_max: i64,
    pub(crate) seq_max: u64,
    /// The version of the identity map by which `person_key` was written.
    pub(crate) identity_version: u64,
    /// From the smallest to the largest import of its rows; empty where none came with an import.
    pub(crate) imports: RangeInclusive<i64>,
}

/// A part as the catalog knows it; `path` is relative to the folder of parts.
#[derive(Debug, Clone)]
pub(crate) struct PartRow {
    pub(crate) path: String,
    pub(crate) month: String,
    pub(crate) n_bytes: u64,
    pub(crate) blake3: String,
    pub(crate) meta: PartMeta,
}

/// A published part.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) path: PathBuf,
    /// The path within the folder of parts.
    pub(crate) name: String,
    pub(crate) n_bytes: u64,
    pub(crate) meta: PartMeta,
    footer: OnceLock<ArrowReaderMetadata>,
}

/// What to read of a part.
#[derive(Debug, Clone)]
pub(crate) struct PartRead {
    /// Positions of the columns.
    pub(crate) columns: Vec<usize>,
    /// Rows of a batch at most.
    pub(crate) batch_rows: usize,
    /// Only rows whose `person_key` in the file is one of these, in order; `None` for all.
    pub(crate) people: Option<Arc<Vec<u64>>>,
    /// Only rows with these numbers of arrival; `None` for all.
    pub(crate) arrived: Option<RangeInclusive<u64>>,
}

impl PartRead {
    /// Reads some columns of all rows.
    pub(crate) fn new(columns: Vec<usize>, batch_rows: usize) -> Self {
        Self { columns, batch_rows, people: None, arrived: None }
    }
}

/// Writes sorted rows of one month into `folder` and returns what the catalog needs, all of it read back from the disk.
///
/// The file appears under its name only when it is complete and fsynced.
pub(crate) fn write(
    folder: &Path,
    month: &str,
    rows: &RecordBatch,
    identity_version: u64,
) -> Result<PartRow, StoreError> {
    let month_folder = folder.join(month);
    fs::create_dir_all(&month_folder).map_err(StoreError::file(&month_folder))?;
    let name = format!("{month}/{}.parquet", Uuid::now_v7().simple());
    let path = folder.join(&name);
    let unfinished = path.with_extension(UNFINISHED);
    let file = File::create_new(&unfinished).map_err(StoreError::file(&unfinished))?;
    let mut writer =
        ArrowWriter::try_new(&file, schema(), Some(properties())).map_err(StoreError::damaged(&unfinished))?;
    writer.write(rows).map_err(StoreError::damaged(&unfinished))?;
    writer.close().map_err(StoreError::damaged(&unfinished))?;
    file.sync_all().map_err(StoreError::file(&unfinished))?;
    fs::rename(&unfinished, &path).map_err(StoreError::file(&path))?;
    for folder in [&month_folder, folder] {
        sync_folder(folder).map_err(StoreError::file(folder))?;
    }
    let (n_bytes, blake3) = checksum(&path)?;
    let meta = meta(rows, identity_version);
    let row = PartRow { path: name, month: month.to_owned(), n_bytes, blake3, meta };
    let stored = Part::new(folder, &row).footer()?.metadata().file_metadata().num_rows();
    if usize::try_from(stored) != Ok(rows.num_rows()) {
        return Err(StoreError::Damaged {
            path,
            reason: format!("{stored} rows read back of {} written", rows.num_rows()),
        });
    }
    Ok(row)
}

fn checksum(path: &Path) -> Result<(u64, String), StoreError> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(path).map_err(StoreError::file(path))?;
    hasher.update_reader(&file).map_err(StoreError::file(path))?;
    Ok((hasher.count(), hasher.finalize().to_hex().to_string()))
}

fn meta(rows: &RecordBatch, identity_version: u64) -> PartMeta {
    let people = rows.column(column::PERSON_KEY).as_primitive::<UInt64Type>().values();
    let times = rows.column(column::TIME_MS).as_primitive::<Int64Type>().values();
    let seqs = rows.column(column::SEQ).as_primitive::<UInt64Type>().values();
    let imports = rows.column(column::IMPORT_ID).as_primitive::<Int64Type>();
    PartMeta {
        n_rows: rows.num_rows(),
        person_min: people.first().copied().unwrap_or(0),
        person_max: people.last().copied().unwrap_or(0),
        time_ms_min: times.iter().copied().min().unwrap_or(0),
        time_ms_max: times.iter().copied().max().unwrap_or(0),
        seq_max: seqs.iter().copied().max().unwrap_or(0),
        identity_version,
        imports: imports.iter().flatten().min().unwrap_or(i64::MAX)
            ..=imports.iter().flatten().max().unwrap_or(i64::MIN),
    }
}

fn properties() -> WriterProperties {
    let path = |index: usize| ColumnPath::from(schema().field(index).name().as_str());
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_write_batch_size(PAGE_ROWS)
        // No minima and maxima of texts: an erased person must not linger in the catalog or in a footer.
        .set_statistics_enabled(EnabledStatistics::None);
    for index in [column::PERSON_KEY, column::IDENTITY_KEY, column::TIME_MS, column::SEQ] {
        properties = properties
            .set_column_statistics_enabled(path(index), EnabledStatistics::Page)
            .set_column_dictionary_enabled(path(index), false)
            .set_column_encoding(path(index), Encoding::DELTA_BINARY_PACKED);
    }
    for index in [column::MESSAGE_KEY, column::CONTENT_CHECK, column::PROPS] {
        properties = properties.set_column_dictionary_enabled(path(index), false);
    }
    properties.build()
}

impl Part {
    /// Makes a part of the catalog's row.
    pub(crate) fn new(folder: &Path, row: &PartRow) -> Self {
        Self {
            path: folder.join(&row.path),
            name: row.path.clone(),
            n_bytes: row.n_bytes,
            meta: row.meta.clone(),
            footer: OnceLock::new(),
        }
    }

    fn footer(&self) -> Result<ArrowReaderMetadata, StoreError> {
        if let Some(footer) = self.footer.get() {
            return Ok(footer.clone());
        }
        let file = File::open(&self.path).map_err(StoreError::file(&self.path))?;
        let options = ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
        let footer = ArrowReaderMetadata::load(&file, options).map_err(StoreError::damaged(&self.path))?;
        Ok(self.footer.get_or_init(|| footer).clone())
    }

    /// Opens the part for reading; batches come in the file's order.
    pub(crate) fn read(&self, read: &PartRead) -> Result<ParquetRecordBatchReader, StoreError> {
        let file = File::open(&self.path).map_err(StoreError::file(&self.path))?;
        let footer = self.footer()?;
        let descriptor = footer.metadata().file_metadata().schema_descr_ptr();
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, footer.clone())
            .with_batch_size(read.batch_rows)
            .with_projection(ProjectionMask::roots(&descriptor, read.columns.iter().copied()));
        let mut filters: Vec<Box<dyn ArrowPredicate>> = Vec::new();
        if let Some(people) = &read.people {
            let wanted = people.clone();
            let mask = ProjectionMask::roots(&descriptor, [column::PERSON_KEY]);
            filters.push(Box::new(keep(mask, move |key| wanted.binary_search(key).is_ok())));
            builder = builder.with_row_groups(groups_with(&footer, people));
        }
        if let Some(arrived) = read.arrived.clone() {
            let mask = ProjectionMask::roots(&descriptor, [column::SEQ]);
            filters.push(Box::new(keep(mask, move |seq| arrived.contains(seq))));
        }
        if !filters.is_empty() {
            builder = builder.with_row_filter(RowFilter::new(filters));
        }
        builder.build().map_err(StoreError::damaged(&self.path))
    }

    /// Reads the columns at `columns`, which are in order, of all rows that stay.
    pub(crate) fn read_kept(
        &self,
        columns: &[usize],
        deletes: &DeleteSet,
    ) -> Result<impl Iterator<Item = Result<RecordBatch, StoreError>> + use<'_>, StoreError> {
        let columns = deletes.columns_of(&self.meta, columns);
        let reader = self.read(&PartRead::new(columns.read.clone(), GROUP_ROWS))?;
        Ok(reader.map(move |batch| columns.keep(batch.map_err(StoreError::damaged(&self.path))?)))
    }

    /// Reads message keys and content checksums of all rows that stay.
    pub(crate) fn keys(&self, deletes: &DeleteSet) -> Result<Vec<u128>, StoreError> {
        let mut entries = Vec::with_capacity(self.meta.n_rows);
        for batch in self.read_kept(&[column::MESSAGE_KEY, column::CONTENT_CHECK], deletes)? {
            let batch = batch?;
            entries.extend(key_entries(batch.column(0), batch.column(1)));
        }
        Ok(entries)
    }

    /// Returns the month of its rows, as its folder is named.
    pub(crate) fn month(&self) -> &str {
        self.name.split_once('/').map_or("", |(month, _)| month)
    }
}

/// Keeps the rows whose number in one column is wanted.
fn keep(mask: ProjectionMask, is_wanted: impl Fn(&u64) -> bool + Send + 'static) -> impl ArrowPredicate {
    ArrowPredicateFn::new(mask, move |batch: RecordBatch| -> Result<BooleanArray, ArrowError> {
        let numbers = batch.column(0).as_primitive::<UInt64Type>().values();
        Ok(numbers.iter().map(|number| Some(is_wanted(number))).collect())
    })
}

/// Returns the packed entries of a column of message keys and its content checksums.
pub(crate) fn key_entries<'a>(
    keys: &'a arrow_array::ArrayRef,
    checks: &'a arrow_array::ArrayRef,
) -> impl Iterator<Item = u128> + 'a {
    let checks = checks.as_primitive::<UInt32Type>().values();
    let keys = keys.as_fixed_size_binary();
    keys.iter().zip(checks).filter_map(|(key, check)| Some(crate::key::entry(key?.try_into().ok()?, *check)))
}

fn groups_with(footer: &ArrowReaderMetadata, people: &[u64]) -> Vec<usize> {
    let groups = footer.metadata().row_groups().iter().enumerate();
    let may_hold = |statistics: Option<&Statistics>| {
        let Some(Statistics::Int64(values)) = statistics else { return true };
        let (Some(min), Some(max)) = (values.min_opt(), values.max_opt()) else { return true };
        let from = people.partition_point(|key| *key < *min as u64);
        people.get(from).is_some_and(|key| *key <= *max as u64)
    };
    groups
        .filter(|(_, group)| may_hold(group.column(column::PERSON_KEY).statistics()))
        .map(|(index, _)| index)
        .collect()
}

/// Removes files that are not among the `known`, which are named within the folder of parts: what a crash left between
/// writing and publishing, or between replacing and removing.
pub(crate) fn remove_strays(folder: &Path, known: &HashSet<String>) -> Result<(), StoreError> {
    let known: HashSet<PathBuf> = known.iter().map(|name| folder.join(name)).collect();
    let entries = |folder: &Path| -> Result<Vec<PathBuf>, StoreError> {
        let entries = fs::read_dir(folder).map_err(StoreError::file(folder))?;
        entries.map(|entry| Ok(entry.map_err(StoreError::file(folder))?.path())).collect()
    };
    for month in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        for file in entries(&month)?.into_iter().filter(|path| !known.contains(path)) {
            remove(&file)?;
        }
    }
    Ok(())
}

/// Removes a file that nobody needs; one that is gone is fine.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::file(path)(error)),
        _ => Ok(()),
    }
}
