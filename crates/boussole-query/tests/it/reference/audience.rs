//! Audiences, page after page.

use super::event::{HOUR_MS, channels, events, ticks};
use super::frame::{Frame, frames, instant, of_person, people};
use super::project::{Project, config, projects, run};
use crate::world::World;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const NAMES: &[&str] = &["Order Completed", "Order Refunded", "Page Viewed"];
const COLUMNS: [&str; 5] = ["trait:country", "events", "first_event", "last_event", "revenue"];
/// More pages than these few people can fill.
const PAGES_MAX: usize = 9;

/// Returns everybody who is meant, by person.
fn answer(project: &Project, frame: &Frame, columns: &[&str]) -> BTreeMap<usize, Value> {
    let (_, to_ms) = frame.range(project);
    let (facts, history) = (frame.facts(project), frame.history(project));
    let before: Vec<_> = history.into_iter().filter(|fact| fact.time_ms < to_ms).collect();
    let row = |person: usize| {
        let facts = of_person(&facts, person);
        let of_name = |name: &str| {
            let named = facts.iter().filter(|fact| fact.name == name).collect::<Vec<_>>();
            named.into_iter().filter_map(|fact| fact.property("revenue")?.as_i64()).collect::<Vec<i64>>()
        };
        let (sold, refunded) = (of_name("Order Completed"), of_name("Order Refunded"));
        let revenue = sold.iter().sum::<i64>() - refunded.iter().map(|euros| euros.abs()).sum::<i64>();
        let value = |column: &str| match column {
            "trait:country" => json!(project.country(person)),
            "events" => json!(facts.len()),
            "first_event" => json!(facts.first().map(|fact| instant(fact.time_ms))),
            "last_event" => json!(facts.last().map(|fact| instant(fact.time_ms))),
            _ if sold.is_empty() && refunded.is_empty() => Value::Null,
            _ => json!(revenue.to_string()),
        };
        columns.iter().map(|&column| (column.to_owned(), value(column))).collect::<Map<_, _>>().into()
    };
    people(&before).into_iter().map(|person| (person, row(person))).collect()
}

/// Asks page after page; returns the rows by key, and checks what every page says.
async fn pages(world: &World, question: &Value, limit: usize) -> Result<Vec<Value>, TestCaseError> {
    let mut rows: Vec<Value> = Vec::new();
    let (mut cursor, mut count) = (Value::Null, None);
    for page in 0..PAGES_MAX {
        let mut question = question.clone();
        question["limit"] = json!(limit);
        question["cursor"] = cursor;
        let answer = world.answer(question).await;
        prop_assert_eq!(&answer["kind"], "audience");
        let people = answer["people"].as_array().expect("a list");
        prop_assert!(people.len() <= limit && (page == 0 || !people.is_empty()), "{}", answer);
        rows.extend(people.iter().cloned());
        prop_assert_eq!(count.get_or_insert(answer["count"].clone()), &answer["count"]);
        cursor = answer["cursor"].clone();
        if cursor.is_null() {
            prop_assert_eq!(count, Some(json!(rows.len())));
            return Ok(rows);
        }
        prop_assert_eq!(&cursor, &rows[rows.len() - 1]["person"]);
    }
    Err(TestCaseError::fail("the pages do not end"))
}

/// Returns the key under which a visitor is known, as the timeline says it.
async fn key(world: &World, visitor: usize) -> Option<u64> {
    let question = json!({"kind": "timeline", "person": format!("visitor {visitor}")});
    let answer = serde_json::to_value(world.ask(&question).await.ok()?).expect("an answer is JSON");
    answer["person"].as_str()?.strip_prefix('p')?.parse().ok()
}

fn check(project: &Project, frame: &Frame, columns: &[&str], limit: usize) -> Result<(), TestCaseError> {
    let expected = answer(project, frame, columns);
    let question = frame.add_to(json!({"kind": "audience", "columns": columns}));
    run(async {
        let world = project.stored().await;
        for is_sealed in [false, true] {
            if is_sealed {
                world.store.seal(&world.ctx).await.expect("the store seals");
            }
            let mut by_key: BTreeMap<u64, Value> = BTreeMap::new();
            let visitors: BTreeSet<usize> = expected.keys().copied().collect();
            for visitor in visitors {
                let key = key(&world, visitor).await.expect("everybody who did something is known");
                let mut row = json!({"person": format!("p{key}")});
                for (column, value) in expected[&visitor].as_object().expect("a row") {
                    row[column] = value.clone();
                }
                by_key.insert(key, row);
            }
            let expected: Value = by_key.into_values().collect();
            let found = Value::Array(pages(&world, &question, limit).await?);
            let difference = super::compare::difference(&expected, &found);
            prop_assert!(difference.is_none(), "{:?} {} {} {}", difference, question, expected, found);
        }
        Ok(())
    })
}

fn histories() -> impl Strategy<Value = Project> {
    let props = (channels(), prop::option::of(-20i64..50)).prop_map(|(mut props, revenue)| {
        if let Some(revenue) = revenue {
            props.insert("revenue".to_owned(), json!(revenue));
        }
        props
    });
    projects(NAMES, events(NAMES, ticks(6 * HOUR_MS, -3..23), props))
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn an_audience_is_everybody_who_passes(
        project in histories(),
        frame in frames(NAMES, 0),
        columns in prop::sample::subsequence(COLUMNS.to_vec(), 0..=COLUMNS.len()),
        limit in 1usize..4,
    ) {
        check(&project, &Frame { limit: None, ..frame }, &columns, limit)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Frame, answer};
    use crate::reference::event::{DAY_MS, START_MS, Sent};
    use crate::reference::project::Project;
    use expect_test::expect;
    use serde_json::json;

    #[test]
    fn refunds_are_negative_and_the_range_counts() {
        let sent = |visitor, name, day, revenue: i64| {
            let props = json!({"revenue": revenue}).as_object().expect("an object").clone();
            Sent { visitor, name, time_ms: START_MS + day * DAY_MS, props }
        };
        let project = Project::of(vec![
            sent(1, "Order Completed", 1, 10),
            sent(1, "Order Refunded", 2, 4),
            sent(1, "Order Refunded", 2, -3),
            sent(2, "Order Completed", -1, 5),
            sent(3, "Order Completed", 3, 5),
        ]);
        let frame = Frame { range: Some((START_MS, START_MS + 3 * DAY_MS)), ..Frame::whole() };
        let rows = answer(&project, &frame, &COLUMNS[1..]);
        let lines: Vec<String> = rows.iter().map(|(person, row)| format!("{person} {row}")).collect();
        expect![[r#"
            1 {"events":3,"first_event":"2025-03-02T00:00:00Z","last_event":"2025-03-03T00:00:00Z","revenue":"3"}
            2 {"events":0,"first_event":null,"last_event":null,"revenue":null}"#]]
        .assert_eq(&lines.join("\n"));
    }
}
