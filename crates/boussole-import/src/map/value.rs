use super::condition::passes;
use super::number::{exact_product, exact_sum};
use crate::join::{Bound, Family};
use crate::recipe::{
    Aggregate, AggregateOf, AggregateRule, ColumnRef, Condition, Factor, Recipe, TableNo, TimeRule, ValueRule,
};
use crate::table::{Cell, Value};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value as Json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What values are computed from: the rows in hand and the zone of their local times.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) family: &'a Family,
    pub(super) zone: &'a TimeZone,
}

impl<'a> Scene<'a> {
    /// Returns the cell of a column that has one value here, if it is set.
    pub(super) fn cell(&self, column: ColumnRef, bound: &Bound<'a>) -> Option<&'a Cell> {
        let rows = self.family.rows(self.recipe, bound, column.table);
        rows.first()?.cells[column.column].as_ref()
    }

    /// Computes a value; `None` is "not said", and no property is written.
    pub(super) fn value(&self, rule: &ValueRule, bound: &Bound<'a>) -> Option<Json> {
        match rule {
            ValueRule::Constant(constant) => Some(constant.clone()),
            ValueRule::Column(column) => self.cell(*column, bound).map(to_json),
            ValueRule::FirstOf(columns) => columns.iter().find_map(|&column| self.cell(column, bound)).map(to_json),
            ValueRule::Mapped { column, map, default } => {
                let Some(cell) = self.cell(*column, bound) else { return default.clone() };
                let mapped = map.get(cell.text.trim()).cloned();
                if map.is_empty() {
                    Some(to_json(cell))
                } else {
                    mapped.or_else(|| default.clone()).or_else(|| Some(to_json(cell)))
                }
            }
            ValueRule::Aggregate(rule) => self.aggregate(rule, bound),
            ValueRule::Product(factors) => self.product(factors, bound)?.map(decimal_json),
            ValueRule::Is(condition) => Some(Json::Bool(passes(condition, *self, bound))),
            ValueRule::After { later, earlier } => {
                let later = self.cell(*later, bound)?.local_date(self.zone)?;
                let earlier = self.cell(*earlier, bound)?.local_date(self.zone)?;
                Some(Json::Bool(later > earlier))
            }
            ValueRule::EndOfDay(column) => {
                let date = self.cell(*column, bound)?.local_date(self.zone)?;
                let next_day = date.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?;
                Some(Json::String(next_day.timestamp().to_string()))
            }
            ValueRule::Date(column) => {
                Some(Json::String(self.cell(*column, bound)?.local_date(self.zone)?.to_string()))
            }
        }
    }

    /// Finds the cell that says when an event happened, if one is set.
    pub(super) fn time(&self, rule: &TimeRule, bound: &Bound<'a>) -> Option<&'a Cell> {
        match rule {
            TimeRule::FirstOf(columns) => columns.iter().find_map(|&column| self.cell(column, bound)),
            TimeRule::Extreme { operation, column } => {
                extreme(*operation, &self.cells(*column, &self.rows(column.table, None, bound)))
            }
        }
    }

    /// Binds each row of `table` below what is bound, if it passes.
    fn rows(&self, table: TableNo, when: Option<&Condition>, bound: &Bound<'a>) -> Vec<Bound<'a>> {
        let mut rows = self.family.each(self.recipe, bound, table);
        rows.retain(|bound| when.is_none_or(|when| passes(when, *self, bound)));
        rows
    }

    /// Returns the cells of a column that are set in these rows.
    fn cells(&self, column: ColumnRef, rows: &[Bound<'a>]) -> Vec<&'a Cell> {
        rows.iter().filter_map(|bound| self.cell(column, bound)).collect()
    }

    fn aggregate(&self, rule: &AggregateRule, bound: &Bound<'a>) -> Option<Json> {
        let rows = self.rows(rule.table, rule.when.as_ref(), bound);
        match &rule.of {
            AggregateOf::Column(column) => aggregate(rule.operation, &self.cells(*column, &rows)),
            AggregateOf::Product(factors) => {
                sum(rows.iter().filter_map(|bound| self.product(factors, bound))).map(decimal_json)
            }
        }
    }

    /// Multiplies; `None` where a factor is absent, `Some(None)` where the product has more digits than can be kept.
    fn product(&self, factors: &[Factor], bound: &Bound<'a>) -> Option<Option<Decimal>> {
        let number = |factor: &Factor| match factor {
            Factor::Column(column) => self.cell(*column, bound)?.number(),
            Factor::Number(number) => Some(*number),
        };
        let numbers = factors.iter().map(number).collect::<Option<Vec<Decimal>>>()?;
        Some(numbers.into_iter().map(Some).reduce(|a, b| exact_product(a?, b?)).flatten())
    }

    /// Computes named values; those that are not said are left out.
    pub(super) fn values(&self, rules: &[(String, ValueRule)], bound: &Bound<'a>) -> Map<String, Json> {
        rules.iter().filter_map(|(name, rule)| Some((name.clone(), self.value(rule, bound)?))).collect()
    }
}

fn to_json(cell: &Cell) -> Json {
    match cell.value {
        Value::Text => Json::String(cell.text.to_string()),
        Value::Integer(number) => Json::from(number),
        Value::Decimal(number) => decimal_json(number),
        Value::Boolean(boolean) => Json::Bool(boolean),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Time(instant) => Json::String(instant.to_string()),
    }
}

/// Writes a decimal as a number with all its digits: `42.90` stays `42.90`.
fn decimal_json(number: Decimal) -> Json {
    let text = number.to_string();
    text.parse::<Number>().map_or(Json::String(text), Json::Number)
}

fn aggregate(operation: Aggregate, cells: &[&Cell]) -> Option<Json> {
    match operation {
        Aggregate::Count => Some(Json::from(cells.len())),
        Aggregate::First => cells.first().map(|cell| to_json(cell)),
        Aggregate::Min | Aggregate::Max => extreme(operation, cells).map(to_json),
        Aggregate::Distinct if cells.is_empty() => None,
        Aggregate::Distinct => {
            // Sorted, so that the order of lines in a file never makes another event of the same facts.
            let mut by_text: Vec<&Cell> = cells.to_vec();
            by_text.sort_by(|a, b| order(a, b));
            let mut seen = BTreeSet::new();
            by_text.retain(|cell| seen.insert(to_json(cell).to_string()));
            Some(Json::Array(by_text.into_iter().map(to_json).collect()))
        }
        Aggregate::Sum => sum(cells.iter().filter_map(|cell| cell.number()).map(Some)).map(decimal_json),
    }
}

/// Adds numbers up. A sum beyond 28 digits is not said rather than said wrong.
fn sum(numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.reduce(|a, b| exact_sum(a?, b?)).flatten()
}

/// Returns the least cell, or the greatest for [`Aggregate::Max`]; the first of equal ones.
fn extreme<'a>(operation: Aggregate, cells: &[&'a Cell]) -> Option<&'a Cell> {
    let wanted = if operation == Aggregate::Max { Ordering::Greater } else { Ordering::Less };
    cells.iter().copied().reduce(|a, b| if order(b, a) == wanted { b } else { a })
}

fn order(a: &Cell, b: &Cell) -> Ordering {
    match (&a.value, &b.value) {
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        _ => match (a.number(), b.number()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.text.cmp(&b.text),
        },
    }
}
