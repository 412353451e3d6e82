use crate::row::column;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch, StringArray};
use std::ops::Range;

/// Positions of the columns within a chunk.
pub(crate) const PERSON: usize = 0;
pub(crate) const IDENTITY: usize = 1;
pub(crate) const TIME: usize = 2;
pub(crate) const SEQ: usize = 3;
const SOURCE: usize = 4;
pub(crate) const EVENT: usize = 5;
const SESSION: usize = 6;
pub(crate) const PROPS: usize = 7;

/// Returns the positions, in the schema of rows, of a chunk's columns. The properties are the last: the other columns
/// stay in their places without them.
pub(crate) fn columns(with_props: bool) -> Vec<usize> {
    let mut columns = vec![
        column::PERSON_KEY,
        column::IDENTITY_KEY,
        column::TIME_MS,
        column::SEQ,
        column::SOURCE,
        column::EVENT,
        column::SESSION,
    ];
    columns.extend(with_props.then_some(column::PROPS));
    columns
}

/// Which rows a scan returns; all of them by default.
#[derive(Debug, Clone, Default)]
pub struct ScanRequest {
    /// Only events at or after this time.
    pub from_ms: Option<i64>,
    /// Only events before this time.
    pub to_ms: Option<i64>,
    /// Only events of these names.
    pub events: Option<Vec<String>>,
    /// Only events of these people.
    pub people: Option<Vec<u64>>,
    /// Leaves the properties unread, which are most of what a file holds: [`Chunk::props`] may not be asked for then.
    pub without_props: bool,
}

/// Rows in the order (person, time, seq).
///
/// A person is never split over two chunks, but for person 0 (nobody), who comes first and in no particular order of
/// time from one chunk to the next.
#[derive(Debug)]
pub struct Chunk {
    rows: RecordBatch,
}

impl Chunk {
    pub(crate) fn new(rows: RecordBatch) -> Self {
        Self { rows }
    }

    /// Returns the number of rows, at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a chunk is never empty")]
    pub fn len(&self) -> usize {
        self.rows.num_rows()
    }

    /// Returns the person of each row; 0 is nobody.
    #[must_use]
    pub fn person_keys(&self) -> &[u64] {
        self.rows.column(PERSON).as_primitive::<UInt64Type>().values()
    }

    /// Returns when each row happened, in milliseconds since 1970.
    #[must_use]
    pub fn times_ms(&self) -> &[i64] {
        self.rows.column(TIME).as_primitive::<Int64Type>().values()
    }

    /// Returns each row's number of arrival.
    #[must_use]
    pub fn seqs(&self) -> &[u64] {
        self.rows.column(SEQ).as_primitive::<UInt64Type>().values()
    }

    /// Returns the name of each row as a position in [`Self::event_names`] of this chunk.
    #[must_use]
    pub fn event_codes(&self) -> &[u32] {
        self.rows.column(EVENT).as_dictionary::<UInt32Type>().keys().values()
    }

    /// Returns the names of events in this chunk; a name may stand twice, and may have no row.
    #[must_use]
    pub fn event_names(&self) -> Vec<&str> {
        let names = self.rows.column(EVENT).as_dictionary::<UInt32Type>().values().as_string::<i32>();
        names.iter().flatten().collect()
    }

    /// Returns the properties of a row: the text of a JSON object, numbers exactly as they were sent.
    ///
    /// # Panics
    /// Panics when the scan was asked to leave them unread.
    #[must_use]
    pub fn props(&self, row: usize) -> &str {
        self.text(PROPS).value(row)
    }

    /// Returns the source of a row.
    #[must_use]
    pub fn source(&self, row: usize) -> &str {
        let sources = self.rows.column(SOURCE).as_dictionary::<UInt32Type>();
        let code = sources.keys().value(row);
        sources.values().as_string::<i32>().value(code as usize)
    }

    /// Returns the sender's id of the visit of a row.
    #[must_use]
    pub fn session(&self, row: usize) -> Option<&str> {
        let sessions = self.text(SESSION);
        sessions.is_valid(row).then(|| sessions.value(row))
    }

    /// Returns each person with the range of their rows.
    pub fn people(&self) -> impl Iterator<Item = (u64, Range<usize>)> {
        let mut start = 0;
        self.person_keys().chunk_by(|a, b| a == b).map(move |rows| {
            let range = start..start + rows.len();
            start = range.end;
            (rows[0], range)
        })
    }

    fn text(&self, column: usize) -> &StringArray {
        self.rows.column(column).as_string::<i32>()
    }
}
