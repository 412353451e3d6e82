//! What lies around the messages of a request.

use crate::model::{BATCH_ITEMS_MAX, Call};
use boussole_core::Refusal;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A request, its messages not yet read: one that cannot be read must not cost the others.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    /// The key, where it is in the body.
    pub(crate) write_key: Option<String>,
    /// The messages, as they were sent.
    pub(crate) messages: Vec<&'a RawValue>,
    /// What every message of a batch has in common.
    pub(crate) context: Map<String, Value>,
    /// When the batch was sent, for messages that do not say.
    pub(crate) sent_at: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outside<'a> {
    write_key: Option<Value>,
    #[serde(borrow)]
    batch: Option<&'a RawValue>,
    context: Option<Value>,
    sent_at: Option<Value>,
}

impl<'a> Envelope<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// Refuses with `invalid_json`, `too_deep`, `invalid_type`, `missing` and `too_many_items`.
    pub(crate) fn read(call: Call, bytes: &'a [u8]) -> Result<Self, Refusal> {
        let whole: &RawValue = serde_json::from_slice(bytes).map_err(|error| unreadable(&error, "body"))?;
        let outside: Outside = match serde_json::from_str(whole.get()) {
            Ok(outside) => outside,
            Err(_) if !whole.get().starts_with('{') => return Err(not_an_object("body")),
            Err(error) => return Err(unreadable(&error, "body")),
        };
        let write_key = outside.write_key.as_ref().and_then(Value::as_str).map(str::to_owned);
        if call != Call::Batch {
            return Ok(Self { write_key, messages: vec![whole], context: Map::new(), sent_at: None });
        }
        let missing = || Refusal::new("missing", "there is no batch").at("batch").hint("send the messages in an array");
        let batch = outside.batch.ok_or_else(missing)?;
        let messages: Vec<&RawValue> = serde_json::from_str(batch.get())
            .map_err(|_| Refusal::new("invalid_type", "this must be an array").at("batch"))?;
        if messages.len() > BATCH_ITEMS_MAX {
            let message = format!("{} items, at most {BATCH_ITEMS_MAX}", messages.len());
            return Err(Refusal::new("too_many_items", message).at("batch").hint("send them in several batches"));
        }
        let context = match outside.context {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(context)) => context,
            Some(_) => return Err(not_an_object("context")),
        };
        Ok(Self { write_key, messages, context, sent_at: outside.sent_at })
    }
}

/// Makes the refusal of what must be an object.
pub(crate) fn not_an_object(field: &str) -> Refusal {
    Refusal::new("invalid_type", "this must be a JSON object").at(field)
}

/// Makes the refusal of what is not JSON, or nested deeper than is read. It says where, never what.
pub(crate) fn unreadable(error: &serde_json::Error, field: &str) -> Refusal {
    // The reader stops at 128 levels, before the stack does.
    if error.to_string().starts_with("recursion limit") {
        return Refusal::new("too_deep", "nested too deeply to be read").at(field);
    }
    let message = format!("not JSON at line {}, column {}", error.line(), error.column());
    Refusal::new("invalid_json", message).at(field)
}

#[cfg(test)]
mod tests {
    use super::Envelope;
    use crate::model::{Call, Kind};
    use expect_test::{Expect, expect};

    fn check(call: Call, body: &str, expected: Expect) {
        let text = match Envelope::read(call, body.as_bytes()) {
            Ok(envelope) => {
                let messages: Vec<&str> = envelope.messages.iter().map(|message| message.get()).collect();
                let context = serde_json::to_string(&envelope.context).unwrap();
                format!("{:?} {} {context}", envelope.write_key, messages.join(" | "))
            }
            Err(refusal) => format!("{}: {refusal}", refusal.code),
        };
        expected.assert_eq(&text);
    }

    #[test]
    fn one_message_is_the_whole_body() {
        let track = Call::One(Kind::Track);
        check(
            track,
            r#" {"event": "A", "writeKey": "wk_a"} "#,
            expect![[r#"Some("wk_a") {"event": "A", "writeKey": "wk_a"} {}"#]],
        );
        check(track, "[]", expect!["invalid_type: body: this must be a JSON object"]);
        check(track, "", expect!["invalid_json: body: not JSON at line 1, column 0"]);
        check(track, "{\"event\": \"A\"", expect!["invalid_json: body: not JSON at line 1, column 13"]);
        check(track, r#"{"writeKey": 5}"#, expect![[r#"None {"writeKey": 5} {}"#]]);
    }

    #[test]
    fn the_messages_of_a_batch_are_not_yet_read() {
        check(
            Call::Batch,
            r#"{"batch": [{"a": 1.0}, 5], "context": {"b": 1}, "writeKey": "wk_a"}"#,
            expect![[r#"Some("wk_a") {"a": 1.0} | 5 {"b":1}"#]],
        );
        check(Call::Batch, r#"{"batch": []}"#, expect!["None  {}"]);
        check(Call::Batch, "{}", expect!["missing: batch: there is no batch"]);
        check(Call::Batch, r#"{"batch": {}}"#, expect!["invalid_type: batch: this must be an array"]);
        check(
            Call::Batch,
            r#"{"batch": [], "context": 5}"#,
            expect!["invalid_type: context: this must be a JSON object"],
        );
        let many = format!(r#"{{"batch": [{}5]}}"#, "5,".repeat(1_000));
        check(Call::Batch, &many, expect!["too_many_items: batch: 1001 items, at most 1000"]);
    }

    #[test]
    fn depth_is_refused_and_does_not_crash() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        check(
            Call::Batch,
            &format!(r#"{{"batch": [], "context": {}}}"#, deep(100_000)),
            expect!["too_deep: body: nested too deeply to be read"],
        );
        let one = format!(r#"{{"batch": [{}]}}"#, deep(1_000));
        assert!(Envelope::read(Call::Batch, one.as_bytes()).is_ok(), "the item alone is at fault");
    }
}
