//! The history in a real store.

use crate::options;
use boussole_core::{Ctx, FixedClock, ProjectId};
use boussole_demo::{Counts, DemoOptions, load, simulate};
use boussole_events::{EventStore, IdentifierKind, ScanRequest};
use std::collections::BTreeSet;
use std::sync::Arc;

/// 22 November 2026, noon.
const NOW_MS: i64 = 1_795_348_800_000;

fn small() -> DemoOptions {
    options(150)
}

async fn store(folder: &tempfile::TempDir) -> EventStore {
    let clock = Arc::new(FixedClock::at(NOW_MS));
    EventStore::open(folder.path(), &ProjectId::default(), clock).await.expect("the store opens")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_is_accepted_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = store(&folder).await;
    let ctx = Ctx::command_line(ProjectId::default());
    let events: Vec<_> = simulate(&small()).collect();
    let mut steps = Vec::new();
    let loaded = load(&store, &ctx, 7, &small(), &mut |n| steps.push(n)).await.expect("loaded");
    assert_eq!(loaded.n_new(), events.len() as u64);
    assert_eq!(steps.last(), Some(&loaded.n_new()));
    assert!(steps.len() > 1 && steps.is_sorted());
    let of_name = |name: &str| events.iter().filter(|event| event.event == name).count() as u64;
    for (name, counts) in &loaded.events {
        assert_eq!(*counts, Counts { n_new: of_name(name), ..Counts::default() }, "{name}");
    }
    let names: BTreeSet<_> = events.iter().filter_map(|event| event.identifiers.first()).collect();
    assert_eq!(loaded.n_people, names.len() as u64, "the first name of an event is its strongest");
    let times = || events.iter().map(|event| event.time_ms);
    assert_eq!(loaded.span_ms, times().min().zip(times().max()));

    let again = load(&store, &ctx, 8, &small(), &mut |_| ()).await.expect("loaded again");
    assert_eq!(again.n_new(), 0, "the same company is not added twice");
    assert_eq!(again.events.values().map(|counts| counts.n_known).sum::<u64>(), events.len() as u64);
    assert_eq!((again.n_people, again.n_derived), (loaded.n_people, 0));

    let snapshot = store.snapshot(&ctx).expect("a snapshot");
    let (mut n_rows, mut n_derived, mut people) = (0, 0, BTreeSet::new());
    for chunk in snapshot.scan(&ctx, &ScanRequest::default()) {
        let chunk = chunk.expect("a chunk");
        let names = chunk.event_names();
        n_derived += chunk.event_codes().iter().filter(|code| names[**code as usize] == "Product Ordered").count();
        n_rows += chunk.len();
        people.extend(chunk.person_keys().iter().copied().filter(|person| *person != 0));
    }
    let n_lines: usize = events
        .iter()
        .filter(|event| event.event == "Order Completed")
        .map(|order| order.props["products"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!((n_rows, n_derived), (events.len() + n_lines, n_lines));
    assert_eq!(loaded.n_derived, n_lines as u64);
    // A device on which nobody ever signed in looks like one more person.
    let n_lived = small().customers as usize * 100 / 65;
    assert!((n_lived..n_lived * 3 / 2).contains(&people.len()), "{} people", people.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_and_their_devices_are_one_person() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = store(&folder).await;
    let ctx = Ctx::command_line(ProjectId::default());
    load(&store, &ctx, 1, &small(), &mut |_| ()).await.expect("loaded");
    let snapshot = store.snapshot(&ctx).expect("a snapshot");
    let mut n_joined = 0;
    for event in simulate(&small()).filter(|event| event.event == "Signed Up" && event.session.is_some()) {
        let mut found = BTreeSet::new();
        for kind in [IdentifierKind::User, IdentifierKind::Anonymous, IdentifierKind::Email] {
            let value = crate::identifier(&event, kind).expect("who signs up online says all three");
            found.insert(store.find_person(&ctx, &snapshot, value).await.expect("looked up"));
        }
        assert!(found.len() == 1 && !found.contains(&None), "{event:?}");
        n_joined += 1;
    }
    assert!(n_joined > 30, "{n_joined}");
}
