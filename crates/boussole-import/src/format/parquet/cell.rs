use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::{Display, Formatter, Result};

/// How many seconds a day has in a column of dates.
const DAY_SECONDS: i64 = 86_400;

/// What cells of a column can be, to whoever reads their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Text, booleans, whole numbers: written in the same way everywhere.
    Plain,
    /// Numbers that may have a point.
    Fraction,
    /// Dates, and dates with times.
    Moment,
}

/// Says of what sort the cells of a type are; `Err` says in words what it is when it cannot be a cell.
pub(super) fn sort_of(data_type: &DataType) -> std::result::Result<Sort, &'static str> {
    match data_type {
        DataType::Boolean | DataType::Utf8View | DataType::Null => Ok(Sort::Plain),
        integer if integer.is_integer() => Ok(Sort::Plain),
        float if float.is_floating() => Ok(Sort::Fraction),
        DataType::Decimal128(..) | DataType::Decimal256(..) => Ok(Sort::Fraction),
        DataType::Date32 | DataType::Timestamp(..) => Ok(Sort::Moment),
        DataType::Binary | DataType::FixedSizeBinary(_) => Err("bytes that are not marked as text"),
        DataType::List(_) => Err("lists"),
        DataType::Map(..) => Err("maps"),
        DataType::Struct(_) => Err("structures"),
        DataType::Time32(_) | DataType::Time64(_) => Err("times of day"),
        _ => Err("values of another kind"),
    }
}

/// A value of a column as the text of a cell; nothing where it is not set.
///
/// Every digit of a number is written, a float in the shortest form that gives the same float again. A timestamp says
/// `Z` when its column is in UTC, and else is by the clock on a wall. A day or instant that is out of range is written
/// as the number it is stored as, which is no date.
pub(super) struct CellText<'a> {
    pub(super) column: &'a ArrayRef,
    pub(super) row: usize,
}

impl Display for CellText<'_> {
    fn fmt(&self, text: &mut Formatter<'_>) -> Result {
        let (column, row) = (self.column, self.row);
        if column.is_null(row) {
            return Ok(());
        }
        match column.data_type() {
            DataType::Utf8View => text.write_str(column.as_string_view().value(row)),
            DataType::Boolean => column.as_boolean().value(row).fmt(text),
            DataType::Int8 => column.as_primitive::<Int8Type>().value(row).fmt(text),
            DataType::Int16 => column.as_primitive::<Int16Type>().value(row).fmt(text),
            DataType::Int32 => column.as_primitive::<Int32Type>().value(row).fmt(text),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row).fmt(text),
            DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).fmt(text),
            DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).fmt(text),
            DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).fmt(text),
            DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).fmt(text),
            DataType::Float16 => column.as_primitive::<Float16Type>().value(row).to_f32().fmt(text),
            DataType::Float32 => column.as_primitive::<Float32Type>().value(row).fmt(text),
            DataType::Float64 => column.as_primitive::<Float64Type>().value(row).fmt(text),
            DataType::Decimal128(..) => text.write_str(&column.as_primitive::<Decimal128Type>().value_as_string(row)),
            DataType::Decimal256(..) => text.write_str(&column.as_primitive::<Decimal256Type>().value_as_string(row)),
            DataType::Date32 => date(column.as_primitive::<Date32Type>().value(row), text),
            DataType::Timestamp(unit, zone) => moment(*unit, zone.is_some(), timestamp(column, *unit, row), text),
            // No other column is read.
            _ => Ok(()),
        }
    }
}

fn date(days: i32, text: &mut Formatter<'_>) -> Result {
    match Timestamp::from_second(i64::from(days) * DAY_SECONDS) {
        Ok(midnight) => TimeZone::UTC.to_datetime(midnight).date().fmt(text),
        Err(_) => days.fmt(text),
    }
}

fn timestamp(column: &ArrayRef, unit: TimeUnit, row: usize) -> i64 {
    match unit {
        TimeUnit::Second => column.as_primitive::<TimestampSecondType>().value(row),
        TimeUnit::Millisecond => column.as_primitive::<TimestampMillisecondType>().value(row),
        TimeUnit::Microsecond => column.as_primitive::<TimestampMicrosecondType>().value(row),
        TimeUnit::Nanosecond => column.as_primitive::<TimestampNanosecondType>().value(row),
    }
}

fn moment(unit: TimeUnit, in_utc: bool, value: i64, text: &mut Formatter<'_>) -> Result {
    let instant = match unit {
        TimeUnit::Second => Timestamp::from_second(value),
        TimeUnit::Millisecond => Timestamp::from_millisecond(value),
        TimeUnit::Microsecond => Timestamp::from_microsecond(value),
        TimeUnit::Nanosecond => Timestamp::from_nanosecond(i128::from(value)),
    };
    match instant {
        Ok(instant) if in_utc => instant.fmt(text),
        Ok(instant) => TimeZone::UTC.to_datetime(instant).fmt(text),
        Err(_) => value.fmt(text),
    }
}
