//! The key that comes with a request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Reads the key from the header `Authorization`: the user of `Basic` (its password is empty by custom), or the token of
/// `Bearer`.
pub(crate) fn of_header(authorization: &str) -> Option<String> {
    let (scheme, value) = authorization.trim().split_once(' ')?;
    let key = if scheme.eq_ignore_ascii_case("bearer") {
        value.trim().to_owned()
    } else if scheme.eq_ignore_ascii_case("basic") {
        let bytes = STANDARD.decode(value.trim()).ok()?;
        let pair = String::from_utf8(bytes).ok()?;
        pair.split_once(':').map_or(pair.as_str(), |(user, _)| user).to_owned()
    } else {
        return None;
    };
    (!key.is_empty()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::of_header;

    #[test]
    fn a_key_comes_as_basic_user_or_bearer_token() {
        for (header, expected) in [
            ("Basic d2tfYTo=", Some("wk_a")),
            ("basic d2tfYTpwYXNz", Some("wk_a")),
            ("Basic d2tfYQ==", Some("wk_a")),
            ("Bearer wk_a", Some("wk_a")),
            ("BEARER  wk_a ", Some("wk_a")),
            ("Basic Og==", None),
            ("Basic !", None),
            ("Basic /w==", None),
            ("Digest wk_a", None),
            ("wk_a", None),
            ("", None),
        ] {
            assert_eq!(of_header(header).as_deref(), expected, "{header}");
        }
    }
}
