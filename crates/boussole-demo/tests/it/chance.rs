//! The company in which nothing is planted accuses nobody: whatever is compared there differs by chance.

use crate::{identifier, options, text};
use boussole_core::DAY_MS;
use boussole_demo::{DemoOptions, Plants, simulate};
use boussole_events::{IdentifierKind, Incoming};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The seeds of the companies that are compared, each with as many customers.
const SEEDS: [u64; 4] = [1, 2, 3, 4];
const CUSTOMERS: u32 = 2_000;
/// Groups with fewer cases are not compared.
const CASES_MIN: u64 = 40;
/// How far a share may lie from that of all others, in standard errors: by Bonferroni, 5 % over 300 comparisons of two
/// sides leave 0.05 / 600 to each side, whose normal quantile is 3.765.
const ERRORS_MAX: f64 = 3.765;
const COMPARISONS_MAX: usize = 300;

/// How many of how many, by group.
type Shares = BTreeMap<String, (u64, u64)>;

/// What is compared in one company: by question and group, how many of how many.
#[derive(Default)]
struct Compared(BTreeMap<String, Shares>);

impl Compared {
    fn count(&mut self, question: &str, group: impl Into<String>, is_part: bool) {
        let share = self.0.entry(question.to_owned()).or_default().entry(group.into()).or_default();
        *share = (share.0 + u64::from(is_part), share.1 + 1);
    }

    /// Counts a case that was already counted as one of the whole.
    fn found(&mut self, question: &str, group: String) {
        self.0.entry(question.to_owned()).or_default().entry(group).or_default().0 += 1;
    }

    /// Returns of each group large enough how many standard errors its share lies from that of the others.
    fn errors(&self) -> Vec<(String, f64)> {
        let of_question = |(question, shares): (&String, &Shares)| {
            let all = shares.values().fold((0, 0), |all, share| (all.0 + share.0, all.1 + share.1));
            let large = shares.iter().filter(move |(_, (_, whole))| *whole >= CASES_MIN && all.1 - whole >= CASES_MIN);
            let question = question.clone();
            let errors = large.map(move |(group, share)| {
                let others = (all.0 - share.0, all.1 - share.1);
                (format!("{question}: {group}"), z(*share, others))
            });
            errors.collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of_question).collect()
    }
}

/// The difference of two shares in standard errors, the variance pooled.
fn z((part, whole): (u64, u64), (other_part, other_whole): (u64, u64)) -> f64 {
    let [part, whole, other_part, other_whole] = [part, whole, other_part, other_whole].map(|count| count as f64);
    let pooled = (part + other_part) / (whole + other_whole);
    let variance = pooled * (1.0 - pooled) * (1.0 / whole + 1.0 / other_whole);
    if variance > 0.0 { (part / whole - other_part / other_whole) / variance.sqrt() } else { 0.0 }
}

