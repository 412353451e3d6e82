//! Properties of an event, in the order in which they are said.

use serde_json::{Map, Number, Value};
use std::str::FromStr;

/// Properties or traits being written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    /// Starts with nothing.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Says that `name` is `value`.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Says that `name` is `value`, when there is one.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Says that `name` is an amount, exactly.
    pub(crate) fn money(self, name: &str, cents: i64) -> Self {
        let sign = if cents < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let number = Number::from_str(&text).expect("digits around one point are a number");
        self.with(name, Value::Number(number))
    }

    /// Adds all that `other` says.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns what was said.
    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use expect_test::expect;
    use serde_json::Value;

    #[test]
    fn fields_keep_their_order_and_amounts_their_cents() {
        let fields =
            Fields::new().with("b", 1).with_some("a", Some("x")).with_some("z", None::<i64>).money("m", 12_050);
        let fields = fields.and(Fields::new().money("n", -5).money("o", 0));
        expect![[r#"{"b":1,"a":"x","m":120.50,"n":-0.05,"o":0.00}"#]]
            .assert_eq(&Value::Object(fields.into_map()).to_string());
    }
}
