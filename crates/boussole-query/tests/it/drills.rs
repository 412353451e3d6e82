//! Whoever was counted can be listed: the list is as long as the number says.

use crate::world::{World, event, object, traits};
use boussole_query::{Kept, QueryError, ask_kept, people};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// A shop with visits, baskets, orders and answers of five people over two weeks.
async fn shop() -> World {
    let mut events = vec![
        traits("p1", "2025-03-01T08:00:00Z", json!({"country": "FR", "name": "Ann"})),
        traits("p2", "2025-03-01T08:00:00Z", json!({"country": "BE"})),
    ];
    for (person, name, time, channel) in [
        ("p1", "Product Viewed", "2025-03-01T09:00:00Z", "web"),
        ("p1", "Product Added", "2025-03-01T09:05:00Z", "web"),
        ("p1", "Order Completed", "2025-03-01T09:10:00Z", "web"),
        ("p2", "Product Viewed", "2025-03-02T09:00:00Z", "app"),
        ("p2", "Product Added", "2025-03-02T09:01:00Z", "app"),
        ("p3", "Product Viewed", "2025-03-03T09:00:00Z", "web"),
        ("p3", "Product Viewed", "2025-03-10T09:00:00Z", "web"),
        ("p4", "Product Viewed", "2025-03-04T09:00:00Z", "web"),
        ("p4", "Order Completed", "2025-03-04T09:20:00Z", "web"),
        ("p4", "Order Completed", "2025-03-08T09:20:00Z", "store"),
        ("p5", "Order Completed", "2025-03-05T12:00:00Z", "store"),
    ] {
        events.push(event(person, name, time, json!({"channel": channel, "revenue": 10, "score": 9})));
    }
    // Nobody's order is counted in events, and is in no list.
    events.push(event("", "Order Completed", "2025-03-05T13:00:00Z", json!({"channel": "store", "revenue": 5})));
    World::with(events).await
}

async fn ask(world: &World, question: &Value) -> (Kept, Value) {
    let snapshot = world.store.snapshot(&world.ctx).expect("a snapshot");
    let kept = Kept::new(snapshot, world.settings.clone(), question.clone(), world.now_ms);
    let answer = ask_kept(&world.store, &world.ctx, &kept).await;
    let answer = answer.unwrap_or_else(|error| panic!("{question}: {error}"));
    (kept, serde_json::to_value(&answer).expect("an answer is JSON"))
}

async fn list(world: &World, kept: &Kept, request: &Value) -> Result<Value, QueryError> {
    let find = |id: &str| (id == kept.id()).then(|| kept.clone());
    let answer = people(&world.store, &world.ctx, request, find).await?;
    Ok(serde_json::to_value(&answer).expect("an answer is JSON"))
}

/// Checks that the list behind a number has as many people as the number says, each once.
async fn check(world: &World, kept: &Kept, drill: &Value, at: Value, counted: &Value) {
    let request = json!({"drill": drill, "at": at});
    let answer = list(world, kept, &request).await.unwrap_or_else(|error| panic!("{request}: {error}"));
    assert_eq!(&answer["count"], counted, "{request}");
    let people = answer["people"].as_array().expect("a list");
    assert_eq!(&json!(people.len()), counted, "{request}: {answer}");
}

fn funnel(fields: Value) -> Value {
    let mut question = json!({
        "kind": "funnel", "window": "7d",
        "steps": [{"event": "Product Viewed"}, {"event": "Product Added"}, {"event": "Order Completed"}],
    });
    for (key, value) in object(fields) {
        question[key] = value;
    }
    question
}

#[tokio::test]
async fn the_steps_of_a_funnel_have_people() {
    let world = shop().await;
    for fields in [
        json!({}),
        json!({"optional": [2]}),
        json!({"breakdown": [{"property": "channel"}]}),
        json!({"breakdown": [{"trait": "country"}], "limit": 1}),
        json!({"breakdown": [{"property": "channel"}], "credit": "every_step"}),
        json!({"trend": "day"}),
    ] {
        let (kept, answer) = ask(&world, &funnel(fields)).await;
        for group in answer["groups"].as_array().expect("groups") {
            let steps = group["steps"].as_array().expect("steps");
            check(&world, &kept, &group["drill"], json!({}), &steps[0]["people"]).await;
            for step in steps {
                check(&world, &kept, &group["drill"], json!({"step": step["step"]}), &step["people"]).await;
            }
            let people = |step: usize| steps[step]["people"].as_u64().expect("a number");
            let before = if steps[1]["optional"] == true { people(0) } else { people(1) };
            let dropped = json!({"step": 3, "outcome": "dropped"});
            check(&world, &kept, &group["drill"], dropped, &json!(before - people(2))).await;
            for (bucket, steps) in group["trend"].as_array().into_iter().flatten().enumerate() {
                let at = json!({"step": 2, "bucket": answer["buckets"][bucket]});
                check(&world, &kept, &group["drill"], at, &steps[1]["people"]).await;
            }
        }
    }
}

