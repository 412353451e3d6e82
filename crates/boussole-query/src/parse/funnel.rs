use super::Known;
use super::frame::{FRAME, frame};
use super::node::{Node, Object};
use super::selector::selector;
use super::time;
use crate::model::{Credit, Exclusion, Funnel, Step, StepOrder};
use boussole_core::Refusal;

/// The fewest and the most steps.
const STEPS: (usize, usize) = (2, 50);
/// The most exclusions: with the steps, they are bits of a number.
const EXCLUSIONS_MAX: usize = 10;

/// Parses a funnel.
pub(crate) fn funnel(root: &Node<'_>, known: &Known<'_>) -> Result<Funnel, Refusal> {
    let own = ["steps", "window", "order", "exclude", "optional", "credit", "trend"];
    let object = root.object(&[&FRAME[..], &own].concat())?;
    let frame = frame(&object, known)?;
    let mut steps = Vec::new();
    for node in object.require("steps")?.list(STEPS.0, STEPS.1)? {
        steps.push(Step { select: selector(&node, known)?, optional: false });
    }
    let order = order(&object)?;
    if order == StepOrder::Any {
        for field in ["exclude", "optional"] {
            if let Some(node) = object.get(field) {
                let message = format!("`{field}` means nothing when steps come in any order");
                return Err(node.refuse("not_combined", message).hint("leave it out, or order the steps"));
            }
        }
    }
    if let Some(list) = object.get("optional") {
        for node in list.list(0, STEPS.1)? {
            let place = inner_step(&node, &list, steps.len())?;
            if std::mem::replace(&mut steps[place].optional, true) {
                return Err(node.refuse("duplicate_name", "this step is there twice"));
            }
        }
    }
    let exclusions = match object.get("exclude") {
        None => Vec::new(),
        Some(list) => {
            let list = list.list(0, EXCLUSIONS_MAX)?;
            list.iter().map(|node| exclusion(node, &steps, known)).collect::<Result<_, _>>()?
        }
    };
    Ok(Funnel {
        frame,
        window_ms: time::span(&object.require("window")?)?.ms,
        order,
        exclusions,
        credit: credit(&object)?,
        trend: object.get("trend").map(|node| time::interval(&node)).transpose()?,
        steps,
    })
}

fn order(object: &Object<'_>) -> Result<StepOrder, Refusal> {
    let Some(node) = object.get("order") else { return Ok(StepOrder::Ordered) };
    match node.text()? {
        "ordered" => Ok(StepOrder::Ordered),
        "strict" => Ok(StepOrder::Strict),
        "any" => Ok(StepOrder::Any),
        other => Err(node
            .refuse("unknown_order", format!("there is no order `{other}`"))
            .hint("use `ordered`, `strict` or `any`")),
    }
}

fn credit(object: &Object<'_>) -> Result<Credit, Refusal> {
    let Some(node) = object.get("credit") else { return Ok(Credit::First) };
    match node.text()? {
        "first_step" => Ok(Credit::First),
        "last_step" => Ok(Credit::Last),
        "every_step" => Ok(Credit::Every),
        other => Err(node
            .refuse("unknown_credit", format!("there is no credit `{other}`"))
            .hint("use `first_step`, `last_step` or `every_step`")),
    }
}

/// Reads the number of a step that is neither the first nor the last, and returns its place.
fn inner_step(node: &Node<'_>, list: &Node<'_>, n_steps: usize) -> Result<usize, Refusal> {
    let hint = "the first and the last step are always required";
    if n_steps < 3 {
        return Err(list.refuse("out_of_bounds", "a funnel of two steps has no optional one").hint(hint));
    }
    let number = node.whole(2, n_steps as u64 - 1).map_err(|refusal| refusal.hint(hint))?;
    Ok(usize::try_from(number).unwrap_or(usize::MAX) - 1)
}

fn exclusion(node: &Node<'_>, steps: &[Step], known: &Known<'_>) -> Result<Exclusion, Refusal> {
    let object = node.object(&["select", "between"])?;
    let select = selector(&object.require("select")?, known)?;
    let between = object.require("between")?;
    let mut places = Vec::new();
    for node in between.list(2, 2)? {
        let place = usize::try_from(node.whole(1, steps.len() as u64)?).unwrap_or(usize::MAX) - 1;
        if steps[place].optional {
            let hint = "name the required steps around it";
            return Err(node.refuse("not_combined", "events are excluded between required steps").hint(hint));
        }
        places.push(place);
    }
    if places[0] >= places[1] {
        let hint = "write the number of the earlier step first, such as [1, 2]";
        return Err(between.refuse("out_of_bounds", "the first step is not before the second").hint(hint));
    }
    Ok(Exclusion { select, between: (places[0], places[1]) })
}
