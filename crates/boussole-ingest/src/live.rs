//! What arrived in the last minutes, in memory of a fixed size.

use crate::model::{Item, Told};
use boussole_core::{Refusal, Scope};
use boussole_events::{Identifier, ScopeFilter};
use boussole_sources::KeyHolder;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::sync::Mutex;

/// Events that are remembered.
const EVENTS_MAX: usize = 1_000;
/// The longest text of an event that is remembered, in characters.
const TEXT_CHARS_MAX: usize = 200;
/// Events of one answer, at most.
pub(crate) const PAGE_MAX: usize = 200;
/// The properties by which a member's scope is limited.
const SCOPE_PROPERTIES: [&str; 3] = ["store", "region", "brand"];

/// Something that arrived, whatever became of it.
#[derive(Debug, Clone)]
pub(crate) struct LiveEvent {
    pub(crate) received_ms: i64,
    /// The source's id and name.
    pub(crate) source: (String, String),
    /// The kind of message, or of request; empty when not known.
    pub(crate) kind: &'static str,
    pub(crate) event: Option<String>,
    pub(crate) message_id: Option<String>,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) told: Told,
    /// Of its properties, those that decide who may see it.
    scope_props: Value,
}

impl LiveEvent {
    /// Describes an item, before it is handed over.
    pub(crate) fn of_item(item: &Item, holder: &KeyHolder, received_ms: i64) -> Self {
        let event = item.event.as_ref().ok();
        let scope_prop = |name: &str| {
            let value = event?.props.get(name).filter(|value| value.as_str().is_some_and(is_short))?;
            Some((name.to_owned(), value.clone()))
        };
        Self {
            received_ms,
            source: (holder.source.clone(), holder.name.clone()),
            kind: item.kind.map_or("", crate::model::Kind::word),
            event: event.map(|event| short(&event.event)),
            message_id: item.message_id.as_deref().map(short),
            identifiers: event.map(|event| event.identifiers.clone()).unwrap_or_default(),
            told: Told { outcome: "", fault: None, person_key: None },
            scope_props: Value::Object(SCOPE_PROPERTIES.into_iter().filter_map(scope_prop).collect()),
        }
    }

    /// Describes a request that could not be read.
    pub(crate) fn of_request(kind: &'static str, refusal: &Refusal, holder: &KeyHolder, received_ms: i64) -> Self {
        Self {
            received_ms,
            source: (holder.source.clone(), holder.name.clone()),
            kind,
            event: None,
            message_id: None,
            identifiers: Vec::new(),
            told: Told { outcome: "refused", fault: Some(refusal.clone()), person_key: None },
            scope_props: Value::Object(Map::new()),
        }
    }

    /// Tells whether somebody may see it. What was refused cannot be placed in a store: it is for those who see all.
    fn is_within(&self, scope: &Scope, filter: &ScopeFilter) -> bool {
        scope.limits().is_empty() || self.told.outcome != "refused" && filter.allows_value(&self.scope_props)
    }
}

/// Which events are asked for.
#[derive(Debug, Default)]
pub(crate) struct LiveFilter {
    /// Only those after this place.
    pub(crate) after: Option<Place>,
    /// Only those of the source with this id.
    pub(crate) source: Option<String>,
    /// Only those of which this became.
    pub(crate) outcome: Option<String>,
}

/// A place in the stream of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// When the process began to listen.
    started_ms: i64,
    /// How many events came before.
    n: u64,
}

impl Place {
    /// Reads the text of a place.
    ///
    /// # Errors
    /// Refuses with `invalid_cursor` any other text.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let parts = text.split_once('.').and_then(|(started, n)| Some((started.parse().ok()?, n.parse().ok()?)));
        let (started_ms, n) = parts.ok_or_else(|| {
            Refusal::new("invalid_cursor", "this is not the cursor of an answer")
                .at("after")
                .hint("leave it out to begin")
        })?;
        Ok(Self { started_ms, n })
    }

    pub(crate) fn text(&self) -> String {
        format!("{}.{}", self.started_ms, self.n)
    }
}

/// Events, newest first.
#[derive(Debug)]
pub(crate) struct LivePage {
    pub(crate) events: Vec<LiveEvent>,
    /// After which to ask next.
    pub(crate) cursor: Place,
    /// Whether events between `after` and these are not shown: forgotten meanwhile, or more than were asked for.
    pub(crate) skipped: bool,
}

/// The last events of a project.
#[derive(Debug)]
pub(crate) struct Live {
    started_ms: i64,
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    /// Newest last.
    events: VecDeque<LiveEvent>,
    /// How many there ever were.
    n: u64,
}

impl Live {
    pub(crate) fn new(started_ms: i64) -> Self {
        Self { started_ms, ring: Mutex::default() }
    }

    /// Remembers events, and forgets as many of the oldest as no longer fit.
    pub(crate) fn add(&self, events: Vec<LiveEvent>) {
        let mut ring = self.ring.lock().expect("nobody panics while holding the ring");
        for event in events {
            if ring.events.len() == EVENTS_MAX {
                ring.events.pop_front();
            }
            ring.events.push_back(event);
            ring.n += 1;
        }
    }

