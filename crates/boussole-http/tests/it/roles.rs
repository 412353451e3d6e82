//! Every route as every role and as a stranger.

use crate::app::App;
use axum::http::{Method, StatusCode};
use boussole_api::Access;
use boussole_core::Role;

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_exactly_whom_its_row_names() {
    let app = App::new().await;
    assert!(app.table.len() >= 8, "the table is too short to be true: {:?}", app.table);
    for role in [None, Some(Role::Viewer), Some(Role::Editor), Some(Role::Owner)] {
        for route in &app.table {
            // A fresh session each time: one of the routes ends it.
            let cookie = match role {
                Some(role) => Some(app.signed_in_again(role).await),
                None => None,
            };
            let path = route.path.replace("{id}", "p1");
            let status = app.call(&route.method, &path, cookie.as_deref()).await.status();
            let denied = match (route.access, role) {
                (Access::Public, _) => None,
                (Access::Member(_), None) => Some(StatusCode::UNAUTHORIZED),
                (Access::Member(least), Some(role)) => (role < least).then_some(StatusCode::FORBIDDEN),
            };
            let who = format!("{role:?} {} {path}: {status}", route.method);
            match denied {
                Some(expected) => assert_eq!(status, expected, "{who}"),
                None => assert!(
                    ![StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status) || is_sign_in(route.path),
                    "{who}"
                ),
            }
            assert!(!status.is_server_error(), "{who}");
        }
    }
}

/// Signing in without a password is refused with 401, to anybody.
fn is_sign_in(path: &str) -> bool {
    path.starts_with("/api/v1/session")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_that_is_in_no_table_is_nowhere() {
    let app = App::new().await;
    let owner = app.signed_in(Role::Owner).await;
    for method in [Method::GET, Method::POST, Method::DELETE] {
        let status = app.call(&method, "/api/v1/nothing", Some(&owner)).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{method}");
    }
    let status = app.call(&Method::PUT, "/api/v1/people", Some(&owner)).await.status();
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}
