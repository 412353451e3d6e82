use super::Known;
use super::frame::{FRAME, frame, interval};
use super::node::{Node, Object};
use super::selector::selector;
use crate::model::{Cohort, Interval, Retention, ReturnMode};
use boussole_core::Refusal;

/// The most brackets.
const BRACKETS_MAX: usize = 50;
/// The last day that a bracket may begin with.
const BRACKET_DAY_MAX: u64 = 10_000;

/// Parses a retention.
pub(crate) fn retention(root: &Node<'_>, known: &Known<'_>) -> Result<Retention, Refusal> {
    let object = root.object(&[&FRAME[..], &["start", "return", "interval", "mode", "cohort", "brackets"]].concat())?;
    let interval = interval(&object, Interval::Week)?;
    Ok(Retention {
        frame: frame(&object, known)?,
        start: selector(&object.require("start")?, known)?,
        returned: selector(&object.require("return")?, known)?,
        interval,
        mode: mode(&object)?,
        cohort: cohort(&object)?,
        brackets: object.get("brackets").map(|node| brackets(&node, interval)).transpose()?,
    })
}

fn mode(object: &Object<'_>) -> Result<ReturnMode, Refusal> {
    let Some(node) = object.get("mode") else { return Ok(ReturnMode::On) };
    match node.text()? {
        "on" => Ok(ReturnMode::On),
        "on_or_after" => Ok(ReturnMode::OnOrAfter),
        other => {
            Err(node.refuse("unknown_mode", format!("there is no mode `{other}`")).hint("use `on` or `on_or_after`"))
        }
    }
}

fn cohort(object: &Object<'_>) -> Result<Cohort, Refusal> {
    let Some(node) = object.get("cohort") else { return Ok(Cohort::FirstInRange) };
    match node.text()? {
        "first_in_range" => Ok(Cohort::FirstInRange),
        "first_ever" => Ok(Cohort::FirstEver),
        "every" => Ok(Cohort::Every),
        other => Err(node
            .refuse("unknown_cohort", format!("there is no cohort `{other}`"))
            .hint("use `first_in_range`, `first_ever` or `every`")),
    }
}

fn brackets(node: &Node<'_>, interval: Interval) -> Result<Vec<usize>, Refusal> {
    if interval != Interval::Day {
        return Err(node.refuse("not_combined", "brackets join days").hint("ask with \"interval\": \"day\""));
    }
    let mut days: Vec<usize> = Vec::new();
    for day in node.list(1, BRACKETS_MAX)? {
        let first = usize::try_from(day.whole(1, BRACKET_DAY_MAX)?).unwrap_or(usize::MAX);
        if days.last().is_some_and(|&last| last >= first) {
            return Err(day.refuse("out_of_bounds", "brackets do not ascend").hint("write days such as [1, 3, 7]"));
        }
        days.push(first);
    }
    Ok(days)
}
