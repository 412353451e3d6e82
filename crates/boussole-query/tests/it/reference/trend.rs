//! A slow, obvious trend over all events at once, against the real one on random histories.

use super::event::{DAY_MS, HOUR_MS, START_MS, anonymous};
use super::project::{run, signed_in};
use crate::world::World;
use boussole_events::Incoming;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const N_DAYS: usize = 5;

/// One event as the generator writes it; `person` 0 is nobody.
#[derive(Debug, Clone)]
struct Event {
    person: usize,
    name: &'static str,
    time_ms: i64,
    channel: Option<&'static str>,
    /// In cents.
    amount: Option<i64>,
}

impl Event {
    fn incoming(&self) -> Incoming {
        let mut props = Map::new();
        if let Some(channel) = self.channel {
            props.insert("channel".to_owned(), json!(channel));
        }
        if let Some(cents) = self.amount {
            let text = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
            props.insert("amount".to_owned(), serde_json::from_str(&text).expect("a number"));
        }
        Incoming {
            event: self.name.to_owned(),
            identifiers: (self.person > 0).then(|| anonymous(self.person)).into_iter().collect(),
            time_ms: self.time_ms,
            props,
            ..Incoming::default()
        }
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (
        0usize..5,
        prop::sample::select(vec!["Order Completed", "Product Viewed"]),
        // Few different times, so that there are ties; some lie outside the range.
        -3i64..(N_DAYS as i64 * 4 + 3),
        prop::option::of(prop::sample::select(vec!["web", "store", "app", "other"])),
        prop::option::of(-500i64..5000),
    );
    let event = event.prop_map(|(person, name, quarter, channel, amount)| Event {
        person,
        name,
        time_ms: START_MS + quarter * 6 * HOUR_MS,
        channel,
        amount,
    });
    prop::collection::vec(event, 1..40)
}

/// The selected events of one group, by day.
type Days<'a> = Vec<Vec<&'a Event>>;

/// What a cell shows: number of events, of people, the sum of amounts, the median.
fn measure(events: &[&Event], person_of: &dyn Fn(usize) -> usize) -> [Value; 4] {
    let people: BTreeSet<usize> =
        events.iter().map(|event| person_of(event.person)).filter(|&person| person > 0).collect();
    let mut amounts: Vec<i64> = events.iter().filter_map(|event| event.amount).collect();
    amounts.sort_unstable();
    let median = match amounts.len() {
        0 => Value::Null,
        n if n % 2 == 1 => json!(amounts[n / 2] as f64 / 100.0),
        n => json!((amounts[n / 2 - 1] + amounts[n / 2]) as f64 / 200.0),
    };
    [json!(events.len()), json!(people.len()), json!(amounts.iter().sum::<i64>()), median]
}

/// Answers series by series, group by group: by number of orders, then by name, null last; then `other`.
fn reference(history: &[Event], limit: usize, person_of: &dyn Fn(usize) -> usize) -> Vec<(String, Vec<[Value; 4]>)> {
    let end_ms = START_MS + N_DAYS as i64 * DAY_MS;
    let mut groups: BTreeMap<Option<&str>, Days> = BTreeMap::new();
    for event in history.iter().filter(|event| event.name == "Order Completed") {
        if (START_MS..end_ms).contains(&event.time_ms) {
            let days = groups.entry(event.channel).or_insert_with(|| vec![Vec::new(); N_DAYS]);
            days[((event.time_ms - START_MS) / DAY_MS) as usize].push(event);
        }
    }
    let mut ranked: Vec<(Option<&str>, Days)> = groups.into_iter().collect();
    ranked.sort_by_key(|(channel, days)| {
        (std::cmp::Reverse(days.iter().map(Vec::len).sum::<usize>()), channel.is_none(), *channel)
    });
    let others = ranked.split_off(limit.min(ranked.len()));
    let shown = |days: &Days| days.iter().map(|day| measure(day, person_of)).collect();
    let mut answer: Vec<(String, Vec<[Value; 4]>)> =
        ranked.iter().map(|(channel, days)| (json!({"channel": channel}).to_string(), shown(days))).collect();
    if !others.is_empty() {
        let merged = (0..N_DAYS).map(|day| others.iter().flat_map(|(_, days)| days[day].clone()).collect()).collect();
        answer.push(("other".to_owned(), shown(&merged)));
    }
    answer
}

/// Reads an answer with the four series into the form of the reference.
fn answered(answer: &Value) -> Vec<(String, Vec<[Value; 4]>)> {
    let series = answer["series"].as_array().expect("a list");
    let n_groups = series.len() / 4;
    let group = |group: usize| {
        let first = &series[group];
        let name = if first["other"] == true { "other".to_owned() } else { first["group"].to_string() };
        let cell = |day: usize, measure: usize| normal(measure, &series[measure * n_groups + group]["values"][day]);
        (name, (0..N_DAYS).map(|day| [0, 1, 2, 3].map(|measure| cell(day, measure))).collect())
    };
    (0..n_groups).map(group).collect()
}

/// Writes sums in cents and medians as binary numbers, as the reference does.
fn normal(measure: usize, value: &Value) -> Value {
    match (measure, value) {
        (2, Value::String(text)) => {
            let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
            json!(format!("{whole}{cents:0<2}").parse::<i64>().expect("cents"))
        }
        (3, Value::Number(number)) => json!(number.as_f64().expect("a number")),
        (_, other) => other.clone(),
    }
}

fn question(limit: usize) -> Value {
    let series =
        |name: &str, measure: Value| json!({"name": name, "select": {"event": "Order Completed"}, "measure": measure});
    json!({
        "kind": "trend", "limit": limit, "breakdown": [{"property": "channel"}],
        "range": {"from": "2025-03-01", "to": "2025-03-06"},
        "series": [
            series("events", json!("events")), series("people", json!("people")),
            series("sum", json!({"sum": "amount"})), series("median", json!({"p50": "amount"})),
        ],
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Whether in memory or in files, before and after two visitors turn out to be one person.
    #[test]
    fn a_trend_is_what_the_obvious_way_says(mut history in events(), limit in 1usize..5, merged in any::<bool>()) {
        // The event must be known for the question to be asked.
        history.push(Event { person: 1, name: "Order Completed", time_ms: START_MS, channel: None, amount: Some(100) });
        let (found, sealed) = run(async {
            let (early, late) = history.split_at(history.len() / 2);
            let world = World::with(early.iter().map(Event::incoming).collect()).await;
            world.store.seal(&world.ctx).await.expect("the store seals");
            world.accept(late.iter().map(Event::incoming).collect()).await;
            if merged {
                world.accept([1, 2].map(signed_in).into()).await;
            }
            let found = world.answer(question(limit)).await;
            world.store.seal(&world.ctx).await.expect("the store seals");
            (found, world.answer(question(limit)).await)
        });
        let person_of = |person: usize| if merged && person == 2 { 1 } else { person };
        let expected = reference(&history, limit, &person_of);
        prop_assert_eq!(&answered(&found), &expected);
        prop_assert_eq!(&answered(&sealed), &expected);
    }
}
