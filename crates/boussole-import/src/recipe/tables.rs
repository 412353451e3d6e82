use super::columns::use_column;
use super::document::{Node, Section, invalid, nearest};
use super::model::{Delimiter, Encoding, FIRST_TABLE, Group, Join, Relation, Table};
use crate::table::{CellSettings, Kind, STANDARD};
use boussole_core::Refusal;

/// The most tables a recipe may join.
const TABLES_MAX: usize = 50;

/// The most rows before or in a header.
const ROWS_PASSED_MAX: usize = 1_000;

/// Parses the tables of a recipe, in their order.
pub(super) fn parse(sections: Vec<Section>) -> Result<Vec<Table>, Refusal> {
    if sections.is_empty() || sections.len() > TABLES_MAX {
        return Err(invalid("tables", format!("a recipe has 1 to {TABLES_MAX} tables")));
    }
    let mut tables: Vec<Table> = Vec::new();
    for section in sections {
        let path = section.path().to_owned();
        let (table, lines) = table(section, &mut tables)?;
        for table in std::iter::once(table).chain(lines) {
            if tables.iter().any(|known| known.name == table.name) {
                return Err(invalid(&path, format!("two tables are called `{}`", table.name)));
            }
            tables.push(table);
        }
    }
    Ok(tables)
}

/// Reads a table, and the table of its lines where it has groups of them.
fn table(mut section: Section, above: &mut [Table]) -> Result<(Table, Option<Table>), Refusal> {
    let mut table = Table {
        name: section.require("name").and_then(name)?,
        file: section.require("file")?.text()?,
        is_required: required(&mut section, above.is_empty())?,
        encoding: section.take("encoding").map(encoding).transpose()?,
        delimiter: section.take("delimiter").map(delimiter).transpose()?.unwrap_or(Delimiter::Sniffed),
        settings: settings(&mut section)?,
        sheet: section.text("sheet")?,
        skip_rows: rows(&mut section, "skip_rows", 0)?,
        header_rows: rows(&mut section, "header_rows", 1)?,
        header: section.texts("columns")?,
        columns: Vec::new(),
        join: None,
        group: None,
    };
    columns(&mut section, &mut table)?;
    table.join = join(&mut section, &mut table, above)?;
    let lines = lines(&mut section, &mut table, above.is_empty())?;
    section.finish()?;
    Ok((table, lines))
}

fn name(node: Node) -> Result<String, Refusal> {
    let path = node.path.clone();
    let name = node.text()?;
    if name.contains('.') {
        return Err(invalid(&path, "the name of a table has no `.`"));
    }
    Ok(name)
}

/// Reads by which columns rows are groups, and makes the table of the rows themselves.
fn lines(section: &mut Section, table: &mut Table, is_first: bool) -> Result<Option<Table>, Refusal> {
    let (group_by, lines) = (section.take("group_by"), section.take("lines"));
    let (group_by, lines) = match (group_by, lines) {
        (None, None) => return Ok(None),
        (Some(group_by), Some(lines)) => (group_by, lines),
        (Some(node), None) => {
            return Err(invalid(&node.path, "rows are grouped, but their table has no name")
                .hint("name it with `lines = \"lines\"`"));
        }
        (None, Some(node)) => {
            return Err(invalid(&node.path, "this names the table of grouped rows").hint("add `group_by = [columns]`"));
        }
    };
    let path = group_by.path.clone();
    if !is_first {
        return Err(invalid(&path, "only the rows of the first table are grouped"));
    }
    let columns: Vec<usize> = group_by.texts()?.iter().map(|name| use_column(table, name)).collect();
    if columns.is_empty() {
        return Err(invalid(&path, "rows are grouped by at least one column"));
    }
    let join =
        Join { parent: FIRST_TABLE, columns: columns.clone(), parent_columns: columns, relation: Relation::Lines };
    let lines = Table { name: name(lines)?, join: Some(join), ..table.clone() };
    table.group = Some(Group { places: Vec::new() });
    Ok(Some(lines))
}

fn settings(section: &mut Section) -> Result<CellSettings, Refusal> {
    let mut formats = Vec::new();
    for node in section.take("time_formats").map(Node::list).transpose()?.unwrap_or_default() {
        let path = node.path.clone();
        let pattern = node.text()?;
        if pattern == STANDARD {
            formats.push(pattern);
            continue;
        }
        let moment = jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC);
        jiff::fmt::strtime::format(&pattern, &moment).map_err(|error| {
            invalid(&path, format!("`{pattern}` is not a time format: {error}")).hint("for example %d/%m/%Y %H:%M")
        })?;
        formats.push(pattern);
    }
    Ok(CellSettings {
        decimal_comma: section.boolean("decimal_comma")?,
        empty: section.texts("empty")?.unwrap_or_default(),
        time_formats: formats,
    })
}

