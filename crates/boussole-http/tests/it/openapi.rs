//! The description says of every route what it is, and of every answer what it holds.

use crate::app::App;
use crate::schema::faults;
use crate::scope::fill;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use boussole_api::Access;
use boussole_core::{Role, Scope};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How often it is asked whether an import is over; each time after a twentieth of a second.
const POLLS_MAX: usize = 2_000;
const ORDERS: &str =
    "order_id;customer_id;date;amount\n1;u-1;2023-08-05;12,50\n2;u-2;2023-08-06;8,00\n3;u-2;never;1,00\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_described_and_nothing_else() {
    let app = App::new().await;
    let document = described(&app).await;
    let operations = operations(&document);
    let routes = app.table.iter().filter(|route| route.method != Method::OPTIONS);
    let routes: BTreeSet<(String, String)> =
        routes.map(|route| (route.method.as_str().to_lowercase(), route.path.clone())).collect();
    assert_eq!(operations.keys().cloned().collect::<BTreeSet<_>>(), routes);
    let ids: BTreeSet<&str> = operations.values().filter_map(|operation| operation["operationId"].as_str()).collect();
    assert_eq!(ids.len(), operations.len(), "every operation has a name of its own");
    for route in app.table.iter().filter(|route| route.method != Method::OPTIONS) {
        let operation = &operations[&(route.method.as_str().to_lowercase(), route.path.clone())];
        let access = operation["x-access"].as_str().expect("who may call it");
        let (expected, needs_session) = match route.access {
            Access::Public => ("public", false),
            Access::WriteKey => ("write key", false),
            Access::Link => ("link", false),
            Access::Member(Role::Viewer) => ("viewer", true),
            Access::Member(Role::Editor) => ("editor", true),
            Access::Member(Role::Owner) => ("owner", true),
            Access::WholeProject(Role::Viewer) => ("viewer, whole project", true),
            Access::WholeProject(Role::Editor) => ("editor, whole project", true),
            Access::WholeProject(Role::Owner) => ("owner, whole project", true),
        };
        assert_eq!(access, expected, "{}", route.path);
        let responses = operation["responses"].as_object().expect("responses");
        assert_eq!(responses.contains_key("401"), needs_session, "{}", route.path);
        assert!(operation["summary"].is_string(), "{} has no words", route.path);
        let named = operation["parameters"].as_array().into_iter().flatten().filter(|named| named["in"] == "path");
        let named: BTreeSet<String> = named.map(|named| format!("{{{}}}", named["name"].as_str().unwrap())).collect();
        let in_path: BTreeSet<String> =
            route.path.split('/').filter(|part| part.starts_with('{')).map(str::to_owned).collect();
        assert_eq!(named, in_path, "{}", route.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_described() {
    let app = App::new().await;
    fill(&app).await;
    let cookie = app.signed_in(Role::Owner, &Scope::All).await;
    let document = described(&app).await;
    let (seen, faults) = (BTreeSet::new(), Vec::new());
    let mut caller = Caller { app: &app, operations: operations(&document), document, cookie, seen, faults };
    let question = json!({"kind": "trend", "interval": "all", "series": [{"select": {"any_event": true}}]});
    caller.call("get", "/livez", &[], Value::Null).await;
    caller.call("get", "/api/v1/openapi.json", &[], Value::Null).await;
    for path in ["session", "account", "project", "people.csv", "insights/vocabulary", "import-templates"] {
        caller.call("get", &format!("/api/v1/{path}"), &[], Value::Null).await;
    }
    caller.call("patch", "/api/v1/account", &[], json!({"name": "Somebody"})).await;
    caller.call("patch", "/api/v1/project", &[], json!({"tax": "tax_included", "currency": "EUR"})).await;

    let new = json!({"email": "new@example.org", "name": "New", "role": "viewer",
        "scope": {"limited": {"stores": ["Lyon"], "regions": [], "brands": []}}});
    let made = caller.call("post", "/api/v1/members", &[], new).await;
    caller.call("get", "/api/v1/members", &[], Value::Null).await;
    let member = [("id", text(&made["member"]["id"]))];
    caller.call("post", "/api/v1/members/{id}/link", &member, Value::Null).await;
    caller.call("patch", "/api/v1/members/{id}", &member, json!({"role": "editor", "scope": "all"})).await;
    caller.call("delete", "/api/v1/members/{id}", &member, Value::Null).await;

    let people = caller.call("get", "/api/v1/people", &[], Value::Null).await;
    let person = [("id", text(&people["items"][0]["id"]))];
    caller.call("get", "/api/v1/people/{id}", &person, Value::Null).await;
    caller.call("get", "/api/v1/people/{id}/timeline", &person, Value::Null).await;

    let made = caller.call("post", "/api/v1/sources", &[], json!({"name": "App", "channel": "mobile"})).await;
    caller.call("get", "/api/v1/sources", &[], Value::Null).await;
    let source = [("id", text(&made["id"]))];
    let key = caller.call("post", "/api/v1/sources/{id}/secret-keys", &source, Value::Null).await;
    caller.call("patch", "/api/v1/sources/{id}", &source, json!({"disabled": true})).await;
    let both = [source[0].clone(), ("key_id", text(&key["id"]))];
    caller.call("delete", "/api/v1/sources/{id}/secret-keys/{key_id}", &both, Value::Null).await;
    caller.call("get", "/v1/projects/{write_key}/settings", &[("write_key", app.write_key.clone())], Value::Null).await;
    let sent = json!({"writeKey": app.write_key, "batch": [{"type": "track", "event": "A", "anonymousId": "a"}, 7]});
    caller.call("post", "/v1/batch", &[], sent).await;
    caller.call("post", "/v1/m", &[], Value::Null).await;
    caller.call("get", "/api/v1/live-events", &[], Value::Null).await;
    caller.call("get", "/api/v1/quarantine", &[], Value::Null).await;

    caller.call("post", "/api/v1/mail/test", &[], json!({"language": "fr"})).await;
    let address = json!({"email": "anna@example.org"});
    for what in ["", "/find", "/remove"] {
        caller.call("post", &format!("/api/v1/mail/suppressions{what}"), &[], address.clone()).await;
    }
    caller.call("get", "/api/v1/mail", &[], Value::Null).await;
    caller.call("get", "/api/v1/mail/messages", &[], Value::Null).await;

    let topic = [("topic", "weekly".to_owned())];
    caller.call("get", "/api/v1/notifications", &[], Value::Null).await;
    caller.call("put", "/api/v1/notifications/{topic}", &topic, json!({"language": "fr"})).await;
    caller.call("delete", "/api/v1/notifications/{topic}", &topic, Value::Null).await;
    caller.call("post", "/api/v1/notifications/weekly/send", &[], json!({"language": "fr"})).await;
    let token = app.letter_token.clone();
    caller.call("get", "/u/{token}", &[("token", token.clone())], Value::Null).await;
    caller.call("post", "/api/v1/unsubscribe/find", &[], json!({"token": token})).await;
    caller.call("post", "/api/v1/unsubscribe", &[], json!({"token": token, "is_subscribed": false})).await;

    let retail = [("id", "retail".to_owned())];
    let journey = caller.call("get", "/api/v1/journeys/{id}", &retail, Value::Null).await;
    let change = json!({"base": 0, "definition": journey["definition"]});
    caller.call("put", "/api/v1/journeys/{id}", &retail, change).await;
    caller.call("get", "/api/v1/journeys/{id}/versions", &retail, Value::Null).await;

    caller.call("get", "/api/v1/frictions", &[], Value::Null).await;
    let friction = [("id", "long_wait.store=Namur".to_owned())];
    caller.call("delete", "/api/v1/frictions/{id}/decision", &friction, Value::Null).await;

    verbatims(&mut caller).await;
    surveys(&mut caller).await;

    let saved = json!({"name": "All", "question": question});
    let saved = caller.call("post", "/api/v1/insights/saved", &[], saved).await;
    caller.call("get", "/api/v1/insights/saved", &[], Value::Null).await;
    let id = [("id", text(&saved["id"]))];
    caller.call("put", "/api/v1/insights/saved/{id}", &id, json!({"name": "Everything"})).await;
    caller.call("delete", "/api/v1/insights/saved/{id}", &id, Value::Null).await;
    caller.call("post", "/api/v1/insights/query", &[], question).await;

    let figure = [("figure", "orders".to_owned())];
    caller.call("put", "/api/v1/today/targets/{figure}", &figure, json!({"value": 95})).await;
    caller.call("get", "/api/v1/today", &[], Value::Null).await;
    caller.call("get", "/api/v1/today/findings", &[], Value::Null).await;
    caller.call("delete", "/api/v1/today/targets/{figure}", &figure, Value::Null).await;
    uploads(&mut caller).await;

    let not_called: Vec<_> =
        caller.operations.keys().filter(|key| key.0 == "get" && !caller.seen.contains(*key)).collect();
    assert!(not_called.is_empty(), "call these here: {not_called:?}");
    assert!(caller.faults.is_empty(), "{}", caller.faults.join("\n"));
}

/// Reads what was written, and teaches what there is to teach of it.
async fn verbatims(caller: &mut Caller<'_>) {
    caller.call("get", "/api/v1/verbatims/summary", &[], Value::Null).await;
    caller.call("get", "/api/v1/verbatims.csv", &[], Value::Null).await;
    let read = caller.call("get", "/api/v1/verbatims", &[], Value::Null).await;
    let clause = [("id", text(&read["verbatims"][0]["clauses"][0]["id"]))];
    let said = json!({"theme": "store", "polarity": "negative"});
    caller.call("put", "/api/v1/verbatims/clauses/{id}", &clause, said).await;
    caller.call("delete", "/api/v1/verbatims/clauses/{id}", &clause, Value::Null).await;
    caller.call("post", "/api/v1/verbatims/lessons", &[], Value::Null).await;
    caller.call("get", "/api/v1/verbatims/lessons", &[], Value::Null).await;
    let themes = caller.call("get", "/api/v1/themes", &[], Value::Null).await;
    caller.call("put", "/api/v1/themes", &[], json!({"base": 0, "themes": themes["themes"]})).await;
    caller.call("post", "/api/v1/themes/find", &[], Value::Null).await;
}

/// Makes a survey, opens it, answers it and reads what was answered.
async fn surveys(caller: &mut Caller<'_>) {
    let templates = caller.call("get", "/api/v1/survey-templates", &[], Value::Null).await;
    let new = json!({"name": "After a visit", "definition": templates["templates"][0]["definition"]});
    let made = caller.call("post", "/api/v1/surveys", &[], new).await;
    let id = [("id", text(&made["id"]))];
    let mut definition = made["definition"].clone();
    definition["in_page"] = json!({"after": null, "path": "/visit", "delay_seconds": 3, "again_days": 90});
    let change = json!({"base": 1, "name": "After the visit", "definition": definition});
    caller.call("put", "/api/v1/surveys/{id}", &id, change).await;
    caller.call("get", "/api/v1/surveys/{id}/preview", &id, Value::Null).await;
    let open = caller.call("post", "/api/v1/surveys/{id}/state", &id, json!({"state": "open"})).await;
    let link = text(&open["address"]).rsplit('/').next().unwrap_or_default().to_owned();
    caller.call("get", "/s/{link}", &[("link", link.clone())], Value::Null).await;
    caller.call("get", "/s/{link}/thanks", &[("link", link.clone())], Value::Null).await;
    caller.call("get", "/s", &[], Value::Null).await;
    for what in ["ask", "dismiss"] {
        caller.send("post", &format!("/s/{{link}}/{what}"), &[("link", link.clone())], "user_id=u-1".to_owned()).await;
    }
    caller.call("get", "/api/v1/surveys/{id}", &id, Value::Null).await;
    caller.call("get", "/api/v1/surveys", &[], Value::Null).await;
    let rules = caller.call("get", "/api/v1/survey-rules", &[], Value::Null).await;
    caller.call("put", "/api/v1/survey-rules", &[], rules).await;
    for what in ["qr.svg", "responses", "responses.csv"] {
        caller.call("get", &format!("/api/v1/surveys/{{id}}/{what}"), &id, Value::Null).await;
    }
}

/// Hands a file over, looks at it, reads it dry, imports it and takes it back.
async fn uploads(caller: &mut Caller<'_>) {
    let upload = caller.call("post", "/api/v1/uploads", &[], Value::Null).await;
    let id = [("id", text(&upload["id"]))];
    let file = [id[0].clone(), ("name", "orders.csv".to_owned())];
    caller.send("put", "/api/v1/uploads/{id}/files/{name}", &file, ORDERS.to_owned()).await;
    caller.call("get", "/api/v1/uploads/{id}", &id, Value::Null).await;
    let fitting = caller.call("get", "/api/v1/uploads/{id}/templates", &id, Value::Null).await;
    let template = &fitting["items"][0]["template"];
    caller.call("post", "/api/v1/uploads/{id}/preview", &id, template.clone()).await;
    caller.call("post", "/api/v1/uploads/{id}/template.toml", &id, template.clone()).await;
    caller.call("post", "/api/v1/uploads/{id}/dry-run", &id, template.clone()).await;
    caller.until("/api/v1/uploads/{id}", &id, |upload| upload["dry_run"]["state"] != "running").await;
    caller.call("get", "/api/v1/uploads/{id}/dry-run/rejects.csv", &id, Value::Null).await;
    let import = caller.call("post", "/api/v1/uploads/{id}/import", &id, template.clone()).await;
    let id = [("id", import["id"].to_string())];
    caller.until("/api/v1/imports/{id}", &id, |import| import["state"] != "running").await;
    caller.call("get", "/api/v1/imports", &[], Value::Null).await;
    caller.call("get", "/api/v1/imports/{id}/rejects.csv", &id, Value::Null).await;
    caller.call("post", "/api/v1/imports/{id}/undo", &id, Value::Null).await;
}

/// Somebody who is signed in and believes the description.
struct Caller<'a> {
    app: &'a App,
    document: Value,
    operations: BTreeMap<(String, String), Value>,
    cookie: String,
    seen: BTreeSet<(String, String)>,
    /// Where an answer is not as described.
    faults: Vec<String>,
}

impl Caller<'_> {
    /// Calls an operation, which must succeed or lead on, and compares what it answers with what is said of it.
    async fn call(&mut self, method: &str, path: &str, places: &[(&str, String)], body: Value) -> Value {
        self.send(method, path, places, body.to_string()).await
    }

    async fn send(&mut self, method: &str, path: &str, places: &[(&str, String)], body: String) -> Value {
        let key = (method.to_owned(), path.to_owned());
        let address =
            places.iter().fold(path.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
        let request = Request::builder().method(method.to_uppercase().as_str()).uri(&address);
        let request = request.header("X-Boussole", "1").header(header::COOKIE, &self.cookie);
        let answer = self.app.answer(request.body(Body::from(body)).expect("a request")).await;
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 1 << 22).await.expect("a body");
        let told = format!("{method} {address}: {} {}", parts.status, String::from_utf8_lossy(&bytes));
        assert!(parts.status.is_success() || parts.status.is_redirection(), "{told}");
        let operation = &self.operations[&key];
        let response = &operation["responses"][parts.status.as_str()];
        assert!(response.is_object(), "no word of this status: {told}");
        self.seen.insert(key);
        let kind = parts.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().expect("text"));
        let Some(kind) = kind.and_then(|kind| kind.split(';').next()) else {
            assert!(response.get("content").is_none() && bytes.is_empty(), "{told}");
            return Value::Null;
        };
        let content = &response["content"][kind];
        assert!(content.is_object(), "no word of this type of content: {kind}: {told}");
        if kind != "application/json" {
            return Value::Null;
        }
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        let faults = faults(&self.document, &content["schema"], &value);
        self.faults.extend(faults.into_iter().map(|fault| format!("{method} {path} {fault}")));
        value
    }

    /// Asks until something is over.
    async fn until(&mut self, path: &str, places: &[(&str, String)], is_over: impl Fn(&Value) -> bool) {
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..POLLS_MAX {
            ticks.tick().await;
            if is_over(&self.call("get", path, places, Value::Null).await) {
                return;
            }
        }
        panic!("{path} does not end");
    }
}

async fn described(app: &App) -> Value {
    let (status, text, response) = app.get("/api/v1/openapi.json").await;
    assert_eq!((status, response.headers()["content-type"].as_bytes()), (StatusCode::OK, &b"application/json"[..]));
    serde_json::from_str(&text).expect("JSON")
}

fn operations(document: &Value) -> BTreeMap<(String, String), Value> {
    let paths = document["paths"].as_object().expect("paths").iter();
    let of_path = |(path, item): (&String, &Value)| {
        let operations = item.as_object().expect("operations").clone().into_iter();
        operations.map(|(method, operation)| ((method, path.clone()), operation)).collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
