use super::frame::frame_with_limit;
use super::node::{Node, Object};
use super::{Known, person_key};
use crate::model::{Audience, Column, PageRequest};
use boussole_core::Refusal;

/// The most columns.
const COLUMNS_MAX: usize = 20;
/// The most people of a page.
const LIMIT_MAX: u64 = 1_000;
/// How many people a page has when the question does not say.
const LIMIT_DEFAULT: u64 = 100;

/// Parses an audience.
pub(crate) fn audience(root: &Node<'_>, known: &Known<'_>) -> Result<Audience, Refusal> {
    let fields = ["kind", "range", "timezone", "where", "people", "unit", "approximate", "columns", "limit", "cursor"];
    let object = root.object(&fields)?;
    let page = PageRequest { columns: columns(&object)?, after: cursor(&object)?, limit: page_limit(&object)? };
    Ok(Audience { frame: frame_with_limit(&object, known, page.limit)?, page })
}

/// Reads `limit`.
pub(super) fn page_limit(object: &Object<'_>) -> Result<usize, Refusal> {
    let limit = object.get("limit").map_or(Ok(LIMIT_DEFAULT), |node| node.whole(1, LIMIT_MAX))?;
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

/// Reads `columns`.
pub(super) fn columns(object: &Object<'_>) -> Result<Vec<Column>, Refusal> {
    let Some(node) = object.get("columns") else { return Ok(Vec::new()) };
    let mut columns = Vec::new();
    for node in node.list(0, COLUMNS_MAX)? {
        let column = match node.text()? {
            "events" => Column::Events,
            "first_event" => Column::FirstEvent,
            "last_event" => Column::LastEvent,
            "revenue" => Column::Revenue,
            other => match other.strip_prefix("trait:").filter(|name| !name.is_empty()) {
                Some(name) => Column::Trait(name.to_owned()),
                None => {
                    return Err(node
                        .refuse("unknown_column", format!("there is no column `{other}`"))
                        .hint("use `trait:NAME`, `events`, `first_event`, `last_event` or `revenue`"));
                }
            },
        };
        if columns.contains(&column) {
            return Err(node.refuse("duplicate_name", "this column is there twice"));
        }
        columns.push(column);
    }
    Ok(columns)
}

/// Reads `cursor`: the key of the last person of the page before.
pub(super) fn cursor(object: &Object<'_>) -> Result<u64, Refusal> {
    match object.get("cursor") {
        Some(node) if !node.value().is_null() => person_key(node.text()?).ok_or_else(|| {
            node.refuse("invalid_cursor", "this is no place in the list").hint("write the `cursor` of an answer")
        }),
        _ => Ok(0),
    }
}
