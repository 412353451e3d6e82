//! The fields of a message, read by type.

use super::envelope::not_an_object;
use boussole_core::Refusal;
use boussole_events::IDENTIFIER_BYTES_MAX;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// Takes an object; an absent one is empty.
pub(super) fn object(fields: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(not_an_object(name)),
    }
}

/// Takes a text; an empty one is absent.
pub(super) fn text(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match fields.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Some(_) => Err(Refusal::new("invalid_type", "this must be text").at(name)),
    }
}

/// Takes an id: text, or a number as it was written.
pub(super) fn id(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    if let Some(Value::Number(number)) = fields.get(name) {
        let text = number.to_string();
        fields.shift_remove(name);
        return Ok(Some(text));
    }
    let id = text(fields, name)?;
    match id {
        Some(id) if id.len() > IDENTIFIER_BYTES_MAX => {
            Err(Refusal::new("too_long", format!("longer than {IDENTIFIER_BYTES_MAX} bytes")).at(name))
        }
        id => Ok(id),
    }
}

/// Reads a time, as ISO 8601; one without an offset is meant in UTC. Returns milliseconds since 1970.
pub(super) fn time_ms(value: Option<Value>, name: &str) -> Result<Option<i64>, Refusal> {
    let text = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text,
        Some(_) => return Err(not_a_time(name)),
    };
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(Some(time.as_millisecond()));
    }
    let local: DateTime = text.parse().map_err(|_| not_a_time(name))?;
    let time = local.to_zoned(TimeZone::UTC).map_err(|_| not_a_time(name))?;
    Ok(Some(time.timestamp().as_millisecond()))
}

fn not_a_time(name: &str) -> Refusal {
    Refusal::new("invalid_timestamp", "this is not a time").at(name).hint("use ISO 8601, as `2026-03-01T09:30:00.000Z`")
}

#[cfg(test)]
mod tests {
    use super::{id, time_ms};
    use serde_json::{Map, Value, json};

    #[test]
    fn times_are_iso_8601() {
        for (text, expected) in [
            (json!("2023-11-14T22:13:20.123Z"), Some(1_700_000_000_123)),
            (json!("2023-11-14T23:13:20.123456+01:00"), Some(1_700_000_000_123)),
            (json!("2023-11-14 22:13:20Z"), Some(1_700_000_000_000)),
            (json!("2023-11-14T22:13:20"), Some(1_700_000_000_000)),
            (json!("2023-11-14"), Some(1_699_920_000_000)),
            (Value::Null, None),
        ] {
            assert_eq!(time_ms(Some(text.clone()), "timestamp").unwrap(), expected, "{text}");
        }
        for wrong in
            [json!("yesterday"), json!(""), json!(1_700_000_000_000_i64), json!({}), json!("2023-02-30T00:00:00Z")]
        {
            let refusal = time_ms(Some(wrong.clone()), "timestamp").unwrap_err();
            assert_eq!((refusal.code, refusal.field.as_deref()), ("invalid_timestamp", Some("timestamp")), "{wrong}");
        }
    }

    #[test]
    fn ids_are_text_or_numbers_as_written() {
        let read = |value: &str| {
            let mut fields = Map::from_iter([("userId".to_owned(), serde_json::from_str(value).unwrap())]);
            id(&mut fields, "userId").map_err(|refusal| refusal.code)
        };
        assert_eq!(read(r#""u 1""#), Ok(Some("u 1".to_owned())));
        assert_eq!(read("12345678901234567890123"), Ok(Some("12345678901234567890123".to_owned())));
        for absent in ["null", r#""""#, r#""  ""#] {
            assert_eq!(read(absent), Ok(None), "{absent}");
        }
        assert_eq!(read("true"), Err("invalid_type"));
        assert_eq!(read(&format!("\"{}\"", "a".repeat(201))), Err("too_long"));
    }
}
