//! Sessions by a plain loop.

use super::event::Fact;

/// The event of which each line of an order has one. Lines are no events of a session.
pub(super) const LINE: &str = "Product Ordered";

/// Splits the events of one person, by time, where the next one comes more than `gap_ms` later.
pub(super) fn sessions<'a>(facts: &[&'a Fact], gap_ms: i64) -> Vec<Vec<&'a Fact>> {
    let mut sessions: Vec<Vec<&Fact>> = Vec::new();
    for &fact in facts {
        let last = sessions.last().and_then(|session| session.last());
        match last {
            Some(last) if fact.time_ms - last.time_ms <= gap_ms => {
                let session = sessions.last_mut().expect("it has a last event");
                session.push(fact);
            }
            _ => sessions.push(vec![fact]),
        }
    }
    sessions
}

#[cfg(test)]
mod tests {
    use super::sessions;
    use crate::reference::event::{Fact, MINUTE_MS, Sent};
    use crate::reference::project::Project;
    use serde_json::Map;

    #[test]
    fn a_gap_of_exactly_that_continues() {
        let sent = [0, 30, 61, 61].map(|minute| Sent {
            visitor: 1,
            name: "a",
            time_ms: minute * MINUTE_MS,
            props: Map::new(),
        });
        let facts = Project::of(sent.to_vec()).facts();
        let facts: Vec<&Fact> = facts.iter().collect();
        let lengths: Vec<usize> = sessions(&facts, 30 * MINUTE_MS).iter().map(Vec::len).collect();
        assert_eq!(lengths, [2, 2]);
    }
}
