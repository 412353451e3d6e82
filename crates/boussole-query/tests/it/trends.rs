use crate::world::{World, event, instant, orders, traits};
use expect_test::expect;
use serde_json::json;

/// Four people and nobody, around the change of clocks in Paris (30 March 2025).
async fn shop() -> World {
    let order = |person: &str, time: &str, props| event(person, "Order Completed", time, props);
    World::with(vec![
        traits("ann", "2025-03-01T00:00:00Z", json!({"country": "FR"})),
        traits("bob", "2025-03-01T00:00:00Z", json!({"country": "BE"})),
        order("ann", "2025-03-01T09:00:00Z", json!({"total": 10.10, "channel": "web", "currency": "EUR"})),
        order("ann", "2025-03-01T23:30:00Z", json!({"total": 20.05, "channel": "web", "currency": "EUR"})),
        order("bob", "2025-03-02T10:00:00Z", json!({"total": 5, "channel": "store", "currency": "EUR"})),
        order("", "2025-03-02T11:00:00Z", json!({"total": 7.5, "currency": "EUR"})),
        order("cat", "2025-03-04T12:00:00Z", json!({"total": "n/a", "channel": "app"})),
        event("ann", "Product Viewed", "2025-03-02T08:00:00Z", json!({"channel": "web"})),
        event("dan", "Product Viewed", "2025-03-03T08:00:00Z", json!({"channel": 7})),
    ])
    .await
}

