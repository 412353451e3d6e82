//! From a file that nobody described to its events, and back.

use crate::desk::{Desk, EXPORT, refusal, windows};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// Returns the template that fits best.
async fn best(desk: &Desk, id: &str) -> Value {
    let (_, templates) = desk.get(&format!("uploads/{id}/templates")).await;
    templates["items"][0]["template"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_french_export_becomes_events_and_goes_again() {
    let desk = Desk::new().await;
    let id = desk.upload("export.csv", &windows(EXPORT)).await;
    let mut template = best(&desk, &id).await;
    template["timezone"] = json!("Europe/Paris");
    template["currency"] = json!("EUR");

    let (status, preview) = desk.post(&format!("uploads/{id}/preview"), &template).await;
    assert_eq!(status, 200, "{preview}");
    let table = &preview["tables"][0];
    assert_eq!(table["shape"]["decimal_comma"], true);
    assert_eq!(table["shape"]["time_formats"], json!(["%d/%m/%Y"]));
    assert_eq!(preview["events"], json!([{"name": "Order Completed", "n": 2}]));
    assert_eq!(preview["rejects"][0]["value"], "31/02/2025");
    assert_eq!((&preview["timezone_from"], &preview["project"]["is_settled"]), (&json!("template"), &json!(false)));
    assert_eq!(desk.n_events(), 0);

    let (status, _) = desk.post(&format!("uploads/{id}/dry-run"), &template).await;
    assert_eq!(status, 202);
    let upload = desk.follow(&format!("uploads/{id}"), |upload| upload["dry_run"]["state"] != "running").await;
    assert_eq!(upload["dry_run"]["report"]["events"]["Order Completed"]["accepted"], 2);
    let (status, rejects) = desk.get(&format!("uploads/{id}/dry-run/rejects.csv")).await;
    assert_eq!((status, rejects.as_str().map(|text| text.lines().count())), (200, Some(2)));
    assert_eq!(desk.n_events(), 0);

    let import = desk.import(&id, &template).await;
    assert_eq!(
        (&import["state"], &import["n_accepted"], &import["n_rejected"]),
        (&json!("done"), &json!(2), &json!(1))
    );
    assert_eq!((&import["file_name"], &import["report"]["settled_now"]), (&json!("export.csv"), &json!(true)));
    assert_eq!(desk.n_events(), 2);
    // What was imported is not kept a second time.
    assert_eq!(desk.get(&format!("uploads/{id}")).await.0, 404);
    assert!(!desk.uploads().join(&id).exists());
    let (status, rejects) = desk.get(&format!("imports/{}/rejects.csv", import["id"])).await;
    assert_eq!((status, rejects.as_str().map(|text| text.contains("31/02/2025"))), (200, Some(true)));

    let again = desk.upload("export.csv", &windows(EXPORT)).await;
    let import_again = desk.import(&again, &template).await;
    assert_eq!((&import_again["n_duplicate"], &import_again["report"]["settled_now"]), (&json!(2), &json!(false)));
    let (status, undone) = desk.post(&format!("imports/{}/undo", import["id"]), &json!({})).await;
    assert_eq!((status, &undone["state"], &undone["n_undone"]), (200, &json!("undone"), &json!(2)));
    assert_eq!(desk.n_events(), 0);
    let third = desk.upload("export.csv", &windows(EXPORT)).await;
    assert_eq!(desk.import(&third, &template).await["n_accepted"], 2);

    let (_, list) = desk.get("imports?limit=2").await;
    let states: Vec<&str> = list["items"].as_array().unwrap().iter().filter_map(|run| run["state"].as_str()).collect();
    assert_eq!(states, ["done", "done"]);
    let (_, older) = desk.get(&format!("imports?cursor={}", list["next_cursor"].as_str().unwrap())).await;
    assert_eq!(older["items"][0]["state"], "undone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_and_the_files_stay() {
    let desk = Desk::new().await;
    let id = desk.upload("export.csv", EXPORT.as_bytes()).await;
    let template = json!({"recipe": "orders", "tables": {"orders": {"file": "export.csv"}}});
    let (_, preview) = desk.post(&format!("uploads/{id}/preview"), &template).await;
    assert_eq!(preview["problem"]["code"], "unknown_recipe_column");
    let elsewhere = json!({"recipe": "orders"});
    let (_, preview) = desk.post(&format!("uploads/{id}/preview"), &elsewhere).await;
    assert_eq!(preview["problem"]["message"], "0 files in `.` are called `orders*`");
    let import = desk.import(&id, &template).await;
    assert_eq!((&import["state"], &import["problem"]["code"]), (&json!("failed"), &json!("unknown_recipe_column")));
    let message = import["problem"]["message"].as_str().unwrap();
    assert!(!message.contains(&desk.folder.path().display().to_string()), "{message}");
    assert_eq!(desk.get(&format!("uploads/{id}")).await.0, 200);
    let answer = desk.post(&format!("imports/{}/stop", import["id"]), &json!({})).await;
    let check = |answer: &(u16, Value), expected: Expect| expected.assert_eq(&refusal(answer));
    check(
        &answer,
        expect![
            "400 import_not_running | id: this import is not under way here | one that was begun at the command line is stopped there"
        ],
    );
    check(
        &desk.post("imports/99/undo", &json!({})).await,
        expect![
            "404 unknown_import | import_id: the project has no import 99 | `boussole import list` shows their numbers"
        ],
    );
    for (body, code) in [
        (json!({"recipe": "order"}), "unknown_recipe"),
        (json!({"recipe": "orders", "toml": "name = \"a\""}), "invalid_template"),
        (json!({"toml": "extends = \"/etc/a.toml\"\nname = \"a\""}), "invalid_recipe"),
        (json!({"recipe": "orders", "timezone": "Paris"}), "invalid_recipe"),
        (json!({"recipe": "orders", "currency": "EURO"}), "unknown_currency"),
        (json!({"recipe": "orders", "tables": {"orders": {"delimeter": ";"}}}), "invalid_json"),
    ] {
        let (status, answer) = desk.post(&format!("uploads/{id}/preview"), &body).await;
        assert_eq!((status, answer["code"].as_str()), (400, Some(code)), "{body} {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_goes_to_the_command_line_and_comes_back() {
    let desk = Desk::new().await;
    let id = desk.upload("export.csv", EXPORT.as_bytes()).await;
    let (_, text) = desk.post(&format!("uploads/{id}/template.toml"), &best(&desk, &id).await).await;
    let text = text.as_str().expect("a text").to_owned();
    assert!(text.contains("extends = \"orders\""), "{text}");
    let (status, preview) = desk.post(&format!("uploads/{id}/preview"), &json!({"toml": text})).await;
    assert_eq!((status, &preview["events"][0]["n"]), (200, &json!(2)), "{preview}");
    let (_, templates) = desk.get("import-templates").await;
    assert!(templates["items"].as_array().unwrap().len() >= 10, "{templates}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_import_is_followed_and_stopped() {
    let desk = Desk::new().await;
    let mut text = "order_id,customer_id,date,amount\n".to_owned();
    for number in 0..150_000 {
        text.push_str(&format!("{number},c{},2025-01-03,1.50\n", number % 1_000));
    }
    let id = desk.upload("orders.csv", text.as_bytes()).await;
    let (_, begun) = desk.post(&format!("uploads/{id}/import"), &json!({"recipe": "orders"})).await;
    let path = format!("imports/{}", begun["id"]);
    let import = desk.follow(&path, |import| import["progress"]["rows"].as_u64() > Some(0)).await;
    assert!(import["progress"]["bytes_total"].as_u64() > import["progress"]["bytes_read"].as_u64(), "{import}");
    let answer = desk.put(&format!("uploads/{id}/files/b.csv"), b"x").await;
    assert_eq!(answer.1["code"], "upload_in_use");
    assert_eq!(desk.post(&format!("{path}/undo"), &json!({})).await.1["code"], "import_running");
    assert_eq!(desk.post(&format!("{path}/stop"), &json!({})).await.0, 202);
    let import = desk.follow(&path, |import| import["state"] != "running").await;
    assert_eq!(import["state"], "stopped");
    // The files are still there, and importing again goes on where it stopped.
    assert_eq!(desk.get(&format!("uploads/{id}")).await.0, 200);
    let n_stored = desk.n_events();
    assert!(n_stored < 150_000, "{n_stored}");
    let done = desk.import(&id, &json!({"recipe": "orders"})).await;
    assert_eq!(done["n_accepted"].as_u64().unwrap() + done["n_duplicate"].as_u64().unwrap(), 150_000);
    assert_eq!(desk.n_events(), 150_000);
}
