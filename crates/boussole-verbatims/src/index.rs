//! The verbatims that a scope sees, newest first, read from the events.

use crate::VerbatimError;
use crate::model::{Knowledge, Verbatim, Written};
use crate::step::Steps;
use boussole_core::Ctx;
use boussole_events::{Chunk, ScanRequest, Snapshot};
use serde::Deserialize;
use std::borrow::Cow;

/// The most texts that are kept, and characters of one.
const TEXTS_MAX: usize = 300_000;
const TEXT_CHARS_MAX: usize = 20_000;
/// In which events customers write.
pub(crate) const EVENTS: [&str; 8] = [
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
#[derive(Debug)]
pub(crate) struct VerbatimIndex {
    /// Newest first.
    pub(crate) verbatims: Vec<Verbatim>,
    /// How many more there are.
    pub(crate) n_left_out: u64,
    /// The journey by which they were read.
    pub(crate) steps: Steps,
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
    #[serde(default)]
    rating: Option<serde_json::Number>,
}

impl VerbatimIndex {
    /// Reads what was written from `from_ms` on. Blocks on the disk.
    pub(crate) fn build(
        ctx: &Ctx,
        snapshot: &Snapshot,
        from_ms: i64,
        steps: Steps,
        knowledge: &Knowledge,
    ) -> Result<Self, VerbatimError> {
        let request = ScanRequest {
            events: Some(EVENTS.into_iter().chain(steps.events()).map(str::to_owned).collect()),
            from_ms: Some(from_ms),
            ..ScanRequest::default()
        };
        let mut reader = Reader { verbatims: Vec::new(), n_left_out: 0, steps, knowledge };
        for chunk in snapshot.scan(ctx, &request) {
            reader.take(&chunk?);
        }
        let Reader { mut verbatims, n_left_out, steps, .. } = reader;
        verbatims.sort_unstable_by_key(|verbatim| std::cmp::Reverse((verbatim.time_ms, verbatim.seq)));
        Ok(Self { verbatims, n_left_out, steps })
    }
}

struct Reader<'k> {
    verbatims: Vec<Verbatim>,
    n_left_out: u64,
    steps: Steps,
    knowledge: &'k Knowledge,
}

impl Reader<'_> {
    fn take(&mut self, chunk: &Chunk) {
        let names = chunk.event_names();
        let codes: Vec<(Option<usize>, bool)> =
            names.iter().map(|name| (self.steps.of_event(name), EVENTS.contains(name))).collect();
        for (person_key, rows) in chunk.people() {
            // What nobody in particular did says nothing of who writes.
            let mut last = None;
            for row in rows {
                let (step, is_text) = codes[chunk.event_codes()[row] as usize];
                if is_text {
                    self.read(chunk, row, person_key, names[chunk.event_codes()[row] as usize], last);
                } else if let Some(step) = step.filter(|_| person_key != 0) {
                    last = Some((step, chunk.times_ms()[row]));
                }
            }
        }
    }

    /// Reads a text; what is none, or twice there under two names, is passed over.
    fn read(&mut self, chunk: &Chunk, row: usize, person_key: u64, event: &str, last: Option<(usize, i64)>) {
        let Ok(props) = serde_json::from_str::<Props<'_>>(chunk.props(row)) else { return };
        let Some(text) = props.text.as_deref().filter(|text| !text.trim().is_empty()) else { return };
        if self.verbatims.len() == TEXTS_MAX {
            self.n_left_out += 1;
            return;
        }
        let end = text.char_indices().nth(TEXT_CHARS_MAX).map_or(text.len(), |(end, _)| end);
        let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let time_ms = chunk.times_ms()[row];
        let written = Written {
            time_ms,
            seq: chunk.seqs()[row],
            person_key,
            event: event.to_owned(),
            survey: own(&props.survey_id),
            scale: own(&props.survey),
            score: props.score.as_ref().or(props.rating.as_ref()).and_then(serde_json::Number::as_f64),
        };
        let mut verbatim = Verbatim::understand(written, &text[..end], self.knowledge);
        verbatim.step = self.steps.of_text(time_ms, last, props.step.as_deref());
        verbatim.place(&self.steps);
        self.verbatims.push(verbatim);
    }
}
