use super::frame::{FRAME, frame, interval};
use super::node::{Node, Object};
use super::{Known, time};
use crate::model::{Interval, SessionMeasure, Sessions};
use boussole_core::{MINUTE_MS, Refusal};

/// After how long without event a session has ended, when the question does not say.
const GAP_MS_DEFAULT: i64 = 30 * MINUTE_MS;

/// Parses a question about sessions.
pub(crate) fn sessions(root: &Node<'_>, known: &Known<'_>) -> Result<Sessions, Refusal> {
    let object = root.object(&[&FRAME[..], &["gap", "measure", "interval"]].concat())?;
    Ok(Sessions {
        frame: frame(&object, known)?,
        gap_ms: gap(&object, "gap")?,
        measure: measure(&object)?,
        interval: interval(&object, Interval::Day)?,
    })
}

/// Parses after how long without event a session has ended.
pub(super) fn gap(object: &Object<'_>, field: &str) -> Result<i64, Refusal> {
    object.get(field).map_or(Ok(GAP_MS_DEFAULT), |node| time::span(&node).map(|span| span.ms))
}

fn measure(object: &Object<'_>) -> Result<SessionMeasure, Refusal> {
    let Some(node) = object.get("measure") else { return Ok(SessionMeasure::Count) };
    let word = node.text()?;
    SessionMeasure::ALL.into_iter().find(|measure| measure.word() == word).ok_or_else(|| {
        node.refuse("unknown_measure", format!("there is no measure `{word}` of sessions"))
            .hint("use `count`, `duration`, `events` or `bounce`")
    })
}
