//! An import that is killed loses nothing that was acknowledged, and the same command finishes it.

use crate::command::{ask, boussole, import};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const ORDERS: u64 = 60_000;

fn write_orders(path: &Path) {
    let mut text = String::from("order_id,customer_id,date,amount\n");
    for order in 0..ORDERS {
        let (customer, day) = (order % 977, 1 + order % 28);
        writeln!(text, "o{order},c{customer},2026-01-{day:02},{}.25", order % 100).expect("text grows");
    }
    std::fs::write(path, text).expect("the file is written");
}

fn orders_and_revenue(data: &Path) -> (Value, Value) {
    let series = |measure: Value| json!({"select": {"event": "Order Completed"}, "measure": measure});
    let question = json!({"kind": "trend", "interval": "all", "series": [series(json!("events")), series(json!({"sum": "revenue"}))]});
    let answer = ask(data, &question);
    (answer["series"][0]["values"][0].clone(), answer["series"][1]["values"][0].clone())
}

#[test]
fn a_killed_import_is_finished_by_running_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("orders.csv"));
    write_orders(&file);
    let log = data.join("projects/default/events.db-wal");
    let mut n_killed = 0;
    for kilobytes in [100, 600, 1_500] {
        let mut child =
            boussole(&data).args(["import", "--recipe", "orders"]).arg(&file).spawn().expect("the binary starts");
        let started = Instant::now();
        // Killed once commits have reached the disk, at three different moments.
        while child.try_wait().expect("a child").is_none() && started.elapsed() < Duration::from_secs(60) {
            if std::fs::metadata(&log).is_ok_and(|log| log.len() > kilobytes * 1_024) {
                child.kill().expect("killed");
                break;
            }
            std::thread::yield_now();
        }
        n_killed += u32::from(!child.wait().expect("ended").success());
    }
    assert!(n_killed > 0, "no import was interrupted: the test shows nothing");
    let report = import(&data, &file, "orders");
    let counts = &report["events"]["Order Completed"];
    let count = |name: &str| counts[name].as_u64().expect("a count");
    assert_eq!(count("accepted") + count("duplicate"), ORDERS);
    assert!(count("duplicate") > 0, "nothing had survived the kills: {counts}");
    let revenue: u64 = (0..ORDERS).map(|order| order % 100 * 100 + 25).sum();
    let revenue = format!("{}.{:02}", revenue / 100, revenue % 100);
    assert_eq!(orders_and_revenue(&data), (json!(ORDERS), json!(revenue)));
}
