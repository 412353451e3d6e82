//! Who was counted: every number of people in an answer, and the list behind it.

use crate::world::World;
use boussole_query::{Kept, ask_kept, people};
use proptest::prelude::*;
use serde_json::{Value, json};

/// More than all people of these projects.
const LIMIT: usize = 1_000;

/// One number of people, and where the list of them is asked for.
struct Figure {
    drill: Value,
    at: Value,
    people: u64,
}

/// Asks with tokens, and compares each number of people with the length of its list. Returns the answer.
pub(super) async fn answer(world: &World, question: &Value) -> Result<Value, TestCaseError> {
    let snapshot = world.store.snapshot(&world.ctx).expect("a snapshot");
    let kept = Kept::new(snapshot, world.settings.clone(), question.clone(), world.now_ms);
    let answer = ask_kept(&world.store, &world.ctx, &kept).await;
    let answer = answer.map_err(|error| TestCaseError::fail(format!("{question}: {error}")))?;
    let answer = serde_json::to_value(&answer).expect("an answer is JSON");
    for Figure { drill, at, people: expected } in figures(&answer) {
        let request = json!({"drill": drill, "at": at, "columns": [], "limit": LIMIT});
        let find = |id: &str| (id == kept.id()).then(|| kept.clone());
        let list = people(&world.store, &world.ctx, &request, find).await;
        let list = list.map_err(|error| TestCaseError::fail(format!("{question} {request}: {error}")))?;
        let list = serde_json::to_value(&list).expect("a list is JSON");
        let n_listed = list["people"].as_array().map_or(0, Vec::len) as u64;
        let is_whole = list["count"] == n_listed && n_listed == expected;
        prop_assert!(is_whole, "{} {}: {} people, listed {}\n{}", question, request, expected, list, answer);
    }
    Ok(answer)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn figures(answer: &Value) -> Vec<Figure> {
    let figure = |of: &Value, at: Value, people: &Value| Figure {
        drill: of["drill"].clone(),
        at,
        people: people.as_u64().unwrap_or_default(),
    };
    let mut figures = Vec::new();
    match answer["kind"].as_str() {
        Some("funnel") => {
            for group in list(&answer["groups"]) {
                figures.extend(
                    list(&group["steps"])
                        .iter()
                        .map(|step| figure(group, json!({"step": step["step"]}), &step["people"])),
                );
                for (bucket, steps) in list(&answer["buckets"]).iter().zip(list(&group["trend"])) {
                    let at = |step: &Value| json!({"step": step["step"], "bucket": bucket});
                    figures.extend(list(steps).iter().map(|step| figure(group, at(step), &step["people"])));
                }
            }
        }
        Some("retention") => {
            for cohort in list(&answer["cohorts"]).iter().filter(|cohort| cohort["people"] != 0) {
                figures.push(figure(cohort, json!({}), &cohort["people"]));
                let returned = list(&cohort["returned"]).iter().enumerate();
                figures.extend(returned.map(|(period, people)| figure(cohort, json!({"period": period}), people)));
            }
        }
        Some("journey") => {
            for step in list(&answer["steps"]) {
                figures.push(figure(step, json!({}), &step["people"]));
                figures.push(figure(step, json!({"outcome": "current"}), &step["current"]));
                for (part, outcome) in [("drop_off", "dropped"), ("repeat", "repeated"), ("contact", "contacted")] {
                    if let Some(people) = step[part].get("people") {
                        figures.push(figure(step, json!({"outcome": outcome}), people));
                    }
                }
            }
        }
        Some("paths") => {
            figures.extend(list(&answer["paths"]).iter().map(|path| figure(path, json!({}), &path["people"])))
        }
        Some("histogram") => {
            figures.extend(list(&answer["bins"]).iter().map(|bin| figure(bin, json!({}), &bin["people"])));
        }
        Some("sessions") => {
            for group in list(&answer["groups"]) {
                let values = list(&answer["buckets"]).iter().zip(list(&group["values"]));
                figures
                    .extend(values.map(|(bucket, value)| figure(group, json!({"bucket": bucket}), &value["people"])));
            }
        }
        Some("rate") if counts_people(answer) => {
            for group in list(&answer["groups"]) {
                for (bucket, value) in list(&answer["buckets"]).iter().zip(list(&group["values"])) {
                    for outcome in ["numerator", "denominator"] {
                        figures.push(figure(group, json!({"bucket": bucket, "outcome": outcome}), &value[outcome]));
                    }
                }
            }
        }
        _ => {}
    }
    figures
}

/// Tells whether the numerator of a rate is a number of people, not of sessions, promises or amounts.
fn counts_people(answer: &Value) -> bool {
    let rates = ["churn", "retention", "repeat_purchase", "conversion", "cart_abandonment"];
    rates.iter().any(|rate| answer["rate"] == *rate) && answer["definition"]["unit"] != "session"
}
