//! The same options, the same bytes.

use crate::options;
use boussole_demo::{DemoOptions, Plants, simulate};
use boussole_events::Incoming;
use expect_test::expect;

fn bytes(event: &Incoming) -> String {
    format!("{event:?}\n")
}

fn hash(options: &DemoOptions) -> String {
    let mut hasher = blake3::Hasher::new();
    simulate(options).for_each(|event| _ = hasher.update(bytes(&event).as_bytes()));
    hasher.finalize().to_hex()[..16].to_owned()
}

#[test]
fn the_same_options_give_the_same_bytes_on_every_machine() {
    // This value changes only when the simulation is meant to change.
    expect!["0175ec05bb4a4f0b"].assert_eq(&hash(&options(100)));
    assert_eq!(hash(&options(20)), hash(&options(20)));
}

#[test]
fn another_seed_or_another_day_is_another_history() {
    let usual = options(20);
    assert_ne!(hash(&usual), hash(&DemoOptions { seed: 2, ..usual.clone() }));
    assert_ne!(hash(&usual), hash(&DemoOptions { until: jiff::civil::date(2026, 11, 20), ..usual.clone() }));
}

#[test]
fn more_customers_change_nobody() {
    // What the company spends grows with it.
    let lives = |customers| simulate(&options(customers)).filter(|event| event.event != "Cost Recorded");
    let few: Vec<String> = lives(20).map(|event| bytes(&event)).collect();
    let more: Vec<String> = lives(60).take(few.len()).map(|event| bytes(&event)).collect();
    assert!(few.len() > 500);
    assert!(few == more, "the first people live as before");
}

#[test]
fn extreme_options_are_histories_too() {
    let count = |customers, year, month, day| {
        let until = jiff::civil::date(year, month, day);
        simulate(&DemoOptions { customers, seed: u64::MAX, until, plants: Plants::none() })
            .filter(|event| event.event != "Cost Recorded")
            .take(50_000)
            .count()
    };
    assert_eq!(count(0, 2026, 1, 1), 0);
    assert!(count(5, -9999, 1, 1) > 0);
    assert!(count(5, 9999, 12, 31) > 0);
    assert!(count(5, 2028, 2, 29) > 0);
    assert_eq!(count(u32::MAX, 2026, 1, 1), 50_000);
}
