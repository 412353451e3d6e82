use axum::http::{HeaderMap, header};
use boussole_core::Refusal;

/// What a proxy that ends TLS says of the way to it.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Checks that a browser at this address keeps our cookie: over TLS, or on the machine itself.
///
/// # Errors
/// Refuses with `insecure_address` plain HTTP to another machine: the browser would drop the cookie without a word, and
/// anybody on the way could read the password.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Refusal> {
    let is_tls = headers.get(FORWARDED_PROTO).is_some_and(|proto| proto == "https");
    if is_tls || is_this_machine(headers) {
        return Ok(());
    }
    Err(Refusal::new("insecure_address", "signing in needs https on any address but this machine's own")
        .hint("put a proxy that ends TLS before Boussole, and let it send `X-Forwarded-Proto: https`"))
}

fn is_this_machine(headers: &HeaderMap) -> bool {
    // Without a host, nobody is a browser.
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return true };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::check;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn plain_http_is_for_this_machine_only() {
        let is_safe = |host: &'static str, proto: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if let Some(proto) = proto {
                headers.insert("x-forwarded-proto", HeaderValue::from_static(proto));
            }
            check(&headers).is_ok()
        };
        for host in ["127.0.0.1:8080", "127.8.9.1", "localhost", "LocalHost:1", "[::1]:8080", "[::1]"] {
            assert!(is_safe(host, None), "{host}");
        }
        for host in
            ["192.168.1.5:8080", "cx.example.org", "localhost.example.org", "127.0.0.1.example.org:80", "[fd00::1]:80"]
        {
            assert!(!is_safe(host, None), "{host}");
            assert!(!is_safe(host, Some("http")), "{host}");
            assert!(is_safe(host, Some("https")), "{host}");
        }
    }
}
