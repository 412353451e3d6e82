use boussole_core::Refusal;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// Reads a JSON body; what is wrong with it is told by its field where the reader knows it.
///
/// # Errors
/// Refuses with `invalid_body` what is not the JSON that is expected.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| {
        // The reader names the field in quotes: "missing field `name`".
        let message = error.to_string();
        let field = message.split('`').nth(1).map(str::to_owned);
        let refusal = Refusal::new("invalid_body", "the body is not the JSON that is expected here").hint(message);
        match field {
            Some(field) => refusal.at(field),
            None => refusal,
        }
    })
}

/// Reads a field whose `null` means something else than its absence: use with `#[serde(default)]`.
///
/// # Errors
/// Fails when the field is something else.
pub fn null_or<'de, T: Deserialize<'de>, D: Deserializer<'de>>(reader: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(reader).map(Some)
}

#[cfg(test)]
mod tests {
    use super::{null_or, read_json};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        name: String,
        #[serde(default, deserialize_with = "null_or")]
        tax: Option<Option<String>>,
    }

    #[test]
    fn what_is_wrong_is_told_by_its_field() {
        let field = |text: &str| read_json::<Body>(text.as_bytes()).expect_err("refused").field;
        assert_eq!(field("{}").as_deref(), Some("name"));
        assert_eq!(field(r#"{"name":"a","role":"b"}"#).as_deref(), Some("role"));
        assert_eq!(field("no JSON"), None);
    }

    #[test]
    fn null_is_not_the_same_as_nothing() {
        let tax = |text: &str| {
            let body: Body = read_json(text.as_bytes()).expect("a body");
            assert_eq!(body.name, "a");
            body.tax
        };
        assert_eq!(tax(r#"{"name":"a"}"#), None);
        assert_eq!(tax(r#"{"name":"a","tax":null}"#), Some(None));
        assert_eq!(tax(r#"{"name":"a","tax":"x"}"#), Some(Some("x".to_owned())));
    }
}
