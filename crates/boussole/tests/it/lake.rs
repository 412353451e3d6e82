//! The lake of real orders, published and asked by DuckDB: it agrees with every answer of Boussole.

use crate::command::{Server, ask, boussole, import, run, test_data};
use boussole_test::ask_duckdb;
use serde_json::{Value, json};
use std::path::Path;

fn publish(data: &Path) -> Value {
    let ended = run(boussole(data).args(["lake", "publish", "--format", "json"]));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    serde_json::from_str(&ended.out).expect("a result in JSON")
}

/// Asks Boussole for events, people, and the sum of one property, by event name; as DuckDB prints the same.
fn figures(data: &Path, property: &str, events: &[String]) -> String {
    let mut lines = String::new();
    for event in events {
        let series = [json!("events"), json!("people"), json!({"sum": property})]
            .map(|measure| json!({"select": {"event": event}, "measure": measure}));
        let answer = ask(data, &json!({"kind": "trend", "interval": "all", "series": series}));
        let value = |at: usize| match &answer["series"][at]["values"][0] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let sum = value(2).parse::<f64>().unwrap_or(0.0);
        lines.push_str(&format!("{event}|{}|{}|{sum:.2}\n", value(0), value(1)));
    }
    lines
}

#[test]
fn duckdb_agrees_on_counts_people_and_sums_of_every_event() {
    let data = tempfile::tempdir().unwrap();
    import(data.path(), &test_data("olist_sample"), "olist");
    let published = publish(data.path());
    let attach = published["attach"].as_str().expect("a statement");
    let names = ask_duckdb(attach, &["SELECT DISTINCT event FROM events ORDER BY 1"]);
    let names: Vec<String> = names.lines().map(str::to_owned).collect();
    assert!(names.len() >= 7, "{names:?}");
    for property in ["revenue", "shipping", "score"] {
        let statement = format!(
            "SELECT event, count(*), count(DISTINCT CASE WHEN person_key > 0 THEN person_key END),
             CAST(coalesce(sum(CAST(props->>'{property}' AS DECIMAL(18, 3))), 0) AS DECIMAL(18, 2))
             FROM events GROUP BY 1 ORDER BY 1"
        );
        assert_eq!(ask_duckdb(attach, &[&statement]), figures(data.path(), property, &names), "{property}");
    }
    let total = ask_duckdb(attach, &["SELECT count(*) FROM events", "SELECT count(*) FROM people"]);
    assert_eq!(total, format!("{}\n2995\n", published["n_events"]));
}

#[test]
fn a_server_publishes_what_it_was_sent_last() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("orders.csv"));
    let server = Server::start(&data);
    for n_orders in 1..=2 {
        let orders: String = (0..n_orders).map(|order| format!("o{order},c{order},2026-01-05,1.10\n")).collect();
        std::fs::write(&file, format!("order_id,customer_id,date,amount\n{orders}")).unwrap();
        import(&data, &file, "orders");
        let attach = publish(&data)["attach"].as_str().expect("a statement").to_owned();
        let sum = "SELECT sum(CAST(props->>'revenue' AS DECIMAL(18, 2))) FROM events";
        assert_eq!(ask_duckdb(&attach, &[sum]), format!("{:.2}\n", f64::from(n_orders) * 1.10));
    }
    assert!(server.stop());
}
