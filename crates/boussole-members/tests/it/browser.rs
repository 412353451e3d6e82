//! A browser that keeps one cookie.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use std::net::{IpAddr, SocketAddr};
use tower::ServiceExt;

const BODY_BYTES_MAX: usize = 64 * 1024;

pub(crate) struct Browser {
    router: Router,
    /// The cookie as the browser sends it, `name=value`.
    pub(crate) cookie: Option<String>,
    /// Where it is.
    pub(crate) address: Option<IpAddr>,
    /// What it sends with every request.
    pub(crate) headers: Vec<(&'static str, String)>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) set_cookie: Option<String>,
    pub(crate) retry_after: Option<String>,
    pub(crate) cache_control: Option<String>,
    pub(crate) body: String,
}

impl Browser {
    /// Makes a browser that shows a page of ours.
    pub(crate) fn new(router: Router) -> Self {
        let headers = vec![("x-boussole", "1".to_owned())];
        Self { router, cookie: None, address: Some("192.0.2.1".parse().unwrap()), headers }
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.send(Method::POST, "/api/v1/session", json!({"email": email, "password": password})).await
    }

    pub(crate) async fn sign_in_by_link(&mut self, token: &str) -> Answer {
        self.send(Method::POST, "/api/v1/session/link", json!({"token": token})).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send_text(Method::GET, path, String::new()).await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Value) -> Answer {
        self.send_text(method, path, body.to_string()).await
    }

    /// Sends a body and returns the JSON of the answer, whatever its status.
    pub(crate) async fn json(&mut self, method: Method, path: &str, body: Value) -> Value {
        let answer = self.send(method, path, body).await;
        serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{path}: {} {}", answer.status, answer.body))
    }

    pub(crate) async fn send_text(&mut self, method: Method, path: &str, body: String) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(address) = self.address {
            request = request.extension(ConnectInfo(SocketAddr::new(address, 50_000)));
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let header = |name| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let (set_cookie, retry_after, cache_control) =
            (header(header::SET_COOKIE), header(header::RETRY_AFTER), header(header::CACHE_CONTROL));
        let body = to_bytes(body, BODY_BYTES_MAX).await.unwrap();
        if let Some(set_cookie) = &set_cookie {
            let (pair, _) = set_cookie.split_once(';').unwrap();
            self.cookie = (!set_cookie.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status.as_u16(), set_cookie, retry_after, cache_control, body }
    }
}

impl Answer {
    /// Returns the status and, of an error, its code: `401 invalid_link`.
    pub(crate) fn summary(&self) -> String {
        match serde_json::from_str::<Value>(&self.body) {
            Ok(body) if body["code"].is_string() => format!("{} {}", self.status, body["code"].as_str().unwrap()),
            _ => self.status.to_string(),
        }
    }
}
