//! Random histories against an obvious model: a list of what was accepted, and people as connected components.

use crate::shelf::{NOW_MS, Shelf, event};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::{Identifier, Incoming, Outcome, ScanRequest};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    Accept(Vec<Incoming>),
    Seal,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let item = (0_u32..60, 0_i64..6, prop::sample::subsequence(vec![User, Email, Anonymous], 0..=3), 0_u32..8)
        .prop_map(|(id, offset, kinds, name)| {
            // What the id decides makes a repetition the same; what it does not makes it another content.
            let who: Vec<_> = kinds.into_iter().map(|kind| (kind, format!("{name}-{}", id % 3))).collect();
            let who: Vec<_> = who.iter().map(|(kind, value)| (*kind, value.as_str())).collect();
            event(&id.to_string(), &format!("Event {}", id % 4), offset * 20 * 86_400_000 - 100 * 86_400_000, &who)
        });
    prop_oneof![
        6 => prop::collection::vec(item, 1..12).prop_map(Step::Accept),
        2 => Just(Step::Seal),
        1 => Just(Step::Restart),
    ]
}

/// What the store should know, kept the slow and obvious way.
#[derive(Default)]
struct Model {
    by_id: BTreeMap<String, Incoming>,
    arrived: Vec<Incoming>,
    groups: Vec<BTreeSet<Identifier>>,
}

impl Model {
    fn accept(&mut self, item: &Incoming) -> Outcome {
        let id = item.message_id.clone().expect("every item has an id");
        let mut item = item.clone();
        item.identifiers.sort();
        match self.by_id.get(&id) {
            Some(known)
                if (&known.event, known.time_ms, &known.identifiers)
                    == (&item.event, item.time_ms, &item.identifiers) =>
            {
                Outcome::Duplicate
            }
            Some(_) => Outcome::Conflict,
            None => {
                self.link(&item.identifiers);
                self.by_id.insert(id, item.clone());
                self.arrived.push(item);
                Outcome::Accepted
            }
        }
    }

    fn link(&mut self, identifiers: &[Identifier]) {
        for identifier in identifiers {
            if self.group(identifier).is_none() {
                self.groups.push(BTreeSet::from([identifier.clone()]));
            }
        }
        for other in identifiers.iter().skip(1) {
            let (a, b) = (self.group(&identifiers[0]).expect("known"), self.group(other).expect("known"));
            let users = |group: usize| self.groups[group].iter().filter(|id| id.kind == User).count();
            if a != b && users(a) + users(b) <= 1 {
                let moved = self.groups.remove(a.max(b));
                self.groups[a.min(b)].extend(moved);
            }
        }
    }

    fn group(&self, identifier: &Identifier) -> Option<usize> {
        self.groups.iter().position(|group| group.contains(identifier))
    }

    /// Each person's events in order, people without names: what must be equal whatever numbers the store gives.
    fn people(&self) -> Vec<Vec<(i64, String)>> {
        let mut people: BTreeMap<Option<usize>, Vec<(i64, usize, String)>> = BTreeMap::new();
        for (seq, item) in self.arrived.iter().enumerate() {
            let person = item.identifiers.first().and_then(|strongest| self.group(strongest));
            people.entry(person).or_default().push((item.time_ms, seq, item.event.clone()));
        }
        let sorted = people.into_values().map(|mut events| {
            events.sort();
            events.into_iter().map(|(time_ms, _, event)| (time_ms, event)).collect()
        });
        let mut sorted: Vec<Vec<_>> = sorted.collect();
        sorted.sort();
        sorted
    }
}

fn stored(shelf: &Shelf, request: &ScanRequest) -> Vec<Vec<(i64, String)>> {
    let mut people: BTreeMap<u64, Vec<(i64, String)>> = BTreeMap::new();
    for (person, time_ms, event, _) in shelf.scan(request) {
        people.entry(person).or_default().push((time_ms, event));
    }
    let mut people: Vec<_> = people.into_values().collect();
    people.sort();
    people
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_store_knows_what_the_model_knows(steps in prop::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (mut shelf, mut model) = (Shelf::new().await, Model::default());
            for step in steps {
                match step {
                    Step::Accept(items) => {
                        let expected: Vec<_> = items.iter().map(|item| model.accept(item)).collect();
                        assert_eq!(shelf.import(items).await.outcomes, expected);
                    }
                    Step::Seal => shelf.seal().await,
                    Step::Restart => shelf = shelf.restart().await,
                }
                assert_eq!(stored(&shelf, &ScanRequest::default()), model.people());
            }
            let recent = NOW_MS - 50 * 86_400_000;
            let request = ScanRequest { from_ms: Some(recent), ..ScanRequest::default() };
            model.arrived.retain(|item| item.time_ms >= recent);
            assert_eq!(stored(&shelf, &request), model.people());
        });
    }
}
