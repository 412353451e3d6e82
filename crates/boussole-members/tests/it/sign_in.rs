use crate::world::{OWNER, PASSWORD, START_MS, World, command_line};
use axum::http::Method;
use boussole_core::{Clock, DAY_MS, HOUR_MS, MINUTE_MS, ProjectId};
use expect_test::expect;
use serde_json::Value;

#[tokio::test]
async fn the_right_password_opens_a_session() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    expect!["401 not_signed_in"].assert_eq(&browser.get("/api/v1/session").await.summary());

    let answer = browser.sign_in(" Marie@Example.ORG", PASSWORD).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.cache_control.as_deref(), Some("no-store"));
    let set_cookie = answer.set_cookie.unwrap();
    let value = set_cookie.strip_prefix("__Host-boussole=").unwrap();
    assert!(value.bytes().take(64).all(|byte| byte.is_ascii_hexdigit()), "{value}");
    expect!["; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=7776000"].assert_eq(&value[64..]);

    let answer = browser.get("/api/v1/session").await;
    assert_eq!(answer.cache_control.as_deref(), Some("no-store"));
    let id = browser.json(Method::GET, "/api/v1/account", Value::Null).await["id"].as_str().unwrap().to_owned();
    expect![[r#"{"member":{"id":"ID","email":"marie@example.org","name":"Marie","role":"owner","is_limited":false},"project":{"id":"default","name":"default","timezone":"UTC","currency":null,"tax":null}}"#]]
        .assert_eq(&answer.body.replace(&id, "ID"));
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let world = World::with_owner().await;
    world
        .members
        .member_create_owner_if_none(&ProjectId::parse("other").unwrap(), "new@example.org", "New")
        .await
        .unwrap();
    let mut browser = world.browser();
    let wrong_password = browser.sign_in(OWNER, "quatre mots pour rien").await;
    expect!["401 invalid_credentials"].assert_eq(&wrong_password.summary());
    for (email, password) in [
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
        ("new@example.org", PASSWORD),
        ("new@example.org", ""),
        (OWNER, ""),
        (OWNER, &PASSWORD.to_uppercase()),
    ] {
        let answer = browser.sign_in(email, password).await;
        assert_eq!((answer.status, &answer.body), (401, &wrong_password.body), "{email} {password}");
        assert_eq!(answer.set_cookie, None);
    }
}

#[tokio::test]
async fn a_body_that_is_none_is_refused() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    let long = format!(r#"{{"email":"{OWNER}","password":"{}"}}"#, "a".repeat(5_000));
    for body in ["", "{}", "[]", r#"{"email":"a@b"}"#, r#"{"email":1,"password":2}"#, &long] {
        let answer = browser.send_text(Method::POST, "/api/v1/session", body.to_owned()).await;
        assert_eq!(answer.summary(), "400 invalid_body", "{body}");
    }
}

#[tokio::test]
async fn an_account_takes_ten_wrong_tries_in_a_quarter_of_an_hour() {
    let world = World::with_owner().await;
    // Whether somebody has the address makes no difference.
    for email in [OWNER, "nobody@example.org"] {
        let now_ms = world.clock.now_ms();
        let mut browser = world.browser();
        for _ in 0..10 {
            assert_eq!(browser.sign_in(email, "quatre mots pour rien").await.status, 401);
        }
        world.clock.set(now_ms + 5 * MINUTE_MS + 1);
        let answer = browser.sign_in(email, PASSWORD).await;
        assert_eq!(answer.summary(), "429 too_many_attempts", "even with the right password");
        assert_eq!(answer.retry_after.as_deref(), Some("600"));
        world.clock.set(now_ms + 15 * MINUTE_MS);
        let expected = if email == OWNER { 204 } else { 401 };
        assert_eq!(browser.sign_in(email, PASSWORD).await.status, expected);
    }
}

#[tokio::test]
async fn an_address_takes_fifty_wrong_tries_whatever_the_account() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    for n in 0..50 {
        assert_eq!(browser.sign_in(&format!("{n}@example.org"), PASSWORD).await.status, 401);
    }
    assert_eq!(browser.sign_in(OWNER, PASSWORD).await.summary(), "429 too_many_attempts");
    assert_eq!(browser.sign_in_by_link("a").await.summary(), "429 too_many_attempts");
    browser.address = Some("192.0.2.2".parse().unwrap());
    assert_eq!(browser.sign_in(OWNER, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn right_tries_are_not_counted() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    for _ in 0..60 {
        assert_eq!(browser.sign_in(OWNER, PASSWORD).await.status, 204);
    }
}

#[tokio::test]
async fn a_session_ends_with_sign_out() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    let cookie = browser.cookie.clone();
    let answer = browser.send(Method::DELETE, "/api/v1/session", Value::Null).await;
    assert_eq!(answer.status, 204);
    expect!["__Host-boussole=; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=0"]
        .assert_eq(&answer.set_cookie.unwrap());
    browser.cookie = cookie;
    expect!["401 not_signed_in"].assert_eq(&browser.get("/viewer").await.summary());
    let again = browser.send(Method::DELETE, "/api/v1/session", Value::Null).await;
    assert_eq!(again.status, 204, "signing out twice is no error");
}

#[tokio::test]
async fn a_session_unused_for_14_days_ends() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    world.clock.set(START_MS + 14 * DAY_MS - 1);
    assert_eq!(browser.get("/viewer").await.status, 200);
    // That use was written down: fourteen days start again, and end.
    world.clock.set(START_MS + 28 * DAY_MS - 2);
    assert_eq!(browser.get("/viewer").await.status, 200);
    world.clock.set(START_MS + 42 * DAY_MS - 2);
    assert_eq!(browser.get("/viewer").await.status, 401);
}