#[tokio::test]
async fn cohorts_paths_sessions_and_bins_have_people() {
    let world = shop().await;
    let retention = json!({
        "kind": "retention", "start": {"event": "Product Viewed"}, "return": {"any_event": true}, "interval": "day",
        "cohort": "every", "breakdown": [{"property": "channel"}], "mode": "on_or_after",
    });
    let (kept, answer) = ask(&world, &retention).await;
    for cohort in answer["cohorts"].as_array().expect("cohorts").iter().filter(|cohort| cohort["people"] != 0) {
        check(&world, &kept, &cohort["drill"], json!({}), &cohort["people"]).await;
        for (period, returned) in cohort["returned"].as_array().expect("a list").iter().enumerate() {
            check(&world, &kept, &cohort["drill"], json!({"period": period}), returned).await;
        }
    }
    let (kept, answer) = ask(&world, &json!({"kind": "paths", "length": 2})).await;
    for path in answer["paths"].as_array().expect("paths") {
        check(&world, &kept, &path["drill"], json!({}), &path["people"]).await;
    }
    let sessions = json!({"kind": "sessions", "interval": "week", "breakdown": [{"property": "channel"}]});
    let (kept, answer) = ask(&world, &sessions).await;
    for group in answer["groups"].as_array().expect("groups") {
        for (bucket, value) in group["values"].as_array().expect("values").iter().enumerate() {
            let at = json!({"bucket": answer["buckets"][bucket]});
            check(&world, &kept, &group["drill"], at, &value["people"]).await;
        }
    }
    let select = json!({"event": "Order Completed"});
    let histogram = json!({"kind": "histogram", "select": select, "property": "revenue", "bins": [0, 8, 20]});
    let (kept, answer) = ask(&world, &histogram).await;
    for bin in answer["bins"].as_array().expect("bins") {
        check(&world, &kept, &bin["drill"], json!({}), &bin["people"]).await;
    }
}

#[tokio::test]
async fn trends_scores_and_rates_have_people() {
    let world = shop().await;
    let trend = json!({
        "kind": "trend", "interval": "day", "breakdown": [{"property": "channel"}], "limit": 1,
        "series": [
            {"name": "visitors", "select": {"event": "Product Viewed"}, "measure": "people"},
            {"name": "customers", "select": {"event": "Order Completed"}, "measure": "people"},
        ],
        "compare": {"previous": "period"},
    });
    let (kept, answer) = ask(&world, &trend).await;
    for series in answer["series"].as_array().expect("series") {
        for (bucket, value) in series["values"].as_array().expect("values").iter().enumerate() {
            check(&world, &kept, &series["drill"], json!({"bucket": answer["buckets"][bucket]}), value).await;
        }
    }
    assert_eq!(answer["compare"]["series"][0].get("drill"), None, "of an earlier time nobody is listed");
    let select = json!({"event": "Order Completed"});
    let score = json!({"kind": "score", "score": "nps", "select": select, "property": "score", "interval": "all"});
    let (kept, answer) = ask(&world, &score).await;
    check(&world, &kept, &answer["groups"][0]["drill"], json!({}), &json!(3)).await;
    for fields in [
        json!({"rate": "churn", "within": "2d"}),
        json!({"rate": "retention", "within": "4d"}),
        json!({"rate": "repeat_purchase", "within": "4d"}),
        json!({"rate": "conversion"}),
        json!({"rate": "cart_abandonment", "within": "2d"}),
    ] {
        let mut question = json!({"kind": "rate", "interval": "week"});
        object(fields).into_iter().for_each(|(key, value)| question[key] = value);
        let (kept, answer) = ask(&world, &question).await;
        let group = &answer["groups"][0];
        for (bucket, value) in group["values"].as_array().expect("values").iter().enumerate() {
            let at = |outcome: &str| json!({"bucket": answer["buckets"][bucket], "outcome": outcome});
            let number = |field: &str| value[field].as_u64().expect("a number");
            let missed = number("denominator") - number("numerator");
            check(&world, &kept, &group["drill"], at("numerator"), &value["numerator"]).await;
            check(&world, &kept, &group["drill"], at("denominator"), &value["denominator"]).await;
            check(&world, &kept, &group["drill"], at("missed"), &json!(missed)).await;
        }
    }
}

