//! What is answered outside the API, and the headers on everything.

use crate::app::App;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_pages_and_missing_files_are_missing() {
    let app = App::new().await;
    for path in ["/", "/customers", "/customers/p42?event=Order%20Completed", "/sign-in"] {
        let (status, body, response) = app.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(body.contains("<title>Boussole</title>"), "{path}: {body}");
        assert!(!response.headers().contains_key("set-cookie"), "{path}");
    }
    for path in ["/assets/none.js", "/none.png", "/customers/none.css"] {
        assert_eq!(app.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, body, _) = app.get("/api/v1/nothing").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains(r#""code":"unknown_route""#), "{body}");
    assert_eq!(app.get("/livez").await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_tells_the_browser_to_load_nothing_from_elsewhere() {
    let app = App::new().await;
    for path in ["/", "/livez", "/assets/none.js", "/api/v1/nothing", "/api/v1/people"] {
        let (_, _, response) = app.get(path).await;
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        let policy = header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy").as_deref(), Some("no-referrer"), "{path}");
    }
}