#[tokio::test]
async fn a_session_used_every_day_ends_after_90_days() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    for day in 1..90 {
        world.clock.set(START_MS + day * DAY_MS);
        assert_eq!(browser.get("/viewer").await.status, 200, "day {day}");
    }
    world.clock.set(START_MS + 90 * DAY_MS - 1);
    assert_eq!(browser.get("/viewer").await.status, 200);
    world.clock.set(START_MS + 90 * DAY_MS);
    assert_eq!(browser.get("/viewer").await.status, 401);
}

#[tokio::test]
async fn signing_in_again_changes_the_cookie_and_ends_the_session_before() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    let before = browser.cookie.clone();
    assert_eq!(browser.sign_in(OWNER, PASSWORD).await.status, 204);
    assert_ne!(browser.cookie, before);
    assert_eq!(browser.get("/viewer").await.status, 200);
    browser.cookie = before;
    assert_eq!(browser.get("/viewer").await.status, 401);
}

#[tokio::test]
async fn a_new_password_ends_all_sessions() {
    let world = World::with_owner().await;
    let (mut one, mut two) = (world.signed_in(OWNER).await, world.signed_in(OWNER).await);
    world.clock.set(START_MS + HOUR_MS);
    world.members.password_set(&command_line(), OWNER, "quatre autres mots").await.unwrap();
    assert_eq!((one.get("/viewer").await.status, two.get("/viewer").await.status), (401, 401));
    assert_eq!(one.sign_in(OWNER, PASSWORD).await.status, 401);
    assert_eq!(one.sign_in(OWNER, "quatre autres mots").await.status, 204);
}

#[tokio::test]
async fn a_member_has_32_sessions_and_the_one_unused_for_longest_makes_room() {
    let world = World::with_owner().await;
    let mut browsers = Vec::new();
    for n in 0..33 {
        world.clock.set(START_MS + n);
        browsers.push(world.signed_in(OWNER).await);
    }
    let mut statuses = Vec::new();
    for browser in &mut browsers {
        statuses.push(browser.get("/viewer").await.status);
    }
    assert_eq!(statuses[..2], [401, 200]);
    assert!(statuses[1..].iter().all(|status| *status == 200), "{statuses:?}");
}

#[tokio::test]
async fn a_cookie_nobody_gave_signs_nobody_in() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    let zeros = "0".repeat(64);
    for value in ["", "a", "' OR 1=1 --", &zeros] {
        browser.cookie = Some(format!("__Host-boussole={value}"));
        assert_eq!(browser.get("/viewer").await.status, 401, "{value}");
    }
}

#[tokio::test]
async fn what_signs_somebody_in_is_not_in_the_database() {
    let world = World::with_owner().await;
    let browser = world.signed_in(OWNER).await;
    let link = world.members.sign_in_link(OWNER).await.unwrap();
    let cookie = browser.cookie.unwrap();
    let value = cookie.split_once('=').unwrap().1;
    let stored = world.db.dump().await;
    let holds = |text: &str| stored.contains(text);
    assert!(holds(OWNER) && holds("$argon2id$"), "what was read is what is written");
    assert!(!holds(value) && !holds(&link) && !holds(PASSWORD));
}
