//! Who is limited to one store learns nothing of another, whatever they call.

use crate::app::App;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use boussole_api::{Access, RouteEntry};
use boussole_core::{Role, Scope};
use serde_json::{Value, json};

/// What stands in everything of the other store, and in nothing that is asked: its name, its people, its events; the
/// days and the instants between which they lie, and from which the project tells time.
const MARKS: [&str; 7] = ["zebra", "2023-02-02", "2023-09-09", "2023-09-10", "1675339", "1694260", "1694304"];

/// A request of a route that answers what it has of events and people.
struct Asked {
    method: Method,
    route: &'static str,
    path: String,
    body: Value,
    /// Whether who sees the whole project is shown a mark: else the test could not fail here.
    shows: bool,
}

fn get(route: &'static str, path: impl Into<String>, shows: bool) -> Asked {
    Asked { method: Method::GET, route, path: path.into(), body: Value::Null, shows }
}

fn post(route: &'static str, body: Value, shows: bool) -> Asked {
    Asked { method: Method::POST, route, path: route.to_owned(), body, shows }
}

fn lyon() -> Scope {
    Scope::Limited { stores: ["Lyon".to_owned()].into(), regions: [].into(), brands: [].into() }
}

/// Sends what happened in both stores: Anna was in both, one person in the other alone.
pub(crate) async fn fill(app: &App) {
    let track = |user: &str, event: &str, time: &str, store: &str| {
        let properties =
            json!({"store": store, "seen_in": format!("{store} hall"), "order_id": format!("{user}-{time}")});
        json!({"type": "track", "userId": user, "event": event, "timestamp": time, "properties": properties})
    };
    let mut batch = vec![
        json!({"type": "identify", "userId": "u-1", "traits": {"name": "Anna", "email": "anna@example.org"}}),
        json!({"type": "identify", "userId": "u-7734", "traits": {"name": "Zebra Nguyen", "city": "Zebraville"}}),
        // Set aside, because it is too long ago for a live event.
        track("u-7734", "Zebra Old", "2019-01-01T12:00:00Z", "Zebra"),
        // Refused: it names nobody.
        json!({"type": "track", "event": "Zebra Refused", "properties": {"store": "Zebra"}}),
        json!({
            "type": "track", "userId": "u-7734", "event": "Survey Answered", "timestamp": "2023-09-09T12:00:00Z",
            "properties": {
                "store": "Zebra", "survey_id": "delivery", "survey": "nps", "question": "nps", "score": 3,
                "text": "Zebra hall",
            },
        }),
    ];
    for time in ["2023-08-01T12:00:00Z", "2023-08-02T12:00:00Z"] {
        batch.push(track("u-1", "Order Completed", time, "Lyon"));
        batch.push(track("u-1", "Product Viewed", time, "Lyon"));
    }
    for time in ["2023-02-02T12:00:00Z", "2023-09-09T12:00:00Z"] {
        batch.push(track("u-1", "Zebra Visit", time, "Zebra"));
        batch.push(track("u-7734", "Zebra Visit", time, "Zebra"));
        batch.push(track("u-7734", "Order Completed", time, "Zebra"));
    }
    let request = Request::post("/v1/batch").header("x-write-key", &app.secret_key);
    let body = json!({"writeKey": app.secret_key, "batch": batch}).to_string();
    let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body));
    assert_eq!(app.answer(request.expect("a request")).await.status(), StatusCode::OK);
}

async fn person(app: &App, cookie: &str, search: &str) -> String {
    let (_, list) = app.send(&Method::GET, &format!("/api/v1/people?search={search}"), cookie, &Value::Null).await;
    let list: Value = serde_json::from_str(&list).expect("JSON");
    list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("nobody is found: {list}")).to_owned()
}

