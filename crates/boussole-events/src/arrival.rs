//! Events in the order in which they arrived, for those who react to each of them once.

use crate::error::StoreError;
use crate::event_store::Snapshot;
use crate::part::{Part, PartRead};
use crate::row::column;
use crate::scope::ScopeFilter;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use boussole_core::Ctx;
use std::collections::BinaryHeap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Arrivals that are read at once, at most: with the longest properties they are still some hundred megabytes.
pub const ARRIVALS_MAX: usize = 5_000;
/// Numbers decoded at once from one part.
const BATCH_ROWS: usize = 16_384;
/// What is read of each row: in the order of the schema.
const COLUMNS: [usize; 8] = [
    column::IDENTITY_KEY,
    column::TIME_MS,
    column::SEQ,
    column::RECEIVED_MS,
    column::SOURCE,
    column::IMPORT_ID,
    column::EVENT,
    column::PROPS,
];

/// An event as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Its number of arrival, which no other event of the project has.
    pub seq: u64,
    /// The identity that the event keeps for ever; 0 is nobody.
    pub identity_key: u64,
    /// To whom that identity belongs now.
    pub person_key: u64,
    /// When it happened, in milliseconds since 1970.
    pub time_ms: i64,
    /// When it arrived, in milliseconds since 1970.
    pub received_ms: i64,
    /// Where it came from.
    pub source: Arc<str>,
    /// With which import, when it came with one.
    pub import_id: Option<i64>,
    /// What happened.
    pub event: Arc<str>,
    /// The text of a JSON object.
    pub props: String,
}

/// What arrived after a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// The events, in the order of their arrival, without those that were deleted since.
    pub events: Vec<Arrival>,
    /// All that arrived up to this number is among them, or was not asked for.
    pub until: u64,
}

impl Snapshot {
    /// Returns the number of the last arrival; 0 before the first.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.view().next.seq - 1
    }

    /// Returns what arrived after the number `after`, the first `limit` of it, within the scope of `ctx`. Blocks on the
    /// disk where that is no longer in memory.
    ///
    /// # Panics
    /// Panics when more than [`ARRIVALS_MAX`] are asked for.
    ///
    /// # Errors
    /// Fails when the events cannot be read.
    pub fn arrivals(&self, ctx: &Ctx, after: u64, limit: usize) -> Result<Arrivals, StoreError> {
        assert!((1..=ARRIVALS_MAX).contains(&limit), "the caller bounds what it reads");
        if after >= self.last_seq() {
            return Ok(Arrivals { events: Vec::new(), until: after });
        }
        let until = self.last_of(after, limit)?;
        let (wanted, scope) = (after + 1..=until, ScopeFilter::new(&ctx.scope));
        let mut events = Vec::new();
        let deletes = self.view().deletes();
        for part in self.parts_after(after) {
            let columns = deletes.columns_of(&part.meta, &COLUMNS);
            let read = PartRead { arrived: Some(wanted.clone()), ..PartRead::new(columns.read.clone(), BATCH_ROWS) };
            for batch in part.read(&read)? {
                let rows = columns.keep(batch.map_err(StoreError::damaged(&part.path))?)?;
                self.collect(&rows, &wanted, &scope, &mut events);
            }
        }
        for batch in self.tail_after(after) {
            let rows = deletes.keep(batch)?.project(&COLUMNS)?;
            self.collect(&rows, &wanted, &scope, &mut events);
        }
        events.sort_unstable_by_key(|event: &Arrival| event.seq);
        Ok(Arrivals { events, until })
    }

    /// Finds the number of the last of so many arrivals after a number, deleted ones counted.
    fn last_of(&self, after: u64, limit: usize) -> Result<u64, StoreError> {
        // The smallest numbers; the largest of them is on top.
        let mut first = BinaryHeap::with_capacity(limit + 1);
        let mut add = |seqs: &[u64]| {
            for seq in seqs.iter().copied().filter(|seq| *seq > after) {
                if first.len() < limit || first.peek().is_some_and(|top| seq < *top) {
                    first.push(seq);
                }
                if first.len() > limit {
                    first.pop();
                }
            }
        };
        for part in self.parts_after(after) {
            for batch in part.read(&PartRead::new(vec![column::SEQ], BATCH_ROWS))? {
                let batch = batch.map_err(StoreError::damaged(&part.path))?;
                add(batch.column(0).as_primitive::<UInt64Type>().values());
            }
        }
        self.tail_after(after).for_each(|batch| add(seqs(batch)));
        let is_all = first.len() < limit;
        // Numbers without an event are those of deletions, and of what is gone.
        Ok(first.peek().copied().filter(|_| !is_all).unwrap_or_else(|| self.last_seq()))
    }

    /// Returns the parts in which something arrived after a number.
    fn parts_after(&self, after: u64) -> impl Iterator<Item = &Arc<Part>> {
        self.view().parts.iter().filter(move |part| part.meta.seq_max > after)
    }

    /// Returns the batches of the inbox of which the same is true: each is in the order of arrival, and there may be very
    /// many, of an event each.
    fn tail_after(&self, after: u64) -> impl Iterator<Item = &RecordBatch> {
        let batches = self.view().tail.iter().map(|batch| &batch.rows);
        batches.filter(move |rows| seqs(rows).last().is_some_and(|last| *last > after))
    }

    fn collect(&self, rows: &RecordBatch, wanted: &RangeInclusive<u64>, scope: &ScopeFilter, into: &mut Vec<Arrival>) {
        let column = |name: &str| rows.column_by_name(name).expect("what is read is named above");
        let numbers = |name: &str| column(name).as_primitive::<UInt64Type>().values();
        let times = |name: &str| column(name).as_primitive::<Int64Type>();
        let (identities, seqs) = (numbers("identity_key"), numbers("seq"));
        let (happened, received, imports) = (times("time_ms"), times("received_ms"), times("import_id"));
        let (sources, events) = (Words::of(column("source")), Words::of(column("event")));
        let props = column("props").as_string::<i32>();
        let rows = (0..rows.num_rows()).filter(|row| wanted.contains(&seqs[*row]) && scope.allows(props.value(*row)));
        into.extend(rows.map(|row| Arrival {
            seq: seqs[row],
            identity_key: identities[row],
            person_key: self.person(identities[row]),
            time_ms: happened.value(row),
            received_ms: received.value(row),
            source: sources.of_row(row),
            import_id: imports.is_valid(row).then(|| imports.value(row)),
            event: events.of_row(row),
            props: props.value(row).to_owned(),
        }));
    }
}

/// Returns the numbers of arrival of a batch of the inbox.
fn seqs(rows: &RecordBatch) -> &[u64] {
    rows.column(column::SEQ).as_primitive::<UInt64Type>().values()
}

/// A column of few words.
struct Words<'a> {
    words: Vec<Arc<str>>,
    codes: &'a [u32],
}

impl<'a> Words<'a> {
    fn of(column: &'a dyn Array) -> Self {
        let column = column.as_dictionary::<UInt32Type>();
        let words = column.values().as_string::<i32>().iter().map(|word| word.unwrap_or_default().into()).collect();
        Self { words, codes: column.keys().values() }
    }

    fn of_row(&self, row: usize) -> Arc<str> {
        self.words[self.codes[row] as usize].clone()
    }
}
