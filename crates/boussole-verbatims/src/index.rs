//! The verbatims that a scope sees, newest first, read from the events.

use crate::VerbatimError;
use crate::model::{Verbatim, Written};
use boussole_core::Ctx;
use boussole_events::{ScanRequest, Snapshot};
use serde::Deserialize;
use std::borrow::Cow;

/// The most texts that are kept, and characters of one.
const TEXTS_MAX: usize = 300_000;
const TEXT_CHARS_MAX: usize = 20_000;
/// In which events customers write.
const EVENTS: [&str; 8] = [
    "Survey Answered",
    "NPS Answered",
    "Review Submitted",
    "Product Reviewed",
    "Complaint Opened",
    "Conversation Opened",
    "Message Received",
    "Return Requested",
];

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct VerbatimIndex {
    /// Newest first.
    pub(crate) verbatims: Vec<Verbatim>,
    /// How many more there are.
    pub(crate) n_left_out: u64,
}

/// Where events hold what was written, and what belongs to it.
#[derive(Deserialize)]
struct Props<'a> {
    #[serde(
        borrow,
        default,
        alias = "comment",
        alias = "review_body",
        alias = "message",
        alias = "body",
        alias = "verbatim"
    )]
    text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    survey: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    survey_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    step: Option<Cow<'a, str>>,
    #[serde(default)]
    score: Option<serde_json::Number>,
}

impl VerbatimIndex {
    /// Reads what was written from `from_ms` on. Blocks on the disk.
    pub(crate) fn build(ctx: &Ctx, snapshot: &Snapshot, from_ms: i64) -> Result<Self, VerbatimError> {
        let request = ScanRequest {
            events: Some(EVENTS.map(str::to_owned).to_vec()),
            from_ms: Some(from_ms),
            ..ScanRequest::default()
        };
        let mut index = Self::default();
        for chunk in snapshot.scan(ctx, &request) {
            let chunk = chunk?;
            let names = chunk.event_names();
            for row in 0..chunk.len() {
                // What is no text, or twice there under two names, is none.
                let Ok(props) = serde_json::from_str::<Props<'_>>(chunk.props(row)) else { continue };
                let Some(text) = props.text.as_deref().filter(|text| !text.trim().is_empty()) else { continue };
                if index.verbatims.len() == TEXTS_MAX {
                    index.n_left_out += 1;
                    continue;
                }
                let end = text.char_indices().nth(TEXT_CHARS_MAX).map_or(text.len(), |(end, _)| end);
                let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
                let written = Written {
                    time_ms: chunk.times_ms()[row],
                    seq: chunk.seqs()[row],
                    person_key: chunk.person_keys()[row],
                    event: names[chunk.event_codes()[row] as usize].to_owned(),
                    survey: own(&props.survey_id),
                    scale: own(&props.survey),
                    score: props.score.as_ref().and_then(serde_json::Number::as_f64),
                    step: own(&props.step),
                };
                index.verbatims.push(Verbatim::understand(written, &text[..end]));
            }
        }
        index.verbatims.sort_unstable_by_key(|verbatim| std::cmp::Reverse((verbatim.time_ms, verbatim.seq)));
        Ok(index)
    }
}
