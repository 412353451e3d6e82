//! What an import brought, found in what is stored, and what is left without it.

use crate::deletion::{DeleteSet, Deletion};
use crate::error::StoreError;
use crate::part::key_entries;
use crate::prepare::{ORDER, ORDER_LINE};
use crate::row::column;
use crate::store::Received;
use crate::view::View;
use arrow_array::cast::AsArray;
use arrow_array::types::{UInt32Type, UInt64Type};
use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use std::collections::BTreeSet;

/// The outcome under which events are counted that were accepted and then taken back.
const UNDONE: &str = "undone";

/// What is read of every row, in the order of the schema.
const COLUMNS: [usize; 7] = [
    column::IDENTITY_KEY,
    column::SEQ,
    column::MESSAGE_KEY,
    column::CONTENT_CHECK,
    column::SOURCE,
    column::IMPORT_ID,
    column::EVENT,
];
/// What is read of the rows of a part that has none of the import.
const REST_COLUMNS: [usize; 2] = [column::IDENTITY_KEY, column::EVENT];

/// The rows of a store, parted in those that a deletion means and the rest.
#[derive(Debug)]
pub(crate) struct Traces {
    /// The events that are meant, by source, without the lines derived from them.
    pub(crate) received: Received,
    pub(crate) n_events: u64,
    pub(crate) n_derived: u64,
    /// The entries of the keys of events and lines.
    pub(crate) keys: Vec<u128>,
    /// Of each identifier, by key, whether events that are meant are of it.
    pub(crate) identities: Vec<bool>,
    /// Of each identifier, by key, whether other events are of it.
    pub(crate) other_identities: Vec<bool>,
    /// The names of the other events.
    pub(crate) other_names: BTreeSet<String>,
}

impl Traces {
    /// Reads all rows of a state. Blocks on the disk.
    pub(crate) fn read(view: &View, deletion: Deletion) -> Result<Self, StoreError> {
        let n_nodes = view.next.node as usize;
        let mut traces = Self {
            received: Received::new(),
            n_events: 0,
            n_derived: 0,
            keys: Vec::new(),
            identities: vec![false; n_nodes],
            other_identities: vec![false; n_nodes],
            other_names: BTreeSet::new(),
        };
        let (deletes, meant) = (view.deletes(), DeleteSet::of(deletion));
        for part in view.parts.iter() {
            let mut lines = Lines::default();
            if meant.may_touch(&part.meta) {
                for rows in part.read_kept(&COLUMNS, &deletes)? {
                    traces.take(&rows?, &meant, &mut lines)?;
                }
            } else {
                for rows in part.read_kept(&REST_COLUMNS, &deletes)? {
                    traces.take_rest(&rows?);
                }
            }
        }
        for batch in &view.tail {
            traces.take(&deletes.keep(&batch.rows)?.project(&COLUMNS)?, &meant, &mut Lines::default())?;
        }
        Ok(traces)
    }

    fn take(&mut self, rows: &RecordBatch, meant: &DeleteSet, lines: &mut Lines) -> Result<(), StoreError> {
        let stays = meant.stays(rows);
        if stays.true_count() < rows.num_rows() {
            let goes: BooleanArray = stays.values().iter().map(|stays| Some(!stays)).collect();
            self.take_meant(&filter_record_batch(rows, &goes)?, lines);
        }
        self.take_rest(&filter_record_batch(rows, &stays)?);
        Ok(())
    }

    fn take_meant(&mut self, rows: &RecordBatch, lines: &mut Lines) {
        let (names, sources) = (Words::new(rows, "event"), Words::new(rows, "source"));
        let column = |name: &str| rows.column_by_name(name).expect("it was read");
        let seqs = column("seq").as_primitive::<UInt64Type>().values();
        let checks = column("content_check").as_primitive::<UInt32Type>().values();
        for row in 0..rows.num_rows() {
            if lines.is_derived(names.get(row), seqs[row], checks[row]) {
                self.n_derived += 1;
            } else {
                self.n_events += 1;
                *self.received.entry((sources.get(row).into(), UNDONE, "")).or_default() += 1;
            }
        }
        self.keys.extend(key_entries(column("message_key"), column("content_check")));
        mark(&mut self.identities, rows);
    }

    fn take_rest(&mut self, rows: &RecordBatch) {
        let names = Words::new(rows, "event");
        let mut is_there = vec![false; names.words.len()];
        names.codes.iter().for_each(|code| is_there[*code as usize] = true);
        for (word, _) in names.words.iter().zip(is_there).filter(|(_, is_there)| *is_there) {
            if !self.other_names.contains(*word) {
                self.other_names.insert((*word).to_owned());
            }
        }
        mark(&mut self.other_identities, rows);
    }
}

fn mark(identities: &mut [bool], rows: &RecordBatch) {
    let column = rows.column_by_name("identity_key").expect("it was read");
    column.as_primitive::<UInt64Type>().values().iter().for_each(|key| identities[*key as usize] = true);
}

/// Tells the lines that were derived from an order from events that a file named so itself: they follow the order at once,
/// in a batch and in a part, and carry its checksum.
#[derive(Debug, Default)]
struct Lines {
    /// The number and the checksum of the order, or line of one, that was read last.
    last: Option<(u64, u32)>,
}

impl Lines {
    fn is_derived(&mut self, name: &str, seq: u64, check: u32) -> bool {
        let is_derived = name == ORDER_LINE && seq > 0 && self.last == Some((seq - 1, check));
        self.last = (is_derived || name == ORDER).then_some((seq, check));
        is_derived
    }
}

/// A column of words that repeat.
struct Words<'a> {
    words: Vec<&'a str>,
    codes: &'a [u32],
}

impl<'a> Words<'a> {
    fn new(rows: &'a RecordBatch, name: &str) -> Self {
        let column = rows.column_by_name(name).expect("it was read").as_dictionary::<UInt32Type>();
        let words = column.values().as_string::<i32>().iter().map(Option::unwrap_or_default).collect();
        Self { words, codes: column.keys().values() }
    }

    fn get(&self, row: usize) -> &'a str {
        self.words[self.codes[row] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_line_follows_its_order_at_once_and_carries_its_checksum() {
        let mut lines = Lines::default();
        let rows = [
            ("Product Ordered", 1, 7, false),
            ("Order Completed", 2, 7, false),
            ("Product Ordered", 3, 7, true),
            ("Product Ordered", 4, 7, true),
            ("Product Ordered", 5, 8, false),
            ("Product Ordered", 6, 7, false),
            ("Order Completed", 7, 9, false),
            ("Visit", 8, 9, false),
            ("Product Ordered", 9, 9, false),
        ];
        for (name, seq, check, expected) in rows {
            assert_eq!(lines.is_derived(name, seq, check), expected, "{name} {seq}");
        }
    }
}
