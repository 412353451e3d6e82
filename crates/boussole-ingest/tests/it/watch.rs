//! What members see of what comes in.

use crate::world::World;
use axum::http::StatusCode;
use boussole_core::Scope;
use expect_test::expect;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn members_see_what_arrives_and_what_became_of_it() {
    let world = World::new().await;
    let body = json!({"batch": [
        {"type": "track", "userId": "u", "anonymousId": "a", "event": "A", "messageId": "1", "properties": {"store": "Lyon"}},
        {"type": "page", "anonymousId": "b", "messageId": "2", "timestamp": "2019-01-01T00:00:00Z", "properties": {"store": "Namur"}},
        {"type": "track", "event": "A", "messageId": "3"},
    ]});
    world.post("/v1/batch", &body.to_string()).await;
    world.post("/v1/track", "{").await;
    let (status, page) = world.get(&world.ctx, "/api/v1/live-events").await;
    assert_eq!(status, StatusCode::OK);
    let lines: String = page["items"].as_array().unwrap().iter().map(|line| format!("{line}\n")).collect();
    expect![[r#"
        {"received_ms":1700000000000,"source":{"id":"shop","name":"Shop"},"type":"track","event":null,"message_id":null,"identifiers":[],"outcome":"refused","code":"invalid_json","message":"not JSON at line 1, column 1","field":"body","hint":null,"person":null}
        {"received_ms":1700000000000,"source":{"id":"shop","name":"Shop"},"type":"track","event":null,"message_id":"3","identifiers":[],"outcome":"refused","code":"missing_user","message":"nobody is named","field":"userId","hint":"send a userId or an anonymousId","person":null}
        {"received_ms":1700000000000,"source":{"id":"shop","name":"Shop"},"type":"page","event":"Page Viewed","message_id":"2","identifiers":[{"kind":"anonymous_id","value":"b"}],"outcome":"quarantined","code":"time_too_old","message":"set aside: too long ago for a live event","field":"timestamp","hint":"import it instead","person":null}
        {"received_ms":1700000000000,"source":{"id":"shop","name":"Shop"},"type":"track","event":"A","message_id":"1","identifiers":[{"kind":"user_id","value":"u"},{"kind":"anonymous_id","value":"a"}],"outcome":"accepted","code":null,"message":null,"field":null,"hint":null,"person":"p1"}
    "#]].assert_eq(&lines);
    assert_eq!(page["skipped"], false);

    let cursor = page["cursor"].as_str().unwrap();
    let ask = async |query: &str| world.get(&world.ctx, &format!("/api/v1/live-events?{query}")).await.1;
    assert_eq!(ask(&format!("after={cursor}")).await["items"], json!([]));
    world.post("/v1/track", r#"{"userId": "u", "event": "B", "messageId": "4"}"#).await;
    assert_eq!(ask(&format!("after={cursor}")).await["items"][0]["event"], "B");
    assert_eq!(ask("outcome=quarantined").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(ask("source=shop&limit=2").await["items"].as_array().unwrap().len(), 2);
    assert_eq!(ask("source=app").await["items"], json!([]));
    for (query, code) in [
        ("limit=0", "out_of_bounds"),
        ("limit=201", "out_of_bounds"),
        ("limit=x", "invalid_query"),
        ("who=me", "invalid_query"),
        ("outcome=lost", "unknown_outcome"),
        ("after=x", "invalid_cursor"),
    ] {
        assert_eq!(ask(query).await["code"], code, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quarantine_is_listed_newest_first() {
    let world = World::new().await;
    for n in 0..5 {
        let body =
            json!({"userId": "u", "event": "A", "messageId": n.to_string(), "timestamp": "2019-01-01T00:00:00Z"});
        world.clock.set(crate::world::NOW_MS + n);
        world.post("/v1/track", &body.to_string()).await;
    }
    let (_, first) = world.get(&world.ctx, "/api/v1/quarantine?limit=3").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let (_, last) = world.get(&world.ctx, &format!("/api/v1/quarantine?limit=3&cursor={cursor}")).await;
    assert_eq!(last["next_cursor"], json!(null));
    let items = [&first, &last].map(|page| page["items"].as_array().unwrap().clone()).concat();
    let times: Vec<i64> =
        items.iter().map(|item| item["received_ms"].as_i64().unwrap() - crate::world::NOW_MS).collect();
    assert_eq!(times, [4, 3, 2, 1, 0]);
    let mut item = items[0].clone();
    item["key"] = "drawn".into();
    expect![[r#"{"key":"drawn","source":"web:shop","reason":"time_too_old","received_ms":1700000000004,"item":{"event":"A","time_ms":1546300800000,"identifiers":{"user_id":"u"},"properties":{},"traits":{}}}"#]].assert_eq(&item.to_string());
    let (status, refused) = world.get(&world.ctx, "/api/v1/quarantine?cursor=x").await;
    assert_eq!((status, &refused["code"]), (StatusCode::BAD_REQUEST, &json!("invalid_cursor")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limited_member_sees_only_their_stores() {
    let world = World::new().await;
    let mut lyon = world.ctx.clone();
    lyon.scope = Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() };
    for (store, timestamp) in
        [("Lyon", "2023-11-14"), ("Namur", "2023-11-14"), ("Lyon", "2019-01-01"), ("Namur", "2019-01-01")]
    {
        let body = json!({"userId": "u", "event": "A", "properties": {"store": store}, "timestamp": timestamp});
        world.post("/v1/track", &body.to_string()).await;
    }
    world.post("/v1/track", r#"{"event": "A", "properties": {"store": "Lyon"}}"#).await;
    let n = async |ctx, path| world.get(ctx, path).await.1["items"].as_array().unwrap().len();
    assert_eq!((n(&world.ctx, "/api/v1/live-events").await, n(&lyon, "/api/v1/live-events").await), (5, 2));
    assert_eq!((n(&world.ctx, "/api/v1/quarantine").await, n(&lyon, "/api/v1/quarantine").await), (2, 1));
    assert_eq!(world.counts().await, "accepted 2, quarantined time_too_old 2, refused missing_user 1, without_id 2");
}
