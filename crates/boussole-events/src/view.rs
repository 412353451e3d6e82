//! What readers see: one immutable state of the store, swapped after every commit.

use crate::chunk::columns;
use crate::deletion::{DeleteSet, Deletions};
use crate::error::StoreError;
use crate::identity::IdentityMap;
use crate::part::Part;
use crate::row::{column, schema};
use crate::sight::Sights;
use crate::store::Counters;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt64Type};
use arrow_array::{PrimitiveArray, RecordBatch, UInt32Array};
use arrow_select::concat::concat_batches;
use arrow_select::take::take_record_batch;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A batch of the inbox, decoded.
#[derive(Debug, Clone)]
pub(crate) struct TailBatch {
    pub(crate) batch_id: i64,
    pub(crate) month_block: i64,
    pub(crate) rows: RecordBatch,
}

/// One state of the store.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) parts: Arc<Vec<Arc<Part>>>,
    pub(crate) tail: Vec<TailBatch>,
    pub(crate) identity: IdentityMap,
    pub(crate) event_names: Arc<BTreeSet<String>>,
    /// The numbers that come next: every event and every identifier below is in this view.
    pub(crate) next: Counters,
    /// What was deleted, before this state or after it.
    pub(crate) deletions: Deletions,
    /// No row of this state is meant by the deletions up to this number.
    pub(crate) folded: u64,
    /// Made when it is first read.
    pub(crate) sorted_tail: OnceLock<RecordBatch>,
    /// What scopes see of this state, as far as one asked.
    pub(crate) sights: Sights,
}

impl View {
    /// Returns another state, which differs in what `change` says.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = Self {
            parts: self.parts.clone(),
            tail: self.tail.clone(),
            identity: self.identity.clone(),
            event_names: self.event_names.clone(),
            next: self.next,
            deletions: self.deletions.clone(),
            folded: self.folded,
            sorted_tail: OnceLock::new(),
            sights: Sights::default(),
        };
        change(&mut next);
        next
    }

    /// Returns what is deleted of the rows of this state.
    pub(crate) fn deletes(&self) -> DeleteSet {
        self.deletions.after(self.folded)
    }

    /// Returns the tail, with what is deleted of it, as one batch in the order of a scan, made once a view.
    pub(crate) fn sorted_tail(&self) -> Result<RecordBatch, StoreError> {
        if let Some(rows) = self.sorted_tail.get() {
            return Ok(rows.clone());
        }
        let sorted = sort(self.tail.iter().map(|batch| &batch.rows), &self.identity)?;
        Ok(self.sorted_tail.get_or_init(|| sorted).clone())
    }

    /// Returns the times of the first and the last event; of a part of which something is deleted and not folded in yet,
    /// those of all its rows.
    pub(crate) fn time_range_ms(&self) -> Option<(i64, i64)> {
        let deletes = self.deletes();
        let parts = self.parts.iter().map(|part| (part.meta.time_ms_min, part.meta.time_ms_max));
        let tail = self.tail.iter().flat_map(|batch| {
            let times = batch.rows.column(column::TIME_MS).as_primitive::<Int64Type>().values();
            let stays = (!deletes.is_empty()).then(|| deletes.stays(&batch.rows));
            let stays = move |row: usize| stays.as_ref().is_none_or(|stays| stays.value(row));
            times.iter().enumerate().filter(move |(row, _)| stays(*row)).map(|(_, time)| (*time, *time))
        });
        parts.chain(tail).reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
    }
}

/// Puts batches into one, under today's people, in the order (person, time, seq).
pub(crate) fn sort<'a>(
    batches: impl IntoIterator<Item = &'a RecordBatch>,
    identity: &IdentityMap,
) -> Result<RecordBatch, StoreError> {
    sorted(&[with_people(&concat_batches(&schema(), batches)?, identity)?])
}

/// Puts batches of the same columns into one in the order (person, time, seq).
pub(crate) fn sorted(batches: &[RecordBatch]) -> Result<RecordBatch, StoreError> {
    let Some(first) = batches.first() else {
        return Ok(RecordBatch::new_empty(Arc::new(schema().project(&columns(true))?)));
    };
    let rows = concat_batches(&first.schema(), batches)?;
    let column = |name: &str| rows.column_by_name(name).expect("every read of rows has what they are sorted by");
    let people = column("person_key").as_primitive::<UInt64Type>().values();
    let times = column("time_ms").as_primitive::<Int64Type>().values();
    let seqs = column("seq").as_primitive::<UInt64Type>().values();
    let key = |row: usize| (people[row], times[row], seqs[row]);
    if (1..rows.num_rows()).all(|row| key(row - 1) <= key(row)) {
        return Ok(rows);
    }
    let mut order: Vec<u32> = (0..).take(rows.num_rows()).collect();
    // Stable: it finds the sorted runs that the batches are.
    order.sort_by_key(|row| key(*row as usize));
    Ok(take_record_batch(&rows, &UInt32Array::from(order))?)
}

/// Replaces `person_key` by the person to whom each row's identity belongs today.
pub(crate) fn with_people(rows: &RecordBatch, identity: &IdentityMap) -> Result<RecordBatch, StoreError> {
    let identities = rows.column_by_name("identity_key").expect("every read of rows has their identity");
    let people: PrimitiveArray<UInt64Type> =
        identities.as_primitive::<UInt64Type>().unary(|identity_key| identity.person(identity_key));
    let mut columns = rows.columns().to_vec();
    columns[column::PERSON_KEY] = Arc::new(people);
    Ok(RecordBatch::try_new(rows.schema(), columns)?)
}
