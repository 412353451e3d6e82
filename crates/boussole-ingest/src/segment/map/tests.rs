//! Messages and the events they become, side by side.

use super::{Arrival, item};
use crate::model::{Call, Kind};
use crate::segment::Envelope;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

const NOW_MS: i64 = 1_700_000_000_000;

fn show(call: Call, body: &str, is_trusted: bool) -> String {
    let envelope = Envelope::read(call, body.as_bytes()).expect("an envelope");
    let kind = match call {
        Call::One(kind) => Some(kind),
        Call::Batch => None,
    };
    let arrival = Arrival { is_trusted, now_ms: NOW_MS };
    let line = |message| {
        let item = item(message, kind, &envelope, arrival);
        let event = match item.event {
            Ok(event) => event,
            Err(refusal) => return format!("refused {}: {refusal}\n", refusal.code),
        };
        let ids: Vec<String> =
            event.identifiers.iter().map(|id| format!("{}={}", id.kind.as_str(), id.value)).collect();
        let time =
            if event.is_time_of_arrival { "arrival".to_owned() } else { format!("{:+}", event.time_ms - NOW_MS) };
        let sent = event.sent_ms.map_or(String::new(), |sent_ms| format!(" sent {:+}", sent_ms - NOW_MS));
        let id = event.message_id.unwrap_or_else(|| "-".to_owned());
        let (props, traits) = (Value::Object(event.props), Value::Object(event.traits));
        format!("{id} {} [{}] {time}{sent} {props} {traits}\n", event.event, ids.join(" "))
    };
    envelope.messages.iter().map(|message| line(message)).collect()
}

fn check(kind: Kind, message: Value, expected: Expect) {
    expected.assert_eq(&show(Call::One(kind), &message.to_string(), false));
}

