//! Whether JSON is what a schema of the description says: nothing missing, nothing else, nothing unsaid.

use serde_json::{Map, Value};

/// What the schemas of the description are made of. A word that is not here would be passed over, so it is refused.
const WORDS: [&str; 15] = [
    "$ref",
    "allOf",
    "oneOf",
    "type",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minimum",
    "uniqueItems",
    // These say nothing that an answer could break.
    "description",
    "format",
    "examples",
    "propertyNames",
];

/// Tells where `value` differs from `schema`, by the path of the field.
pub(crate) fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "", &mut found);
    // An object is closed: a field that no part of its schema names is a fault of the description.
    unknown(document, schema, value, "", &mut found);
    found
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let words = words(schema);
    if let Some(reference) = words.get("$ref") {
        return check(document, target(document, reference), value, at, found);
    }
    for part in list(words, "allOf") {
        check(document, part, value, at, found);
    }
    let choices = list(words, "oneOf");
    if !choices.is_empty() && choices.iter().filter(|choice| faults(document, choice, value).is_empty()).count() != 1 {
        found.push(format!("{at}: not exactly one of its forms: {value}"));
    }
    if let Some(types) = words.get("type")
        && !is_of(types, value)
    {
        return found.push(format!("{at}: {value} is not {types}"));
    }
    if words.contains_key("enum") && !list(words, "enum").contains(value) {
        found.push(format!("{at}: {value} is none of its words"));
    }
    if let (Some(Value::Bool(true)), Value::Array(items)) = (words.get("uniqueItems"), value) {
        let twice = items.iter().enumerate().find(|(index, item)| items[..*index].contains(item));
        found.extend(twice.map(|(_, item)| format!("{at}: {item} stands there twice")));
    }
    if let (Some(least), Some(number)) = (words.get("minimum").and_then(Value::as_f64), value.as_f64())
        && number < least
    {
        found.push(format!("{at}: {number} is too small"));
    }
    for name in list(words, "required").iter().filter_map(Value::as_str) {
        if value.is_object() && value.get(name).is_none() {
            found.push(format!("{at}/{name}: is missing"));
        }
    }
    for (name, inner) in words.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(field) = value.get(name) {
            check(document, inner, field, &format!("{at}/{name}"), found);
        }
    }
    if let (Some(inner @ Value::Object(_)), Value::Object(fields)) = (words.get("additionalProperties"), value) {
        let named = words.get("properties").and_then(Value::as_object);
        for (name, field) in fields.iter().filter(|(name, _)| named.is_none_or(|named| !named.contains_key(*name))) {
            check(document, inner, field, &format!("{at}/{name}"), found);
        }
    }
    if let (Some(inner), Value::Array(items)) = (words.get("items"), value) {
        for (index, item) in items.iter().enumerate() {
            check(document, inner, item, &format!("{at}/{index}"), found);
        }
    }
}

/// Finds the fields that are named nowhere, in this object and in what is inside.
fn unknown(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let mut inner = Vec::new();
                if field_schemas(document, schema, name, &mut inner) {
                    continue;
                }
                if inner.is_empty() {
                    found.push(format!("{at}/{name}: is not described"));
                }
                for schema in inner {
                    unknown(document, schema, field, &format!("{at}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            let inner = items_schema(document, schema);
            for (index, item) in items.iter().enumerate() {
                if let Some(inner) = inner {
                    unknown(document, inner, item, &format!("{at}/{index}"), found);
                }
            }
        }
        _ => {}
    }
}

/// Collects what is said of a field; returns whether anything may stand there.
fn field_schemas<'a>(document: &'a Value, schema: &'a Value, name: &str, into: &mut Vec<&'a Value>) -> bool {
    let words = words(schema);
    if words.keys().all(|word| ["description", "examples"].contains(&word.as_str())) {
        return true;
    }
    if let Some(reference) = words.get("$ref") {
        return field_schemas(document, target(document, reference), name, into);
    }
    let parts = list(words, "allOf").iter().chain(list(words, "oneOf"));
    // Each part is looked at, also after an open one.
    let is_open = parts.filter(|part| field_schemas(document, part, name, into)).count() > 0;
    let named = words.get("properties").and_then(|properties| properties.get(name));
    match (named, words.get("additionalProperties")) {
        (Some(inner), _) | (None, Some(inner @ Value::Object(_))) => into.push(inner),
        (None, Some(Value::Bool(true))) => return true,
        (None, _) => {
            return is_open || (words.contains_key("type") && !words.contains_key("properties") && parts_free(words));
        }
    }
    is_open
}

/// A bare `object` says nothing of its fields.
fn parts_free(words: &Map<String, Value>) -> bool {
    words.get("type").is_some_and(|kind| kind == "object")
}

fn items_schema<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let words = words(schema);
    if let Some(reference) = words.get("$ref") {
        return items_schema(document, target(document, reference));
    }
    let choices = list(words, "oneOf").iter();
    words.get("items").or_else(|| choices.into_iter().find_map(|choice| items_schema(document, choice)))
}

fn target<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    let path = reference.as_str().and_then(|text| text.strip_prefix('#')).expect("a reference within the description");
    document.pointer(path).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}

fn words(schema: &Value) -> &Map<String, Value> {
    let words = schema.as_object().unwrap_or_else(|| panic!("{schema} is no schema"));
    let strange = words.keys().find(|word| !WORDS.contains(&word.as_str()));
    assert_eq!(strange, None, "teach the check what this word means: {schema}");
    words
}

fn list<'a>(words: &'a Map<String, Value>, word: &str) -> &'a [Value] {
    words.get(word).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn is_of(types: &Value, value: &Value) -> bool {
    let is = |kind: &Value| match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    };
    types.as_array().map_or_else(|| is(types), |types| types.iter().any(is))
}

#[cfg(test)]
mod tests {
    use super::faults;
    use serde_json::json;

    #[test]
    fn what_differs_is_found() {
        let document = json!({"components": {"schemas": {"Word": {"type": "string", "enum": ["a", "b"]}}}});
        let word = json!({"$ref": "#/components/schemas/Word"});
        let schema = json!({"allOf": [
            {"type": "object", "required": ["n", "word"], "properties": {
                "n": {"type": "integer", "minimum": 0},
                "word": {"oneOf": [{"type": "null"}, word]},
            }},
            {"type": "object", "properties": {"more": {"type": "object", "additionalProperties": {"type": "number"}}}},
        ]});
        for (value, expected) in [
            (json!({"n": 1, "word": "a", "more": {"x": 1.5}}), ""),
            (json!({"n": 1, "word": null}), ""),
            (json!({"word": null}), "/n: is missing"),
            (json!({"n": -1, "word": null}), "/n: -1 is too small"),
            (json!({"n": "1", "word": null}), "/n: \"1\" is not \"integer\""),
            (json!({"n": 1, "word": "c"}), "/word: not exactly one of its forms: \"c\""),
            (json!({"n": 1, "word": null, "more": {"x": "y"}}), "/more/x: \"y\" is not \"number\""),
            (json!({"n": 1, "word": null, "other": 1}), "/other: is not described"),
        ] {
            assert_eq!(faults(&document, &schema, &value).join("; "), expected, "{value}");
        }
    }
}
