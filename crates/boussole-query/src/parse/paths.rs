use super::Known;
use super::filter::single_property;
use super::frame::{FRAME, ungrouped_frame};
use super::node::{Node, Object};
use super::selector::selector;
use super::sessions::gap;
use crate::model::{Paths, Selector};
use crate::value::PropertyPath;
use boussole_core::Refusal;

/// The fewest and the most steps of a path.
const LENGTH: (u64, u64) = (2, 20);
/// How many steps a path has when the question does not say.
const LENGTH_DEFAULT: u64 = 5;

/// Parses a question about paths.
pub(crate) fn paths(root: &Node<'_>, known: &Known<'_>) -> Result<Paths, Refusal> {
    let own = ["from", "to", "length", "session_gap", "complete", "collapse_repeats", "steps"];
    let object = root.object(&[&FRAME[..], &own].concat())?;
    let flag = |name: &str| object.get(name).map_or(Ok(false), |node| node.flag());
    let length = object.get("length").map_or(Ok(LENGTH_DEFAULT), |node| node.whole(LENGTH.0, LENGTH.1))?;
    Ok(Paths {
        frame: ungrouped_frame(&object, known)?,
        from: from(&object, known)?,
        to: object.get("to").map(|node| selector(&node, known)).transpose()?,
        length: usize::try_from(length).unwrap_or(usize::MAX),
        gap_ms: gap(&object, "session_gap")?,
        complete: flag("complete")?,
        collapse_repeats: flag("collapse_repeats")?,
        steps: steps(&object)?,
    })
}

fn from(object: &Object<'_>, known: &Known<'_>) -> Result<Option<Selector>, Refusal> {
    match object.get("from") {
        Some(node) if node.value().is_object() => selector(&node, known).map(Some),
        Some(node) if node.text()? != "session_start" => Err(node
            .refuse("unknown_start", "paths do not begin there")
            .hint("write \"session_start\", or an event such as {\"event\": \"Product Viewed\"}")),
        _ => Ok(None),
    }
}

fn steps(object: &Object<'_>) -> Result<Option<PropertyPath>, Refusal> {
    match object.get("steps") {
        Some(node) if node.value().is_object() => {
            single_property(&node.object(&["property"])?.require("property")?).map(Some)
        }
        Some(node) if node.text()? != "event" => Err(node
            .refuse("unknown_step", "steps are not made of this")
            .hint("write \"event\", or a property such as {\"property\": \"url\"}")),
        _ => Ok(None),
    }
}
