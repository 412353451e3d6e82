//! The page of the demo company: every number is that of its question, what is planted is found, and nothing else.

use crate::desk::Desk;
use expect_test::expect;
use serde_json::{Value, json};

/// How many customers the companies have.
const CUSTOMERS: u32 = 1_500;
/// The companies in which nothing is planted.
const NULL_SEEDS: std::ops::RangeInclusive<u64> = 1..=3;

fn list<'a>(body: &'a Value, name: &str) -> &'a Vec<Value> {
    body[name].as_array().unwrap_or_else(|| panic!("`{name}` in {body}"))
}

/// What the answer to the question of a figure says in each of its buckets.
fn told(figure: &str, answer: &Value) -> Vec<Value> {
    if answer["kind"] == "trend" {
        return answer["series"]
            .as_array()
            .and_then(|series| series.last()?["values"].as_array())
            .expect("values")
            .clone();
    }
    let values = answer["groups"][0]["values"].as_array().expect("values");
    let of = |value: &Value| match figure {
        "active_customers" => value["parts"].get("end").cloned().unwrap_or_else(|| 0.into()),
        _ => value["value"].clone(),
    };
    values.iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_is_that_of_its_question() {
    let desk = Desk::company(CUSTOMERS, 1, true).await;
    let (status, page) = desk.get("/api/v1/today?days=28").await;
    assert_eq!(status, 200, "{page}");
    let mut n_compared = 0;
    for figure in list(&page, "figures").iter().filter(|figure| !figure["value"].is_null()) {
        let name = figure["name"].as_str().expect("a name");
        let answer = desk.ask(&figure["question"]).await;
        let history = list(figure, "history");
        let told = told(name, &answer);
        // The question reaches a year back; the page leaves out what lies before history.
        let recent = &told[told.len() - history.len()..];
        let shown: Vec<Value> = history.iter().map(|reading| reading["value"].clone()).collect();
        let hidden = history.iter().map(|reading| reading["n"].as_u64().is_some_and(|n| n < 5));
        let expected: Vec<Value> =
            recent.iter().zip(hidden).map(|(value, hidden)| if hidden { Value::Null } else { value.clone() }).collect();
        assert_eq!(shown, expected, "{name}");
        assert_eq!((&figure["value"], &figure["previous"]), (&history[history.len() - 1], &history[history.len() - 2]));
        n_compared += shown.len();
        if let Some(audience) = figure.get("audience").filter(|audience| !audience.is_null()) {
            assert_eq!(desk.ask(audience).await["count"], figure["value"]["value"], "{name}");
        }
    }
    assert!(n_compared > 100, "{n_compared} numbers");
    for name in ["active_customers", "churn", "retention"] {
        let figure = list(&page, "figures").iter().find(|figure| figure["name"] == name).expect("a figure");
        assert_eq!(figure["absent"], Value::Null, "half a year of activity lies within the history: {name}");
        let within_days = if name == "active_customers" { 182.into() } else { Value::Null };
        assert_eq!(figure["within_days"], within_days);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_covered_is_counted_too() {
    let desk = Desk::company(CUSTOMERS, 1, true).await;
    let (_, page) = desk.get("/api/v1/today?days=28").await;
    let [known, visits] = list(&page, "coverage").as_slice() else { panic!("two kinds of coverage: {page}") };
    assert_eq!((&known["name"], &visits["name"]), (&"known_customers".into(), &"measured_visits".into()));
    let answer = desk.ask(&known["question"]).await;
    assert_eq!(known["part"], answer["series"][0]["values"][0]);
    let answer = desk.ask(&visits["question"]).await;
    assert_eq!(visits["part"], answer["groups"][0]["values"][0]["sessions"]);
    let number = |name: &str| visits[name].as_u64().expect("a count");
    let refused = json!({"kind": "trend", "interval": "all", "range": visits["question"]["range"],
        "series": [{"name": "refused", "select": {"event": "Visit Counted"}, "measure": "events"}]});
    assert_eq!(desk.ask(&refused).await["series"][0]["values"][0], number("whole") - number("part"));
    // About a quarter of the people refuse; they come as often as the others.
    let share = visits["value"].as_f64().expect("a share");
    assert!((60.0..90.0).contains(&share), "{share} %");
}

/// What a page says first, a line each; checks that its questions say the same.
async fn sentences(desk: &Desk, path: &str) -> String {
    let (status, page) = desk.get(path).await;
    assert_eq!(status, 200, "{page}");
    let mut lines = String::new();
    for finding in list(&page, "findings") {
        let groups: Vec<String> = list(finding, "among")
            .iter()
            .chain(list(finding, "group"))
            .map(|named| named["value"].as_str().map_or_else(|| named["value"].to_string(), str::to_owned))
            .collect();
        for (question, said) in [("question", "value"), ("others_question", "others")] {
            if finding[question].is_null() {
                continue;
            }
            let answer = desk.ask(&finding[question]).await;
            let value =
                &answer["groups"][0]["values"].as_array().and_then(|values| values.last()).expect("a value")["value"];
            let (asked, told) = (value.as_f64().expect("a number"), finding[said]["value"].as_f64().expect("a number"));
            assert!((asked - told).abs() < 1e-9, "{finding}: {asked}");
        }
        let number = |said: &str| finding[said]["value"].as_f64().expect("a number");
        lines += &format!(
            "{} {}: {:.1} of {} against {:.1}, {} more\n",
            finding["look"].as_str().expect("a look"),
            groups.join(" "),
            number("value"),
            finding["value"]["n"],
            number("others"),
            finding["n_more"]
        );
    }
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planted_is_what_to_look_at_first() {
    let desk = Desk::company(CUSTOMERS, 1, true).await;
    expect![[r#"
        promise_kept Relais Malin: 65.5 of 264 against 93.1, 73 more
        payment_failed mobile wallet: 49.0 of 102 against 6.4, 43 more
        long_wait Namur: 89.2 of 37 against 14.9, 27 more
    "#]]
    .assert_eq(&sentences(&desk, "/api/v1/today/findings?days=91").await);
    // Over a year they weigh less, because they began in the course of it.
    expect![[r#"
        promise_kept Relais Malin: 73.5 of 720 against 91.4, 129 more
        payment_failed mobile wallet: 34.5 of 235 against 9.1, 60 more
        long_wait Namur: 84.7 of 59 against 23.2, 36 more
    "#]]
    .assert_eq(&sentences(&desk, "/api/v1/today/findings?days=364").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_planted_nobody_is_accused() {
    for seed in NULL_SEEDS {
        let desk = Desk::company(CUSTOMERS, seed, false).await;
        for days in [28, 91, 364] {
            let path = format!("/api/v1/today/findings?days={days}");
            assert_eq!(sentences(&desk, &path).await, "", "seed {seed}, {days} days");
        }
    }
}
