use super::Known;
use super::filter::single_property;
use super::frame::{FRAME, ungrouped_frame};
use super::node::{Node, Object};
use super::score::scale;
use super::selector::selector;
use super::time;
use crate::model::{Journey, JourneyScore, JourneyStep};
use boussole_core::{DAY_MS, MINUTE_MS, Refusal};

/// The fewest and the most steps.
const STEPS: (usize, usize) = (1, 30);
/// The fewest and the most events of a sequence.
const SEQUENCE: (usize, usize) = (2, 5);
/// The most events of all steps: with the others, they are bits of a number.
const EVENTS_MAX: usize = 56;
/// The most scores.
const SCORES_MAX: usize = 3;
/// How long somebody is awaited when the question does not say.
const WINDOW_MS: i64 = 30 * DAY_MS;
/// How far apart the events of one passage are when the question does not say.
const GAP_MS: i64 = 30 * MINUTE_MS;
/// The longest name of a step, in characters.
const NAME_CHARS_MAX: usize = 80;

/// Parses a journey.
pub(crate) fn journey(root: &Node<'_>, known: &Known<'_>) -> Result<Journey, Refusal> {
    let object = root.object(&[&FRAME[..], &["steps", "window", "gap", "contact", "scores"]].concat())?;
    let frame = ungrouped_frame(&object, known)?;
    let list = object.require("steps")?;
    let mut steps: Vec<JourneyStep> = Vec::new();
    for node in list.list(STEPS.0, STEPS.1)? {
        let step = step(&node, known)?;
        if steps.iter().any(|other| other.name == step.name) {
            return Err(node.refuse("duplicate_name", format!("there are two steps named `{}`", step.name)));
        }
        steps.push(step);
    }
    if steps.iter().map(|step| step.pattern.len()).sum::<usize>() > EVENTS_MAX {
        let message = format!("the steps have more than {EVENTS_MAX} events together");
        return Err(list.refuse("out_of_bounds", message).hint("name several events in one selector: `events`"));
    }
    let scores = match object.get("scores") {
        None => Vec::new(),
        Some(list) => list.list(0, SCORES_MAX)?.iter().map(|node| score(node, known)).collect::<Result<_, _>>()?,
    };
    Ok(Journey {
        frame,
        steps,
        window_ms: span(&object, "window", WINDOW_MS)?,
        gap_ms: span(&object, "gap", GAP_MS)?,
        contact: object.get("contact").map(|node| selector(&node, known)).transpose()?,
        scores,
    })
}

fn span(object: &Object<'_>, field: &str, default_ms: i64) -> Result<i64, Refusal> {
    object.get(field).map_or(Ok(default_ms), |node| time::span(&node).map(|span| span.ms))
}

fn step(node: &Node<'_>, known: &Known<'_>) -> Result<JourneyStep, Refusal> {
    let object = node.object(&["name", "select", "sequence", "within"])?;
    let name = object.require("name")?;
    let text = name.text()?.trim();
    if text.is_empty() || text.chars().count() > NAME_CHARS_MAX {
        return Err(name
            .refuse("invalid_name", "this is not the name of a step")
            .hint(format!("use 1 to {NAME_CHARS_MAX} characters")));
    }
    let (pattern, within_ms) = match object.one_of(&["select", "sequence"])? {
        (0, select) => {
            if let Some(within) = object.get("within") {
                return Err(within.refuse("not_combined", "`within` belongs to a `sequence`"));
            }
            (vec![selector(&select, known)?], 0)
        }
        (_, sequence) => {
            let events = sequence.list(SEQUENCE.0, SEQUENCE.1)?;
            let pattern = events.iter().map(|node| selector(node, known)).collect::<Result<_, _>>()?;
            (pattern, time::span(&object.require("within")?)?.ms)
        }
    };
    Ok(JourneyStep { name: text.to_owned(), pattern, within_ms })
}

fn score(node: &Node<'_>, known: &Known<'_>) -> Result<JourneyScore, Refusal> {
    let object = node.object(&["score", "select", "property"])?;
    Ok(JourneyScore {
        scale: scale(&object.require("score")?)?,
        select: selector(&object.require("select")?, known)?,
        path: single_property(&object.require("property")?)?,
    })
}
