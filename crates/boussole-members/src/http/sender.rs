use axum::http::{HeaderMap, header};
use boussole_core::Refusal;

/// The header that our own pages and clients send. A form cannot, and another site's script must ask first, in vain.
const OWN_HEADER: &str = "x-boussole";
/// In which relation the page that asks is to us, said by the browser.
const FETCH_SITE: &str = "sec-fetch-site";

/// Checks that a request that changes something was made by our own page, or by no page.
///
/// # Errors
/// Refuses with `cross_site` a request without our header, or that the browser says another site made.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.get(OWN_HEADER).is_none_or(|value| value != "1") {
        return Err(Refusal::new("cross_site", "the request does not come from a page of Boussole")
            .hint("send the header `X-Boussole: 1`"));
    }
    if is_foreign_origin(headers) || is_foreign_site(headers) {
        return Err(Refusal::new("cross_site", "the request comes from another site"));
    }
    Ok(())
}

fn is_foreign_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    // Only the host is compared: behind a proxy that ends TLS, the page's scheme is not known here.
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    match (origin, host) {
        (Some(origin), Some(host)) => !origin.eq_ignore_ascii_case(host),
        _ => true,
    }
}

fn is_foreign_site(headers: &HeaderMap) -> bool {
    // `none` is a person's own doing: an address typed, a bookmark.
    headers.get(FETCH_SITE).is_some_and(|site| site != "same-origin" && site != "none")
}

#[cfg(test)]
mod tests {
    use super::check;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn is_ours(headers: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        check(&headers).is_ok()
    }

    #[test]
    fn only_our_own_pages_and_clients_may_change_something() {
        const OURS: (&str, &str) = ("x-boussole", "1");
        const HOST: (&str, &str) = ("host", "cx.example.org:8080");
        assert!(is_ours(&[OURS]), "a client without pages");
        assert!(is_ours(&[OURS, HOST, ("origin", "https://cx.example.org:8080"), ("sec-fetch-site", "same-origin")]));
        assert!(is_ours(&[OURS, HOST, ("origin", "http://CX.example.org:8080")]));
        assert!(is_ours(&[OURS, HOST, ("sec-fetch-site", "none")]));

        assert!(!is_ours(&[HOST]));
        assert!(!is_ours(&[("x-boussole", "0"), HOST]));
        assert!(!is_ours(&[OURS, HOST, ("sec-fetch-site", "cross-site")]));
        assert!(!is_ours(&[OURS, HOST, ("sec-fetch-site", "same-site")]), "a neighbour under the same domain");
        for foreign in
            ["https://evil.example", "https://cx.example.org", "https://cx.example.org:8080.evil", "null", ""]
        {
            assert!(!is_ours(&[OURS, HOST, ("origin", foreign)]), "{foreign}");
        }
        assert!(!is_ours(&[OURS, ("origin", "https://cx.example.org:8080")]), "no host to compare with");
    }
}
