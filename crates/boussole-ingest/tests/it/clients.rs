//! Segment's own clients, unmodified, against the doors.

use crate::install::Client;
use crate::world::World;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, UInt32Type};
use arrow_array::{ArrayRef, StringArray};
use boussole_core::{HOUR_MS, SystemClock};
use expect_test::{Expect, expect};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use std::fs::File;

/// Events that a client sends.
const EVENTS: usize = 10_000;

/// Runs a client until it has handed everything over.
async fn run(client: &Client, world: &World, mode: &str, start_ms: i64) {
    let server = world.listen().await;
    let (count, start) = (EVENTS.to_string(), start_ms.to_string());
    let mut command = client.command(&[&server.address, &world.write_key, mode, &count, &start]);
    let output =
        tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("the client runs");
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success() && said[0].contains(r#""nErrors":"#), "{said:?}");
    let report: Value = serde_json::from_str(said[0].lines().last().expect("a report")).expect("JSON");
    assert_eq!(report["nErrors"], 0, "{said:?}");
    server.stop().await;
}

async fn sends_everything_once(client: &Client) {
    let mut world = World::at(now_ms()).await;
    let start_ms = now_ms() - HOUR_MS;
    run(client, &world, "many", start_ms).await;
    assert_eq!(world.n_stored(), (EVENTS, 500));
    assert_eq!(world.counts().await, format!("accepted {EVENTS}"));
    for round in 1..=2 {
        world = world.restart().await;
        run(client, &world, "many", start_ms).await;
        assert_eq!(world.n_stored(), (EVENTS, 500), "sent again, round {round}");
        assert_eq!(world.counts().await, format!("accepted {EVENTS}, duplicate {}", round * EVENTS));
        world.sealed().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_for_node_sends_everything_once() {
    sends_everything_once(&Client::node()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_for_python_sends_everything_once() {
    sends_everything_once(&Client::python()).await;
}

/// Returns the text of a row, whether or not the column is a dictionary.
fn text(column: &ArrayRef, row: usize) -> &str {
    match column.as_dictionary_opt::<UInt32Type>() {
        Some(names) => {
            names.downcast_dict::<StringArray>().expect("names").into_iter().nth(row).flatten().expect("a name")
        }
        None => column.as_string::<i32>().value(row),
    }
}

/// Lets a client send a few calls of each kind, an hour after its own clock, and shows what is stored.
async fn stored(client: &Client, expected: Expect) {
    let start_ms = now_ms();
    let world = World::at(start_ms + HOUR_MS).await;
    run(client, &world, "few", start_ms).await;
    let mut lines: Vec<String> = Vec::new();
    for file in world.sealed().await {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(file).expect("a part")).expect("a part");
        for rows in reader.build().expect("a part") {
            let rows = rows.expect("rows");
            let column = |name: &str| rows.column_by_name(name).expect("a column").clone();
            let (time, offset, received) = (column("time_ms"), column("time_offset_ms"), column("received_ms"));
            let (source, event, props) = (column("source"), column("event"), column("props"));
            for row in 0..rows.num_rows() {
                let time_ms = time.as_primitive::<Int64Type>().value(row) - start_ms - HOUR_MS;
                let offset_ms = offset.as_primitive::<Int32Type>().value(row);
                let received_ms = received.as_primitive::<Int64Type>().value(row) - start_ms - HOUR_MS;
                let (source, event, props) = (text(&source, row), text(&event, row), text(&props, row));
                lines.push(format!(
                    "{time_ms:+} offset {offset_ms:+} received {received_ms:+} {source} {event}\n  {props}\n"
                ));
            }
        }
    }
    lines.sort();
    let snapshot = world.store.snapshot(&world.ctx).expect("a snapshot");
    let mut known: Vec<_> = world.store.identifiers(&world.ctx, &snapshot).await.expect("identifiers");
    known.sort();
    lines.extend(known.iter().map(|(person, id)| format!("p{person} {} {}\n", id.kind.as_str(), id.value)));
    let person = world.store.find_person(&world.ctx, &snapshot, "u-1").await.expect("found").expect("a person");
    let traits = world.store.traits_of(&world.ctx, &snapshot, person).await.expect("traits");
    lines.extend(
        traits.iter().map(|(field, value, at_ms)| format!("{field} = {value} at {:+}\n", at_ms - start_ms - HOUR_MS)),
    );
    expected.assert_eq(&lines.concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_for_node_says_is_stored_whole() {
    stored(&Client::node(), expect![[r#"
        +0 offset +3600000 received +0 web:shop Page Viewed
          {"url":"https://example.org/","category":"Shop","name":"Home","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        +1 offset +3600000 received +0 web:shop Identified
          {"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        +2 offset +3600000 received +0 web:shop Order Seen
          {"price":19.9,"ids":[1,2],"é":"ü","none":null,"context":{"locale":"fr-FR","page":{"url":"https://example.org/x"},"campaign":{"name":"mai"},"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        +3 offset +3600000 received +0 web:shop Group Joined
          {"name":"Acme","group_id":"g1","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        +4 offset +3600000 received +0 web:shop Screen Viewed
          {"name":"Cart","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        +5 offset +3600000 received +0 web:shop Alias Created
          {"previous_id":"a-0","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"}}}
        p1 user_id u-1
        p1 anonymous_id a-0
        p1 anonymous_id a-1
        email = "Marie@Example.org" at +1
        n = 0.1 at +1
        plan = "pro" at +1
    "#]]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_for_python_says_is_stored_whole() {
    stored(&Client::python(), expect![[r#"
        +0 offset +3600000 received +0 web:shop Page Viewed
          {"url":"https://example.org/","name":"Home","category":"Shop","context":{"library":{"name":"analytics-python","version":"2.4.0"}}}
        +1 offset +3600000 received +0 web:shop Identified
          {"context":{"library":{"name":"analytics-python","version":"2.4.0"}}}
        +2 offset +3600000 received +0 web:shop Order Seen
          {"price":19.9,"ids":[1,2],"é":"ü","none":null,"context":{"locale":"fr-FR","page":{"url":"https://example.org/x"},"campaign":{"name":"mai"},"library":{"name":"analytics-python","version":"2.4.0"}}}
        +3 offset +3600000 received +0 web:shop Group Joined
          {"name":"Acme","group_id":"g1","context":{"library":{"name":"analytics-python","version":"2.4.0"}}}
        +4 offset +3600000 received +0 web:shop Screen Viewed
          {"name":"Cart","context":{"library":{"name":"analytics-python","version":"2.4.0"}}}
        +5 offset +3600000 received +0 web:shop Alias Created
          {"previous_id":"a-0","context":{"library":{"name":"analytics-python","version":"2.4.0"}}}
        p1 user_id u-1
        p1 anonymous_id a-0
        p1 anonymous_id a-1
        email = "Marie@Example.org" at +1
        n = 0.1 at +1
        plan = "pro" at +1
    "#]]).await;
}

/// The present by the machine's clock, which is the clients' too.
fn now_ms() -> i64 {
    use boussole_core::Clock;
    SystemClock.now_ms()
}
