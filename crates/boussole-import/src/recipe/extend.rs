//! `extends`: a recipe that says only how it differs from another.

use super::document::invalid;
use super::{RECIPE_BYTES_MAX, shipped};
use boussole_core::Refusal;
use toml::{Table, Value};

/// How many recipes may stand upon each other.
const DEPTH_MAX: usize = 8;

/// Parses `text` and lays it over the recipes it extends.
pub(super) fn resolve(text: &str, origin: &str) -> Result<Table, Refusal> {
    lay_over_bases(parse(text)?, origin)
}

/// Parses a text that somebody sent, which may stand on shipped recipes alone: it must open no file.
pub(super) fn resolve_on_shipped(text: &str) -> Result<Table, Refusal> {
    if text.len() as u64 > RECIPE_BYTES_MAX {
        return Err(invalid("toml", format!("a recipe has at most {RECIPE_BYTES_MAX} bytes")));
    }
    let document = parse(text)?;
    if document.get("extends").and_then(Value::as_str).is_some_and(shipped::is_file) {
        return Err(invalid("extends", "a recipe sent here may stand on a shipped one, not on a file"));
    }
    lay_over_bases(document, "")
}

fn lay_over_bases(mut document: Table, origin: &str) -> Result<Table, Refusal> {
    let mut origin = origin.to_owned();
    for _ in 0..DEPTH_MAX {
        let Some(base) = document.remove("extends") else { return Ok(document) };
        let Value::String(base) = base else {
            return Err(invalid("extends", format!("a text is wanted here, not {}", base.type_str())));
        };
        origin = beside(&origin, &base);
        let base_text = shipped::text(&origin).map_err(|refusal| refusal.at("extends"))?;
        let base =
            parse(&base_text).map_err(|refusal| Refusal { field: Some(format!("extends {base}")), ..refusal })?;
        document = merge(base, document);
    }
    Err(invalid("extends", format!("more than {DEPTH_MAX} recipes stand upon each other")))
}

fn parse(text: &str) -> Result<Table, Refusal> {
    text.parse::<Table>().map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        invalid(&format!("line {line}"), format!("not TOML: {}", error.message().to_lowercase()))
    })
}

/// A path in `extends` counts from the folder of the recipe that says it.
fn beside(origin: &str, base: &str) -> String {
    if !base.ends_with(".toml") {
        return base.to_owned();
    }
    let folder = std::path::Path::new(origin).parent().unwrap_or_else(|| std::path::Path::new(""));
    folder.join(base).to_string_lossy().into_owned()
}

/// Keys whose entries are rules: each is replaced as a whole, because half of one rule and half of another is none.
const RULES: [&str; 4] = ["properties", "traits", "identifiers", "conditions"];
/// Keys that hold one rule.
const RULE: [&str; 2] = ["when", "time"];

/// Lays `over` on `base`: tables merge key by key, lists of named tables merge by name, everything else replaces.
pub(super) fn merge(mut base: Table, over: Table) -> Table {
    for (key, value) in over {
        let merged = match (base.remove(&key), value) {
            (_, value) if RULE.contains(&key.as_str()) => value,
            (Some(Value::Table(mut base)), Value::Table(over)) if RULES.contains(&key.as_str()) => {
                base.extend(over);
                Value::Table(base)
            }
            (Some(Value::Table(base)), Value::Table(over)) => Value::Table(merge(base, over)),
            (Some(Value::Array(base)), Value::Array(over)) if over.iter().all(|item| name(item).is_some()) => {
                Value::Array(merge_named(base, over))
            }
            (_, value) => value,
        };
        base.insert(key, merged);
    }
    base
}

/// What makes two listed tables the same one: the name, and for events also the table they are made of.
fn name(item: &Value) -> Option<(&str, Option<&str>)> {
    Some((item.get("name")?.as_str()?, item.get("each").and_then(Value::as_str)))
}

fn merge_named(mut base: Vec<Value>, over: Vec<Value>) -> Vec<Value> {
    for item in over {
        let place = base.iter().position(|existing| name(existing) == name(&item));
        match (place, item) {
            (Some(place), Value::Table(item)) => {
                let existing = base[place].as_table().cloned().unwrap_or_default();
                base[place] = Value::Table(merge(existing, item));
            }
            (_, item) => base.push(item),
        }
    }
    base
}

#[cfg(test)]
mod tests {
    use super::{merge, parse};
    use expect_test::{Expect, expect};

    fn check(base: &str, over: &str, expected: Expect) {
        let merged = merge(parse(base).expect("TOML"), parse(over).expect("TOML"));
        expected.assert_eq(&serde_json::to_string(&merged).expect("JSON"));
    }

    #[test]
    fn a_recipe_says_only_how_it_differs() {
        check("a = 1\nb = 1", "b = 2", expect![[r#"{"a":1,"b":2}"#]]);
        check("[p.q]\na = 1\nb = 1", "[p.q]\nb = 2", expect![[r#"{"p":{"q":{"a":1,"b":2}}}"#]]);
        check(
            "properties = { a = { sum = 'x' } }",
            "properties = { a = { value = 1 } }",
            expect![[r#"{"properties":{"a":{"value":1}}}"#]],
        );
        check("k = [1, 2]", "k = [3]", expect![[r#"{"k":[3]}"#]]);
        check(
            "[[t]]\nname = 'a'\nx = 1\n[[t]]\nname = 'b'",
            "[[t]]\nname = 'c'\n[[t]]\nname = 'a'\nx = 2",
            expect![[r#"{"t":[{"name":"a","x":2},{"name":"b"},{"name":"c"}]}"#]],
        );
        check(
            "[[e]]\nname = 'a'\neach = 't'",
            "[[e]]\nname = 'a'",
            expect![[r#"{"e":[{"each":"t","name":"a"},{"name":"a"}]}"#]],
        );
    }
}