fn compare(seed: u64, plants: Plants) -> Compared {
    let events: Vec<Incoming> =
        simulate(&DemoOptions { seed, plants, customers: CUSTOMERS, ..options(CUSTOMERS) }).collect();
    let of = |name: &'static str| events.iter().filter(move |event| event.event == name);
    let says = |event: &Incoming, name: &str| text(event, name).unwrap_or_default().to_owned();
    let score = |event: &Incoming| event.props.get("score").and_then(Value::as_i64).unwrap_or_default();
    let mut compared = Compared::default();

    for event in of("Payment Info Entered") {
        let means = format!("{} {}", says(event, "payment_method"), says(event, "device"));
        compared.count("payments that fail, by method and device", means, false);
    }
    for event in of("Payment Failed") {
        let means = format!("{} {}", says(event, "payment_method"), says(event, "device"));
        compared.found("payments that fail, by method and device", means);
    }
    let ordering: BTreeSet<_> = of("Order Completed").filter_map(|order| order.session.as_deref()).collect();
    let visits = of("Page Viewed").filter(|page| text(page, "path") == Some("/"));
    for (session, page) in visits.filter_map(|page| Some((page.session.as_deref()?, page))) {
        compared.count("visits with an order, by device", says(page, "device"), ordering.contains(session));
    }
    for event in of("Review Submitted") {
        compared.count("content reviews, by product", says(event, "product_id"), score(event) >= 4);
    }
    let carriers: BTreeMap<String, String> =
        of("Order Shipped").map(|event| (says(event, "order_id"), says(event, "carrier"))).collect();
    for event in of("Order Delivered") {
        compared.count("late parcels, by carrier", says(event, "carrier"), event.props["late"] == true);
    }
    for event in of("Survey Answered").filter(|event| text(event, "survey") == Some("csat")) {
        let content = score(event) >= 4;
        if let Some(carrier) = carriers.get(&says(event, "order_id")) {
            compared.count("content with a delivery, by carrier", carrier, content);
        }
        if text(event, "step") == Some("shop") {
            compared.count("content with a shop, by shop", says(event, "store"), content);
        }
    }
    for event in of("Store Visited") {
        let wait = event.props.get("wait_s").and_then(Value::as_i64);
        if let Some(wait) = wait {
            compared.count("waits over 8 minutes, by shop", says(event, "store"), wait > 480);
        }
    }
    let batches: BTreeSet<(String, String)> =
        of("Return Requested").map(|event| (says(event, "order_id"), says(event, "batch"))).collect();
    for order in of("Order Completed").filter(|order| !order.identifiers.is_empty()) {
        for line in order.props["products"].as_array().expect("an order has lines") {
            let batch = line["batch"].as_str().expect("a line has a batch").to_owned();
            let back = batches.contains(&(says(order, "order_id"), batch.clone()));
            // Shoes are compared with shoes: what has sizes is sent back more often.
            if batch.starts_with("CH-") {
                compared.count("shoes sent back, by batch", batch, back);
            }
        }
    }
    letters(&events, &mut compared);
    compared
}

/// Compares the subscribers who received a letter with those who were left out: do they order within three weeks?
fn letters(events: &[Incoming], compared: &mut Compared) {
    let mut subscribed: BTreeMap<&str, i64> = BTreeMap::new();
    let mut orders: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let (mut received, mut sent) = (BTreeSet::new(), BTreeMap::new());
    for event in events {
        let Some(user) = identifier(event, IdentifierKind::User) else { continue };
        match event.event.as_str() {
            "Newsletter Subscribed" => _ = subscribed.entry(user).or_insert(event.time_ms),
            "Order Completed" => orders.entry(user).or_default().push(event.time_ms),
            "Email Delivered" => {
                let campaign = text(event, "campaign").expect("a letter has a campaign");
                received.insert((user, campaign));
                sent.entry(campaign).or_insert(event.time_ms - DAY_MS);
            }
            _ => (),
        }
    }
    for (campaign, from_ms) in &sent {
        let days = *from_ms..*from_ms + 22 * DAY_MS;
        for user in subscribed.iter().filter(|(_, since_ms)| *since_ms < from_ms).map(|(user, _)| user) {
            let ordered = orders.get(user).is_some_and(|orders| orders.iter().any(|time_ms| days.contains(time_ms)));
            let lot = if received.contains(&(*user, *campaign)) { "received" } else { "left out" };
            compared.count(&format!("orders after {campaign}"), lot, ordered);
        }
    }
}

#[test]
fn nothing_planted_accuses_nobody() {
    let mut n_compared = 0;
    for seed in SEEDS {
        for (what, errors) in compare(seed, Plants::none()).errors() {
            assert!(errors.abs() <= ERRORS_MAX, "seed {seed}, {what}: {errors:.2} standard errors from the others");
            n_compared += 1;
        }
    }
    assert!((100..=COMPARISONS_MAX).contains(&n_compared), "{n_compared} comparisons");
}

#[test]
fn the_same_comparisons_accuse_what_is_planted() {
    let accused: Vec<String> = compare(1, Plants::usual(options(0).until))
        .errors()
        .into_iter()
        .filter(|(_, errors)| errors.abs() > ERRORS_MAX)
        .map(|(what, _)| what)
        .collect();
    expect_test::expect![[r#"
        content with a shop, by shop: Lyon
        content with a shop, by shop: Namur
        late parcels, by carrier: Colis Vif
        late parcels, by carrier: Relais Malin
        orders after retour-au-sentier: left out
        orders after retour-au-sentier: received
        payments that fail, by method and device: card mobile
        payments that fail, by method and device: wallet mobile
        waits over 8 minutes, by shop: Lyon
        waits over 8 minutes, by shop: Namur"#]]
    .assert_eq(&accused.join("\n"));
}
