use super::Known;
use super::filter::event_filter;
use super::nearest::nearest_hint;
use super::node::Node;
use crate::model::{EventSet, Selector};
use boussole_core::Refusal;

/// The most names of one selector.
const NAMES_MAX: usize = 200;

/// Parses an event selector.
pub(crate) fn selector(node: &Node<'_>, known: &Known<'_>) -> Result<Selector, Refusal> {
    let object = node.object(&["event", "events", "any_event", "where"])?;
    let events = match object.one_of(&["event", "events", "any_event"])? {
        (0, name) => EventSet::Named(vec![event_name(&name, known)?]),
        (1, names) => {
            let names = names.list(1, NAMES_MAX)?;
            EventSet::Named(names.iter().map(|name| event_name(name, known)).collect::<Result<_, _>>()?)
        }
        (_, any) if any.flag()? => EventSet::Any,
        (_, any) => return Err(any.refuse("wrong_type", "this can only be true").hint("name the events in `events`")),
    };
    let filter = object.get("where").map(|filter| event_filter(&filter)).transpose()?;
    Ok(Selector { events, filter })
}

/// Reads the name of an event that was stored at least once.
pub(super) fn event_name(node: &Node<'_>, known: &Known<'_>) -> Result<String, Refusal> {
    /// How many names a hint lists when none is near.
    const LISTED_MAX: usize = 5;
    let name = node.text()?;
    if known.events.iter().any(|event| event == name) {
        return Ok(name.to_owned());
    }
    let hint = nearest_hint(name, known.events).unwrap_or_else(|| match known.events {
        [] => "the project has no events yet".to_owned(),
        [names @ .., _] if names.len() < LISTED_MAX => format!("known events: {}", known.events.join(", ")),
        names => format!("known events: {}, and {} more", names[..LISTED_MAX].join(", "), names.len() - LISTED_MAX),
    });
    Err(node.refuse("unknown_event", format!("no event is named `{name}`")).hint(hint))
}
