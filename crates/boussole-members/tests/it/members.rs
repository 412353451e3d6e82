use crate::world::{OWNER, PASSWORD, World, command_line};
use boussole_core::{Actor, ProjectId, Role, Scope};
use boussole_members::{MemberError, NewMember};
use expect_test::{Expect, expect};
use std::collections::BTreeSet;

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

async fn check(role: Role, scope: Scope, expected: Expect) {
    let world = World::with_owner().await;
    world.add("paul@example.org", role, scope).await;
    let mut browser = world.signed_in("paul@example.org").await;
    let mut told = browser.get("/ctx").await.body + "\n";
    for path in ["/viewer", "/editor", "/owner"] {
        told += &format!("{path} {}\n", browser.get(path).await.summary());
    }
    expected.assert_eq(&told);
}

#[tokio::test]
async fn a_viewer_reads_what_the_scope_allows() {
    let scope =
        Scope::Limited { stores: set(&["Lyon", "L'Île \"d'Yeu\""]), regions: set(&[]), brands: set(&["Nordet"]) };
    check(
        Role::Viewer,
        scope,
        expect![[r#"
            {"project":"default","role":"Viewer","scope":"Limited { stores: {\"L'Île \\\"d'Yeu\\\"\", \"Lyon\"}, regions: {}, brands: {\"Nordet\"} }","purposes":"{Analytics}"}
            /viewer 200
            /editor 403 forbidden
            /owner 403 forbidden
        "#]],
    )
    .await;
}

#[tokio::test]
async fn an_editor_may_more_and_an_owner_all() {
    check(
        Role::Editor,
        Scope::All,
        expect![[r#"
            {"project":"default","role":"Editor","scope":"All","purposes":"{Analytics}"}
            /viewer 200
            /editor 200
            /owner 403 forbidden
        "#]],
    )
    .await;
    check(
        Role::Owner,
        Scope::All,
        expect![[r#"
            {"project":"default","role":"Owner","scope":"All","purposes":"{Analytics}"}
            /viewer 200
            /editor 200
            /owner 200
        "#]],
    )
    .await;
}

#[tokio::test]
async fn the_context_names_the_member() {
    let world = World::with_owner().await;
    let browser = world.signed_in(OWNER).await;
    let cookie = browser.cookie.unwrap();
    let session = world.members.authenticate(cookie.split_once('=').unwrap().1).await.unwrap().unwrap();
    let expected = Actor::Member { id: session.member.id.clone(), email: OWNER.to_owned() };
    assert_eq!(session.ctx().actor, expected);
    // 2026-01-01T00:00:00Z, version 7.
    assert!(session.member.id.starts_with("019b76da-a800-7"), "{}", session.member.id);
}

#[tokio::test]
async fn a_project_gets_its_first_owner_once() {
    let world = World::empty().await;
    let project = ProjectId::default();
    let create = async |project: &ProjectId, email: &str| {
        world.members.member_create_owner_if_none(project, email, "Marie").await.unwrap().map(|member| member.id)
    };
    let first = create(&project, OWNER).await.unwrap();
    assert_eq!(create(&project, OWNER).await, None);
    assert_eq!(create(&project, "paul@example.org").await, None);
    let nobody = world.members.sign_in_link("paul@example.org").await.unwrap_err();
    assert!(nobody.to_string().contains("nobody"), "an owner that is not made leaves no member: {nobody}");
    assert_eq!(create(&ProjectId::parse("other").unwrap(), OWNER).await, Some(first), "one person, two projects");
}

#[tokio::test]
async fn only_an_owner_adds_members_and_each_once() {
    let world = World::with_owner().await;
    let new = NewMember::parse("paul@example.org", "Paul", Role::Viewer, Scope::All).unwrap();
    let mut ctx = command_line();
    ctx.role = Role::Editor;
    assert_eq!(code(world.members.member_add(&ctx, &new).await), "forbidden");
    ctx.role = Role::Owner;
    assert_eq!(world.members.member_add(&ctx, &new).await.unwrap().name, "Paul");
    assert_eq!(code(world.members.member_add(&ctx, &new).await), "member_exists");
}

#[tokio::test]
async fn only_the_member_changes_the_password() {
    let world = World::with_owner().await;
    world.add("paul@example.org", Role::Viewer, Scope::All).await;
    let cookie = world.signed_in(OWNER).await.cookie.unwrap();
    let owner = world.members.authenticate(cookie.split_once('=').unwrap().1).await.unwrap().unwrap().ctx();
    let set = async |ctx, email, password| world.members.password_set(ctx, email, password).await;
    assert_eq!(code(set(&owner, "paul@example.org", PASSWORD).await), "forbidden");
    assert_eq!(code(set(&owner, "nobody@example.org", PASSWORD).await), "unknown_member");
    assert_eq!(code(set(&owner, OWNER, "too short").await), "invalid_password");
    set(&owner, OWNER, "quatre autres mots").await.unwrap();
    assert_eq!(world.browser().sign_in(OWNER, "quatre autres mots").await.status, 204);
}

fn code<T: std::fmt::Debug>(result: Result<T, MemberError>) -> &'static str {
    match result {
        Err(MemberError::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
