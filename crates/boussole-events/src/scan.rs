//! The sorted scan: parts and tail merged into whole people, in the order (person, time, seq).

use crate::chunk::{Chunk, EVENT, IDENTITY, PERSON, PROPS, ScanRequest, TIME, columns};
use crate::deletion::PartColumns;
use crate::error::StoreError;
use crate::part::{Part, PartRead};
use crate::row::column;
use crate::scope::ScopeFilter;
use crate::view::{View, sorted, with_people};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use std::collections::HashSet;
use std::sync::Arc;

/// Rows that all open parts together decode ahead, apart from one long person.
const OPEN_ROWS_MAX: usize = 262_144;
/// Rows decoded at once from one part, at least and at most.
const BATCH_ROWS: (usize, usize) = (1_024, 16_384);
/// A chunk has at least this many rows, but for the last: fewer would cost more in calls than in work.
const CHUNK_ROWS_MIN: usize = 32_768;

/// The chunks of a scan, one after the other; reading one may block on the disk.
pub struct Scan {
    cursors: Vec<Cursor>,
    failure: Option<StoreError>,
}

/// Which rows a scan returns.
#[derive(Clone)]
struct RowFilter {
    /// Whether the properties are read: for who asked, or to tell what is within the scope.
    with_props: bool,
    from_ms: i64,
    to_ms: i64,
    events: Option<Arc<HashSet<String>>>,
    people: Option<Arc<Vec<u64>>>,
    scope: ScopeFilter,
}

/// One sorted origin of rows: a part, or rows in memory.
struct Cursor {
    batches: Box<dyn Iterator<Item = Result<Decoded, StoreError>> + Send>,
    /// Rows that passed the filter and were not returned yet, in order.
    rows: Vec<RecordBatch>,
    /// Every row of a smaller person was read; `None` once nothing more comes.
    complete_below: Option<u64>,
}

/// Rows of one origin after the filter, and the last person before it.
struct Decoded {
    rows: RecordBatch,
    last_person: u64,
}

impl Scan {
    pub(crate) fn new(view: &View, request: &ScanRequest, scope: ScopeFilter) -> Self {
        let people = request.people.clone().map(|mut people| {
            people.sort_unstable();
            people.dedup();
            Arc::new(people)
        });
        let filter = RowFilter {
            with_props: !request.without_props || scope.is_limited(),
            from_ms: request.from_ms.unwrap_or(i64::MIN),
            to_ms: request.to_ms.unwrap_or(i64::MAX),
            events: request.events.as_ref().map(|names| Arc::new(names.iter().cloned().collect())),
            people,
            scope,
        };
        match open(view, &filter) {
            Ok(cursors) => Self { cursors, failure: None },
            Err(error) => Self { cursors: Vec::new(), failure: Some(error) },
        }
    }

    fn next_chunk(&mut self) -> Result<Option<Chunk>, StoreError> {
        loop {
            // Whoever is complete below this person in every origin can be returned whole.
            let boundary = self.cursors.iter().filter_map(|cursor| cursor.complete_below).min();
            let n_ready: usize = self.cursors.iter().map(|cursor| cursor.n_ready(boundary)).sum();
            let Some(boundary) = boundary else {
                let rest = self.take_ready(None);
                return if n_ready == 0 { Ok(None) } else { Ok(Some(Chunk::new(sorted(&rest)?))) };
            };
            if n_ready >= CHUNK_ROWS_MIN {
                return Ok(Some(Chunk::new(sorted(&self.take_ready(Some(boundary)))?)));
            }
            for cursor in self.cursors.iter_mut().filter(|cursor| cursor.complete_below == Some(boundary)) {
                cursor.advance()?;
            }
        }
    }

    fn take_ready(&mut self, boundary: Option<u64>) -> Vec<RecordBatch> {
        self.cursors.iter_mut().flat_map(|cursor| cursor.take_ready(boundary)).collect()
    }
}

impl Iterator for Scan {
    type Item = Result<Chunk, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = match self.failure.take() {
            Some(error) => Err(error),
            None => self.next_chunk(),
        };
        if next.is_err() {
            self.cursors.clear();
        }
        next.transpose()
    }
}

impl Cursor {
    fn new(batches: impl Iterator<Item = Result<Decoded, StoreError>> + Send + 'static) -> Self {
        Self { batches: Box::new(batches), rows: Vec::new(), complete_below: Some(0) }
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        let Some(decoded) = self.batches.next().transpose()? else {
            self.complete_below = None;
            return Ok(());
        };
        self.complete_below = Some(decoded.last_person);
        if decoded.rows.num_rows() > 0 {
            self.rows.push(decoded.rows);
        }
        Ok(())
    }

    fn n_ready(&self, boundary: Option<u64>) -> usize {
        self.rows.iter().map(|rows| n_below(rows, boundary)).sum()
    }

    fn take_ready(&mut self, boundary: Option<u64>) -> Vec<RecordBatch> {
        let mut ready = Vec::new();
        self.rows.retain_mut(|rows| {
            let n = n_below(rows, boundary);
            if n > 0 {
                ready.push(rows.slice(0, n));
                *rows = rows.slice(n, rows.num_rows() - n);
            }
            rows.num_rows() > 0
        });
        ready
    }
}

