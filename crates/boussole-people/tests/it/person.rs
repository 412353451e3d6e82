use crate::shop::{Shop, by, event, order, said};
use boussole_events::IdentifierKind::{Anonymous, Email, User};
use expect_test::expect;
use serde_json::json;

#[tokio::test]
async fn one_person_has_all_that_is_known() {
    let shop = Shop::with(vec![
        by(&[(Anonymous, "web-1")], "Page Viewed", 50, json!({})),
        by(&[(Anonymous, "web-1"), (Email, "ann@x.fr"), (User, "c1")], "Page Viewed", 40, json!({})),
        said("c1", 30, json!({"name": "Ann", "size": 38.50, "gone": "x"})),
        said("c1", 20, json!({"name": "Anne", "gone": null})),
        said("c1", 35, json!({"name": "too old"})),
        order("c1", "o1", 15, "10.00"),
        order("c1", "o2", 10, "5.01"),
        event("c1", "Order Refunded", 5, json!({"order_id": "o1", "revenue": 1})),
    ])
    .await;
    let person = shop.json("/api/v1/people/p1").await;
    expect![[r#"
        {
          "id": "p1",
          "name": "Anne",
          "email": "ann@x.fr",
          "identifier": "c1",
          "kind": "customer",
          "country": null,
          "city": null,
          "n_orders": 2,
          "revenue": {
            "amount": "14.01",
            "currency": "BRL"
          },
          "first_seen_ms": 1699820000000,
          "last_seen_ms": 1699982000000,
          "n_events": 8,
          "identifiers": [
            {
              "kind": "user_id",
              "value": "c1"
            },
            {
              "kind": "email",
              "value": "ann@x.fr"
            },
            {
              "kind": "anonymous_id",
              "value": "web-1"
            }
          ],
          "traits": [
            {
              "name": "name",
              "value": "Anne",
              "updated_ms": 1699928000000
            },
            {
              "name": "size",
              "value": 38.5,
              "updated_ms": 1699892000000
            }
          ],
          "last_order_ms": 1699964000000,
          "average_order": {
            "amount": "7.01",
            "currency": "BRL"
          },
          "event_names": [
            {
              "name": "Identified",
              "n": 3
            },
            {
              "name": "Order Completed",
              "n": 2
            },
            {
              "name": "Page Viewed",
              "n": 2
            },
            {
              "name": "Order Refunded",
              "n": 1
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&person).expect("text"));
}

#[tokio::test]
async fn the_key_of_a_person_who_was_merged_finds_the_present_one() {
    let shop =
        Shop::with(vec![order("c1", "o1", 50, "1"), by(&[(Anonymous, "web-1")], "Page Viewed", 40, json!({}))]).await;
    assert_eq!(shop.json("/api/v1/people/p2").await["kind"], "visitor");
    shop.accept(vec![by(&[(User, "c1"), (Anonymous, "web-1")], "Signed In", 30, json!({}))]).await;
    for id in ["p1", "p2"] {
        let person = shop.json(&format!("/api/v1/people/{id}")).await;
        assert_eq!(
            (&person["id"], &person["n_events"], &person["kind"]),
            (&json!("p1"), &json!(3), &json!("customer"))
        );
        let timeline = shop.json(&format!("/api/v1/people/{id}/timeline")).await;
        assert_eq!(timeline["events"].as_array().map(Vec::len), Some(3), "{id}");
    }
    assert_eq!(shop.names("/api/v1/people").await, "c1");
}

#[tokio::test]
async fn who_never_ordered_has_no_average() {
    let refund = event("c1", "Order Refunded", 5, json!({"revenue": 1}));
    let person = Shop::with(vec![refund]).await.json("/api/v1/people/p1").await;
    assert_eq!((&person["average_order"], &person["last_order_ms"]), (&json!(null), &json!(null)));
    assert_eq!(person["revenue"]["amount"], "-1");
}
