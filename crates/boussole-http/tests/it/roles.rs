//! Every route as every role and as a stranger.

use crate::app::App;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use boussole_api::{Access, RouteEntry};
use boussole_core::{Role, Scope};

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_exactly_whom_its_row_names() {
    let app = App::new().await;
    assert!(app.table.len() >= 40, "the table is too short to be true: {:?}", app.table);
    let lyon = Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() };
    let whole = [Role::Viewer, Role::Editor, Role::Owner].map(|role| Some((role, Scope::All)));
    let limited = [Role::Viewer, Role::Editor].map(|role| Some((role, lyon.clone())));
    for who in [None].into_iter().chain(whole).chain(limited) {
        for route in &app.table {
            // A fresh session each time: one of the routes ends it.
            let cookie = match &who {
                Some((role, scope)) => Some(app.signed_in(*role, scope).await),
                None => None,
            };
            let path = filled(&route.path);
            let status = app.call(&route.method, &path, cookie.as_deref()).await.status();
            let told = format!("{who:?} {} {path}: {status}", route.method);
            match denied(route, who.as_ref()) {
                Some(expected) => assert_eq!(status, expected, "{told}"),
                None => assert!(
                    ![StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status) || is_sign_in(&route.path),
                    "{told}"
                ),
            }
            assert!(!status.is_server_error(), "{told}");
        }
    }
}

/// Returns how a row refuses somebody, or `None` when it lets them in.
fn denied(route: &RouteEntry, who: Option<&(Role, Scope)>) -> Option<StatusCode> {
    match (route.access, who) {
        (Access::Public | Access::Link, _) => None,
        // Whoever is signed in, without a key nothing comes in.
        (Access::WriteKey, _) => (!is_for_everybody(route)).then_some(StatusCode::UNAUTHORIZED),
        (Access::Member(_) | Access::WholeProject(_), None) => Some(StatusCode::UNAUTHORIZED),
        (Access::Member(least), Some((role, _))) => (*role < least).then_some(StatusCode::FORBIDDEN),
        (Access::WholeProject(least), Some((role, scope))) => {
            (*role < least || *scope != Scope::All).then_some(StatusCode::FORBIDDEN)
        }
    }
}

/// Puts something into every place of a path that takes one.
fn filled(path: &str) -> String {
    let path = path
        .replace("{id}", "p1")
        .replace("{key_id}", "k1")
        .replace("{write_key}", "wk_none")
        .replace("{link}", "none");
    path.replace("{name}", "a.csv")
}

/// What a browser asks before it sends, and what nobody reads, need no key.
fn is_for_everybody(route: &RouteEntry) -> bool {
    route.method == Method::OPTIONS || route.path == "/v1/m"
}

/// Signing in without a password is refused with 401, to anybody.
fn is_sign_in(path: &str) -> bool {
    path.starts_with("/api/v1/session")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_that_is_in_no_table_is_nowhere() {
    let app = App::new().await;
    let owner = app.signed_in(Role::Owner, &Scope::All).await;
    for method in [Method::GET, Method::POST, Method::DELETE] {
        let status = app.call(&method, "/api/v1/nothing", Some(&owner)).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{method}");
    }
    let status = app.call(&Method::PUT, "/api/v1/people", Some(&owner)).await.status();
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_any_site_may_send_events_and_the_cookie_does_not_matter() {
    let app = App::new().await;
    let owner = app.signed_in(Role::Owner, &Scope::All).await;
    for cookie in [None, Some(owner.as_str()), Some("__Host-boussole=nobody's")] {
        for (path, key, expected) in [
            ("/v1/t", app.write_key.as_str(), StatusCode::OK),
            ("/v1/t", "wk_none", StatusCode::UNAUTHORIZED),
            // The same page, with the same cookie, may not do what members do.
            ("/api/v1/sources", "", if cookie.is_some() { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED }),
        ] {
            let body = format!(r#"{{"writeKey": "{key}", "anonymousId": "a", "event": "A", "messageId": "m"}}"#);
            let request = Request::post(path)
                .header("host", "cx.example.org")
                .header("origin", "https://shop.example.org")
                .header("sec-fetch-site", "same-site")
                .header("content-type", "text/plain");
            let request = cookie.into_iter().fold(request, |request, cookie| request.header("cookie", cookie));
            let response = app.answer(request.body(Body::from(body)).expect("a request")).await;
            assert_eq!(response.status(), expected, "{cookie:?} {path}");
            let allowed = response.headers().get("access-control-allow-origin").map(|origin| origin.to_str().unwrap());
            let is_door = path.starts_with("/v1/");
            assert_eq!(allowed, is_door.then_some("https://shop.example.org"), "{cookie:?} {path}");
            assert!(!response.headers().contains_key("access-control-allow-credentials"));
            assert!(!response.headers().contains_key("set-cookie"));
        }
    }
}