/// Counts the rows of people below `boundary`. Nobody (person 0) is always ready: there may be any number of rows of
/// nobody, and no question needs them together.
fn n_below(rows: &RecordBatch, boundary: Option<u64>) -> usize {
    let Some(boundary) = boundary else { return rows.num_rows() };
    let people = rows.column(PERSON).as_primitive::<UInt64Type>().values();
    people.partition_point(|person| *person < boundary.max(1))
}

fn open(view: &View, filter: &RowFilter) -> Result<Vec<Cursor>, StoreError> {
    let in_range = |part: &&Arc<Part>| part.meta.time_ms_min < filter.to_ms && part.meta.time_ms_max >= filter.from_ms;
    let parts: Vec<&Arc<Part>> = view.parts.iter().filter(in_range).collect();
    let batch_rows = (OPEN_ROWS_MAX / parts.len().max(1)).clamp(BATCH_ROWS.0, BATCH_ROWS.1);
    let mut cursors = Vec::with_capacity(parts.len() + 2);
    let mut moved_rows = Vec::new();
    let deletes = view.deletes();
    for part in parts {
        let columns = deletes.columns_of(&part.meta, &columns(filter.with_props));
        let moved: Vec<u64> = view.identity.moved_since(part.meta.identity_version);
        let moved: Vec<u64> =
            moved.into_iter().filter(|key| (part.meta.person_min..=part.meta.person_max).contains(key)).collect();
        if !moved.is_empty() {
            moved_rows.extend(read_moved(view, part, &columns, &moved, filter, batch_rows)?);
        }
        cursors.push(part_cursor(part, columns, moved, filter.clone(), batch_rows)?);
    }
    let tail = deletes.keep(&view.sorted_tail()?)?.project(&columns(filter.with_props))?;
    for rows in [sorted(&moved_rows)?, filter.keep(&tail, &[])?] {
        if let Some(last_person) = rows.column(PERSON).as_primitive::<UInt64Type>().values().last() {
            let decoded = Decoded { last_person: *last_person, rows };
            cursors.push(Cursor::new(std::iter::once(Ok(decoded))));
        }
    }
    Ok(cursors)
}

/// Reads the rows of people who became part of others since the file was written, under the people of today.
fn read_moved(
    view: &View,
    part: &Arc<Part>,
    columns: &PartColumns,
    moved: &[u64],
    filter: &RowFilter,
    batch_rows: usize,
) -> Result<Vec<RecordBatch>, StoreError> {
    let read = PartRead { people: Some(Arc::new(moved.to_vec())), ..PartRead::new(columns.read.clone(), batch_rows) };
    let decoded = part.read(&read)?.map(|batch| {
        let batch = columns.keep(batch.map_err(StoreError::damaged(&part.path))?)?;
        filter.keep(&with_people(&batch, &view.identity)?, &[])
    });
    decoded.collect()
}

fn part_cursor(
    part: &Arc<Part>,
    columns: PartColumns,
    moved: Vec<u64>,
    filter: RowFilter,
    batch_rows: usize,
) -> Result<Cursor, StoreError> {
    let reader =
        part.read(&PartRead { people: filter.people.clone(), ..PartRead::new(columns.read.clone(), batch_rows) })?;
    let path = part.path.clone();
    Ok(Cursor::new(reader.map(move |batch| {
        let batch = batch.map_err(StoreError::damaged(&path))?;
        let last_person = batch.column(PERSON).as_primitive::<UInt64Type>().values().last().copied().unwrap_or(0);
        Ok(Decoded { rows: filter.keep(&columns.keep(batch)?, &moved)?, last_person })
    })))
}

impl RowFilter {
    /// Keeps the rows asked for, without those of the `moved` people, who come from elsewhere.
    fn keep(&self, rows: &RecordBatch, moved: &[u64]) -> Result<RecordBatch, StoreError> {
        let people = rows.column(PERSON).as_primitive::<UInt64Type>().values();
        let times = rows.column(TIME).as_primitive::<Int64Type>().values();
        let events = rows.column(EVENT).as_dictionary::<UInt32Type>();
        let scoped = self.scope.is_limited().then(|| rows.column(PROPS).as_string::<i32>());
        let names = events.values().as_string::<i32>();
        let wanted: Vec<bool> = names
            .iter()
            .map(|name| self.events.as_ref().is_none_or(|set| name.is_some_and(|name| set.contains(name))))
            .collect();
        let keys = events.keys().values();
        let keep = |row: usize| {
            (self.from_ms..self.to_ms).contains(&times[row])
                && wanted[keys[row] as usize]
                && self.people.as_ref().is_none_or(|set| set.binary_search(&people[row]).is_ok())
                && (moved.is_empty() || moved.binary_search(&people[row]).is_err())
                && scoped.is_none_or(|props| self.scope.allows(props.value(row)))
        };
        let mask: BooleanArray = (0..rows.num_rows()).map(|row| Some(keep(row))).collect();
        if mask.true_count() == rows.num_rows() {
            return Ok(rows.clone());
        }
        Ok(filter_record_batch(rows, &mask)?)
    }
}

const _: () = assert!(PERSON == column::PERSON_KEY && IDENTITY == column::IDENTITY_KEY);
