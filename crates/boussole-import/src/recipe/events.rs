use super::EVENTS_MAX;
use super::columns::Columns;
use super::conditions::condition;
use super::document::{Node, Section, invalid};
use super::model::{ColumnRef, EventRule, FIRST_TABLE, Lines, TableNo, TimeRule};
use super::values::{extreme, moment, named};
use boussole_core::Refusal;
use toml::Value;

/// Parses the events of a recipe, in their order.
pub(super) fn parse(sections: Vec<Section>, columns: &mut Columns) -> Result<Vec<EventRule>, Refusal> {
    if sections.is_empty() || sections.len() > EVENTS_MAX {
        return Err(invalid("events", format!("a recipe has 1 to {EVENTS_MAX} events")));
    }
    let mut rules: Vec<EventRule> = Vec::new();
    for section in sections {
        let path = section.path().to_owned();
        let rule = event(section, columns)?;
        if rules.iter().any(|known| known.name == rule.name && known.table == rule.table) {
            return Err(invalid(&path, format!("two events of one table are called `{}`", rule.name))
                .hint("join their conditions with `any`: their ids would be the same"));
        }
        rules.push(rule);
    }
    Ok(rules)
}

fn event(mut section: Section, columns: &mut Columns) -> Result<EventRule, Refusal> {
    let name = section.require("name")?.text()?;
    let table = match section.take("each") {
        Some(node) => table(node, columns)?,
        None => FIRST_TABLE,
    };
    let name_from = section.take("name_from").map(|node| column(node, columns, table)).transpose()?;
    let key = match section.take("key") {
        Some(node) => key(node, columns, table)?,
        None => columns.group_key(table),
    };
    let time = time(section.require("time")?, columns, table)?;
    let when = section.take("when").map(|node| condition(node, columns, table)).transpose()?;
    let properties = named(section.entries("properties")?, columns, table)?;
    let lines = section.take("lines").map(|node| lines(node, columns, table)).transpose()?;
    section.finish()?;
    Ok(EventRule { name, name_from, table, key, time, when, properties, lines })
}

fn table(node: Node, columns: &Columns) -> Result<TableNo, Refusal> {
    let path = node.path.clone();
    columns.table(&node.text()?, &path)
}

fn column(node: Node, columns: &mut Columns, bound: TableNo) -> Result<ColumnRef, Refusal> {
    let path = node.path.clone();
    columns.one(&node.text()?, &path, bound)
}

fn key(node: Node, columns: &mut Columns, bound: TableNo) -> Result<Vec<ColumnRef>, Refusal> {
    let path = node.path.clone();
    let key: Vec<_> = node.list()?.into_iter().map(|node| column(node, columns, bound)).collect::<Result<_, _>>()?;
    if key.is_empty() {
        return Err(
            invalid(&path, "a key has at least one column").hint("leave `key` out if no column tells rows apart")
        );
    }
    Ok(key)
}

/// A time is a column, the first of some that is set, or the least or the greatest of the rows below.
fn time(node: Node, columns: &mut Columns, bound: TableNo) -> Result<TimeRule, Refusal> {
    if matches!(node.value, Value::String(_)) {
        return Ok(TimeRule::FirstOf(vec![moment(node, columns, bound)?]));
    }
    let mut section = node.section()?;
    let rule = match extreme(&mut section, columns)? {
        Some(rule) => rule,
        None => {
            let list = section.require("first_of")?.list()?;
            TimeRule::FirstOf(list.into_iter().map(|node| moment(node, columns, bound)).collect::<Result<_, _>>()?)
        }
    };
    section.finish()?;
    Ok(rule)
}

fn lines(node: Node, columns: &mut Columns, bound: TableNo) -> Result<Lines, Refusal> {
    let mut section = node.section()?;
    let from = section.require("from")?;
    let path = from.path.clone();
    let table = table(from, columns)?;
    if !columns.is_above(bound, table) || table == bound {
        return Err(invalid(&path, "the lines of an event are rows below its own row"));
    }
    let properties = named(section.entries("properties")?, columns, table)?;
    section.finish()?;
    Ok(Lines { table, properties })
}