/// Everything that a member with a scope may ask, in ways that would show a leak. Nothing here holds a mark: what is
/// asked comes back in refusals.
async fn everything(app: &App, whole: &str) -> Vec<Asked> {
    let (anna, other) = (person(app, whole, "anna").await, person(app, whole, "zebra").await);
    let (query, people) = ("/api/v1/insights/query", "/api/v1/insights/people");
    let any_event = json!({"any_event": true});
    let by_store = json!({"kind": "trend", "interval": "all",
        "series": [{"select": any_event, "measure": "people"}], "breakdown": [{"property": "store"}]});
    let (status, answered) = app.send(&Method::POST, query, whole, &by_store).await;
    assert_eq!(status, StatusCode::OK, "{answered}");
    let drill = drill_of(&serde_json::from_str(&answered).expect("JSON")).expect("who was counted can be listed");
    let columns = json!(["trait:name", "trait:city", "last_event"]);
    let person = |value: Value| json!({"kind": "timeline", "person": value});
    let misspelt = json!({"kind": "trend", "interval": "all", "series": [{"select": {"event": "Zebr Visit"}}]});
    vec![
        get("/api/v1/people", "/api/v1/people", true),
        get("/api/v1/people", "/api/v1/people?search=zebr", true),
        get("/api/v1/people.csv", "/api/v1/people.csv", true),
        get("/api/v1/people/{id}", format!("/api/v1/people/{other}"), true),
        get("/api/v1/people/{id}", format!("/api/v1/people/{anna}"), true),
        get("/api/v1/people/{id}/timeline", format!("/api/v1/people/{other}/timeline"), true),
        get("/api/v1/people/{id}/timeline", format!("/api/v1/people/{anna}/timeline"), true),
        post(query, by_store, true),
        post(query, misspelt.clone(), true),
        post(query, person(json!("u-7734")), true),
        post(query, person(json!({"key": other})), true),
        post(query, person(json!("u-1")), true),
        post(query, json!({"kind": "audience", "columns": columns}), true),
        post(query, json!({"kind": "trend", "interval": "day", "series": [{"select": any_event}]}), true),
        post(people, json!({"drill": drill, "columns": columns}), true),
        post(
            query,
            json!({"kind": "journey", "steps": [{"name": "order", "select": {"event": "Order Completed"}}]}),
            true,
        ),
        get("/api/v1/insights/vocabulary", "/api/v1/insights/vocabulary", true),
        post("/api/v1/insights/saved", json!({"name": "Visits", "question": misspelt}), true),
        get("/api/v1/insights/saved", "/api/v1/insights/saved", false),
        get("/api/v1/today", "/api/v1/today", true),
        get("/api/v1/today/findings", "/api/v1/today/findings?until=2020-01-01", true),
        get("/api/v1/live-events", "/api/v1/live-events", true),
        get("/api/v1/quarantine", "/api/v1/quarantine", true),
        // What these tell is of the member and the project, not of events.
        get("/api/v1/session", "/api/v1/session", false),
        get("/api/v1/account", "/api/v1/account", false),
        get("/api/v1/project", "/api/v1/project", false),
        get("/api/v1/import-templates", "/api/v1/import-templates", false),
        get("/api/v1/notifications", "/api/v1/notifications", false),
        get("/u/{token}", "/u/none", false),
        post("/u/{token}", Value::Null, false),
        post("/api/v1/unsubscribe", json!({"token": app.letter_token, "is_subscribed": true}), false),
        post("/api/v1/unsubscribe/find", json!({"token": app.letter_token}), false),
        post("/api/v1/notifications/weekly/send", json!({"language": "en"}), false),
        get("/api/v1/journeys/{id}", "/api/v1/journeys/retail", false),
        get("/api/v1/journeys/{id}/versions", "/api/v1/journeys/retail/versions", false),
        get("/api/v1/verbatims", "/api/v1/verbatims?days=400", true),
        get("/api/v1/verbatims.csv", "/api/v1/verbatims.csv?days=400", true),
        get("/api/v1/verbatims/summary", "/api/v1/verbatims/summary?days=400", false),
        get("/api/v1/verbatims/lessons", "/api/v1/verbatims/lessons", false),
        get("/api/v1/themes", "/api/v1/themes", false),
        get("/api/v1/frictions", "/api/v1/frictions", false),
        get("/api/v1/surveys", "/api/v1/surveys", false),
        get("/api/v1/surveys/{id}", "/api/v1/surveys/delivery", false),
        get("/api/v1/surveys/{id}/preview", "/api/v1/surveys/delivery/preview", false),
        get("/api/v1/surveys/{id}/qr.svg", "/api/v1/surveys/delivery/qr.svg", false),
        get("/api/v1/surveys/{id}/responses", "/api/v1/surveys/delivery/responses", true),
        get("/api/v1/surveys/{id}/responses.csv", "/api/v1/surveys/delivery/responses.csv", true),
        get("/api/v1/survey-templates", "/api/v1/survey-templates", false),
        get("/api/v1/survey-rules", "/api/v1/survey-rules", false),
        get("/livez", "/livez", false),
        get("/api/v1/openapi.json", "/api/v1/openapi.json", false),
        post("/api/v1/session", Value::Null, false),
        post("/api/v1/session/link", Value::Null, false),
    ]
}