#[test]
fn each_kind_has_its_event() {
    check(
        Kind::Track,
        json!({"userId": "u", "anonymousId": "a", "event": "Order Completed", "messageId": "m", "properties": {"revenue": 1.50}, "timestamp": "2023-11-14T22:13:19Z", "sentAt": "2023-11-14T22:13:21Z"}),
        expect![[r#"
            m Order Completed [user_id=u anonymous_id=a] -1000 sent +1000 {"revenue":1.5} {}
        "#]],
    );
    check(
        Kind::Page,
        json!({"anonymousId": "a", "name": "Home", "category": "Shop", "properties": {"url": "https://x", "name": "own"}}),
        expect![[r#"
             - Page Viewed [anonymous_id=a] arrival {"url":"https://x","name":"own","category":"Shop"} {}
        "#]],
    );
    check(
        Kind::Screen,
        json!({"anonymousId": "a", "name": "Home"}),
        expect![[r#"
         - Screen Viewed [anonymous_id=a] arrival {"name":"Home"} {}
    "#]],
    );
    check(
        Kind::Identify,
        json!({"userId": 42, "traits": {"email": "m@example.org", "plan": "pro"}, "context": {"traits": {"plan": "free", "age": 7}, "locale": "fr"}}),
        expect![[r#"
             - Identified [user_id=42] arrival {"context":{"locale":"fr"}} {"plan":"pro","age":7,"email":"m@example.org"}
        "#]],
    );
    check(
        Kind::Group,
        json!({"userId": "u", "groupId": "g1", "traits": {"name": "Acme"}}),
        expect![[r#"
         - Group Joined [user_id=u] arrival {"name":"Acme","group_id":"g1"} {}
    "#]],
    );
    check(
        Kind::Alias,
        json!({"userId": "u", "previousId": "a"}),
        expect![[r#"
         - Alias Created [user_id=u anonymous_id=a] arrival {"previous_id":"a"} {}
    "#]],
    );
}

#[test]
fn the_context_is_kept_without_the_address() {
    let context = json!({"ip": "192.0.2.1", "userAgent": "X/1", "page": {"url": "https://x"}, "traits": {"email": "m@example.org"}});
    check(
        Kind::Track,
        json!({"userId": "u", "event": "A", "context": context}),
        expect![[r#"
         - A [user_id=u] arrival {"context":{"userAgent":"X/1","page":{"url":"https://x"}}} {"email":"m@example.org"}
    "#]],
    );
}

#[test]
fn only_a_trusted_identify_names_an_address_of_mail() {
    let both = |kind: Kind, message: Value| {
        [false, true].map(|is_trusted| show(Call::One(kind), &message.to_string(), is_trusted)).concat()
    };
    let identify = json!({"userId": "u", "traits": {"email": "M@Example.org"}});
    expect![[r#"
         - Identified [user_id=u] arrival {} {"email":"M@Example.org"}
         - Identified [user_id=u email=m@example.org] arrival {} {"email":"M@Example.org"}
    "#]]
    .assert_eq(&both(Kind::Identify, identify));
    let in_context = json!({"anonymousId": "a", "context": {"traits": {"email": "m@example.org"}}});
    expect![[r#"
         - Identified [anonymous_id=a] arrival {} {"email":"m@example.org"}
         - Identified [anonymous_id=a email=m@example.org] arrival {} {"email":"m@example.org"}
    "#]]
    .assert_eq(&both(Kind::Identify, in_context));
    let track = json!({"userId": "u", "event": "A", "context": {"traits": {"email": "m@example.org"}}});
    expect![[r#"
         - A [user_id=u] arrival {} {"email":"m@example.org"}
         - A [user_id=u] arrival {} {"email":"m@example.org"}
    "#]]
    .assert_eq(&both(Kind::Track, track));
}

#[test]
fn a_batch_lends_its_context_and_its_time_of_sending() {
    let body = json!({
        "sentAt": "2023-11-14T22:13:20Z",
        "context": {"library": {"name": "x"}, "ip": "192.0.2.1"},
        "integrations": {"All": true},
        "batch": [
            {"type": "track", "userId": "u", "event": "A", "timestamp": "2023-11-14T22:13:10Z"},
            {"type": "track", "userId": "u", "event": "B", "originalTimestamp": "2023-11-14T22:13:10Z", "sentAt": "2023-11-14T22:13:15Z", "context": {"library": {"name": "own"}}},
            {"type": "dance", "userId": "u"},
            {"userId": "u"},
            5,
        ],
    });
    expect![[r#"
        - A [user_id=u] -10000 sent +0 {"context":{"library":{"name":"x"}}} {}
        - B [user_id=u] -10000 sent -5000 {"context":{"library":{"name":"own"}}} {}
        refused unknown_type: type: this is not a type of message
        refused unknown_type: type: this is not a type of message
        refused invalid_type: message: this must be a JSON object
    "#]]
    .assert_eq(&show(Call::Batch, &body.to_string(), false));
}

#[test]
fn what_is_wrong_is_refused_by_its_field() {
    let refused = |kind: Kind, message: Value| show(Call::One(kind), &message.to_string(), false);
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    let cases = [
        (Kind::Track, json!({"event": "A"})),
        (Kind::Track, json!({"event": "A", "userId": ""})),
        (Kind::Track, json!({"event": "A", "userId": {}})),
        (Kind::Track, json!({"event": "A", "userId": "u".repeat(201)})),
        (Kind::Track, json!({"userId": "u"})),
        (Kind::Track, json!({"userId": "u", "event": 5})),
        (Kind::Track, json!({"userId": "u", "event": "A", "properties": []})),
        (Kind::Track, json!({"userId": "u", "event": "A", "properties": {"context": 1}})),
        (Kind::Track, json!({"userId": "u", "event": "A", "properties": {"x": deep}})),
        (Kind::Track, json!({"userId": "u", "event": "A", "properties": {"x": "x".repeat(33_000)}})),
        (Kind::Track, json!({"userId": "u", "event": "A", "messageId": 5})),
        (Kind::Track, json!({"userId": "u", "event": "A", "timestamp": "soon"})),
        (Kind::Track, json!({"userId": "u", "event": "A", "sentAt": 5})),
        (Kind::Track, json!({"userId": "u", "event": "A", "context": "x"})),
        (Kind::Identify, json!({"userId": "u", "traits": 5})),
        (Kind::Page, json!({"userId": "u", "name": 5})),
        (Kind::Group, json!({"userId": "u"})),
        (Kind::Alias, json!({"userId": "u"})),
        (Kind::Alias, json!({"anonymousId": "a", "previousId": "b"})),
    ];
    let lines: String = cases.into_iter().map(|(kind, message)| refused(kind, message)).collect();
    expect![[r#"
        refused missing_user: userId: nobody is named
        refused missing_user: userId: nobody is named
        refused invalid_type: userId: this must be text
        refused too_long: userId: longer than 200 bytes
        refused missing: event: the event has no name
        refused invalid_type: event: this must be text
        refused invalid_type: properties: this must be a JSON object
        refused reserved_property: properties.context: this name is taken by what the client says of its surroundings
        refused too_deep: message: nested too deeply to be read
        refused too_large: the event is larger than 32768 bytes
        refused invalid_type: messageId: this must be text
        refused invalid_timestamp: timestamp: this is not a time
        refused invalid_timestamp: sentAt: this is not a time
        refused invalid_type: context: this must be a JSON object
        refused invalid_type: traits: this must be a JSON object
        refused invalid_type: name: this must be text
        refused missing: groupId: this is needed
        refused missing: previousId: this is needed
        refused missing: userId: this is needed
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_value_that_means_nobody_is_stored_for_nobody() {
    check(
        Kind::Track,
        json!({"userId": "undefined", "event": "A"}),
        expect![[r#"
         - A [] arrival {} {}
    "#]],
    );
}

#[test]
fn numbers_stay_as_they_were_written() {
    let body = r#"{"userId":"u","event":"A","properties":{"a":0.10,"b":12345678901234567890123,"c":1e400}}"#;
    expect![[r#"
         - A [user_id=u] arrival {"a":0.10,"b":12345678901234567890123,"c":1e+400} {}
    "#]]
    .assert_eq(&show(Call::One(Kind::Track), body, false));
}

mod whatever {
    use super::{Call, NOW_MS};
    use crate::model::Kind;
    use crate::segment::{Arrival, Envelope, item};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_body_makes_it_crash(body in r#"[\[\]{}":,a-z0-9 ]{0,60}"#, is_trusted: bool) {
            for call in [Call::Batch, Call::One(Kind::Group)] {
                let Ok(envelope) = Envelope::read(call, body.as_bytes()) else { continue };
                for message in &envelope.messages {
                    item(message, None, &envelope, Arrival { is_trusted, now_ms: NOW_MS });
                }
            }
        }
    }
}
