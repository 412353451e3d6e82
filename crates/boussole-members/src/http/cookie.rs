use crate::lifetime::SESSION_MS_MAX;
use axum::http::{HeaderMap, header};
use boussole_core::SECOND_MS;

/// The cookie's name. Browsers take `__Host-` only with `Secure`, for the whole host and from this host itself.
const NAME: &str = "__Host-boussole";
/// What a page's script, a plain connection and another site's form must not do with it.
const FLAGS: &str = "HttpOnly; Secure; SameSite=Lax; Path=/";

/// Returns the value of the session's cookie, if the request carries one.
pub(super) fn value(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME).then_some(value))
}

/// Returns the `Set-Cookie` that gives the cookie a value.
///
/// The browser keeps it for as long as a session can last; when it ends before, the server says.
pub(super) fn set(value: &str) -> String {
    format!("{NAME}={value}; {FLAGS}; Max-Age={}", SESSION_MS_MAX / SECOND_MS)
}

/// Returns the `Set-Cookie` that takes the cookie away.
pub(super) fn clear() -> String {
    format!("{NAME}=; {FLAGS}; Max-Age=0")
}

#[cfg(test)]
mod tests {
    use super::{clear, set, value};
    use axum::http::{HeaderMap, HeaderValue, header};
    use expect_test::expect;

    #[test]
    fn the_cookie_is_found_among_others() {
        let check = |cookies: &[&'static str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for cookie in cookies {
                headers.append(header::COOKIE, HeaderValue::from_static(cookie));
            }
            assert_eq!(value(&headers), expected, "{cookies:?}");
        };
        check(&[], None);
        check(&["__Host-boussole=a1"], Some("a1"));
        check(&["theme=dark; __Host-boussole=a1;x=y"], Some("a1"));
        check(&["theme=dark", "__Host-boussole=a1"], Some("a1"));
        check(&["boussole=a1; x__Host-boussole=a2; __host-boussole=a3; __Host-boussole"], None);
    }

    #[test]
    fn the_cookie_is_for_this_host_and_no_script() {
        expect!["__Host-boussole=a1; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=7776000"].assert_eq(&set("a1"));
        expect!["__Host-boussole=; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=0"].assert_eq(&clear());
    }
}
