//! A plant reaches whom it is meant for, and changes nobody else.

use crate::{options, text, without};
use boussole_demo::{DemoOptions, Plants, simulate};
use boussole_events::Incoming;
use std::collections::BTreeMap;

/// The events of each person, by the middle of the message id; costs are nobody's.
fn lives(plants: Plants) -> BTreeMap<String, Vec<Incoming>> {
    let mut lives: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for event in simulate(&DemoOptions { plants, ..options(300) }) {
        let id = event.message_id.clone().expect("every event has an id");
        if event.event != "Cost Recorded" {
            lives.entry(id.rsplit_once('-').expect("the number is last").0.to_owned()).or_default().push(event);
        }
    }
    lives
}

fn says(event: &Incoming, name: &str, value: &str) -> bool {
    text(event, name) == Some(value)
}

fn has_line(event: &Incoming, name: &str, value: &str) -> bool {
    let lines = event.props.get("products").and_then(|lines| lines.as_array());
    lines.into_iter().flatten().any(|line| line.get(name).and_then(|value| value.as_str()) == Some(value))
}

/// Switches one plant off: whoever is changed by that has a mark of it, and between `fewest` and `most` of 1,000 are.
fn check(plant: &str, has_mark: impl Fn(&Incoming) -> bool, fewest: usize, most: usize) {
    let usual = lives(Plants::usual(options(0).until));
    let (mut n_changed, others) = (0, lives(without(plant, options(0).until)));
    assert_eq!(usual.keys().collect::<Vec<_>>(), others.keys().collect::<Vec<_>>());
    for (person, life) in &usual {
        let other = &others[person];
        if format!("{life:?}") != format!("{other:?}") {
            n_changed += 1;
            assert!(life.iter().chain(other).any(&has_mark), "{plant} changes {person}");
        }
    }
    let share = 1_000 * n_changed / usual.len();
    assert!((fewest..most).contains(&share), "{plant} changes {n_changed} of {}", usual.len());
}

#[test]
fn a_payment_step() {
    // Whoever refuses to be written down still pays.
    let pays = |event: &Incoming| says(event, "payment_method", "wallet") || event.event == "Visit Counted";
    check("[[failing_payment]]", pays, 10, 80);
}

#[test]
fn a_carrier() {
    check("[[slow_carrier]]", |event| says(event, "carrier", "Relais Malin"), 30, 200);
}

#[test]
fn a_guide() {
    let sees = |event: &Incoming| says(event, "path", "/guide-des-tailles") || event.event == "Visit Counted";
    check("[[size_guide]]", sees, 100, 400);
}

#[test]
fn a_queue() {
    check("[[long_queue]]", |event| says(event, "store", "Namur"), 5, 60);
}

#[test]
fn people_who_say_nothing() {
    check("[[silent_regulars]]", |_| true, 20, 70);
}

#[test]
fn a_message_that_works() {
    check("\"retour-au-sentier\"", |event| says(event, "campaign", "retour-au-sentier"), 40, 250);
}

#[test]
fn a_message_that_changes_nothing() {
    let order = |event: &Incoming| event.event == "Order Completed";
    let orders = |lives: BTreeMap<String, Vec<Incoming>>| {
        let orders = lives.into_values().flatten().filter(order);
        orders.map(|order| format!("{} {:?}", order.time_ms, order.props.get("products"))).collect::<Vec<_>>()
    };
    check("\"grand-tirage\"", |event| says(event, "campaign", "grand-tirage"), 40, 250);
    assert_eq!(
        orders(lives(Plants::usual(options(0).until))),
        orders(lives(without("\"grand-tirage\"", options(0).until)))
    );
}

#[test]
fn a_batch() {
    check("[[faulty_batch]]", |event| has_line(event, "batch", "CH-101-04"), 2, 40);
}
