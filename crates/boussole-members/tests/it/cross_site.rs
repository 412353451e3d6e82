use crate::browser::Browser;
use crate::world::{OWNER, PASSWORD, World};
use axum::http::Method;
use expect_test::expect;
use serde_json::Value;

const HOST: (&str, &str) = ("host", "cx.example.org");

fn show(browser: &mut Browser, headers: &[(&'static str, &str)]) {
    browser.headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
}

#[tokio::test]
async fn another_site_cannot_use_the_cookie_to_change_something() {
    let world = World::with_owner().await;
    let mut browser = world.signed_in(OWNER).await;
    let foreign: [&[(&str, &str)]; 4] = [
        &[HOST],
        &[HOST, ("x-boussole", "1"), ("origin", "https://evil.example")],
        &[HOST, ("x-boussole", "1"), ("sec-fetch-site", "cross-site")],
        &[HOST, ("x-boussole", "yes")],
    ];
    for headers in foreign {
        show(&mut browser, headers);
        for (method, path) in
            [(Method::POST, "/viewer"), (Method::POST, "/public"), (Method::DELETE, "/api/v1/session")]
        {
            let answer = browser.send(method, path, Value::Null).await;
            assert_eq!(answer.summary(), "403 cross_site", "{path} {headers:?}");
        }
        assert_eq!(browser.get("/viewer").await.status, 200, "reading is not changing");
    }
    show(
        &mut browser,
        &[HOST, ("x-boussole", "1"), ("origin", "https://cx.example.org"), ("sec-fetch-site", "same-origin")],
    );
    assert_eq!(browser.send(Method::POST, "/viewer", Value::Null).await.status, 200);
}

#[tokio::test]
async fn another_site_cannot_sign_a_visitor_in() {
    let world = World::with_owner().await;
    let link = world.members.sign_in_link(OWNER).await.unwrap();
    let mut browser = world.browser();
    show(&mut browser, &[HOST]);
    expect!["403 cross_site"].assert_eq(&browser.sign_in(OWNER, PASSWORD).await.summary());
    expect!["403 cross_site"].assert_eq(&browser.sign_in_by_link(&link).await.summary());
    show(&mut browser, &[HOST, ("x-boussole", "1"), ("origin", "https://evil.example")]);
    expect!["403 cross_site"].assert_eq(&browser.sign_in(OWNER, PASSWORD).await.summary());
    show(&mut browser, &[HOST, ("x-boussole", "1")]);
    expect!["403 insecure_address"].assert_eq(&browser.sign_in(OWNER, PASSWORD).await.summary());
    expect!["403 insecure_address"].assert_eq(&browser.sign_in_by_link(&link).await.summary());
    show(&mut browser, &[HOST, ("x-boussole", "1"), ("x-forwarded-proto", "https")]);
    assert_eq!(browser.sign_in_by_link(&link).await.status, 204, "a refused link is not used up");
}

#[tokio::test]
async fn without_the_cookie_the_way_of_asking_does_not_matter() {
    let world = World::with_owner().await;
    let mut browser = world.browser();
    show(&mut browser, &[HOST, ("origin", "https://shop.example"), ("sec-fetch-site", "cross-site")]);
    assert_eq!(browser.send(Method::POST, "/public", Value::Null).await.status, 200);
    assert_eq!(browser.send(Method::POST, "/viewer", Value::Null).await.summary(), "401 not_signed_in");
}
