//! Who may do and see what, said by the owners of a project.

use crate::browser::Browser;
use crate::world::{OWNER, PASSWORD, START_MS, World, command_line};
use axum::http::Method;
use boussole_core::{Ctx, ProjectId, Role, Scope};
use boussole_members::{MemberChange, MemberError, NewMember};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/members";
const PAUL: &str = "paul@example.org";

fn paul(role: &str, scope: &Value) -> Value {
    json!({"email": PAUL, "name": "Paul", "role": role, "scope": scope})
}

fn lyon() -> Value {
    json!({"limited": {"stores": ["Lyon"], "regions": [], "brands": []}})
}

async fn id_of(owner: &mut Browser, email: &str) -> String {
    let list = owner.json(Method::GET, PATH, Value::Null).await;
    let found = list["items"].as_array().unwrap().iter().find(|item| item["email"] == email).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn code_and_field(body: &Value) -> (&str, &str) {
    (body["code"].as_str().unwrap_or_default(), body["field"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn an_owner_adds_a_member_who_comes_in_by_the_link() {
    let world = World::with_owner().await;
    let mut owner = world.signed_in(OWNER).await;
    let answer = owner.send(Method::POST, PATH, paul("viewer", &lyon())).await;
    assert_eq!((answer.status, answer.cache_control.as_deref()), (201, Some("no-store")));
    let made: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(made["member"]["scope"], lyon());
    assert_eq!(made["link"]["expires_ms"], START_MS + 86_400_000);
    let token = made["link"]["path"].as_str().unwrap().strip_prefix("/sign-in?token=").unwrap();
    assert!(!world.db.dump().await.contains(token), "only its hash is stored");
    let mut browser = world.browser();
    assert_eq!(browser.sign_in_by_link(token).await.status, 204);
    assert!(browser.get("/ctx").await.body.contains("Lyon"));

    let list = owner.json(Method::GET, PATH, Value::Null).await;
    let rows: Vec<Value> = list["items"].as_array().unwrap().to_vec();
    let told = |row: &Value| (row["name"].clone(), row["role"].clone(), row["has_password"].clone());
    assert_eq!(told(&rows[0]), (json!("Marie"), json!("owner"), json!(true)));
    assert_eq!(told(&rows[1]), (json!("Paul"), json!("viewer"), json!(false)));
    assert_eq!((&rows[0]["scope"], &rows[1]["last_seen_ms"]), (&json!("all"), &json!(START_MS)));
}

#[tokio::test]
async fn every_refusal_names_its_field() {
    let world = World::with_owner().await;
    let mut owner = world.signed_in(OWNER).await;
    let no_limit = json!({"limited": {"stores": [], "regions": [], "brands": []}});
    let empty = json!({"limited": {"stores": [""], "regions": [], "brands": []}});
    let newer = json!({"limited": {"stores": ["Lyon"], "regions": [], "brands": [], "countries": ["FR"]}});
    let mut wrong_email = paul("viewer", &json!("all"));
    wrong_email["email"] = json!("nobody");
    let mut wrong_name = paul("viewer", &json!("all"));
    wrong_name["name"] = json!(" ");
    for (body, expected) in [
        (wrong_email, ("invalid_email", "email")),
        (wrong_name, ("invalid_name", "name")),
        (paul("king", &json!("all")), ("invalid_role", "role")),
        (paul("owner", &lyon()), ("owner_has_no_scope", "scope")),
        (paul("viewer", &no_limit), ("invalid_scope", "scope")),
        (paul("viewer", &empty), ("invalid_scope", "scope.stores")),
        (paul("viewer", &newer), ("invalid_body", "countries")),
        (json!({"email": PAUL, "name": "Paul", "role": "viewer"}), ("invalid_body", "scope")),
        (json!({"email": OWNER, "name": "M", "role": "viewer", "scope": "all"}), ("member_exists", "email")),
    ] {
        let refused = owner.json(Method::POST, PATH, body.clone()).await;
        assert_eq!(code_and_field(&refused), expected, "{body}");
    }
    for (method, path) in [
        (Method::PATCH, "/api/v1/members/x"),
        (Method::DELETE, "/api/v1/members/x"),
        (Method::POST, "/api/v1/members/x/link"),
    ] {
        let answer = owner.send(method.clone(), path, json!({})).await;
        assert_eq!(answer.summary(), "404 unknown_member", "{method} {path}");
    }
}

#[tokio::test]
async fn a_change_works_at_once_and_leaves_what_it_does_not_name() {
    let world = World::with_owner().await;
    world.add(PAUL, Role::Viewer, Scope::All).await;
    let (mut owner, mut browser) = (world.signed_in(OWNER).await, world.signed_in(PAUL).await);
    let path = format!("{PATH}/{}", id_of(&mut owner, PAUL).await);
    let changed = owner.json(Method::PATCH, &path, json!({"scope": lyon()})).await;
    assert_eq!((&changed["role"], &changed["scope"]), (&json!("viewer"), &lyon()));
    assert!(browser.get("/ctx").await.body.contains("Lyon"));
    let refused = owner.json(Method::PATCH, &path, json!({"role": "owner"})).await;
    assert_eq!(code_and_field(&refused), ("owner_has_no_scope", "scope"));
    owner.json(Method::PATCH, &path, json!({"role": "owner", "scope": "all", "name": "Paul Roux"})).await;
    assert_eq!(browser.get("/owner").await.status, 200);
    let list = browser.json(Method::GET, PATH, Value::Null).await;
    assert_eq!(list["items"][1]["name"], "Paul Roux");
}

#[tokio::test]
async fn who_is_removed_is_out_at_once_and_can_come_back() {
    let world = World::with_owner().await;
    world.add(PAUL, Role::Editor, Scope::All).await;
    let (mut owner, mut browser) = (world.signed_in(OWNER).await, world.signed_in(PAUL).await);
    let path = format!("{PATH}/{}", id_of(&mut owner, PAUL).await);
    let link = owner.json(Method::POST, &format!("{path}/link"), Value::Null).await;
    let token = link["path"].as_str().unwrap().split_once('=').unwrap().1.to_owned();
    assert_eq!(owner.send(Method::DELETE, &path, Value::Null).await.status, 204);
    assert_eq!(browser.get("/viewer").await.status, 401);
    assert_eq!(world.browser().sign_in(PAUL, PASSWORD).await.status, 401);
    assert_eq!(owner.json(Method::GET, PATH, Value::Null).await["items"].as_array().unwrap().len(), 1);

    let back = owner.json(Method::POST, PATH, paul("editor", &json!("all"))).await;
    assert_eq!(back["member"]["has_password"], true);
    assert_eq!(browser.get("/viewer").await.status, 401, "an ended session stays ended");
    assert_eq!(world.browser().sign_in_by_link(&token).await.status, 401);
    assert_eq!(world.browser().sign_in(PAUL, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn the_last_owner_stays_the_owner() {
    let world = World::with_owner().await;
    let mut owner = world.signed_in(OWNER).await;
    let path = format!("{PATH}/{}", id_of(&mut owner, OWNER).await);
    let refused = owner.json(Method::PATCH, &path, json!({"role": "editor"})).await;
    assert_eq!(code_and_field(&refused), ("last_owner", "role"));
    let refused = owner.json(Method::DELETE, &path, Value::Null).await;
    assert_eq!(code_and_field(&refused), ("last_owner", "id"));
    owner.json(Method::PATCH, &path, json!({"name": "Marie Roux", "role": "owner"})).await;
    assert_eq!(owner.get("/owner").await.status, 200);

    world.add(PAUL, Role::Owner, Scope::All).await;
    assert_eq!(owner.send(Method::DELETE, &path, Value::Null).await.status, 204, "with another owner one may leave");
    assert_eq!(owner.get("/viewer").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_who_leave_at_the_same_time_leave_one() {
    const OWNERS: usize = 6;
    let world = World::with_owner().await;
    for n in 1..OWNERS {
        world.add(&format!("owner{n}@example.org"), Role::Owner, Scope::All).await;
    }
    let ids: Vec<String> =
        world.members.member_list(&command_line()).await.unwrap().into_iter().map(|row| row.member.id).collect();
    let leaving = ids.into_iter().enumerate().map(|(n, id)| {
        let members = world.members.clone();
        tokio::spawn(async move {
            let editor = MemberChange { role: Some(Role::Editor), ..MemberChange::default() };
            match n % 2 {
                0 => members.member_remove(&command_line(), &id).await,
                _ => members.member_change(&command_line(), &id, &editor).await.map(drop),
            }
        })
    });
    let mut refused = Vec::new();
    for left in leaving.collect::<Vec<_>>() {
        match left.await.unwrap() {
            Ok(()) => {}
            Err(MemberError::Refused(refusal)) => refused.push(refusal.code),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(refused, ["last_owner"]);
    let rest = world.members.member_list(&command_line()).await.unwrap();
    assert_eq!(rest.iter().filter(|row| row.role == Role::Owner).count(), 1);
}

#[tokio::test]
async fn an_owner_of_one_project_does_not_become_a_member_of_another() {
    let world = World::with_owner().await;
    world.add(PAUL, Role::Viewer, Scope::All).await;
    let id = world.members.member_list(&command_line()).await.unwrap()[1].member.id.clone();
    // Held by an owner of the first project, from before Paul was in the other.
    let held = world.members.member_link(&command_line(), &id).await.unwrap();
    let mut by_link = world.browser();
    let used = world.members.member_link(&command_line(), &id).await.unwrap();
    by_link.sign_in_by_link(&used.token).await;

    let other = Ctx::command_line(ProjectId::parse("other").unwrap());
    world.members.member_add(&other, &NewMember::parse(PAUL, "P", Role::Owner, Scope::All).unwrap()).await.unwrap();
    assert_eq!(world.browser().sign_in_by_link(&held.token).await.status, 401);
    let body = json!({"password": "chosen by somebody else"});
    let answer = by_link.send(Method::PUT, "/api/v1/account/password", body).await;
    assert_eq!(answer.summary(), "400 wrong_password", "the session by link no longer stands for the password");

    let mut owner = world.signed_in(OWNER).await;
    let refused = owner.json(Method::POST, &format!("{PATH}/{id}/link"), Value::Null).await;
    assert_eq!(code_and_field(&refused), ("member_elsewhere", "id"));
    let refused = owner.json(Method::PATCH, &format!("{PATH}/{id}"), json!({"name": "Somebody"})).await;
    assert_eq!(code_and_field(&refused), ("member_elsewhere", "name"));
    // Nor by adding who is in the other project only.
    owner.send(Method::DELETE, &format!("{PATH}/{id}"), Value::Null).await;
    let added = owner.json(Method::POST, PATH, paul("viewer", &json!("all"))).await;
    assert_eq!((&added["link"], &added["member"]["name"]), (&Value::Null, &json!("Paul")));
}
