//! The files that are written for a publication: identifiers with their people, and what was said of people.

use crate::catalog::DataFile;
use crate::error::LakeError;
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use boussole_core::Ctx;
use boussole_db::sync_folder;
use boussole_events::{EventStore, IdentityRow, SealedSnapshot, TraitRow};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Returns the columns of the table of identifiers.
pub(crate) fn identity_schema() -> SchemaRef {
    schema(&[
        ("identity_key", DataType::UInt64),
        ("person_key", DataType::UInt64),
        ("kind", DataType::Utf8),
        ("value", DataType::Utf8),
    ])
}

/// Returns the columns of the table of traits; `value` is JSON.
pub(crate) fn trait_schema() -> SchemaRef {
    schema(&[
        ("identity_key", DataType::UInt64),
        ("field", DataType::Utf8),
        ("value", DataType::Utf8),
        ("time_ms", DataType::Int64),
        ("seq", DataType::UInt64),
    ])
}

fn schema(columns: &[(&str, DataType)]) -> SchemaRef {
    let fields = (1..).zip(columns).map(|(id, (name, data_type))| {
        let id = HashMap::from([("PARQUET:field_id".to_owned(), i32::to_string(&id))]);
        Field::new(*name, data_type.clone(), false).with_metadata(id)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Writes all identifiers of a snapshot into `folder`; `None` when there are none.
pub(crate) async fn write_identities(
    store: &EventStore,
    ctx: &Ctx,
    sealed: &SealedSnapshot,
    folder: &Path,
    name: &str,
) -> Result<Option<DataFile>, LakeError> {
    let mut file = TableFile::create(folder, name, identity_schema())?;
    let mut after = 0;
    loop {
        let page = store.identities_page(ctx, sealed, after).await?;
        let Some(last) = page.last() else { return file.finish().await };
        after = last.identity_key;
        file = file.append(identity_columns(&page)).await?;
    }
}

fn identity_columns(page: &[IdentityRow]) -> Vec<ArrayRef> {
    vec![
        Arc::new(UInt64Array::from_iter_values(page.iter().map(|row| row.identity_key))),
        Arc::new(UInt64Array::from_iter_values(page.iter().map(|row| row.person_key))),
        Arc::new(StringArray::from_iter_values(page.iter().map(|row| row.identifier.kind.as_str()))),
        Arc::new(StringArray::from_iter_values(page.iter().map(|row| &row.identifier.value))),
    ]
}

/// Writes all that was said of people into `folder`; `None` when nothing was.
pub(crate) async fn write_traits(
    store: &EventStore,
    ctx: &Ctx,
    sealed: &SealedSnapshot,
    folder: &Path,
    name: &str,
) -> Result<Option<DataFile>, LakeError> {
    let mut file = TableFile::create(folder, name, trait_schema())?;
    let mut after: Option<TraitRow> = None;
    loop {
        let mut page = store.traits_page(ctx, sealed, after.as_ref()).await?;
        let columns = trait_columns(&page);
        after = page.pop();
        if after.is_none() {
            return file.finish().await;
        }
        file = file.append(columns).await?;
    }
}

fn trait_columns(page: &[TraitRow]) -> Vec<ArrayRef> {
    vec![
        Arc::new(UInt64Array::from_iter_values(page.iter().map(|row| row.identity_key))),
        Arc::new(StringArray::from_iter_values(page.iter().map(|row| &row.field))),
        Arc::new(StringArray::from_iter_values(page.iter().map(|row| &row.value))),
        Arc::new(Int64Array::from_iter_values(page.iter().map(|row| row.time_ms))),
        Arc::new(UInt64Array::from_iter_values(page.iter().map(|row| row.seq))),
    ]
}

/// A file in the making: it gets its name only when it is whole and on the disk.
struct TableFile {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    unfinished: PathBuf,
    path: PathBuf,
    name: String,
    n_rows: u64,
}

impl TableFile {
    fn create(folder: &Path, name: &str, schema: SchemaRef) -> Result<Self, LakeError> {
        let path = folder.join(name);
        let unfinished = path.with_extension("tmp");
        let file = File::create(&unfinished).map_err(LakeError::file(&unfinished))?;
        // No minima and maxima: an erased person must not linger in a footer.
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_statistics_enabled(EnabledStatistics::None)
            .build();
        let writer =
            ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(LakeError::file(&unfinished))?;
        Ok(Self { writer, schema, unfinished, path, name: name.to_owned(), n_rows: 0 })
    }

    async fn append(mut self, columns: Vec<ArrayRef>) -> Result<Self, LakeError> {
        blocking(move || {
            let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(LakeError::file(&self.path))?;
            self.writer.write(&batch).map_err(LakeError::file(&self.unfinished))?;
            self.n_rows += batch.num_rows() as u64;
            Ok(self)
        })
        .await
    }

    /// Ends the file; one without rows is removed, because a catalog need not list it.
    async fn finish(self) -> Result<Option<DataFile>, LakeError> {
        blocking(move || {
            let Self { writer, unfinished, path, name, n_rows, .. } = self;
            let file = writer.into_inner().map_err(LakeError::file(&unfinished))?;
            if n_rows == 0 {
                fs::remove_file(&unfinished).map_err(LakeError::file(&unfinished))?;
                return Ok(None);
            }
            file.sync_all().map_err(LakeError::file(&unfinished))?;
            let n_bytes = file.metadata().map_err(LakeError::file(&unfinished))?.len();
            replace(&unfinished, &path)?;
            Ok(Some(DataFile { path: name, n_rows, n_bytes, bounds: Vec::new() }))
        })
        .await
    }
}

/// Gives a whole file its name, for good.
pub(crate) fn replace(unfinished: &Path, path: &Path) -> Result<(), LakeError> {
    fs::rename(unfinished, path).map_err(LakeError::file(path))?;
    let folder = path.parent().expect("a file lies in a folder");
    sync_folder(folder).map_err(LakeError::file(folder))
}

/// Runs work that blocks on the disk beside the threads that answer.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, LakeError> + Send + 'static,
) -> Result<T, LakeError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failure) => match failure.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(boussole_core::Refusal::new("stopping", "the server is stopping").into()),
        },
    }
}
