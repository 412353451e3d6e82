use crate::shop::{Shop, event, object};
use boussole_core::{Role, Scope};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use boussole_events::Incoming;
use boussole_lake::{LakeError, Published};
use boussole_test::ask_duckdb;
use expect_test::expect;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

fn ask(published: &Published, statements: &[&str]) -> String {
    ask_duckdb(&published.attach_statement(), statements)
}

fn order(number: u32, days: i64, user: &str, revenue: &str) -> Incoming {
    let props = serde_json::from_str(&format!(r#"{{"order_id": "o{number}", "revenue": {revenue}}}"#)).expect("JSON");
    Incoming { props, ..event("Order Completed", number, days, &[(User, user)]) }
}

#[tokio::test]
async fn duckdb_reads_what_was_published() {
    let shop = Shop::new().await;
    let visit = event("Page Viewed", 1, 40, &[(Anonymous, "browser")]);
    shop.import(vec![visit, order(1, 30, "marie", "19.90"), order(2, 400, "paul", "0.001")]).await;
    shop.store.seal(&shop.ctx).await.expect("sealed");
    // Known only after the visit was sealed under another person: the view must move it, the file need not.
    let mut known =
        event("Identified", 1, 20, &[(User, "marie"), (Anonymous, "browser"), (Email, "Marie@Example.org")]);
    known.traits = object(json!({"city": "Lyon", "vip": true, "gone": 1}));
    let mut moved = event("Identified", 2, 10, &[(User, "marie")]);
    moved.traits = object(json!({"city": "Nice \"centre\"", "gone": null}));
    moved.traits.insert("points".to_owned(), serde_json::from_str("12345678901234567890.10").expect("a number"));
    shop.import(vec![known, moved, event("Imported", 1, 1, &[])]).await;
    let published = shop.publish().await;
    let answers = ask(
        &published,
        &[
            "SELECT event, count(*), sum(CAST(props->>'revenue' AS DECIMAL(18, 3))) FROM events GROUP BY 1 ORDER BY 1",
            "SELECT person_key, identity_key, time, event, props FROM events ORDER BY person_key, time, seq",
            "SELECT person_key, identity_key FROM raw_events WHERE event = 'Page Viewed'",
            "SELECT * FROM people ORDER BY 1",
            "SELECT snapshot_id, schema_version FROM ducklake_snapshots('lake') ORDER BY 1",
            "SELECT count(*) FROM raw_events AT (VERSION => 0)",
        ],
    );
    expect![[r#"
        Identified|2|NULL
        Imported|1|NULL
        Order Completed|2|19.901
        Page Viewed|1|NULL
        0|0|2023-11-13 22:13:20|Imported|{}
        1|3|2023-10-05 22:13:20|Page Viewed|{}
        1|1|2023-10-15 22:13:20|Order Completed|{"order_id":"o1","revenue":19.90}
        1|1|2023-10-25 22:13:20|Identified|{}
        1|1|2023-11-04 22:13:20|Identified|{}
        2|2|2022-10-10 22:13:20|Order Completed|{"order_id":"o2","revenue":0.001}
        3|3
        1|[{'kind': 'anonymous_id', 'value': 'browser'}, {'kind': 'email', 'value': 'marie@example.org'}, {'kind': 'user_id', 'value': 'marie'}]|{"city":"Nice \"centre\"","points":12345678901234567890.10,"vip":true}
        2|[{'kind': 'user_id', 'value': 'paul'}]|{}
        0|1
        1|1
        0
    "#]]
    .assert_eq(&answers);
    assert_eq!(
        (published.n_events, published.n_identities, published.n_traits, published.snapshot),
        (6, 4, 6, 1),
        "{published:?}"
    );
}

#[tokio::test]
async fn an_empty_project_publishes_empty_tables() {
    let shop = Shop::new().await;
    let published = shop.publish().await;
    let answers = ask(
        &published,
        &["SELECT count(*), sum(time_ms) FROM events", "SELECT count(*) FROM people", "FROM identities"],
    );
    assert_eq!(answers, "0|NULL\n0\n");
    assert_eq!(published.n_files, 0);
}

#[tokio::test]
async fn the_next_publication_replaces_the_one_before() {
    let shop = Shop::new().await;
    let mut names = Vec::new();
    for number in 1..=3 {
        shop.import(vec![order(number, 30, &format!("user {number}"), "1")]).await;
        let published = shop.publish().await;
        assert_eq!(published.snapshot, i64::from(number));
        let count = "SELECT count(*), count(DISTINCT person_key) FROM events";
        assert_eq!(ask(&published, &[count]), format!("{number}|{number}\n"));
        names = fs::read_dir(shop.path().join("lake/data")).expect("files").map(|file| file.expect("a file")).collect();
    }
    let mut names: Vec<_> = names.iter().map(|file| file.file_name().into_string().expect("a name")).collect();
    names.sort();
    // Queries under way may still read the one before.
    assert_eq!(names, ["identities-000000000002.parquet", "identities-000000000003.parquet"]);
}

#[tokio::test]
async fn a_copy_of_the_folder_is_a_lake_of_its_own() {
    let shop = Shop::new().await;
    shop.import(vec![order(1, 30, "marie", "1")]).await;
    shop.publish().await;
    let copy = tempfile::tempdir().expect("a temporary folder");
    boussole_test::run(Command::new("cp").arg("-r").arg(shop.path()).arg(copy.path().join("moved")));
    drop(shop);
    let folder = copy.path().join("moved").display().to_string();
    let attach = format!(
        "ATTACH 'ducklake:sqlite:{folder}/lake/catalog.sqlite' AS lake (READ_ONLY, DATA_PATH '{folder}/', OVERRIDE_DATA_PATH true)"
    );
    assert_eq!(ask_duckdb(&attach, &["SELECT sum(time_ms) FROM events"]), "1697408000000\n");
}

#[tokio::test]
async fn only_who_may_see_everything_publishes() {
    let shop = Shop::new().await;
    let stores = BTreeSet::from(["Lyon".to_owned()]);
    let limited = Scope::Limited { stores, regions: BTreeSet::new(), brands: BTreeSet::new() };
    for (role, scope) in [(Role::Editor, Scope::All), (Role::Owner, limited)] {
        let mut ctx = shop.ctx.clone();
        (ctx.role, ctx.scope) = (role, scope);
        let error = shop.lake.publish(&ctx, 0).await.expect_err("refused");
        assert!(matches!(&error, LakeError::Refused(refusal) if refusal.code == "forbidden"), "{error}");
        assert!(!shop.path().join("lake/catalog.sqlite").exists());
    }
}
