use super::node::Node;
use super::{Known, event_filter, time, timezone};
use crate::model::{Before, Timeline};
use boussole_core::Refusal;

/// The most events of one page.
const LIMIT_MAX: u64 = 1_000;
/// How many events a page has when the question does not say.
const LIMIT_DEFAULT: u64 = 100;

/// Parses a timeline.
pub(crate) fn timeline(root: &Node<'_>, known: &Known<'_>) -> Result<Timeline, Refusal> {
    let object = root.object(&["kind", "range", "timezone", "where", "person", "before", "limit"])?;
    let limit = object.get("limit").map_or(Ok(LIMIT_DEFAULT), |node| node.whole(1, LIMIT_MAX))?;
    Ok(Timeline {
        range: time::range(&object)?,
        timezone: timezone(&object, known)?,
        filter: event_filter(&object)?,
        person: object.require("person")?.text()?.to_owned(),
        before: object.get("before").map(|node| before(&node)).transpose()?,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
    })
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
