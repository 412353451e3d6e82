//! Who the people are, taken together: shares that a real shop could have.

use crate::{amount, identifier, named, text, usual};
use boussole_events::{IdentifierKind, Incoming};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Returns the events by person, as the simulation knows them: by the middle of the message id.
fn people() -> BTreeMap<&'static str, Vec<&'static Incoming>> {
    let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for event in usual() {
        let id = event.message_id.as_deref().expect("every event has an id");
        let person = id.rsplit_once('-').expect("the number of the event is last").0;
        people.entry(person).or_default().push(event);
    }
    people
}

fn check(what: &str, part: usize, whole: usize, per_thousand: Range<usize>) {
    let share = 1_000 * part / whole;
    assert!(per_thousand.contains(&share), "{what}: {part} of {whole} is {share} ‰, not within {per_thousand:?}");
}

fn is_known(events: &[&Incoming]) -> bool {
    events.iter().any(|event| identifier(event, IdentifierKind::User).is_some())
}

fn n_orders(events: &[&Incoming]) -> usize {
    let orders = events.iter().filter(|event| event.event == "Order Completed");
    orders.filter(|order| identifier(order, IdentifierKind::User).is_some()).count()
}

#[test]
fn visitors_prospects_and_customers_have_plausible_shares() {
    let people = people();
    let n_known = people.values().filter(|events| is_known(events)).count();
    let n_customers = people.values().filter(|events| n_orders(events) > 0).count();
    let n_repeating = people.values().filter(|events| n_orders(events) > 1).count();
    assert!((1_850..2_200).contains(&n_known), "{n_known} people are known");
    assert!((120_000..175_000).contains(&usual().len()), "{} events", usual().len());
    check("visitors", people.len() - n_known, people.len(), 280..400);
    check("prospects", n_known - n_customers, n_known, 100..350);
    check("customers with a second order", n_repeating, n_customers, 400..700);
    assert!(people.values().map(|events| n_orders(events)).max().is_some_and(|most| (6..20).contains(&most)));
}

#[test]
fn sessions_convert_and_baskets_are_left() {
    let sessions = |name| named(usual(), name).filter_map(|event| event.session.as_deref()).collect::<BTreeSet<_>>();
    let (all, filled, ordered) = (sessions("Page Viewed"), sessions("Product Added"), sessions("Order Completed"));
    check("sessions with an order", ordered.len(), all.len(), 80..160);
    check("sessions with a product added", filled.len(), all.len(), 200..350);
    check("payments that failed", sessions("Payment Failed").len(), sessions("Payment Info Entered").len(), 30..120);
}

#[test]
fn answers_are_on_their_scales_and_plausible() {
    let mut scores: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for answer in named(usual(), "Survey Answered") {
        let score = answer.props["score"].as_i64().expect("a whole score");
        scores.entry(text(answer, "survey").expect("a survey")).or_default().push(score);
    }
    let scale =
        |survey| (*scores[survey].iter().min().expect("answers"), *scores[survey].iter().max().expect("answers"));
    assert!(scale("nps").0 >= 0 && scale("nps").1 == 10);
    assert!(scale("csat").0 >= 1 && scale("csat").1 == 5);
    assert!(scale("ces").0 >= 1 && scale("ces").1 == 7);
    let nps = &scores["nps"];
    check("promoters", nps.iter().filter(|score| **score >= 9).count(), nps.len(), 400..650);
    check("detractors", nps.iter().filter(|score| **score <= 6).count(), nps.len(), 120..350);
}

#[test]
fn what_was_lived_changes_what_follows() {
    let (mut late, mut in_time) = ((0, 0), (0, 0));
    for events in people().values() {
        let Some(first) = events.iter().find(|event| event.event == "Order Delivered") else { continue };
        let ordered_again =
            events.iter().any(|event| event.event == "Order Completed" && event.time_ms > first.time_ms);
        let group = if first.props["late"] == true { &mut late } else { &mut in_time };
        group.0 += usize::from(ordered_again);
        group.1 += 1;
    }
    let share = |(part, whole): (usize, usize)| 1_000 * part / whole;
    assert!(share(late) + 80 < share(in_time), "after a late first delivery {late:?}, in time {in_time:?}");
}

#[test]
fn somebody_is_anonymous_until_they_say_who_they_are() {
    for (person, events) in people() {
        let of_devices = events.iter().filter(|event| event.session.is_some());
        let mut named_devices = BTreeSet::new();
        for event in of_devices {
            let device = identifier(event, IdentifierKind::Anonymous).expect("a visit is made on a device");
            let user = identifier(event, IdentifierKind::User);
            assert!(user.is_some() || !named_devices.contains(device), "{person} {event:?}");
            named_devices.extend(user.map(|_| device));
        }
        let users: BTreeSet<_> = events.iter().filter_map(|event| identifier(event, IdentifierKind::User)).collect();
        assert!(users.len() <= 1, "{person}");
    }
}

#[test]
fn addresses_of_mail_are_for_documentation_and_nobody_elses() {
    let introduced = || usual().iter().filter_map(|event| event.traits.get("email")?.as_str());
    let owners: BTreeSet<_> = usual()
        .iter()
        .filter(|event| !event.traits.is_empty())
        .map(|event| identifier(event, IdentifierKind::User))
        .collect();
    assert_eq!(introduced().collect::<BTreeSet<_>>().len(), owners.len());
    let reserved = [".example", "@example.org", "@example.com", "@example.net"];
    assert!(introduced().all(|email| reserved.iter().any(|domain| email.ends_with(domain))));
}

#[test]
fn people_write_a_lot_of_different_things() {
    let texts: BTreeSet<_> = usual().iter().filter_map(|event| text(event, "text")).collect();
    assert!(texts.len() > 800, "{}", texts.len());
    assert!(texts.iter().all(|text| !text.contains(['{', '}']) && !text.is_empty()));
}

#[test]
fn some_revenue_belongs_to_nobody() {
    let sum = |nobody: bool| {
        let orders = named(usual(), "Order Completed").filter(|order| order.identifiers.is_empty() == nobody);
        orders.map(|order| amount(order.props.get("revenue"))).sum::<rust_decimal::Decimal>()
    };
    let (unnamed, named) = (sum(true), sum(false));
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    assert!(
        unnamed * hundred > named && unnamed * hundred < named * rust_decimal::Decimal::TEN,
        "{unnamed} of {named}"
    );
}
