//! The routes, as an owner sees them.

use crate::world::{NOW_MS, World};
use axum::http::{Method, StatusCode};
use boussole_events::{Batch, Incoming, Origin};
use expect_test::expect;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_made_listed_changed_and_counted() {
    let world = World::new().await;
    let (status, none) = world.call(Method::GET, "/api/v1/sources", "").await;
    assert_eq!((status, none), (StatusCode::OK, json!({"items": []})));
    let body = r#"{"name": " Shop ", "channel": "server"}"#;
    let (status, made) = world.call(Method::POST, "/api/v1/sources", body).await;
    assert_eq!(status, StatusCode::CREATED);
    let (status, secret) = world.call(Method::POST, "/api/v1/sources/shop/secret-keys", "").await;
    assert_eq!(status, StatusCode::CREATED);
    let key = secret["key"].as_str().unwrap();
    assert!(world.sources.find_by_key(key).unwrap().is_trusted);

    let item = |id: &str, event: &str| Incoming {
        event: event.to_owned(),
        time_ms: NOW_MS,
        message_id: Some(id.to_owned()),
        ..Incoming::default()
    };
    let items = vec![item("1", "A"), item("1", "A"), item("2", "")];
    let batch = Batch::new("server:shop", Origin::Live { is_trusted: false }, items);
    world.store.accept(&world.ctx, batch).await.unwrap();
    let (status, changed) =
        world.call(Method::PATCH, "/api/v1/sources/shop", r#"{"name": "Magasin", "disabled": true}"#).await;
    assert_eq!(status, StatusCode::OK);
    let (_, list) = world.call(Method::GET, "/api/v1/sources", "").await;
    assert_eq!(list, json!({"items": [changed]}));
    assert!(!list.to_string().contains(&key[3..]));

    let mut shown = changed;
    assert_eq!(shown["write_key"], made["write_key"]);
    assert_eq!(shown["secret_keys"][0]["id"], secret["id"]);
    for secret in ["/write_key", "/secret_keys/0/id", "/secret_keys/0/end"] {
        *shown.pointer_mut(secret).unwrap() = json!("drawn");
    }
    expect![[r#"{"id":"shop","name":"Magasin","channel":"server","event_source":"server:shop","write_key":"drawn","created_ms":1700000000000,"disabled_ms":1700000000000,"secret_keys":[{"id":"drawn","end":"drawn","created_ms":1700000000000}],"counts":{"accepted":1,"duplicate":1,"conflict":0,"quarantined":0,"refused":1,"without_id":0,"quarantined_reasons":{},"refused_reasons":{"missing":1}},"last_received_ms":1700000000000}"#]]
    .assert_eq(&shown.to_string());

    let path = format!("/api/v1/sources/shop/secret-keys/{}", secret["id"].as_str().unwrap());
    assert_eq!(world.call(Method::DELETE, &path, "").await.0, StatusCode::NO_CONTENT);
    assert_eq!(world.call(Method::DELETE, &path, "").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_by_its_field() {
    let world = World::new().await;
    world.source("Shop").await;
    for (method, path, body, expected) in [
        (Method::POST, "", r#"{"name": "", "channel": "web"}"#, "400 invalid_name name"),
        (Method::POST, "", r#"{"name": "B", "channel": "tv"}"#, "400 unknown_channel channel"),
        (Method::POST, "", r#"{"channel": "web"}"#, "400 invalid_body name"),
        (Method::POST, "", r#"{"name": "B", "channel": "web", "write_key": "wk_mine"}"#, "400 invalid_body write_key"),
        (Method::POST, "", r#"{"name": "Shop", "channel": "web"}"#, "400 name_taken name"),
        (Method::POST, "", "", "400 invalid_body "),
        (Method::PATCH, "/none", "{}", "404 unknown_source id"),
        (Method::POST, "/none/secret-keys", "", "404 unknown_source id"),
        (Method::DELETE, "/shop/secret-keys/none", "", "404 unknown_secret_key key_id"),
    ] {
        let (status, answer) = world.call(method, &format!("/api/v1/sources{path}"), body).await;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(format!("{} {} {}", status.as_u16(), text("code"), text("field")), expected, "{path} {body}");
    }
}
