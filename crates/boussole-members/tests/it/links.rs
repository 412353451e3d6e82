use crate::world::{OWNER, START_MS, World, command_line};
use boussole_core::DAY_MS;
use expect_test::expect;

#[tokio::test]
async fn a_link_signs_in_once() {
    let world = World::with_owner().await;
    let link = world.members.sign_in_link(OWNER).await.unwrap();
    let (mut one, mut two) = (world.browser(), world.browser());
    assert_eq!(one.sign_in_by_link(&link).await.status, 204);
    assert_eq!(one.get("/owner").await.status, 200);
    expect!["401 invalid_link"].assert_eq(&two.sign_in_by_link(&link).await.summary());
    assert_eq!(two.get("/owner").await.status, 401);
}

#[tokio::test]
async fn a_link_sent_twice_at_once_signs_in_once() {
    let world = World::with_owner().await;
    let link = world.members.sign_in_link(OWNER).await.unwrap();
    let tries = (0..8).map(|_| {
        let (mut browser, link) = (world.browser(), link.clone());
        tokio::spawn(async move { browser.sign_in_by_link(&link).await.status })
    });
    let mut statuses = Vec::new();
    for tried in tries.collect::<Vec<_>>() {
        statuses.push(tried.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 401, 401, 401, 401, 401, 401, 401]);
}

#[tokio::test]
async fn a_link_expires_after_24_hours() {
    let world = World::with_owner().await;
    let (early, late) =
        (world.members.sign_in_link(OWNER).await.unwrap(), world.members.sign_in_link(OWNER).await.unwrap());
    let mut browser = world.browser();
    world.clock.set(START_MS + DAY_MS - 1);
    assert_eq!(browser.sign_in_by_link(&early).await.status, 204);
    world.clock.set(START_MS + DAY_MS);
    assert_eq!(world.browser().sign_in_by_link(&late).await.summary(), "401 invalid_link");
}

#[tokio::test]
async fn a_link_ends_with_the_password_it_was_made_beside() {
    let world = World::with_owner().await;
    let link = world.members.sign_in_link(OWNER).await.unwrap();
    world.members.password_set(&command_line(), OWNER, "quatre autres mots").await.unwrap();
    assert_eq!(world.browser().sign_in_by_link(&link).await.summary(), "401 invalid_link");
}

#[tokio::test]
async fn the_oldest_of_nine_links_makes_room() {
    let world = World::with_owner().await;
    let mut links = Vec::new();
    for n in 0..9 {
        world.clock.set(START_MS + n);
        links.push(world.members.sign_in_link(OWNER).await.unwrap());
    }
    assert_eq!(world.browser().sign_in_by_link(&links[0]).await.status, 401);
    assert_eq!(world.browser().sign_in_by_link(&links[1]).await.status, 204);
    assert_eq!(world.browser().sign_in_by_link(&links[8]).await.status, 204);
}

#[tokio::test]
async fn what_is_no_link_is_refused() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    let cookie = browser.cookie.clone().unwrap();
    let (_, session) = cookie.split_once('=').unwrap();
    let zeros = "0".repeat(64);
    for token in ["", "a", &zeros, session] {
        assert_eq!(browser.sign_in_by_link(token).await.summary(), "401 invalid_link", "{token}");
    }
    let refused = world.members.sign_in_link("nobody@example.org").await.unwrap_err();
    expect!["email: nobody has this e-mail address"].assert_eq(&refused.to_string());
}
