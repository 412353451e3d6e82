//! The events of a random history, as they are sent and as they are stored.

use boussole_events::{Identifier, IdentifierKind, Incoming};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// 2025-03-01T00:00:00Z, a Saturday.
pub(super) const START_MS: i64 = 1_740_787_200_000;
pub(super) const MINUTE_MS: i64 = 60_000;
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// One event as the generator writes it.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    /// Who did it; 0 is nobody.
    pub(super) visitor: usize,
    pub(super) name: &'static str,
    pub(super) time_ms: i64,
    pub(super) props: Map<String, Value>,
}

impl Sent {
    /// Returns the event as the store takes it.
    pub(super) fn incoming(&self) -> Incoming {
        Incoming {
            event: self.name.to_owned(),
            identifiers: (self.visitor > 0).then(|| anonymous(self.visitor)).into_iter().collect(),
            time_ms: self.time_ms,
            props: self.props.clone(),
            ..Incoming::default()
        }
    }
}

/// One event as the question sees it: after everybody is known.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Its place in the order of arrival.
    pub(super) arrival: usize,
    /// 0 is nobody.
    pub(super) person: usize,
    pub(super) name: &'static str,
    pub(super) time_ms: i64,
    pub(super) props: Map<String, Value>,
}

impl Fact {
    /// Returns what orders the events of one person: time, then arrival.
    pub(super) fn order(&self) -> (i64, usize) {
        (self.time_ms, self.arrival)
    }

    /// Returns a property; absent and null are the same.
    pub(super) fn property(&self, name: &str) -> Option<&Value> {
        self.props.get(name).filter(|value| !value.is_null())
    }
}

/// Returns the identifier that a visitor has before signing in.
pub(super) fn anonymous(visitor: usize) -> Identifier {
    Identifier { kind: IdentifierKind::Anonymous, value: format!("visitor {visitor}") }
}

/// Makes random events of these names: up to four visitors and nobody, the first ones more often.
pub(super) fn events(
    names: &'static [&'static str],
    times_ms: impl Strategy<Value = i64>,
    props: impl Strategy<Value = Map<String, Value>>,
) -> impl Strategy<Value = Vec<Sent>> {
    let visitors = prop::sample::select(vec![0, 1, 1, 1, 1, 2, 2, 2, 3, 4]);
    let event = (visitors, prop::sample::select(names), times_ms, props);
    let event = event.prop_map(|(visitor, name, time_ms, props)| Sent { visitor, name, time_ms, props });
    prop::collection::vec(event, 0..13)
}

/// Makes multiples of a step from the start on, so that there are ties.
pub(super) fn ticks(step_ms: i64, ticks: std::ops::Range<i64>) -> impl Strategy<Value = i64> {
    ticks.prop_map(move |tick| START_MS + tick * step_ms)
}

/// Makes properties with a channel: mostly a text, sometimes a number or null, sometimes absent.
pub(super) fn channels() -> impl Strategy<Value = Map<String, Value>> {
    let channels = [json!("web"), json!("web"), json!("store"), json!("other"), json!(7), json!(7.0), json!(null)];
    let channels = prop::sample::select(channels.to_vec());
    prop::option::of(channels)
        .prop_map(|channel| channel.map(|value| ("channel".to_owned(), value)).into_iter().collect())
}
