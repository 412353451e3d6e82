use crate::shop::{Shop, by, event, order, said};
use boussole_events::IdentifierKind::{Anonymous, Email, Phone, User};
use expect_test::expect;
use serde_json::json;

async fn shop() -> Shop {
    Shop::with(vec![
        order("c1", "o1", 50, "100.10"),
        order("c1", "o2", 40, "23.30"),
        said(
            "c1",
            39,
            json!({"name": "Élodie Cœur", "email": "elodie@x.fr", "city": "Lyon", "country": "FR", "zip": 1}),
        ),
        said("c2", 30, json!({"first_name": "Zoé", "last_name": "Abel"})),
        order("c3", "o3", 20, "5"),
        by(&[(Anonymous, "web-1")], "Page Viewed", 10, json!({})),
        by(&[(Email, "Bob@Y.fr"), (Phone, "+33 1")], "Page Viewed", 5, json!({})),
        event("", "Page Viewed", 1, json!({})),
    ])
    .await
}

#[tokio::test]
async fn a_list_has_what_a_line_shows() {
    let page = shop().await.json("/api/v1/people?search=elodie&limit=1").await;
    expect![[r#"
        {
          "items": [
            {
              "id": "p1",
              "name": "Élodie Cœur",
              "email": "elodie@x.fr",
              "identifier": "c1",
              "kind": "customer",
              "country": "FR",
              "city": "Lyon",
              "n_orders": 2,
              "revenue": {
                "amount": "123.40",
                "currency": "BRL"
              },
              "first_seen_ms": 1699820000000,
              "last_seen_ms": 1699859600000,
              "n_events": 3
            }
          ],
          "total": 1,
          "counts": {
            "visitor": 0,
            "prospect": 0,
            "customer": 1
          },
          "next_cursor": null,
          "as_of_ms": 1700000000000
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&page).expect("text"));
}

#[tokio::test]
async fn a_search_ignores_case_and_accents_and_finds_every_identifier() {
    let shop = shop().await;
    for (search, found) in [
        ("", "bob@y.fr, web-1, c3, Zoé Abel, Élodie Cœur"),
        ("ELODIE+coeur", "Élodie Cœur"),
        ("%C3%A9lodie", "Élodie Cœur"),
        ("abel", "Zoé Abel"),
        ("x.fr", "Élodie Cœur"),
        ("BOB@", "bob@y.fr"),
        ("%2B33", "bob@y.fr"),
        ("web-", "web-1"),
        ("p1", "Élodie Cœur"),
        ("lyon", ""),
        // No search spans the name and what stands beside it.
        ("coeurelodie", ""),
    ] {
        assert_eq!(shop.names(&format!("/api/v1/people?search={search}")).await, found, "{search}");
    }
}

#[tokio::test]
async fn a_list_is_sorted_in_both_directions() {
    let shop = shop().await;
    for (sort, found) in [
        ("last_seen", "Élodie Cœur, Zoé Abel, c3, web-1, bob@y.fr"),
        ("-last_seen", "bob@y.fr, web-1, c3, Zoé Abel, Élodie Cœur"),
        ("first_seen", "Élodie Cœur, Zoé Abel, c3, web-1, bob@y.fr"),
        ("-first_seen", "bob@y.fr, web-1, c3, Zoé Abel, Élodie Cœur"),
        // Who has no name, or no revenue, is last in both directions; ties are in the order of keys.
        ("name", "Élodie Cœur, Zoé Abel, c3, bob@y.fr, web-1"),
        ("-name", "Zoé Abel, Élodie Cœur, c3, bob@y.fr, web-1"),
        ("orders", "Zoé Abel, bob@y.fr, web-1, c3, Élodie Cœur"),
        ("-orders", "Élodie Cœur, c3, Zoé Abel, bob@y.fr, web-1"),
        ("revenue", "c3, Élodie Cœur, Zoé Abel, bob@y.fr, web-1"),
        ("-revenue", "Élodie Cœur, c3, Zoé Abel, bob@y.fr, web-1"),
    ] {
        assert_eq!(shop.names(&format!("/api/v1/people?sort={sort}")).await, found, "{sort}");
    }
}

#[tokio::test]
async fn a_list_follows_what_happens() {
    let shop = shop().await;
    assert_eq!(shop.names("/api/v1/people?search=anna").await, "");
    shop.accept(vec![said("c4", 0, json!({"name": "Anna"}))]).await;
    assert_eq!(shop.names("/api/v1/people?search=anna").await, "Anna");
    shop.accept(vec![said("c4", -1, json!({"name": "Ann"}))]).await;
    assert_eq!(shop.names("/api/v1/people?search=ann").await, "Ann");
    assert_eq!(shop.names("/api/v1/people?search=anna").await, "");
}

#[tokio::test]
async fn an_old_project_is_told_from_the_end_of_its_last_day() {
    let shop = Shop::with(vec![event("c1", "Page Viewed", 24 * 365, json!({}))]).await;
    // 2022-11-14T22:13:20Z is the evening of the 14th in São Paulo, whose day ends at 03:00Z.
    assert_eq!(shop.json("/api/v1/people").await["as_of_ms"], json!(1_668_481_200_000_i64));
}

#[tokio::test]
async fn the_first_address_stands_in_for_one_that_was_never_said() {
    let both = by(&[(User, "c1"), (Email, "b@x.fr"), (Email, "a@x.fr")], "Page Viewed", 2, json!({}));
    let shop = Shop::with(vec![both]).await;
    assert_eq!(shop.json("/api/v1/people").await["items"][0]["email"], "a@x.fr");
    shop.accept(vec![said("c1", 1, json!({"email": "c@x.fr", "name": "  ", "city": ["Lyon"]}))]).await;
    let item = &shop.json("/api/v1/people").await["items"][0];
    assert_eq!((&item["email"], &item["name"], &item["city"]), (&json!("c@x.fr"), &json!(null), &json!(null)));
}

#[tokio::test]
async fn whom_only_an_undone_import_brought_is_not_listed_and_not_found() {
    let shop = shop().await;
    let before = shop.json("/api/v1/people").await;
    shop.import(
        2,
        vec![order("late", "o9", 1, "7"), order("c3", "o10", 1, "1"), said("c3", 1, json!({"name": "Cleo"}))],
    )
    .await;
    assert_eq!(shop.names("/api/v1/people?search=late").await, "late");
    let id = shop.json("/api/v1/people?search=late").await["items"][0]["id"].as_str().expect("a key").to_owned();
    shop.undo(2).await;
    assert_eq!(shop.json("/api/v1/people").await, before);
    assert_eq!(shop.ask(&format!("/api/v1/people/{id}")).await.status, 404);
}
