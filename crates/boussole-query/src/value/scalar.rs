use super::Number;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Write;

/// One value of a property or trait. Absent and `null` are the same: no scalar at all.
#[derive(Debug, Clone)]
pub(crate) enum Scalar<'a> {
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    /// A list or an object, as JSON text: it is set, and it equals nothing.
    Composite(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// Reads the JSON text of one value.
    pub(crate) fn read(raw: &'a str) -> Option<Self> {
        match raw.as_bytes().first()? {
            b'"' => read_text(raw).map(Self::Text),
            b't' => Some(Self::Bool(true)),
            b'f' => Some(Self::Bool(false)),
            b'[' | b'{' => Some(Self::Composite(Cow::Borrowed(raw))),
            b'-' | b'0'..=b'9' => Number::parse(raw).map(Self::Number),
            _ => None,
        }
    }

    /// Returns the number, when it is one.
    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Appends text that is the same for equal values only, so that values can be grouped and counted.
    ///
    /// The length before the text lets several keys follow each other without being confused.
    pub(crate) fn write_key(value: Option<&Self>, key: &mut String) {
        let start = key.len();
        let (kind, written) = match value {
            None => ('0', Ok(())),
            Some(Self::Bool(flag)) => ('b', write!(key, "{flag}")),
            Some(Self::Number(number)) => ('n', write!(key, "{number}")),
            Some(Self::Text(text)) => ('t', key.write_str(text)),
            Some(Self::Composite(text)) => ('j', key.write_str(text)),
        };
        written.expect("writing to a string succeeds");
        let length = key.len() - start;
        write!(key, "\u{0}{length}{kind}").expect("writing to a string succeeds");
    }

    /// Returns the value as it is answered in a group.
    pub(crate) fn json(value: Option<&Self>) -> Value {
        match value {
            None => Value::Null,
            Some(Self::Bool(flag)) => Value::Bool(*flag),
            Some(Self::Number(number)) => {
                serde_json::from_str(&number.to_string()).unwrap_or_else(|_| Value::String(number.to_string()))
            }
            Some(Self::Text(text)) => Value::String(text.clone().into_owned()),
            Some(Self::Composite(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        }
    }
}

fn read_text(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('\\') {
        return serde_json::from_str(raw).ok().map(Cow::Owned);
    }
    raw.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::Scalar;
    use expect_test::{Expect, expect};

    fn key(raw: &str) -> String {
        let mut key = String::new();
        Scalar::write_key(Scalar::read(raw).as_ref(), &mut key);
        key
    }

    fn check(raw: &str, expected: Expect) {
        let scalar = Scalar::read(raw);
        expected.assert_eq(&format!("{scalar:?} {}", Scalar::json(scalar.as_ref())));
    }

    #[test]
    fn a_value_is_read_from_its_json_text() {
        check("null", expect!["None null"]);
        check("true", expect!["Some(Bool(true)) true"]);
        check("-1.50", expect!["Some(Number(Exact(-1.50))) -1.5"]);
        check(r#""web""#, expect![[r#"Some(Text("web")) "web""#]]);
        check(r#""a\"\u00e9""#, expect![[r#"Some(Text("a\"é")) "a\"é""#]]);
        check("[1]", expect![[r#"Some(Composite("[1]")) [1]"#]]);
    }

    #[test]
    fn keys_are_equal_for_equal_values_only() {
        assert_eq!(key("1"), key("1.00"));
        for (left, right) in [("1", r#""1""#), ("true", r#""true""#), ("null", r#""""#), ("[1]", r#""[1]""#)] {
            assert_ne!(key(left), key(right), "{left} {right}");
        }
    }
}