#[tokio::test]
async fn a_list_has_pages_and_columns() {
    let world = shop().await;
    let (kept, answer) = ask(&world, &funnel(json!({"where": {"property": "channel", "op": "set"}}))).await;
    let drill = &answer["groups"][0]["drill"];
    let mut request = json!({"drill": drill, "columns": ["trait:name", "events", "revenue"], "limit": 3});
    let first = list(&world, &kept, &request).await.expect("a page");
    expect![[r#"[{"person":"p1","trait:name":"Ann","events":3,"revenue":"10"},{"person":"p2","trait:name":null,"events":2,"revenue":null},{"person":"p3","trait:name":null,"events":2,"revenue":null}]"#]].assert_eq(&first["people"].to_string());
    request["cursor"] = first["cursor"].clone();
    let second = list(&world, &kept, &request).await.expect("a page");
    assert_eq!((&second["count"], second["people"].as_array().map(Vec::len)), (&json!(4), Some(1)));
    assert_eq!(second["cursor"], Value::Null);
}

#[tokio::test]
async fn a_state_is_read_as_it_was_kept() {
    let world = shop().await;
    let (kept, answer) = ask(&world, &funnel(json!({}))).await;
    world.accept(vec![event("late", "Product Viewed", "2025-03-02T09:00:00Z", json!({}))]).await;
    check(&world, &kept, &answer["groups"][0]["drill"], json!({}), &json!(4)).await;
}

async fn check_refused(mut request: Value, expected: Expect) {
    let world = shop().await;
    let (kept, answer) = ask(&world, &funnel(json!({"trend": "day"}))).await;
    if request["drill"] == "token" {
        request["drill"] = answer["groups"][0]["drill"].clone();
    }
    match list(&world, &kept, &request).await {
        Err(QueryError::Refused(refusal)) => {
            let hint = refusal.hint.as_deref().unwrap_or_default();
            expected.assert_eq(&format!("{} | {refusal} | {hint}", refusal.code));
        }
        other => panic!("{request} must be refused: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    check_refused(json!({}), expect!["missing_field | drill: this field is missing | "]).await;
    check_refused(
        json!({"drill": "abc"}),
        expect!["invalid_drill | drill: this is not a token | take the `drill` of a group of an answer"],
    )
    .await;
    check_refused(
        json!({"drill": "0123456789abcdef.0.0"}),
        expect!["snapshot_gone | drill: what was answered is kept no more | ask the question again"],
    )
    .await;
    check_refused(
        json!({"drill": "token", "at": {"period": 1}}),
        expect!["unknown_field | at.period: there is no field `period` here | known here: step, outcome, bucket"],
    )
    .await;
    check_refused(
        json!({"drill": "token", "at": {"step": 4}}),
        expect!["out_of_bounds | at.step: this number is out of bounds | write a whole number from 1 to 3"],
    )
    .await;
    check_refused(
        json!({"drill": "token", "at": {"step": 2, "outcome": "lost"}}),
        expect!["unknown_outcome | at.outcome: there is no outcome `lost` | use one of reached, dropped"],
    )
    .await;
    check_refused(
        json!({"drill": "token", "at": {"bucket": "2024-01-01"}}),
        expect![
            "unknown_bucket | at.bucket: the answer has no bucket `2024-01-01` | write a bucket as the answer names it"
        ],
    )
    .await;
    check_refused(json!({"drill": "token", "columns": ["age"]}), expect!["unknown_column | columns[0]: there is no column `age` | use `trait:NAME`, `events`, `first_event`, `last_event` or `revenue`"]).await;
    check_refused(
        json!({"drill": "token", "cursor": "42"}),
        expect!["invalid_cursor | cursor: this is no place in the list | write the `cursor` of an answer"],
    )
    .await;
    check_refused(
        json!({"drill": "token", "limit": 0}),
        expect!["out_of_bounds | limit: this number is out of bounds | write a whole number from 1 to 1000"],
    )
    .await;
}
