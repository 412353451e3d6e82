//! Real orders from files to answers.

use crate::command::{ask, import, query, test_data};
use expect_test::expect;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn question() -> Value {
    let of = |event: &str, filter: Value| json!({"event": event, "where": filter});
    let cancelled = json!({"property": "status", "op": "in", "value": ["canceled", "unavailable"]});
    let late = |late: bool| json!({"property": "late", "op": "=", "value": late});
    let series =
        |name: &str, select: Value, measure: Value| json!({"name": name, "select": select, "measure": measure});
    let order = || json!({"event": "Order Completed"});
    json!({"kind": "trend", "interval": "all", "series": [
        series("orders", order(), json!("events")),
        series("customers", order(), json!("people")),
        series("revenue", order(), json!({"sum": "revenue"})),
        series("freight", order(), json!({"sum": "shipping"})),
        series("cancelled", of("Order Completed", cancelled.clone()), json!("events")),
        series("cancelled revenue", of("Order Completed", cancelled), json!({"sum": "revenue"})),
        series("without lines", of("Order Completed", json!({"not": {"property": "products", "op": "set"}})), json!("events")),
        series("line revenue", json!({"event": "Product Ordered"}), json!({"sum": "revenue"})),
        series("promises", json!({"event": "Promise Made"}), json!("events")),
        series("delivered", json!({"event": "Order Delivered"}), json!("events")),
        series("delivered late", of("Order Delivered", late(true)), json!("events")),
        series("reviews", json!({"event": "Review Submitted"}), json!("events")),
        series("score", json!({"event": "Review Submitted"}), json!({"avg": "score"})),
        series("score on time", of("Review Submitted", late(false)), json!({"avg": "score"})),
        series("score late", of("Review Submitted", late(true)), json!({"avg": "score"})),
    ]})
}

/// Returns each series' one value as text, averages to 2 decimals.
fn values(answer: &Value) -> String {
    let series = answer["series"].as_array().expect("series").iter().map(|series| {
        let value = match &series["values"][0] {
            Value::Number(number) if number.is_f64() => format!("{:.2}", number.as_f64().expect("a number")),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        format!("{}: {value}\n", series["name"].as_str().expect("a name"))
    });
    series.collect()
}

#[test]
fn the_answers_are_those_of_the_files_once_twice_and_by_hand() {
    let data = tempfile::tempdir().unwrap();
    let orders = test_data("olist_sample");
    let first = import(data.path(), &orders, "olist");
    let accepted = |report: &Value| -> BTreeMap<String, u64> {
        let events = report["events"].as_object().expect("events");
        events.iter().map(|(name, counts)| (name.clone(), counts["accepted"].as_u64().expect("a count"))).collect()
    };
    assert_eq!(accepted(&first).values().sum::<u64>(), 17_834);
    assert_eq!(first["project"]["timezone"], "America/Sao_Paulo");
    assert_eq!(first["settled_now"], true);
    let expected = expect![[r#"
        orders: 3000
        customers: 2995
        revenue: 392468.58
        freight: 68855.36
        cancelled: 41
        cancelled revenue: 2720.21
        without lines: 24
        line revenue: 392468.58
        promises: 3000
        delivered: 2904
        delivered late: 191
        reviews: 2993
        score: 4.07
        score on time: 4.27
        score late: 2.28
    "#]];
    expected.assert_eq(&values(&ask(data.path(), &question())));

    let second = import(data.path(), &orders, "olist");
    assert!(accepted(&second).values().all(|n| *n == 0), "{second}");
    assert_eq!(second["settled_now"], false);
    expected.assert_eq(&values(&ask(data.path(), &question())));
}

#[test]
fn one_person_is_one_timeline_newest_first() {
    let data = tempfile::tempdir().unwrap();
    import(data.path(), &test_data("olist_sample"), "olist");
    let question = json!({"kind": "timeline", "person": "6f19cd82c9d4d5b80bd8fbd24e600576"});
    let answer = ask(data.path(), &question);
    let events = answer["events"].as_array().expect("events");
    let names: Vec<&str> = events.iter().map(|event| event["event"].as_str().expect("a name")).collect();
    expect![[r#"
        [
            "Order Delivered",
        ]
    "#]]
    .assert_debug_eq(&names.iter().filter(|name| **name == "Order Delivered").collect::<Vec<_>>());
    assert!(names.contains(&"Order Completed") && names.contains(&"Promise Made"), "{names:?}");
    let times: Vec<&str> = events.iter().map(|event| event["time"].as_str().expect("a time")).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
}

#[test]
fn answers_are_printed_as_table_and_csv() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("orders.csv");
    std::fs::write(&file, "customer_id,date,amount\nc1,2026-01-05,10.50\nc1,2026-02-07,20.00\nc2,2026-02-08,5\n")
        .unwrap();
    let folder = data.path().join("data");
    import(&folder, &file, "orders");
    let question = json!({"kind": "trend", "interval": "month", "range": {"from": "2026-01-01", "to": "2026-03-01"},
        "series": [{"name": "revenue", "select": {"event": "Order Completed"}, "measure": {"sum": "revenue"}}]});
    // The last order is of 8 February: that month is not finished.
    expect![[r#"
        bucket      revenue  partial
        ----------  -------  -------
        2026-01-01    10.50  false
        2026-02-01    25.00  true
    "#]]
    .assert_eq(&query(&folder, &question, "table").out);
    expect![[r#"
        bucket,revenue,partial
        2026-01-01,10.50,false
        2026-02-01,25.00,true
    "#]]
    .assert_eq(&query(&folder, &question, "csv").out);
}