#[tokio::test]
async fn days_are_those_of_the_zone() {
    let world = shop().await;
    let range = json!({"from": "2025-03-01", "to": "2025-03-05"});
    world
        .check(
            orders(json!({"range": range})),
            expect![[r#"
                bucket | orders | partial
                2025-03-01 | 2 | false
                2025-03-02 | 2 | false
                2025-03-03 | 0 | false
                2025-03-04 | 1 | false"#]],
        )
        .await;
    world
        .check(
            orders(json!({"range": range, "timezone": "Europe/Paris"})),
            expect![[r#"
                bucket | orders | partial
                2025-03-01 | 1 | false
                2025-03-02 | 3 | false
                2025-03-03 | 0 | false
                2025-03-04 | 1 | false"#]],
        )
        .await;
}

#[tokio::test]
async fn every_measure_counts_what_it_says() {
    let series =
        |name: &str, measure| json!({"name": name, "select": {"event": "Order Completed"}, "measure": measure});
    let world = shop().await;
    let question = json!({
        "kind": "trend",
        "range": {"from": "2025-03-01", "to": "2025-03-05"},
        "series": [
            series("events", json!("events")), series("people", json!("people")), series("sum", json!({"sum": "total"})),
            series("avg", json!({"avg": "total"})), series("min", json!({"min": "total"})),
            series("max", json!({"max": "total"})), series("p50", json!({"p50": "total"})),
            series("channels", json!({"distinct": "channel"})),
        ],
        "formula": "sum / events",
    });
    world
        .check(
            question,
            expect![[r#"
                bucket | events | people | sum | avg | min | max | p50 | channels | sum / events | partial
                2025-03-01 | 2 | 1 | 30.15 | 15.075 | 10.1 | 20.05 | 15.075 | 1 | 15.075 | false
                2025-03-02 | 2 | 1 | 12.50 | 6.25 | 5 | 7.5 | 6.25 | 1 | 6.25 | false
                2025-03-03 | 0 | 0 | 0.00 |  |  |  |  | 0 |  | false
                2025-03-04 | 1 | 1 | 0.00 |  |  |  |  | 1 | 0 | false
                ! series[2].measure: values that are not numbers were left out: 1
                ! series[3].measure: values that are not numbers were left out: 1
                ! series[4].measure: values that are not numbers were left out: 1
                ! series[5].measure: values that are not numbers were left out: 1
                ! series[6].measure: values that are not numbers were left out: 1"#]],
        )
        .await;
}

#[tokio::test]
async fn groups_are_ranked_and_the_rest_is_one() {
    let world = shop().await;
    let question = json!({
        "kind": "trend", "interval": "all", "range": {"from": "2025-03-01", "to": "2025-03-05"},
        "series": [
            {"name": "orders", "select": {"event": "Order Completed"}},
            {"name": "people", "select": {"any_event": true, "where": {"not": {"property": "x", "op": "set"}}}, "measure": "people"},
        ],
        "where": {"not": {"property": "hidden", "op": "set"}},
        "breakdown": [{"property": "channel"}],
    });
    world
        .check(
            question.clone(),
            expect![[r#"
                bucket | channel | orders | people | partial
                2025-03-01 | web | 2 | 1 | false
                2025-03-01 | app | 1 | 1 | false
                2025-03-01 | store | 1 | 1 | false
                2025-03-01 |  | 1 | 2 | false
                2025-03-01 | 7 | 0 | 1 | false
                ! no event of the selection carries `hidden`
                ! no event of the selection carries `x`"#]],
        )
        .await;
    let mut limited = question;
    limited["limit"] = json!(1);
    world
        .check(
            limited,
            expect![[r#"
                bucket | channel | orders | people | partial
                2025-03-01 | web | 2 | 1 | false
                2025-03-01 | other | 3 | 4 | false
                ! no event of the selection carries `hidden`
                ! no event of the selection carries `x`"#]],
        )
        .await;
}

#[tokio::test]
async fn a_trait_is_its_value_at_the_snapshot() {
    let world = shop().await;
    let question = orders(json!({
        "interval": "all",
        "range": {"from": "2025-03-01", "to": "2025-03-05"},
        "breakdown": [{"trait": "country"}, {"property": "channel"}],
    }));
    world
        .check(
            question,
            expect![[r#"
                bucket | trait:country | channel | orders | partial
                2025-03-01 | FR | web | 2 | false
                2025-03-01 | BE | store | 1 | false
                2025-03-01 |  | app | 1 | false
                2025-03-01 |  |  | 1 | false"#]],
        )
        .await;
}

#[tokio::test]
async fn an_earlier_time_is_a_second_set() {
    let world = shop().await;
    let question = orders(json!({
        "range": {"from": "2025-03-03", "to": "2025-03-05"},
        "breakdown": [{"property": "channel"}],
        "compare": {"previous": "period"},
    }));
    world
        .check(
            question,
            expect![[r#"
                period | bucket | channel | orders | partial
                current | 2025-03-03 | app | 0 | false
                current | 2025-03-03 | store | 0 | false
                current | 2025-03-03 | web | 0 | false
                current | 2025-03-03 |  | 0 | false
                current | 2025-03-04 | app | 1 | false
                current | 2025-03-04 | store | 0 | false
                current | 2025-03-04 | web | 0 | false
                current | 2025-03-04 |  | 0 | false
                previous | 2025-03-01 | app | 0 | false
                previous | 2025-03-01 | store | 0 | false
                previous | 2025-03-01 | web | 2 | false
                previous | 2025-03-01 |  | 0 | false
                previous | 2025-03-02 | app | 0 | false
                previous | 2025-03-02 | store | 1 | false
                previous | 2025-03-02 | web | 0 | false
                previous | 2025-03-02 |  | 1 | false"#]],
        )
        .await;
}

#[tokio::test]
async fn the_unfinished_bucket_is_partial() {
    let mut world = shop().await;
    world
        .check(
            orders(json!({"range": {"last": "1w"}, "interval": "week"})),
            expect![[r#"
                bucket | orders | partial
                2025-03-03 | 1 | true
                2025-03-10 | 0 | true"#]],
        )
        .await;
    // Years later the project's present is the end of its last day with events.
    world.now_ms = instant("2027-01-01T00:00:00Z");
    world
        .check(
            orders(json!({"range": {"last": "2d"}})),
            expect![[r#"
                bucket | orders | partial
                2025-03-03 | 0 | false
                2025-03-04 | 1 | false"#]],
        )
        .await;
}

#[tokio::test]
async fn amounts_of_several_currencies_have_no_sum() {
    let mut world = shop().await;
    world
        .accept(vec![event(
            "eve",
            "Order Completed",
            "2025-03-02T12:00:00Z",
            json!({"total": 1, "currency": "USD", "channel": "web", "weight": 3}),
        )])
        .await;
    let sum = |property: &str, fields: serde_json::Value| {
        let mut question = orders(fields);
        question["series"][0]["measure"] = json!({"sum": property});
        question["interval"] = json!("all");
        question["range"] = json!({"from": "2025-03-01", "to": "2025-03-05"});
        question
    };
    world
        .check_refused(
            sum("total", json!({})),
            expect!["mixed_currencies | series[0].measure: these amounts are in several currencies: EUR, USD | keep one currency with `where`, or break down by `currency`"],
        )
        .await;
    world
        .check(
            sum("total", json!({"breakdown": [{"property": "currency"}]})),
            expect![[r#"
                bucket | currency | orders | partial
                2025-03-01 | EUR | 42.65 | false
                2025-03-01 | USD | 1.00 | false
                2025-03-01 |  | 0.00 | false
                ! series[0].measure: values that are not numbers were left out: 1"#]],
        )
        .await;
    world
        .check(
            sum("weight", json!({})),
            expect![[r#"
                bucket | orders | partial
                2025-03-01 | 3 | false"#]],
        )
        .await;
    // An amount without currency is in the project's.
    world.accept(vec![event("fay", "Order Completed", "2025-03-02T12:00:00Z", json!({"total": 2}))]).await;
    world.settings.currency = Some("GBP".to_owned());
    let only_eur = json!({"not": {"property": "currency", "op": "=", "value": "USD"}});
    world
        .check_refused(
            sum("total", json!({"where": only_eur})),
            expect!["mixed_currencies | series[0].measure: these amounts are in several currencies: EUR, GBP | keep one currency with `where`, or break down by `currency`"],
        )
        .await;
}

#[tokio::test]
async fn the_answer_has_its_documented_form() {
    let world = shop().await;
    let mut answer = world.answer(orders(json!({"interval": "month"}))).await;
    answer["meta"]["elapsed_ms"] = json!(0);
    answer["meta"]["snapshot"] = json!("…");
    expect![[r#"
        {
          "kind": "trend",
          "meta": {
            "events_scanned": 5,
            "people_scanned": 3,
            "elapsed_ms": 0,
            "snapshot": "…",
            "timezone": "UTC",
            "range": {
              "from": "2025-03-01T00:00:00Z",
              "to": "2025-03-04T12:00:00.001Z"
            },
            "as_of": "2025-03-10T15:30:00Z",
            "warnings": []
          },
          "buckets": [
            "2025-03-01"
          ],
          "partial": [
            true
          ],
          "series": [
            {
              "name": "orders",
              "group": {},
              "values": [
                5
              ]
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&answer).expect("JSON"));
}

#[tokio::test]
async fn an_empty_project_has_an_empty_answer() {
    let world = World::empty().await;
    let question = json!({"kind": "trend", "series": [{"select": {"any_event": true}}]});
    world.check(question.clone(), expect!["bucket | A | partial"]).await;
    let mut ranged = question;
    ranged["range"] = json!({"last": "2d"});
    world
        .check(
            ranged,
            expect![[r#"
                bucket | A | partial
                2025-03-09 | 0 | false
                2025-03-10 | 0 | true"#]],
        )
        .await;
}

#[tokio::test]
async fn sealed_events_answer_the_same() {
    let world = shop().await;
    let question = orders(json!({"breakdown": [{"property": "channel"}], "interval": "day"}));
    let before = world.answer(question.clone()).await;
    world.store.seal(&world.ctx).await.expect("the store seals");
    let after = world.answer(question).await;
    assert_eq!(before["series"], after["series"]);
}
