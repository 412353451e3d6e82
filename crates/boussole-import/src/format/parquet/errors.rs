use super::MAGIC;
use super::pages::{PAGE_BYTES_MAX, PageWatch};
use crate::ImportError;
use crate::format::bounded::RECORD_BYTES_MAX;
use boussole_core::Refusal;
use parquet::file::metadata::ParquetMetaData;
use std::fmt::Display;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most bytes of the description of columns at the end of a file, which is in memory as a whole.
const DESCRIPTION_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The size of that description, and [`MAGIC`].
const END_BYTES: u64 = 8;

/// Checks that a file is whole and that the description of its columns is not too large.
pub(super) fn check_end(mut file: &File, n_bytes: u64, path: &Path) -> Result<(), ImportError> {
    let cut_off = || {
        let message = format!(
            "`{}` is cut off: the description of the columns, which ends a Parquet file, is missing",
            path.display()
        );
        Refusal::new("truncated_file", message).at("path").hint("copy or download the file again")
    };
    let before_end = n_bytes.checked_sub(END_BYTES).ok_or_else(cut_off)?;
    let mut end = [0; END_BYTES as usize];
    file.seek(SeekFrom::Start(before_end)).map_err(ImportError::file(path))?;
    file.read_exact(&mut end).map_err(ImportError::file(path))?;
    let [a, b, c, d, magic @ ..] = end;
    let n_description = u64::from(u32::from_le_bytes([a, b, c, d]));
    if magic != *MAGIC || n_description > before_end {
        return Err(cut_off().into());
    }
    if n_description > DESCRIPTION_BYTES_MAX {
        let message = format!(
            "the description of the columns of `{}` has more than {DESCRIPTION_BYTES_MAX} bytes",
            path.display()
        );
        return Err(Refusal::new("unsupported_format", message)
            .at("path")
            .hint("write it with fewer columns or larger row groups")
            .into());
    }
    Ok(())
}

/// Refuses a file whose columns cannot be known.
pub(super) fn foreign(path: &Path, error: &dyn Display) -> Refusal {
    let message = format!("the description of the columns of `{}` cannot be read: {error}", path.display());
    Refusal::new("damaged_file", message).at("path").hint("copy the file again, or write it with another program")
}

/// Reads of a file; `None` when the reader falls over what stands in it, which its own checks do not always foresee.
///
/// What was being read is half done then: the file is refused, and nothing more is read of it.
pub(super) fn without_fall<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}

/// What is needed to explain why reading failed.
pub(super) struct ParquetErrors {
    path: PathBuf,
    metadata: Arc<ParquetMetaData>,
    watch: PageWatch,
}

impl ParquetErrors {
    pub(super) fn new(path: &Path, metadata: Arc<ParquetMetaData>, watch: PageWatch) -> Self {
        Self { path: path.to_owned(), metadata, watch }
    }

    /// Refuses the file because what follows the rows before `row` cannot be unpacked.
    pub(super) fn damaged(&self, row: u64) -> Refusal {
        let (path, column) = (self.path.display(), self.column());
        if self.watch.too_large() {
            let message = format!(
                "column `{column}` of `{path}` has a page of more than {PAGE_BYTES_MAX} bytes, at row {row} or after"
            );
            return Refusal::new("page_too_large", message)
                .at("path")
                .hint("write it with smaller pages or row groups");
        }
        let message = format!("`{path}` is damaged: column `{column}` cannot be read, at row {row} or after");
        Refusal::new("damaged_file", message).at("path").hint("copy or download the file again")
    }

    /// Refuses the file because of a row that would fill the memory.
    pub(super) fn too_long(&self, row: u64) -> Refusal {
        let message = format!("row {row} of `{}` has more than {RECORD_BYTES_MAX} bytes", self.path.display());
        Refusal::new("record_too_long", message).at("path").hint("leave its longest column out")
    }

    /// Returns the name of the column to which the page belongs that was read last.
    fn column(&self) -> String {
        let start = self.watch.start();
        let chunks = self.metadata.row_groups().iter().flat_map(|group| group.columns());
        let holds = |first: u64, n_bytes: u64| (first..first.saturating_add(n_bytes)).contains(&start);
        let found = chunks.into_iter().find(|chunk| {
            let first = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
            holds(first.unsigned_abs(), chunk.compressed_size().unsigned_abs())
        });
        found.map_or_else(String::new, |chunk| chunk.column_path().string())
    }
}
