//! What is deleted though files and batches still hold it: applied to every row that is read, until it is folded in.

use crate::error::StoreError;
use crate::part::PartMeta;
use crate::row::column;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt64Type};
use arrow_array::{Array, BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use std::sync::{Arc, RwLock};

/// Which rows a deletion means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Predicate {
    /// Those that came with an import.
    Import(i64),
}

/// A deletion: of the rows that its predicate means and that arrived before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deletion {
    /// Its number of arrival, as if it were an event.
    pub(crate) seq: u64,
    pub(crate) predicate: Predicate,
}

/// All deletions, oldest first; shared by all views, so that a deletion reaches those
/// who read an older state too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Deletions {
    all: Arc<RwLock<Arc<Vec<Deletion>>>>,
}

/// The deletions that some rows need.
#[derive(Debug, Clone, Default)]
pub(crate) struct DeleteSet {
    deletions: Vec<Deletion>,
}

impl Deletions {
    pub(crate) fn new(all: Vec<Deletion>) -> Self {
        Self { all: Arc::new(RwLock::new(Arc::new(all))) }
    }

    pub(crate) fn add(&self, deletion: Deletion) {
        let mut all = self.all.write().expect("nobody panics while holding the deletions");
        Arc::make_mut(&mut all).push(deletion);
    }

    /// Tells whether an import was undone.
    pub(crate) fn has_import(&self, import_id: i64) -> bool {
        let all = self.all.read().expect("nobody panics while holding the deletions");
        all.iter().any(|deletion| deletion.predicate == Predicate::Import(import_id))
    }

    /// Returns the deletions after the one with the number `folded`.
    pub(crate) fn after(&self, folded: u64) -> DeleteSet {
        let all = self.all.read().expect("nobody panics while holding the deletions");
        DeleteSet { deletions: all.iter().filter(|deletion| deletion.seq > folded).copied().collect() }
    }
}

impl DeleteSet {
    pub(crate) fn is_empty(&self) -> bool {
        self.deletions.is_empty()
    }

    /// Returns a set of one deletion.
    pub(crate) fn of(deletion: Deletion) -> Self {
        Self { deletions: vec![deletion] }
    }

    /// Returns the number of the last deletion.
    pub(crate) fn last(&self) -> Option<u64> {
        self.deletions.last().map(|deletion| deletion.seq)
    }

    /// Tells whether a part may hold rows that are deleted.
    pub(crate) fn may_touch(&self, part: &PartMeta) -> bool {
        self.deletions.iter().any(|deletion| match deletion.predicate {
            Predicate::Import(import_id) => part.imports.contains(&import_id),
        })
    }

    /// Returns what to read of a part for the columns at `columns`, which are in order.
    pub(crate) fn columns_of(&self, part: &PartMeta, columns: &[usize]) -> PartColumns {
        if !self.may_touch(part) {
            return PartColumns { read: columns.to_vec(), telling: None };
        }
        let mut read = [columns, &[column::SEQ, column::IMPORT_ID]].concat();
        read.sort_unstable();
        read.dedup();
        let wanted = (0..read.len()).filter(|at| columns.contains(&read[*at])).collect();
        PartColumns { read, telling: Some((self.clone(), wanted)) }
    }

    /// Tells of each row whether it stays.
    pub(crate) fn stays(&self, rows: &RecordBatch) -> BooleanArray {
        let column = |name: &str| rows.column_by_name(name).expect("what tells deleted rows is read with them");
        let imports = column("import_id").as_primitive::<Int64Type>();
        let seqs = column("seq").as_primitive::<UInt64Type>().values();
        let is_meant = |row: usize, deletion: &Deletion| {
            let Predicate::Import(import_id) = deletion.predicate;
            seqs[row] < deletion.seq && imports.is_valid(row) && imports.value(row) == import_id
        };
        let stays = |row: usize| !self.deletions.iter().any(|deletion| is_meant(row, deletion));
        (0..rows.num_rows()).map(|row| Some(stays(row))).collect()
    }

    /// Returns the rows that stay.
    pub(crate) fn keep(&self, rows: &RecordBatch) -> Result<RecordBatch, StoreError> {
        if self.is_empty() {
            return Ok(rows.clone());
        }
        let stays = self.stays(rows);
        if stays.true_count() == rows.num_rows() {
            return Ok(rows.clone());
        }
        Ok(filter_record_batch(rows, &stays)?)
    }
}

/// Which columns of a part are read: the wanted ones, and those that tell which rows are deleted.
#[derive(Debug, Clone)]
pub(crate) struct PartColumns {
    /// Positions of the columns, in order.
    pub(crate) read: Vec<usize>,
    /// Where the part may hold deleted rows: which, and where the wanted columns are among those read.
    telling: Option<(DeleteSet, Vec<usize>)>,
}

impl PartColumns {
    /// Returns the wanted columns of the rows that stay, of a batch that was read.
    pub(crate) fn keep(&self, rows: RecordBatch) -> Result<RecordBatch, StoreError> {
        match &self.telling {
            None => Ok(rows),
            Some((deletes, wanted)) => Ok(deletes.keep(&rows)?.project(wanted)?),
        }
    }
}
