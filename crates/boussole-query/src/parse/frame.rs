use super::filter::single_property;
use super::node::Object;
use super::{Known, event_filter, people, time, timezone};
use crate::model::{Breakdown, Frame, Interval};
use boussole_core::Refusal;

/// The fields that every question over time has, as [`frame`] reads them.
pub(super) const FRAME: [&str; 9] =
    ["kind", "range", "timezone", "where", "people", "breakdown", "limit", "unit", "approximate"];
/// The most groups a question may keep.
const LIMIT_MAX: u64 = 1_000;
/// How many groups are kept when the question does not say.
const LIMIT_DEFAULT: u64 = 25;
/// The most properties or traits that split an answer.
const BREAKDOWN_MAX: usize = 2;

/// Parses what every question over time has in common.
pub(super) fn frame(object: &Object<'_>, known: &Known<'_>) -> Result<Frame, Refusal> {
    unit(object)?;
    frame_of_own_unit(object, known)
}

/// Parses the same of a question whose `unit` means something else.
pub(super) fn frame_of_own_unit(object: &Object<'_>, known: &Known<'_>) -> Result<Frame, Refusal> {
    let limit = object.get("limit").map_or(Ok(LIMIT_DEFAULT), |node| node.whole(1, LIMIT_MAX))?;
    read(object, known, usize::try_from(limit).unwrap_or(usize::MAX))
}

/// Parses the same of a question whose `limit` means something else.
pub(super) fn frame_with_limit(object: &Object<'_>, known: &Known<'_>, limit: usize) -> Result<Frame, Refusal> {
    unit(object)?;
    read(object, known, limit)
}

fn read(object: &Object<'_>, known: &Known<'_>, limit: usize) -> Result<Frame, Refusal> {
    approximate(object)?;
    Ok(Frame {
        range: time::range(object)?,
        timezone: timezone(object, known)?,
        filter: event_filter(object)?,
        people: object.get("people").map(|node| people::person_filter(&node, known)).transpose()?,
        breakdown: breakdown(object)?,
        limit,
    })
}

/// Parses the same of a question whose answer has no groups.
pub(super) fn ungrouped_frame(object: &Object<'_>, known: &Known<'_>) -> Result<Frame, Refusal> {
    if let Some(node) = object.get("breakdown")
        && !node.list(0, BREAKDOWN_MAX)?.is_empty()
    {
        return Err(node.not_available("breakdown").hint("keep one group with `where` or `people`"));
    }
    frame(object, known)
}

/// Parses how time is cut.
pub(super) fn interval(object: &Object<'_>, default: Interval) -> Result<Interval, Refusal> {
    object.get("interval").map_or(Ok(default), |node| time::interval(&node))
}

fn unit(object: &Object<'_>) -> Result<(), Refusal> {
    match object.get("unit") {
        None => Ok(()),
        Some(unit) => match unit.text()? {
            "person" => Ok(()),
            "account" => Err(unit.not_available("account")),
            other => Err(unit.refuse("unknown_unit", format!("there is no unit `{other}`")).hint("use `person`")),
        },
    }
}

/// Every answer is exact, so that only `false` can be promised.
fn approximate(object: &Object<'_>) -> Result<(), Refusal> {
    match object.get("approximate") {
        Some(node) if node.flag()? => Err(node.not_available("approximate")),
        _ => Ok(()),
    }
}

fn breakdown(object: &Object<'_>) -> Result<Vec<Breakdown>, Refusal> {
    let Some(node) = object.get("breakdown") else {
        return Ok(Vec::new());
    };
    let mut list = Vec::new();
    for node in node.list(0, BREAKDOWN_MAX)? {
        let found = match node.object(&["property", "trait", "segment"])?.one_of(&["property", "trait", "segment"])? {
            (0, name) => Breakdown::Property(single_property(&name)?),
            (1, name) => Breakdown::Trait(name.text()?.to_owned()),
            (_, segment) => return Err(segment.not_available("segment")),
        };
        if list.contains(&found) {
            return Err(node.refuse("duplicate_name", "this breakdown is there twice"));
        }
        list.push(found);
    }
    Ok(list)
}
