//! Files on their way: whose they are, what they are called, and when they go.

use crate::desk::{Desk, EXPORT, NOW_MS, refusal, windows};
use axum::http::Method;
use expect_test::{Expect, expect};
use serde_json::json;

fn check(answer: &(u16, serde_json::Value), expected: Expect) {
    expected.assert_eq(&refusal(answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_says_what_it_is_as_soon_as_it_is_there() {
    let desk = Desk::new().await;
    let id = desk.upload("Export%20(3).csv", &windows(EXPORT)).await;
    let (_, upload) = desk.put(&format!("uploads/{id}/files/old.xls"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").await;
    let file = &upload["files"][0];
    assert_eq!(file["name"], "Export (3).csv");
    assert_eq!(file["columns"], json!(["N° commande", "Client", "Date de commande", "Montant TTC"]));
    assert_eq!(file["shape"]["encoding"], "windows-1252");
    // What cannot be read is kept and says so, without a folder of this machine.
    let problem = &upload["files"][1]["problem"];
    assert!(
        problem["message"].as_str().is_some_and(|text| text.contains("old.xls") && !text.contains('/')),
        "{problem}"
    );
    let (_, upload) = desk.delete(&format!("uploads/{id}/files/old.xls")).await;
    assert_eq!(upload["files"].as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_never_leaves_its_folder() {
    let desk = Desk::new().await;
    let id = desk.upload("a.csv", b"a\n1\n").await;
    for name in ["..%2F..%2Fcore.db", "%2Fetc%2Fpasswd", "..", ".hidden", "a%00", "%2A.csv", "%0A"] {
        let (status, answer) = desk.put(&format!("uploads/{id}/files/{name}"), b"x").await;
        assert!((400..500).contains(&status), "{name}: {status} {answer}");
    }
    let kept: Vec<_> = std::fs::read_dir(desk.uploads().join(&id).join("files")).expect("a folder").collect();
    assert_eq!(kept.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_owners_alone_and_goes_after_a_day() {
    let desk = Desk::new().await;
    let id = desk.upload("a.csv", EXPORT.as_bytes()).await;
    let other = desk.send_as("ben", Method::GET, &format!("uploads/{id}"), Vec::new()).await;
    check(
        &other,
        expect![
            "404 unknown_upload | id: there is no such upload | it went away a day after its last change, or when the server was started again: send the files anew"
        ],
    );
    let other = desk.send_as("ben", Method::PUT, &format!("uploads/{id}/files/b.csv"), b"x".to_vec()).await;
    assert_eq!(other.0, 404);
    assert_eq!(desk.get(&format!("uploads/{id}")).await.0, 200);
    desk.clock.set(NOW_MS + 24 * 60 * 60 * 1_000);
    assert_eq!(desk.get(&format!("uploads/{id}")).await.0, 404);
    assert!(!desk.uploads().join(&id).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_bounded() {
    let desk = Desk::new().await;
    let id = desk.upload("0.csv", b"a\n").await;
    for number in 1..50 {
        assert_eq!(desk.put(&format!("uploads/{id}/files/{number}.csv"), b"a\n").await.0, 200);
    }
    let answer = desk.put(&format!("uploads/{id}/files/50.csv"), b"a\n").await;
    check(
        &answer,
        expect![
            "400 too_many_files | name: an upload has at most 50 files | pack fewer at once; another upload can follow"
        ],
    );
    assert_eq!(desk.put(&format!("uploads/{id}/files/7.csv"), b"b\n").await.0, 200, "a file may be replaced");
    for _ in 1..16 {
        assert_eq!(desk.post("uploads", &json!({})).await.0, 201);
    }
    let answer = desk.post("uploads", &json!({})).await;
    check(&answer, expect!["400 too_many_uploads | -: 16 uploads are open already | import or discard one of them"]);
    assert_eq!(desk.delete(&format!("uploads/{id}")).await.0, 204);
    assert_eq!(desk.post("uploads", &json!({})).await.0, 201);
}
