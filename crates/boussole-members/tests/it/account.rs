//! What members change about themselves.

use crate::browser::Browser;
use crate::world::{OWNER, PASSWORD, World};
use axum::http::Method;
use boussole_core::{Role, Scope};
use serde_json::{Value, json};

const NEW: &str = "quatre autres mots";

async fn change(browser: &mut Browser, current: Value, new: &str) -> (String, Value) {
    let body = json!({"current_password": current, "password": new});
    let answer = browser.send(Method::PUT, "/api/v1/account/password", body).await;
    (answer.summary(), serde_json::from_str(&answer.body).unwrap_or_default())
}

#[tokio::test]
async fn a_member_is_told_who_they_are_and_changes_their_own_name() {
    let world = World::with_owner().await;
    let lyon = Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() };
    world.add("paul@example.org", Role::Viewer, lyon).await;
    let mut paul = world.signed_in("paul@example.org").await;
    let mut account = paul.json(Method::GET, "/api/v1/account", Value::Null).await;
    account["id"] = Value::Null;
    let expected = json!({
        "id": null, "email": "paul@example.org", "name": "Paul", "role": "viewer",
        "scope": {"limited": {"stores": ["Lyon"], "regions": [], "brands": []}},
        "has_password": true, "needs_current_password": true,
    });
    assert_eq!(account, expected);
    let renamed = paul.json(Method::PATCH, "/api/v1/account", json!({"name": " Paul Roux "})).await;
    assert_eq!(renamed["name"], "Paul Roux");
    assert_eq!(paul.json(Method::GET, "/api/v1/session", Value::Null).await["member"]["name"], "Paul Roux");
    let refused = paul.json(Method::PATCH, "/api/v1/account", json!({"name": " "})).await;
    assert_eq!((&refused["code"], &refused["field"]), (&json!("invalid_name"), &json!("name")));
    let refused = paul.json(Method::PATCH, "/api/v1/account", json!({"name": "Paul", "role": "owner"})).await;
    assert_eq!((&refused["code"], &refused["field"]), (&json!("invalid_body"), &json!("role")));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_all_other_sessions_end() {
    let world = World::with_owner().await;
    let (mut here, mut elsewhere) = (world.signed_in(OWNER).await, world.signed_in(OWNER).await);
    for wrong in [Value::Null, json!(""), json!(NEW)] {
        let (summary, body) = change(&mut here, wrong, NEW).await;
        assert_eq!((summary.as_str(), &body["field"]), ("400 wrong_password", &json!("current_password")));
    }
    let (summary, body) = change(&mut here, json!(PASSWORD), "too short").await;
    assert_eq!((summary.as_str(), &body["field"]), ("400 invalid_password", &json!("password")));
    assert_eq!(elsewhere.get("/owner").await.status, 200, "what is refused changes nothing");

    assert_eq!(change(&mut here, json!(PASSWORD), NEW).await.0, "204");
    assert_eq!(here.get("/owner").await.status, 200, "who changed it stays");
    assert_eq!(elsewhere.get("/owner").await.status, 401);
    assert_eq!(world.browser().sign_in(OWNER, PASSWORD).await.status, 401);
    assert_eq!(world.browser().sign_in(OWNER, NEW).await.status, 204);
}

#[tokio::test]
async fn who_came_by_a_link_chooses_a_password_without_the_present_one_once() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    browser.sign_in_by_link(&world.members.sign_in_link(OWNER).await.unwrap()).await;
    let account = browser.json(Method::GET, "/api/v1/account", Value::Null).await;
    assert_eq!(account["needs_current_password"], false);
    assert_eq!(change(&mut browser, Value::Null, NEW).await.0, "204");
    assert_eq!(change(&mut browser, Value::Null, PASSWORD).await.0, "400 wrong_password", "now a password opened it");
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_either() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    for _ in 0..10 {
        assert_eq!(change(&mut browser, json!("a wrong guess"), NEW).await.0, "400 wrong_password");
    }
    assert_eq!(change(&mut browser, json!(PASSWORD), NEW).await.0, "429 too_many_attempts");
}
