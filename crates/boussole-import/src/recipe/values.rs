use super::columns::Columns;
use super::conditions::condition;
use super::document::{Node, Section, invalid, nearest};
use super::model::{
    Aggregate, AggregateOf, AggregateRule, ColumnRef, FIRST_TABLE, Factor, TableNo, TimeRule, ValueRule,
};
use crate::table::Kind;
use boussole_core::Refusal;
use boussole_events::IdentifierKind;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use toml::Value;

type Identifiers = Vec<(IdentifierKind, ValueRule)>;
type Named = Vec<(String, ValueRule)>;

/// The operations on the rows below, by the key that says them.
const AGGREGATES: [(&str, Aggregate); 6] = [
    ("sum", Aggregate::Sum),
    ("count", Aggregate::Count),
    ("min", Aggregate::Min),
    ("max", Aggregate::Max),
    ("first", Aggregate::First),
    ("distinct", Aggregate::Distinct),
];

/// Parses who the person of a row is, and what is said of them.
pub(super) fn person(mut section: Section, columns: &mut Columns) -> Result<(Identifiers, Named), Refusal> {
    let mut identifiers = Vec::new();
    for (name, node) in section.entries("identifiers")? {
        let kind = IdentifierKind::parse(&name).ok_or_else(|| {
            invalid(&node.path, "unknown kind of identifier")
                .hint(nearest(&name, IdentifierKind::ALL.map(IdentifierKind::as_str)))
        })?;
        identifiers.push((kind, value(node, columns, FIRST_TABLE)?));
    }
    identifiers.sort_by_key(|(kind, _)| *kind);
    let traits = named(section.entries("traits")?, columns, FIRST_TABLE)?;
    section.finish()?;
    Ok((identifiers, traits))
}

/// Parses a table of named values, as seen from a row of `bound`.
pub(super) fn named(entries: Vec<(String, Node)>, columns: &mut Columns, bound: TableNo) -> Result<Named, Refusal> {
    entries.into_iter().map(|(name, node)| Ok((name, value(node, columns, bound)?))).collect()
}

/// Parses one value, as seen from a row of `bound`: a column's name, or a table that says what to do.
pub(super) fn value(node: Node, columns: &mut Columns, bound: TableNo) -> Result<ValueRule, Refusal> {
    if matches!(node.value, Value::String(_)) {
        return column(node, columns, bound).map(ValueRule::Column);
    }
    let mut section = node.section()?;
    let path = section.path().to_owned();
    let rule = operation(&mut section, columns, bound)?;
    section.finish()?;
    rule.ok_or_else(|| {
        invalid(&path, "this says no operation")
            .hint("use value, column, sum, count, min, max, first, distinct, product, first_of, is, after, end_of_day or date")
    })
}

fn operation(section: &mut Section, columns: &mut Columns, bound: TableNo) -> Result<Option<ValueRule>, Refusal> {
    for (key, operation) in AGGREGATES {
        if let Some(node) = section.take(key) {
            let rule = aggregate(operation, node, section.take("when"), columns)?;
            return Ok(Some(ValueRule::Aggregate(rule)));
        }
    }
    if let Some(node) = section.take("product") {
        return factors(node, columns, Some(bound)).map(|factors| Some(ValueRule::Product(factors)));
    }
    if let Some(node) = section.take("is") {
        return condition(node, columns, bound).map(|condition| Some(ValueRule::Is(condition)));
    }
    if let Some(node) = section.take("value") {
        return node.json().map(|constant| Some(ValueRule::Constant(constant)));
    }
    if let Some(node) = section.take("column") {
        let column = column(node, columns, bound)?;
        let entries = section.entries("map")?;
        let map =
            entries.into_iter().map(|(key, node)| Ok((key, node.json()?))).collect::<Result<BTreeMap<_, _>, _>>()?;
        let default = section.take("default").map(Node::json).transpose()?;
        return Ok(Some(ValueRule::Mapped { column, map, default }));
    }
    if let Some(node) = section.take("first_of") {
        let found = node.list()?.into_iter().map(|node| column(node, columns, bound)).collect::<Result<_, _>>()?;
        return Ok(Some(ValueRule::FirstOf(found)));
    }
    if let Some(node) = section.take("end_of_day") {
        return moment(node, columns, bound).map(|column| Some(ValueRule::EndOfDay(column)));
    }
    if let Some(node) = section.take("date") {
        return moment(node, columns, bound).map(|column| Some(ValueRule::Date(column)));
    }
    let Some(node) = section.take("after") else { return Ok(None) };
    let path = node.path.clone();
    let [later, earlier] = <[Node; 2]>::try_from(node.list()?)
        .map_err(|_| invalid(&path, "two columns are wanted here: is the first after the second"))?;
    let (later, earlier) = (moment(later, columns, bound)?, moment(earlier, columns, bound)?);
    Ok(Some(ValueRule::After { later, earlier }))
}

