//! While a server holds the folder, commands have it do their work, and print what they would have printed.

use crate::command::{Ended, Server, ask, boussole, import, run};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

const ORDERS: &str =
    "order_id,customer_id,date,amount\no1,c1,2026-01-05,10.50\no2,c2,2026-01-06,1\no3,c1,yesterday,2\n";

/// Two folders: one that a server holds, one that nobody holds; and the files that commands read.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::write(place.file("orders.csv"), ORDERS).expect("a file");
        let recipe = "extends = \"orders\"\n";
        fs::write(place.file("own.toml"), recipe).expect("a recipe");
        let series = json!({"select": {"event": "Order Completed"}, "measure": {"sum": "revenue"}});
        let question = json!({"kind": "trend", "interval": "day", "series": [series]});
        fs::write(place.file("question.json"), question.to_string()).expect("a question");
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, data: &str, arguments: &[&str]) -> Ended {
        run(boussole(&self.file(data)).current_dir(self.folder.path()).args(arguments))
    }
}

/// Removes what differs from one run to the next: times, and the folder itself.
fn comparable(ended: &Ended, data: &str) -> (Option<i32>, String, String) {
    let text = |text: &str| {
        let mut lines = String::new();
        for line in text.replace(data, "DATA").lines().filter(|line| !line.contains("_ms\"")) {
            let line = line.split(", in ").next().unwrap_or_default();
            // The file of rejects carries the time in its name.
            let line = line.split("rejects/").next().unwrap_or_default();
            lines.push_str(&format!("{line}\n"));
        }
        lines
    };
    (ended.code, text(&ended.out), text(&ended.err))
}

#[test]
fn every_command_prints_the_same_through_the_server() {
    let place = Place::new();
    let server = Server::start(&place.file("served"));
    let commands: [&[&str]; 20] = [
        &["import", "orders.csv", "--recipe", "orders", "--dry-run"],
        &["import", "orders.csv", "--recipe", "orders", "--timezone", "Europe/Paris", "--currency", "EUR"],
        &["import", "orders.csv", "--recipe", "own.toml", "--format", "json"],
        &["import", "orders.csv", "--recipe", "orders", "--format", "csv"],
        &["import", "missing.csv", "--recipe", "orders"],
        &["query", "question.json"],
        &["query", "question.json", "--format", "json"],
        &["query", "question.json", "--format", "csv"],
        &["--project", "other", "query", "question.json"],
        &["--project", "Not a name", "query", "question.json"],
        &["lake", "publish"],
        &["lake", "publish", "--format", "json"],
        &["query", "own.toml"],
        &["import", "undo", "1"],
        &["import", "undo", "1"],
        &["import", "undo", "2", "--format", "json"],
        &["import", "undo", "3", "--format", "csv"],
        &["import", "undo", "77"],
        &["import", "list", "--format", "json"],
        &["import", "orders.csv", "--recipe", "orders"],
    ];
    for arguments in commands {
        let [served, alone] = ["served", "alone"].map(|data| {
            let ended = place.run(data, arguments);
            comparable(&ended, &place.file(data).display().to_string())
        });
        // An answer says as of when it is; the two were not asked in the same millisecond.
        let without_time = |text: &str| {
            serde_json::from_str::<Value>(text).map_or_else(
                |_| text.to_owned(),
                |mut value| {
                    if let Some(meta) = value.get_mut("meta").and_then(Value::as_object_mut) {
                        meta.retain(|name, _| !name.ends_with("_ms") && name != "as_of");
                    }
                    value.to_string()
                },
            )
        };
        assert_eq!(
            (served.0, without_time(&served.1), &served.2),
            (alone.0, without_time(&alone.1), &alone.2),
            "{arguments:?}"
        );
    }
    // What was done through the server is there when it is gone.
    assert!(server.stop(), "the server did not end well");
    assert_eq!(revenue(&place.file("served")), json!("11.50"));
}

