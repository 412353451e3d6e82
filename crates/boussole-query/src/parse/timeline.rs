use super::node::Node;
use super::selector::event_name;
use super::{Known, event_filter, person_key, time, timezone};
use crate::model::{Before, EventSet, PersonName, Timeline};
use boussole_core::Refusal;

/// The most events of one page.
const LIMIT_MAX: u64 = 1_000;
/// How many events a page has when the question does not say.
const LIMIT_DEFAULT: u64 = 100;

/// Parses a timeline.
pub(crate) fn timeline(root: &Node<'_>, known: &Known<'_>) -> Result<Timeline, Refusal> {
    let object = root.object(&["kind", "range", "timezone", "where", "event", "person", "before", "limit"])?;
    let limit = object.get("limit").map_or(Ok(LIMIT_DEFAULT), |node| node.whole(1, LIMIT_MAX))?;
    Ok(Timeline {
        range: time::range(&object)?,
        timezone: timezone(&object, known)?,
        filter: event_filter(&object)?,
        events: match object.get("event") {
            None => EventSet::Any,
            Some(node) => EventSet::Named(vec![event_name(&node, known)?]),
        },
        person: person(&object.require("person")?)?,
        before: object.get("before").map(|node| before(&node)).transpose()?,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
    })
}

/// Parses the value of an identifier or a key (`"p42"`), or what can only be a key (`{"key": "p42"}`).
fn person(node: &Node<'_>) -> Result<PersonName, Refusal> {
    if !node.value().is_object() {
        return node.text().map(|text| PersonName::Text(text.to_owned()));
    }
    let key = node.object(&["key"])?.require("key")?;
    person_key(key.text()?)
        .map(PersonName::Key)
        .ok_or_else(|| key.refuse("invalid_key", "this is not the key of a person").hint("write a key such as `p42`"))
}

/// Parses the cursor of an answer (`time_ms:seq`), an instant or a date.
fn before(node: &Node<'_>) -> Result<Before, Refusal> {
    let cursor = node
        .text()?
        .split_once(':')
        .and_then(|(time_ms, seq)| Some(Before::Event { time_ms: time_ms.parse().ok()?, seq: seq.parse().ok()? }));
    match cursor {
        Some(cursor) => Ok(cursor),
        None => time::moment(node)
            .map(Before::Moment)
            .map_err(|refusal| refusal.hint("write the `before` of an answer, an instant, or a date")),
    }
}
