//! What happened, before it is sorted and numbered.

use crate::fields::Fields;
use boussole_events::{Identifier, Incoming};

/// What happened to one person, in the order in which it was thought of.
#[derive(Debug, Default)]
pub(super) struct Log {
    notes: Vec<Note>,
}

/// One thing that happened.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) time_ms: i64,
    pub(super) event: &'static str,
    /// Empty when nobody was recognised.
    pub(super) who: Vec<Identifier>,
    pub(super) session: Option<String>,
    pub(super) props: Fields,
    pub(super) traits: Fields,
}

impl Log {
    /// Writes down what happened.
    pub(super) fn write(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Returns what happened before `end_ms`, sorted by time; `prefix` makes the message ids unique.
    pub(super) fn into_events(mut self, end_ms: i64, prefix: &str) -> Vec<Incoming> {
        self.notes.retain(|note| note.time_ms < end_ms);
        // A stable sort: what was thought of first comes first among equal times.
        self.notes.sort_by_key(|note| note.time_ms);
        let number = |(n, note): (usize, Note)| Incoming {
            event: note.event.to_owned(),
            identifiers: note.who,
            time_ms: note.time_ms,
            sent_ms: None,
            is_time_of_arrival: false,
            message_id: Some(format!("demo-{prefix}-{n}")),
            session: note.session,
            props: note.props.into_map(),
            traits: note.traits.into_map(),
        };
        self.notes.into_iter().enumerate().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Log, Note};
    use crate::fields::Fields;
    use expect_test::expect;

    #[test]
    fn events_are_sorted_numbered_and_end_with_the_history() {
        let mut log = Log::default();
        for (event, time_ms) in [("C", 7), ("A", 5), ("Z", 9), ("B", 5)] {
            let (props, traits) = (Fields::new(), Fields::new());
            log.write(Note { time_ms, event, who: Vec::new(), session: None, props, traits });
        }
        let events = log.into_events(9, "p").into_iter();
        let text: Vec<_> = events.map(|event| format!("{} {}", event.message_id.unwrap(), event.event)).collect();
        expect!["demo-p-0 A, demo-p-1 B, demo-p-2 C"].assert_eq(&text.join(", "));
    }
}
