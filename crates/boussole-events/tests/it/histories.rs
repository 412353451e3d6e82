//! Random histories against an obvious model: a list of what was accepted, and people as connected components.

use crate::shelf::{NOW_MS, Shelf, event};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::{Identifier, Incoming, Origin, Outcome, ScanRequest, StoreError};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    /// From which origin: an import, or a door for [`LIVE`].
    Accept(usize, Vec<Incoming>),
    Undo(usize),
    Seal,
    Restart,
}

/// Origins beyond this one are imports.
const LIVE: usize = 0;
const N_ORIGINS: usize = 4;

fn step() -> impl Strategy<Value = Step> {
    let item = (0_u32..60, 0_i64..6, prop::sample::subsequence(vec![User, Email, Anonymous], 0..=3), 0_u32..8)
        .prop_map(|(id, offset, kinds, name)| {
            // What the id decides makes a repetition the same; what it does not makes it another content.
            let who: Vec<_> = kinds.into_iter().map(|kind| (kind, format!("{name}-{}", id % 3))).collect();
            let who: Vec<_> = who.iter().map(|(kind, value)| (*kind, value.as_str())).collect();
            let mut item =
                event(&id.to_string(), &format!("Event {}", id % 4), offset * 20 * 86_400_000 - 100 * 86_400_000, &who);
            item.traits.insert("said".to_owned(), (id % 5).into());
            item
        });
    prop_oneof![
        6 => (0..N_ORIGINS, prop::collection::vec(item, 1..12)).prop_map(|(origin, items)| Step::Accept(origin, items)),
        2 => (1..N_ORIGINS).prop_map(Step::Undo),
        2 => Just(Step::Seal),
        1 => Just(Step::Restart),
    ]
}

/// What the store should know, kept the slow and obvious way.
#[derive(Default)]
struct Model {
    arrived: Vec<(usize, Incoming)>,
    groups: Vec<BTreeSet<Identifier>>,
    /// How often each import was undone: importing again is another import.
    n_undone: [i64; N_ORIGINS],
}

impl Model {
    fn origin(&self, origin: usize) -> Origin {
        let import_id = origin as i64 + 10 * self.n_undone[origin];
        if origin == LIVE { Origin::Live { is_trusted: true } } else { Origin::Import { import_id } }
    }

    fn accept(&mut self, origin: usize, item: &Incoming) -> Outcome {
        let mut item = item.clone();
        item.identifiers.sort();
        match self.arrived.iter().find(|(_, known)| known.message_id == item.message_id) {
            Some((_, known))
                if (&known.event, known.time_ms, &known.identifiers)
                    == (&item.event, item.time_ms, &item.identifiers) =>
            {
                Outcome::Duplicate
            }
            Some(_) => Outcome::Conflict,
            None => {
                self.link(&item.identifiers);
                self.arrived.push((origin, item));
                Outcome::Accepted
            }
        }
    }

    /// Starts again with all that came from elsewhere.
    fn undo(&mut self, undone: usize) -> u64 {
        let n_before = self.arrived.len();
        self.arrived.retain(|(origin, _)| *origin != undone);
        self.groups.clear();
        for (_, item) in self.arrived.clone() {
            self.link(&item.identifiers);
        }
        self.n_undone[undone] += 1;
        (n_before - self.arrived.len()) as u64
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
        for (seq, (_, item)) in self.arrived.iter().enumerate() {
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

    /// Each person with the last thing said of them.
    fn said(&self) -> BTreeSet<(BTreeSet<Identifier>, Option<String>)> {
        let said = |group: &BTreeSet<Identifier>| {
            let of_group =
                |(_, item): &&(usize, Incoming)| item.identifiers.first().is_some_and(|id| group.contains(id));
            let last = self.arrived.iter().filter(of_group).max_by_key(|(_, item)| item.time_ms);
            last.map(|(_, item)| item.traits["said"].to_string())
        };
        self.groups.iter().map(|group| (group.clone(), said(group))).collect()
    }
}

async fn said(shelf: &Shelf) -> BTreeSet<(BTreeSet<Identifier>, Option<String>)> {
    let snapshot = shelf.store.snapshot(&shelf.ctx).expect("a snapshot");
    let column = shelf.store.trait_column(&shelf.ctx, &snapshot, "said").await.expect("a column");
    let mut people: BTreeMap<u64, BTreeSet<Identifier>> = BTreeMap::new();
    for (person, identifier) in shelf.store.identifiers(&shelf.ctx, &snapshot).await.expect("identifiers") {
        let found = shelf.store.find_person(&shelf.ctx, &snapshot, &identifier.value).await.expect("found");
        assert!(found.is_some(), "who is listed is found");
        people.entry(person).or_default().insert(identifier);
    }
    let keys: Vec<u64> = people.keys().copied().collect();
    let page = shelf.store.trait_of_people(&shelf.ctx, &snapshot, "said", &keys).await.expect("a column");
    let said = |(person, identifiers): (u64, BTreeSet<Identifier>)| {
        assert_eq!(page.get(person), column.get(person), "a page says what the column says");
        (identifiers, column.get(person).map(str::to_owned))
    };
    people.into_iter().map(said).collect()
}

/// How many events were accepted and not undone.
async fn n_counted(shelf: &Shelf) -> u64 {
    let counts = shelf.store.received_counts(&shelf.ctx, None).await.expect("counts");
    let n = |outcome: &str| counts.iter().filter(|count| count.outcome == outcome).map(|count| count.n).sum::<u64>();
    n("accepted") - n("undone")
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
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_store_knows_what_the_model_knows(steps in prop::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (mut shelf, mut model) = (Shelf::new().await, Model::default());
            for step in steps {
                match step {
                    Step::Accept(origin, items) => {
                        let expected: Vec<_> = items.iter().map(|item| model.accept(origin, item)).collect();
                        assert_eq!(shelf.accept(model.origin(origin), items).await.outcomes, expected);
                    }
                    Step::Undo(undone) => {
                        let Origin::Import { import_id } = model.origin(undone) else { unreachable!("not an import") };
                        match (model.undo(undone), shelf.store.undo_import(&shelf.ctx, import_id).await) {
                            (expected, Ok(undone)) => assert_eq!(undone.n_events, expected),
                            (0, Err(StoreError::Refused(refusal))) => assert_eq!(refusal.code, "unknown_import"),
                            (_, Err(error)) => panic!("{error}"),
                        }
                    }
                    Step::Seal => shelf.seal().await,
                    Step::Restart => shelf = shelf.restart().await,
                }
                assert_eq!(stored(&shelf, &ScanRequest::default()), model.people());
                assert_eq!(said(&shelf).await, model.said());
                assert_eq!(n_counted(&shelf).await, model.arrived.len() as u64);
                let names: BTreeSet<String> = model.arrived.iter().map(|(_, item)| item.event.clone()).collect();
                let snapshot = shelf.store.snapshot(&shelf.ctx).expect("a snapshot");
                assert_eq!(snapshot.sight(&shelf.ctx).unwrap().event_names, names.into_iter().collect::<Vec<_>>());
            }
            let recent = NOW_MS - 50 * 86_400_000;
            let request = ScanRequest { from_ms: Some(recent), ..ScanRequest::default() };
            model.arrived.retain(|(_, item)| item.time_ms >= recent);
            assert_eq!(stored(&shelf, &request), model.people());
        });
    }
}
