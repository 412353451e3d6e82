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

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_kept_for_ever_and_sent_as_small_as_the_browser_takes_them() {
    let app = App::new().await;
    let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/assets");
    let files = std::fs::read_dir(built).expect("the interface is built: cargo xtask build");
    let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let name = names.filter(|name| name.ends_with(".js.br")).max().expect("a compressed script");
    let path = format!("/assets/{}", name.trim_end_matches(".br"));
    let plain = app.call_with(&path, "gzip").await;
    assert_eq!(plain.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert!(!plain.headers().contains_key("content-encoding"));
    let small = app.call_with(&path, "gzip, br").await;
    assert_eq!(small.headers()["content-encoding"], "br");
    assert_eq!(small.headers()["content-type"], plain.headers()["content-type"]);
    assert_eq!(small.headers()["vary"], "accept-encoding");
    let script = app.call_with("/survey.js", "br").await;
    assert_eq!(script.headers()["cache-control"], "public, max-age=3600");
    assert_eq!(script.headers()["cross-origin-resource-policy"], "cross-origin", "pages of other sites have it");
    assert_eq!(app.call_with("/.vite/manifest.json", "br").await.status(), StatusCode::NOT_FOUND);
}
