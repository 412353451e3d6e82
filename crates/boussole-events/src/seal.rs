//! Sealing: whole batches of the inbox become sorted parts, one a month.

use crate::error::StoreError;
use crate::part::{self, PartRow};
use crate::row::column;
use crate::view::{TailBatch, View, sort};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::path::Path;

/// Months of a block: a batch never spans two blocks, so that a seal of one block writes at most this many files.
const BLOCK_MONTHS: i64 = 24;

/// What a seal made: parts to publish, and the batches that they replace.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) parts: Vec<PartRow>,
    pub(crate) batch_ids: Vec<i64>,
}

/// Writes the parts of all batches of one block of months, without what is deleted.
pub(crate) fn seal(folder: &Path, view: &View, month_block: i64) -> Result<Sealed, StoreError> {
    let (identity, deletes) = (&view.identity, view.deletes());
    let batches: Vec<&TailBatch> = view.tail.iter().filter(|batch| batch.month_block == month_block).collect();
    let kept = batches.iter().map(|batch| deletes.keep(&batch.rows)).collect::<Result<Vec<_>, _>>()?;
    let rows = sort(&kept, identity)?;
    let months: Vec<i64> = rows
        .column(column::TIME_MS)
        .as_primitive::<Int64Type>()
        .values()
        .iter()
        .map(|time_ms| month(*time_ms))
        .collect();
    let distinct: BTreeSet<i64> = months.iter().copied().collect();
    let write = |month: &i64| -> Result<PartRow, StoreError> {
        part::write(folder, &month_name(*month), &of_month(&rows, &months, *month)?, identity.version())
    };
    let parts = distinct.iter().map(write).collect::<Result<_, _>>()?;
    Ok(Sealed { parts, batch_ids: batches.iter().map(|batch| batch.batch_id).collect() })
}

fn of_month(rows: &RecordBatch, months: &[i64], month: i64) -> Result<RecordBatch, StoreError> {
    let mask: BooleanArray = months.iter().map(|at| Some(*at == month)).collect();
    Ok(filter_record_batch(rows, &mask)?)
}

/// Returns the block of months of a time.
pub(crate) fn month_block(time_ms: i64) -> i64 {
    month(time_ms).div_euclid(BLOCK_MONTHS)
}

/// Returns the month of a time in UTC, counted from January of year 0.
fn month(time_ms: i64) -> i64 {
    let time = Timestamp::from_millisecond(time_ms).expect("accepted times lie within the calendar");
    let date = TimeZone::UTC.to_datetime(time).date();
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

fn month_name(month: i64) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::{month, month_name};

    #[test]
    fn a_month_begins_and_ends_where_the_calendar_says() {
        for (time_ms, expected) in [
            (0, "1970-01"),
            (-1, "1969-12"),
            (951_782_399_999, "2000-02"),
            (951_782_400_000, "2000-02"),
            (951_868_799_999, "2000-02"),
            (951_868_800_000, "2000-03"),
            (1_514_764_799_999, "2017-12"),
            (1_514_764_800_000, "2018-01"),
            (4_107_542_400_000, "2100-03"),
            (4_107_542_399_999, "2100-02"),
            (-2_208_988_800_000, "1900-01"),
        ] {
            assert_eq!(month_name(month(time_ms)), expected, "{time_ms}");
        }
    }
}