/// Finds the first token by which the people of a number are listed.
fn drill_of(answer: &Value) -> Option<String> {
    match answer {
        Value::Object(fields) => match fields.get("drill").and_then(Value::as_str) {
            Some(drill) => Some(drill.to_owned()),
            None => fields.values().find_map(drill_of),
        },
        Value::Array(items) => items.iter().find_map(drill_of),
        _ => None,
    }
}

fn mark_in(answer: &str) -> Option<&'static str> {
    let answer = answer.to_lowercase();
    MARKS.into_iter().find(|mark| answer.contains(mark))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_one_store_learns_nothing_of_another() {
    let app = App::new().await;
    fill(&app).await;
    let whole = app.signed_in(Role::Editor, &Scope::All).await;
    let limited = app.signed_in(Role::Editor, &lyon()).await;
    let everything = everything(&app, &whole).await;
    for Asked { method, path, body, shows, .. } in &everything {
        let told = format!("{method} {path} {body}");
        assert_eq!(mark_in(&told), None, "what is asked would be found in the answer");
        let (_, seen) = app.send(method, path, &whole, body).await;
        assert_eq!(mark_in(&seen).is_some(), *shows, "to who sees all: {told}: {seen}");
        let (status, seen) = app.send(method, path, &limited, body).await;
        assert_eq!(mark_in(&seen), None, "{told}: {seen}");
        assert!(!status.is_server_error(), "{told}: {seen}");
    }
    for route in app.table.iter().filter(|route| answers(route)) {
        if everything.iter().any(|asked| asked.route == route.path && asked.method == route.method) {
            continue;
        }
        let told =
            format!("{} {}: say here what a scope leaves of it, or refuse who has one", route.method, route.path);
        let is_refused = matches!(route.access, Access::WholeProject(_) | Access::Member(Role::Owner));
        assert!(is_refused, "{told}");
        let path = route.path.replace("{id}", "1").replace("{key_id}", "k1").replace("{name}", "a.csv");
        let (status, seen) = app.send(&route.method, &path, &limited, &Value::Null).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{told}: {seen}");
        let code = if matches!(route.access, Access::WholeProject(_)) { "scope_limited" } else { "forbidden" };
        assert!(seen.contains(code), "{told}: {seen}");
    }
}

/// Tells whether a route may answer with data; what keys and links open is no member's.
fn answers(route: &RouteEntry) -> bool {
    !matches!(route.access, Access::WriteKey | Access::Link) && [Method::GET, Method::POST].contains(&route.method)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_within_the_scope_is_seen() {
    let app = App::new().await;
    fill(&app).await;
    let limited = app.signed_in(Role::Viewer, &lyon()).await;
    let (_, list) = app.send(&Method::GET, "/api/v1/people", &limited, &Value::Null).await;
    let list: Value = serde_json::from_str(&list).expect("JSON");
    assert_eq!((&list["total"], &list["items"][0]["name"]), (&json!(1), &json!("Anna")));
    assert_eq!((&list["items"][0]["n_events"], &list["counts"]["customer"]), (&json!(4), &json!(1)));
    let (_, words) = app.send(&Method::GET, "/api/v1/insights/vocabulary", &limited, &Value::Null).await;
    let words: Value = serde_json::from_str(&words).expect("JSON");
    let names = words["events"].as_array().expect("a list").iter().map(|event| event["name"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["Order Completed", "Product Viewed"]);
    // Whether somebody is known at all is told only of those who are seen.
    for (person, expected) in
        [("u-1", StatusCode::OK), ("u-7734", StatusCode::BAD_REQUEST), ("u-9", StatusCode::BAD_REQUEST)]
    {
        let question = json!({"kind": "timeline", "person": person});
        let (status, answer) = app.send(&Method::POST, "/api/v1/insights/query", &limited, &question).await;
        assert_eq!(
            (status, answer.contains("unknown_person")),
            (expected, expected != StatusCode::OK),
            "{person}: {answer}"
        );
    }
}
