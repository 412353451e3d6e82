//! Where two answers differ.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// What is not compared: how an answer was made, and tokens.
const UNCOMPARED: [&str; 2] = ["meta", "drill"];
/// By how much two numbers may differ, of numbers beyond 1 the part.
const TOLERANCE: f64 = 1e-9;

/// Returns the first place where `found` is not what is expected; null, false and absent are the same.
pub(super) fn difference(expected: &Value, found: &Value) -> Option<String> {
    at("", expected, found)
}

fn at(path: &str, expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => objects(path, expected, found),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut pairs = expected.iter().zip(found).enumerate();
            pairs.find_map(|(index, (expected, found))| at(&format!("{path}[{index}]"), expected, found))
        }
        (Value::Number(left), Value::Number(right)) if close(left.as_f64()?, right.as_f64()?) => None,
        (Value::String(left), Value::String(right)) if left == right || same(left, right) => None,
        (Value::Null | Value::Bool(false), Value::Null | Value::Bool(false)) => None,
        (expected, found) if expected == found => None,
        _ => Some(format!("{path}: expected {expected}, found {found}")),
    }
}

fn objects(path: &str, expected: &Map<String, Value>, found: &Map<String, Value>) -> Option<String> {
    let keys = expected.keys().chain(found.keys()).filter(|key| !UNCOMPARED.contains(&key.as_str()));
    let value = |map: &Map<String, Value>, key: &str| map.get(key).cloned().unwrap_or_default();
    let mut keys = keys.map(|key| (key, value(expected, key), value(found, key)));
    keys.find_map(|(key, expected, found)| at(&format!("{path}.{key}"), &expected, &found))
}

/// Tells whether two texts are the same amount, or the same instant, written differently.
fn same(left: &str, right: &str) -> bool {
    let amounts = (left.parse::<Decimal>(), right.parse::<Decimal>());
    let instants = (left.parse::<Timestamp>(), right.parse::<Timestamp>());
    matches!(amounts, (Ok(left), Ok(right)) if left == right)
        || matches!(instants, (Ok(left), Ok(right)) if left == right)
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= TOLERANCE * left.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::json;

    #[test]
    fn what_differs_is_named() {
        let found = json!({"a": [1, {"b": "x"}], "c": null, "meta": 1});
        assert_eq!(difference(&json!({"a": [1.0, {"b": "x"}]}), &found), None);
        assert_eq!(
            difference(&json!({"a": [1, {"b": "y"}]}), &found).as_deref(),
            Some(".a[1].b: expected \"y\", found \"x\"")
        );
        assert_eq!(
            difference(&json!(["2.50", "2025-01-01T00:00:00Z"]), &json!(["2.5", "2025-01-01T00:00:00.000Z"])),
            None
        );
        assert!(difference(&json!({"a": [1]}), &found).is_some());
        assert!(difference(&json!({"a": [1, {"b": "x"}], "d": 0}), &found).is_some());
    }
}
