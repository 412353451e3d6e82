//! Histograms in whole cents, so that no edge is missed by rounding.

use super::event::{Fact, HOUR_MS, channels, events, ticks};
use super::frame::{Frame, frames};
use super::project::{Project, config, projects};
use super::selector::{Select, selectors};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NAMES: &[&str] = &["Order Completed", "Order Refunded"];

#[derive(Debug, Clone)]
enum Bins {
    Default,
    Number(i64),
    /// In cents.
    Edges(Vec<i64>),
}

#[derive(Debug, Clone)]
struct Question {
    select: Select,
    bins: Bins,
    frame: Frame,
}

impl Question {
    fn json(&self) -> Value {
        let mut question = json!({"kind": "histogram", "select": self.select.json(), "property": "amount"});
        match &self.bins {
            Bins::Default => {}
            Bins::Number(number) => question["bins"] = json!(number),
            Bins::Edges(edges) => question["bins"] = edges.iter().map(|&cents| money(cents)).collect(),
        }
        self.frame.add_to(question)
    }
}

/// Writes cents as a number.
fn money(cents: i64) -> Value {
    let sign = if cents < 0 { "-" } else { "" };
    serde_json::from_str(&format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)).expect("a number")
}

/// Returns the amount of an event in cents; nothing when it is no number.
fn cents(fact: &Fact) -> Option<i64> {
    fact.property("amount")?.as_f64().map(|amount| (amount * 100.0).round() as i64)
}

fn answer(project: &Project, question: &Question) -> Value {
    let facts = question.frame.facts(project);
    let facts: Vec<&Fact> = facts.iter().filter(|fact| question.select.matches(fact)).collect();
    let values: Vec<(&Fact, i64)> = facts.iter().filter_map(|&fact| Some((fact, cents(fact)?))).collect();
    let min = values.iter().map(|(_, cents)| *cents).min();
    let max = values.iter().map(|(_, cents)| *cents).max();
    let bin = |from: f64, to: f64, is_inside: &dyn Fn(i64) -> bool| {
        let inside: Vec<&Fact> = values.iter().filter(|(_, cents)| is_inside(*cents)).map(|(fact, _)| *fact).collect();
        let people: BTreeSet<usize> = inside.iter().map(|fact| fact.person).filter(|&person| person > 0).collect();
        json!({"from": from / 100.0, "to": to / 100.0, "events": inside.len(), "people": people.len()})
    };
    let number = match &question.bins {
        Bins::Default => 20,
        Bins::Number(number) => *number,
        Bins::Edges(edges) => {
            let last = edges[edges.len() - 1];
            let bins = edges.windows(2).map(|pair| {
                let is_inside =
                    |cents: i64| pair[0] <= cents && (cents < pair[1] || (cents == last && pair[1] == last));
                bin(pair[0] as f64, pair[1] as f64, &is_inside)
            });
            let below = values.iter().filter(|(_, cents)| *cents < edges[0]).count();
            let above = values.iter().filter(|(_, cents)| *cents > last).count();
            return json!({"kind": "histogram", "bins": bins.collect::<Vec<_>>(), "below": below, "above": above});
        }
    };
    let bins: Vec<Value> = match (min, max) {
        (Some(min), Some(max)) if min == max => vec![bin(min as f64, max as f64, &|_| true)],
        (Some(min), Some(max)) => {
            let edge = |index: i64| min as f64 + (max - min) as f64 * index as f64 / number as f64;
            let place = |cents: i64| ((cents - min) * number / (max - min)).min(number - 1);
            (0..number).map(|index| bin(edge(index), edge(index + 1), &|cents| place(cents) == index)).collect()
        }
        _ => Vec::new(),
    };
    json!({"kind": "histogram", "bins": bins, "below": 0, "above": 0})
}

fn histories() -> impl Strategy<Value = Project> {
    let amounts = prop::sample::select(vec![-150i64, 0, 10, 20, 30, 70, 100, 250]);
    let amount = prop_oneof![8 => amounts.prop_map(money), 1 => Just(json!("10")), 1 => Just(Value::Null)];
    let props = (channels(), prop::option::weighted(0.9, amount)).prop_map(|(mut props, amount)| {
        if let Some(amount) = amount {
            props.insert("amount".to_owned(), amount);
        }
        props
    });
    projects(NAMES, events(NAMES, ticks(6 * HOUR_MS, -3..23), props))
}

fn questions() -> impl Strategy<Value = Question> {
    let edges = vec![vec![0i64, 100], vec![10, 20, 30, 250], vec![-150, 30], vec![300, 400], vec![-500, 1000]];
    let bins = prop_oneof![
        1 => Just(Bins::Default),
        4 => prop::sample::select(vec![1i64, 2, 3, 7, 10]).prop_map(Bins::Number),
        4 => prop::sample::select(edges).prop_map(Bins::Edges),
    ];
    (selectors(NAMES), bins, frames(NAMES, 0)).prop_map(|(select, bins, mut frame)| {
        frame.limit = None;
        Question { select, bins, frame }
    })
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn every_number_is_in_its_bin(project in histories(), question in questions()) {
        project.check(&question.json(), &answer(&project, &question))?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Bins, Frame, Question, Select, answer, money};
    use crate::reference::event::{START_MS, Sent};
    use crate::reference::project::Project;
    use expect_test::{Expect, expect};
    use serde_json::{Map, json};

    fn check(amounts: &[i64], bins: Bins, expected: Expect) {
        let sent = amounts.iter().map(|&cents| {
            let props = Map::from_iter([("amount".to_owned(), money(cents))]);
            Sent { visitor: 1, name: "a", time_ms: START_MS, props }
        });
        let mut sent: Vec<Sent> = sent.collect();
        let texts = Map::from_iter([("amount".to_owned(), json!("1"))]);
        sent.push(Sent { visitor: 2, name: "a", time_ms: START_MS, props: texts });
        let question = Question { select: Select::one("a"), bins, frame: Frame::whole() };
        let answer = answer(&Project::of(sent), &question);
        let bins = answer["bins"].as_array().expect("a list");
        let bins = bins.iter().map(|bin| format!("{}..{}: {} ", bin["from"], bin["to"], bin["events"]));
        expected.assert_eq(&format!("{}{} {}", bins.collect::<String>(), answer["below"], answer["above"]));
    }

    #[test]
    fn the_last_bin_includes_its_end() {
        check(&[0, 100, 200, 200, 400], Bins::Number(2), expect!["0.0..2.0: 2 2.0..4.0: 3 0 0"]);
        check(&[0, 10, 20, 30, 100], Bins::Edges(vec![10, 20, 30]), expect!["0.1..0.2: 1 0.2..0.3: 2 1 1"]);
        check(&[50, 50], Bins::Default, expect!["0.5..0.5: 2 0 0"]);
        check(&[], Bins::Default, expect!["0 0"]);
    }
}
