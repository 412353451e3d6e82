//! Orders that came to nothing, told by what they say of themselves.

use crate::value::fold;
use serde_json::{Value, json};

/// With what the status of such an order begins, in the words of common shops, without case and accents.
const STARTS: [&str; 4] = ["annul", "cancel", "unavailable", "void"];

/// Returns the condition that an order says by its `status` that it came to nothing.
pub fn void_order() -> Value {
    let pattern = format!("^\\s*({})", STARTS.join("|"));
    json!({"property": "status", "op": "matches", "value": pattern, "fold": true})
}

/// Tells whether an order of this status came to nothing.
pub fn is_void(status: &str) -> bool {
    let status = fold(status.trim_start());
    STARTS.iter().any(|start| status.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{is_void, void_order};
    use crate::value::fold;
    use regex::Regex;

    #[test]
    fn a_status_is_told_alike_with_and_without_a_question() {
        let pattern = Regex::new(void_order()["value"].as_str().expect("a pattern")).expect("a valid pattern");
        let statuses = [
            ("canceled", true),
            ("Cancelled", true),
            (" CANCELLED by the customer", true),
            ("Annulée", true),
            ("unavailable", true),
            ("voided", true),
            ("delivered", false),
            ("not cancelled", false),
            ("available", false),
            ("", false),
        ];
        for (status, expected) in statuses {
            assert_eq!((is_void(status), pattern.is_match(&fold(status))), (expected, expected), "{status}");
        }
    }
}