fn revenue(data: &Path) -> Value {
    let series = json!({"select": {"event": "Order Completed"}, "measure": {"sum": "revenue"}});
    ask(data, &json!({"kind": "trend", "interval": "all", "series": [series]}))["series"][0]["values"][0].clone()
}

#[test]
fn a_folder_with_a_long_path_has_a_socket_too() {
    let place = Place::new();
    let long = place.file(&"a-folder-with-a-long-name-".repeat(8));
    let server = Server::start(&long);
    let report = import(&long, &place.file("orders.csv"), "orders");
    assert_eq!(report["events"]["Order Completed"]["accepted"], 2);
    drop(server);
    // A socket that a killed server left is nobody's.
    assert_eq!(revenue(&long), json!("11.50"));
    let server = Server::start(&long);
    assert_eq!(revenue(&long), json!("11.50"));
    assert!(server.stop());
}

#[test]
fn an_import_ends_with_who_asked_for_it_and_can_be_finished() {
    let place = Place::new();
    let data = place.file("served");
    let server = Server::start(&data);
    let many: String = (0..60_000).map(|order| format!("o{order},c{},2026-01-05,1\n", order % 977)).collect();
    let file = place.file("many.csv");
    fs::write(&file, format!("order_id,customer_id,date,amount\n{many}")).expect("a file");
    let mut child = boussole(&data).args(["import", "--recipe", "orders"]).arg(&file).spawn().expect("it starts");
    let log = data.join("projects/default/events.db-wal");
    while child.try_wait().expect("a child").is_none() {
        if fs::metadata(&log).is_ok_and(|log| log.len() > 300_000) {
            child.kill().expect("killed");
            break;
        }
        std::thread::yield_now();
    }
    assert!(!child.wait().expect("ended").success(), "the import was done before it could be stopped");
    let report = import(&data, &file, "orders");
    let count = |name: &str| report["events"]["Order Completed"][name].as_u64().expect("a count");
    assert_eq!(count("accepted") + count("duplicate"), 60_000);
    assert!(count("accepted") > 0, "the import went on although nobody waited for it");
    assert!(server.stop());
}

#[test]
fn what_is_no_call_is_refused_and_the_server_goes_on() {
    let place = Place::new();
    let data = place.file("served");
    let server = Server::start(&data);
    let say = |text: &[u8]| {
        let mut stream = UnixStream::connect(data.join("boussole.sock")).expect("a connection");
        // The server may have answered before it heard everything.
        let _ = stream.write_all(text);
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("an answer");
        line
    };
    for text in [b"\n".to_vec(), b"{}\n".to_vec(), [vec![b'['; 5 << 20], b"\n".to_vec()].concat()] {
        let line = say(&text);
        assert!(line.contains("Failed") && line.contains("other_version"), "{line}");
    }
    let older = json!({"version": "0.0.1", "project": "default", "order": {"LakePublish": {"format": "Json"}}});
    let line = say(format!("{older}\n").as_bytes());
    assert!(line.contains("this is version 0.0.1 of boussole"), "{line}");
    assert_eq!(fs::metadata(data.join("boussole.sock")).map(|file| mode(&file)).expect("a socket"), 0o600);
    assert_eq!(import(&data, &place.file("orders.csv"), "orders")["events"]["Order Completed"]["accepted"], 2);
    assert!(server.stop());
}

fn mode(file: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o777
}

#[test]
fn a_stopped_reader_holds_up_nobody() {
    let place = Place::new();
    let data = place.file("served");
    let server = Server::start(&data);
    // Connected, and silent.
    let _silent: Vec<UnixStream> =
        (0..8).map(|_| UnixStream::connect(data.join("boussole.sock")).expect("a connection")).collect();
    let mut command = boussole(&data);
    let ended = run(command.args(["import", "--recipe", "orders"]).arg(place.file("orders.csv")).stdin(Stdio::null()));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(server.stop());
}