fn column(node: Node, columns: &mut Columns, bound: TableNo) -> Result<ColumnRef, Refusal> {
    let path = node.path.clone();
    columns.one(&node.text()?, &path, bound)
}

/// Parses the name of a column that must hold days or instants.
pub(super) fn moment(node: Node, columns: &mut Columns, bound: TableNo) -> Result<ColumnRef, Refusal> {
    let path = node.path.clone();
    columns.moment(&node.text()?, &path, bound)
}

/// Parses the time of an event that is the least or the greatest of the rows below, if it is one.
pub(super) fn extreme(section: &mut Section, columns: &mut Columns) -> Result<Option<TimeRule>, Refusal> {
    for (key, operation) in AGGREGATES {
        if matches!(operation, Aggregate::Min | Aggregate::Max)
            && let Some(node) = section.take(key)
        {
            let path = node.path.clone();
            let column = columns.any_moment(&node.text()?, &path)?;
            return Ok(Some(TimeRule::Extreme { operation, column }));
        }
    }
    Ok(None)
}

/// Parses what is made of the rows below that pass `when`: of one column of theirs, or of a product, which can be summed.
fn aggregate(
    operation: Aggregate,
    node: Node,
    when: Option<Node>,
    columns: &mut Columns,
) -> Result<AggregateRule, Refusal> {
    let path = node.path.clone();
    let (table, of) = match node.value {
        Value::Table(_) if operation == Aggregate::Sum => {
            let mut section = node.section()?;
            let factors = section.require("product").and_then(|node| factors(node, columns, None))?;
            section.finish()?;
            (common(&factors, columns, &path)?, AggregateOf::Product(factors))
        }
        _ => {
            let text = node.text()?;
            let column = columns.any(&text, &path)?;
            if operation == Aggregate::Sum {
                number(column, &text, columns, &path)?;
            }
            (column.table, AggregateOf::Column(column))
        }
    };
    let when = when.map(|node| condition(node, columns, table)).transpose()?;
    Ok(AggregateRule { operation, table, of, when })
}

/// Parses what is multiplied: numbers, and columns of numbers that have one value as seen from a row of `bound`.
fn factors(node: Node, columns: &mut Columns, bound: Option<TableNo>) -> Result<Vec<Factor>, Refusal> {
    let path = node.path.clone();
    let nodes = node.list()?;
    if nodes.len() < 2 {
        return Err(invalid(&path, "a product has at least two factors"));
    }
    let factor = |node: Node| {
        let path = node.path.clone();
        if let Value::Integer(_) | Value::Float(_) = node.value {
            let text = node.json()?.to_string();
            let number = Decimal::from_str_exact(&text);
            return number.map(Factor::Number).map_err(|_| invalid(&path, format!("`{text}` has too many digits")));
        }
        let text = node.text()?;
        let column = match bound {
            Some(bound) => columns.one(&text, &path, bound)?,
            None => columns.any(&text, &path)?,
        };
        number(column, &text, columns, &path)?;
        Ok(Factor::Column(column))
    };
    nodes.into_iter().map(factor).collect()
}

/// Finds the table whose rows have one value of each factor.
fn common(factors: &[Factor], columns: &Columns, path: &str) -> Result<TableNo, Refusal> {
    let found: Vec<ColumnRef> = factors
        .iter()
        .filter_map(|factor| match factor {
            Factor::Column(column) => Some(*column),
            Factor::Number(_) => None,
        })
        .collect();
    columns.common(&found).ok_or_else(|| invalid(path, "the factors are not of one row"))
}

/// Refuses a column that does not hold numbers.
fn number(column: ColumnRef, text: &str, columns: &Columns, path: &str) -> Result<(), Refusal> {
    match columns.kind(column) {
        Kind::Integer | Kind::Decimal => Ok(()),
        kind => Err(invalid(path, format!("`{text}` is of type {}, numbers are wanted here", kind.name()))
            .hint(format!("add `{text} = \"decimal\"` to the types of its table"))),
    }
}