    /// Returns at most `limit` of the events that are asked for and may be seen within `scope`.
    pub(crate) fn page(&self, filter: &LiveFilter, scope: &Scope, limit: usize) -> LivePage {
        let ring = self.ring.lock().expect("nobody panics while holding the ring");
        let cursor = Place { started_ms: self.started_ms, n: ring.n };
        let oldest = ring.n - ring.events.len() as u64;
        // A place in the stream of an earlier process says that something was forgotten, and nothing else.
        let (first, mut skipped) = match &filter.after {
            Some(after) if after.started_ms == self.started_ms && after.n <= ring.n => {
                (after.n.max(oldest), after.n < oldest)
            }
            Some(_) => (oldest, true),
            None => (oldest, false),
        };
        let allowed = ScopeFilter::new(scope);
        let is_meant = |event: &&LiveEvent| {
            filter.source.as_ref().is_none_or(|source| event.source.0 == *source)
                && filter.outcome.as_ref().is_none_or(|outcome| event.told.outcome == outcome)
                && event.is_within(scope, &allowed)
        };
        let n_new = usize::try_from(ring.n - first).expect("the ring is small");
        let mut meant = ring.events.iter().rev().take(n_new).filter(is_meant);
        let events = meant.by_ref().take(limit).cloned().collect();
        skipped |= filter.after.is_some() && meant.next().is_some();
        LivePage { events, cursor, skipped }
    }
}

fn is_short(text: &str) -> bool {
    text.chars().nth(TEXT_CHARS_MAX).is_none()
}

fn short(text: &str) -> String {
    text.chars().take(TEXT_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::{Live, LiveEvent, LiveFilter, Place};
    use crate::model::{Item, Kind};
    use boussole_core::{ProjectId, Refusal, Scope};
    use boussole_events::Incoming;
    use boussole_sources::KeyHolder;
    use serde_json::json;

    fn event(name: &str, store: &str, outcome: &'static str) -> LiveEvent {
        let holder = KeyHolder {
            project: ProjectId::default(),
            source: "shop".to_owned(),
            name: "Shop".to_owned(),
            event_source: "web:shop".to_owned(),
            is_trusted: false,
        };
        let props = json!({"store": store, "secret": 1}).as_object().expect("an object").clone();
        let incoming = Incoming { event: name.to_owned(), props, ..Incoming::default() };
        let item = Item { kind: Some(Kind::Track), message_id: None, event: Ok(incoming) };
        let mut event = LiveEvent::of_item(&item, &holder, 5);
        event.told.outcome = outcome;
        event
    }

    fn names(live: &Live, filter: &LiveFilter, scope: &Scope, limit: usize) -> (String, Place, bool) {
        let page = live.page(filter, scope, limit);
        let names: Vec<String> = page.events.into_iter().map(|event| event.event.unwrap_or_default()).collect();
        (names.join(" "), page.cursor, page.skipped)
    }

    #[test]
    fn who_asks_again_is_shown_what_is_new_and_told_of_gaps() {
        let (live, mut filter) = (Live::new(7), LiveFilter::default());
        let ask = |filter: &LiveFilter, limit| names(&live, filter, &Scope::All, limit);
        let place = |n| Place { started_ms: 7, n };
        assert_eq!(ask(&filter, 9), (String::new(), place(0), false));
        live.add(vec![event("a", "", "accepted"), event("b", "", "duplicate")]);
        assert_eq!(ask(&filter, 9), ("b a".to_owned(), place(2), false));
        filter.after = Some(place(1));
        assert_eq!(ask(&filter, 9), ("b".to_owned(), place(2), false));
        filter.after = Some(place(2));
        assert_eq!(ask(&filter, 9), (String::new(), place(2), false));
        live.add((0..1_000).map(|n| event(&n.to_string(), "", "accepted")).collect());
        assert_eq!(ask(&filter, 2), ("999 998".to_owned(), place(1_002), true), "more than asked for");
        filter.after = Some(place(1));
        assert!(live.page(&filter, &Scope::All, 2_000).skipped, "forgotten");
        filter.after = Some(Place { started_ms: 6, n: 1_002 });
        assert!(live.page(&filter, &Scope::All, 2_000).skipped, "another process");
    }

    #[test]
    fn only_what_is_asked_for_and_within_the_scope_is_shown() {
        let live = Live::new(0);
        let refused = event("c", "Lyon", "refused");
        live.add(vec![
            event("a", "Lyon", "accepted"),
            event("b", "Namur", "accepted"),
            refused,
            event("d", "Lyon", "conflict"),
        ]);
        let all = LiveFilter::default();
        let lyon = Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() };
        assert_eq!(names(&live, &all, &lyon, 9).0, "d a");
        let unlimited = Scope::Limited { stores: [].into(), regions: [].into(), brands: [].into() };
        assert_eq!(names(&live, &all, &unlimited, 9).0, "d c b a");
        let conflicts = LiveFilter { outcome: Some("conflict".to_owned()), ..LiveFilter::default() };
        assert_eq!(names(&live, &conflicts, &Scope::All, 9).0, "d");
        let elsewhere = LiveFilter { source: Some("app".to_owned()), ..LiveFilter::default() };
        assert_eq!(names(&live, &elsewhere, &Scope::All, 9).0, "");
    }

    #[test]
    fn a_place_is_read_back() {
        let place = Place { started_ms: 12, n: 3 };
        assert_eq!(Place::parse(&place.text()).unwrap(), place);
        for wrong in ["", "1", "1.", "a.b", "1.-1"] {
            let refusal: Refusal = Place::parse(wrong).unwrap_err();
            assert_eq!(refusal.code, "invalid_cursor", "{wrong}");
        }
    }
}
