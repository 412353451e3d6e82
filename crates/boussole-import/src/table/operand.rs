use super::cell::parse_decimal;
use super::{Cell, CellSettings, Kind, Value};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What a recipe compares a cell with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Text(String),
    Number(Decimal),
    Boolean(bool),
    /// By the clock of the recipe's zone.
    Local(DateTime),
}

impl Operand {
    /// Parses what is to be compared with cells of `kind`, written plainly (ISO times, decimal points).
    pub(crate) fn parse(kind: Kind, text: &str) -> Option<Self> {
        match kind {
            Kind::Text => Some(Self::Text(text.to_owned())),
            Kind::Integer | Kind::Decimal => parse_decimal(text.trim(), false).map(Self::Number),
            Kind::Date | Kind::Time => text.parse().ok().map(Self::Local),
            Kind::Boolean => match Cell::parse(text, kind, &CellSettings::default(), &TimeZone::UTC)?.value {
                Value::Boolean(boolean) => Some(Self::Boolean(boolean)),
                _ => None,
            },
        }
    }

    /// Compares `cell` with this; `None` when they are of different sorts.
    pub(crate) fn compare(&self, cell: &Cell, zone: &TimeZone) -> Option<Ordering> {
        match (self, &cell.value) {
            (Self::Text(text), Value::Text) => Some((*cell.text).cmp(text)),
            (Self::Number(number), _) => Some(cell.number()?.cmp(number)),
            (Self::Boolean(boolean), Value::Boolean(value)) => Some(value.cmp(boolean)),
            (Self::Local(local), _) => Some(cell.instant(zone)?.to_zoned(zone.clone()).datetime().cmp(local)),
            _ => None,
        }
    }
}
