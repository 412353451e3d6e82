//! The demo company through its public face.

mod chance;
mod history;
mod people;
mod reach;
mod stored;
mod stream;
mod truth;

use boussole_demo::{DemoOptions, PLANTS_FILE, Plants, simulate};
use boussole_events::{IdentifierKind, Incoming};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use serde_json::Value;
use std::sync::LazyLock;

/// A company of `customers` whose history ends on 21 November 2026, a Saturday before Black Friday.
fn options(customers: u32) -> DemoOptions {
    DemoOptions { customers, ..DemoOptions::new(date(2026, 11, 21)) }
}

/// Returns the usual plants without the one whose part of the file has `mark` in it.
fn without(mark: &str, until: Date) -> Plants {
    let parts: Vec<&str> = PLANTS_FILE.split("\n\n").collect();
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !part.contains(mark)).collect();
    assert_eq!(kept.len() + 1, parts.len(), "{mark} marks one part of the file");
    Plants::parse(&kept.join("\n\n"), "plants.toml", until).expect("the rest is a file of plants")
}

/// The events of the usual company, simulated once for all tests of a process.
fn usual() -> &'static [Incoming] {
    static USUAL: LazyLock<Vec<Incoming>> = LazyLock::new(|| simulate(&options(2_000)).collect());
    &USUAL
}

/// The events of a company small enough to read every event of it.
fn small() -> &'static [Incoming] {
    static SMALL: LazyLock<Vec<Incoming>> = LazyLock::new(|| simulate(&options(400)).collect());
    &SMALL
}

/// Returns the events of one name.
fn named<'a>(events: &'a [Incoming], name: &'a str) -> impl Iterator<Item = &'a Incoming> {
    events.iter().filter(move |event| event.event == name)
}

fn identifier(event: &Incoming, kind: IdentifierKind) -> Option<&str> {
    event.identifiers.iter().find(|identifier| identifier.kind == kind).map(|identifier| identifier.value.as_str())
}

fn text<'a>(event: &'a Incoming, name: &str) -> Option<&'a str> {
    event.props.get(name)?.as_str()
}

/// Returns an amount as it was said, not as a binary fraction.
fn amount(value: Option<&Value>) -> Decimal {
    let number = value.and_then(Value::as_number).expect("an amount is a number");
    Decimal::from_str_exact(number.as_str()).expect("an amount is a decimal")
}
