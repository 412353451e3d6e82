//! What a sender is answered, and what is stored and counted.

use crate::world::World;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use expect_test::expect;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write;

fn basic(key: &str) -> String {
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{key}:")))
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_takes_its_call_with_the_key_in_any_of_its_places() {
    let world = World::new().await;
    let mut n = 0;
    for path in ["identify", "track", "page", "screen", "group", "alias", "i", "t", "p", "s", "g", "a"] {
        for place in ["basic", "bearer", "body"] {
            n += 1;
            let mut body =
                json!({"userId": "u", "event": "A", "groupId": "g", "previousId": "a", "messageId": format!("m{n}")});
            let header = match place {
                "basic" => basic(&world.write_key),
                "bearer" => format!("Bearer {}", world.write_key),
                _ => {
                    body["writeKey"] = world.write_key.clone().into();
                    "Bearer of-another-system".to_owned()
                }
            };
            let headers = [("authorization", header.as_str()), ("content-type", "text/plain")];
            let (status, _, answer) = world.send(&format!("/v1/{path}"), &headers, body.to_string()).await;
            assert_eq!((status, &answer["accepted"]), (StatusCode::OK, &json!(1)), "{path} {place}: {answer}");
        }
    }
    assert_eq!(world.counts().await, "accepted 36");
    assert_eq!(world.n_stored().0, 36);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_answered_item_by_item() {
    let world = World::new().await;
    let track = |id: &str, event: &str| json!({"type": "track", "userId": "u", "event": event, "messageId": id});
    let mut old = track("old", "A");
    old["timestamp"] = "2019-01-01T00:00:00Z".into();
    let body = json!({"batch": [track("1", "A"), track("1", "A"), track("1", "B"), old, {"type": "track", "event": "A", "messageId": "nobody"}, 5]});
    let (status, answer) = world.post("/v1/batch", &body.to_string()).await;
    assert_eq!(status, StatusCode::OK);
    let lines: String = answer["results"].as_array().unwrap().iter().map(|line| format!("{line}\n")).collect();
    expect![[r#"
        {"messageId":"1","result":"accepted"}
        {"messageId":"1","result":"duplicate"}
        {"messageId":"1","result":"conflict","code":"conflict","message":"this messageId was sent before with other content","field":"messageId","hint":"give every event an id of its own"}
        {"messageId":"old","result":"quarantined","code":"time_too_old","message":"set aside: too long ago for a live event","field":"timestamp","hint":"import it instead"}
        {"messageId":"nobody","result":"refused","code":"missing_user","message":"nobody is named","field":"userId","hint":"send a userId or an anonymousId"}
        {"messageId":null,"result":"refused","code":"invalid_type","message":"this must be a JSON object","field":"message"}
    "#]].assert_eq(&lines);
    assert_eq!((&answer["success"], &answer["accepted"]), (&json!(true), &json!(1)));
    assert_eq!(
        world.counts().await,
        "accepted 1, conflict 1, duplicate 1, quarantined time_too_old 1, refused invalid_type 1, refused missing_user 1"
    );
    let world = world.restart().await;
    let (_, again) = world.post("/v1/batch", &json!({"batch": [track("1", "A")]}).to_string()).await;
    assert_eq!(again["results"][0]["result"], "duplicate");
    assert_eq!(world.post("/v1/batch", r#"{"batch": []}"#).await.1["results"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_request_is_said_and_counted() {
    let world = World::new().await;
    let deep = format!(r#"{{"userId": "u", "event": "A", "properties": {}1{}}}"#, "[".repeat(1_000), "]".repeat(1_000));
    let large = format!(r#"{{"userId": "u", "event": "A", "properties": {{"x": "{}"}}}}"#, "x".repeat(33_000));
    let huge = format!(r#"{{"batch": [5], "x": "{}"}}"#, "x".repeat(600_000));
    let many = format!(r#"{{"batch": [{}5]}}"#, "5,".repeat(1_000));
    for (path, body, expected) in [
        ("/v1/track", "", "400 invalid_json body"),
        ("/v1/track", "{", "400 invalid_json body"),
        ("/v1/track", "[]", "400 invalid_type body"),
        ("/v1/track", r#"{"event": "A"}"#, "400 missing_user userId"),
        ("/v1/track", r#"{"userId": "u"}"#, "400 missing event"),
        ("/v1/track", &deep, "400 too_deep message"),
        ("/v1/track", &large, "413 too_large body"),
        ("/v1/batch", &huge, "413 too_large body"),
        ("/v1/batch", &many, "413 too_many_items batch"),
        ("/v1/batch", "{}", "400 missing batch"),
    ] {
        let (status, answer) = world.post(path, body).await;
        let word = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(format!("{} {} {}", status.as_u16(), word("code"), word("field")), expected, "{answer}");
        assert!(!word("message").is_empty());
    }
    assert_eq!(
        world.counts().await,
        "refused invalid_json 2, refused invalid_type 1, refused missing 2, refused missing_user 1, refused too_deep 1, \
         refused too_large 2, refused too_many_items 1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_opens_nothing_is_told_so() {
    let world = World::new().await;
    let body = r#"{"userId": "u", "event": "A", "messageId": "m"}"#;
    for header in ["Bearer wk_none", "Basic !", ""] {
        let (status, headers, answer) =
            world.send("/v1/track", &[("authorization", header), ("origin", "https://a.example")], body).await;
        assert_eq!((status, &answer["code"]), (StatusCode::UNAUTHORIZED, &json!("unknown_key")), "{header}");
        assert_eq!(text(&headers, "access-control-allow-origin"), "https://a.example", "the page may read why");
    }
    world.sources.source_disable(&world.ctx, "shop").await.unwrap();
    assert_eq!(world.post("/v1/track", body).await.0, StatusCode::UNAUTHORIZED);
    world.sources.source_enable(&world.ctx, "shop").await.unwrap();
    assert_eq!(world.post("/v1/track", body).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_body_is_unpacked_and_bounded() {
    let world = World::new().await;
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let key = format!("Bearer {}", world.write_key);
    let headers = [("authorization", key.as_str()), ("content-encoding", "gzip")];
    let batch = r#"{"batch": [{"type": "track", "userId": "u", "event": "A", "messageId": "m"}]}"#;
    assert_eq!(world.send("/v1/batch", &headers, gzip(batch.as_bytes())).await.2["accepted"], 1);
    let bomb = gzip(&vec![b' '; 100 << 20]);
    assert!(bomb.len() < 200_000);
    let (status, _, answer) = world.send("/v1/batch", &headers, bomb).await;
    assert_eq!((status, &answer["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("too_large")));
    let (status, _, answer) = world.send("/v1/batch", &headers, batch).await;
    assert_eq!((status, &answer["code"]), (StatusCode::BAD_REQUEST, &json!("invalid_gzip")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_may_ask_first_and_finds_the_settings() {
    let world = World::new().await;
    let router = || boussole_ingest::routes(world.ingest.clone()).into_routers().doors;
    let call = async |method: &str, path: &str| {
        use tower::ServiceExt;
        let request = axum::http::Request::builder().method(method).uri(path).header("host", "cx.example.org:8080");
        let request = request.header("origin", "https://shop.example").header("x-forwarded-proto", "https");
        let response = router().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000).await.unwrap();
        (parts.status, parts.headers, serde_json::from_slice::<Value>(&bytes).unwrap_or_default())
    };
    for path in ["/v1/t", "/v1/batch", "/v1/m", "/v1/projects/any/settings"] {
        let (status, headers, _) = call("OPTIONS", path).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(text(&headers, "access-control-allow-origin"), "https://shop.example");
        assert!(text(&headers, "access-control-allow-headers").starts_with("authorization, content-type"));
        assert_eq!(text(&headers, "access-control-allow-credentials"), "");
        assert_eq!(text(&headers, "vary"), "origin");
    }
    let (status, headers, settings) = call("GET", &format!("/v1/projects/{}/settings", world.write_key)).await;
    assert_eq!(
        (status, text(&headers, "access-control-allow-origin")),
        (StatusCode::OK, "https://shop.example".to_owned())
    );
    let segment = &settings["integrations"]["Segment.io"];
    assert_eq!(segment["apiKey"], world.write_key);
    assert_eq!((&segment["apiHost"], &segment["protocol"]), (&json!("cx.example.org:8080/v1"), &json!("https")));
    for key in ["wk_none", &world.secret_key] {
        assert_eq!(call("GET", &format!("/v1/projects/{key}/settings")).await.0, StatusCode::UNAUTHORIZED, "{key}");
    }
    assert_eq!(world.send("/v1/m", &[], "{}").await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secret_key_says_whose_address_of_mail_it_is() {
    let world = World::new().await;
    for (key, email, expected) in
        [(&world.write_key, "a@example.org", false), (&world.secret_key, "b@example.org", true)]
    {
        let body = json!({"userId": email[..1], "traits": {"email": email}, "messageId": email});
        let (status, _, _) = world.send("/v1/identify", &[("authorization", &basic(key))], body.to_string()).await;
        assert_eq!(status, StatusCode::OK);
        let snapshot = world.store.snapshot(&world.ctx).unwrap();
        let by_email = world.store.find_person(&world.ctx, &snapshot, email).await.unwrap();
        assert_eq!(by_email.is_some(), expected, "{email}");
        let by_id = world.store.find_person(&world.ctx, &snapshot, &email[..1]).await.unwrap().unwrap();
        let traits = world.store.traits_of(&world.ctx, &snapshot, by_id).await.unwrap();
        assert_eq!((traits[0].0.as_str(), &traits[0].1), ("email", &json!(email)), "a trait in any case");
    }
}