/// Reads whether an import needs a file of the table; it always does of the first.
fn required(section: &mut Section, is_first: bool) -> Result<bool, Refusal> {
    let Some(node) = section.take("required") else { return Ok(true) };
    let path = node.path.clone();
    let is_required = node.boolean()?;
    if is_first && !is_required {
        return Err(invalid(&path, "the first table makes the events: it is always required"));
    }
    Ok(is_required)
}

/// Reads how many rows are passed over; `least` when nothing is said.
fn rows(section: &mut Section, key: &'static str, least: usize) -> Result<usize, Refusal> {
    let Some(node) = section.take(key) else { return Ok(least) };
    let n_rows = node.value.as_integer().and_then(|n_rows| usize::try_from(n_rows).ok());
    n_rows
        .filter(|n_rows| (least..=ROWS_PASSED_MAX).contains(n_rows))
        .ok_or_else(|| invalid(&node.path, format!("a whole number from {least} to {ROWS_PASSED_MAX} is wanted here")))
}

fn encoding(node: Node) -> Result<Encoding, Refusal> {
    let path = node.path.clone();
    let name = node.text()?;
    Encoding::ALL.into_iter().find(|encoding| encoding.name() == name).ok_or_else(|| {
        invalid(&path, format!("the encoding `{name}` is not known"))
            .hint(nearest(&name, Encoding::ALL.map(Encoding::name)))
    })
}

fn delimiter(node: Node) -> Result<Delimiter, Refusal> {
    let path = node.path.clone();
    match node.text()?.as_str() {
        "blanks" => Ok(Delimiter::Blanks),
        "tab" => Ok(Delimiter::Byte(b'\t')),
        other => match other.as_bytes() {
            [byte] if *byte != b'"' && *byte != b'\n' && *byte != b'\r' => Ok(Delimiter::Byte(*byte)),
            _ => Err(invalid(&path, "the delimiter is one character, `tab` or `blanks`")),
        },
    }
}

/// Reads what the table says of its columns; every column it names counts as used, so that a typing mistake is seen.
fn columns(section: &mut Section, table: &mut Table) -> Result<(), Refusal> {
    for (name, node) in section.entries("types")? {
        let path = node.path.clone();
        let kind = node.text()?;
        let place = use_column(table, &name);
        table.columns[place].kind = Kind::parse(&kind).ok_or_else(|| {
            invalid(&path, format!("there is no type `{kind}`")).hint(nearest(&kind, Kind::ALL.map(Kind::name)))
        })?;
    }
    for name in section.texts("optional")?.unwrap_or_default() {
        let place = use_column(table, &name);
        table.columns[place].optional = true;
    }
    for (name, node) in section.entries("also_called")? {
        let place = use_column(table, &name);
        table.columns[place].also_called = node.texts()?;
    }
    for (name, node) in section.entries("rename")? {
        let place = use_column(table, &name);
        table.columns[place].file_name = node.text()?;
    }
    Ok(())
}

fn join(section: &mut Section, table: &mut Table, above: &mut [Table]) -> Result<Option<Join>, Refusal> {
    let pairs = section.entries("join")?;
    let relation = section.take("relation").map(relation).transpose()?;
    let path = format!("{}.join", section.path());
    match (above.is_empty(), pairs.is_empty()) {
        (true, true) if relation.is_none() => return Ok(None),
        (true, _) => return Err(invalid(section.path(), "the first table streams: it has no join and no relation")),
        (false, true) => {
            return Err(invalid(&path, "every table but the first says what it joins")
                .hint("join = { its_column = \"table.column\" }"));
        }
        (false, false) => {}
    }
    let mut join = Join {
        parent: 0,
        columns: Vec::new(),
        parent_columns: Vec::new(),
        relation: relation.unwrap_or(Relation::Children),
    };
    for (index, (name, node)) in pairs.into_iter().enumerate() {
        let node_path = node.path.clone();
        let target = node.text()?;
        let (parent, column) = target
            .split_once('.')
            .ok_or_else(|| invalid(&node_path, format!("`{target}` names no table")).hint("write \"table.column\""))?;
        let parent = above.iter().position(|known| known.name == parent).ok_or_else(|| {
            invalid(&node_path, format!("no table `{parent}` stands before this one"))
                .hint(nearest(parent, above.iter().map(|table| table.name.as_str())))
        })?;
        if index > 0 && parent != join.parent {
            return Err(invalid(&path, "a table joins one other table"));
        }
        join.parent = parent;
        join.columns.push(use_column(table, &name));
        join.parent_columns.push(use_column(&mut above[parent], column));
    }
    Ok(Some(join))
}

fn relation(node: Node) -> Result<Relation, Refusal> {
    let path = node.path.clone();
    match node.text()?.as_str() {
        "children" => Ok(Relation::Children),
        "reference" => Ok(Relation::Reference),
        _ => Err(invalid(&path, "the relation is `children` or `reference`")),
    }
}
