use super::node::{Node, Object};
use crate::model::{EventFilter, Filter, PropertyTest};
use crate::value::{Literal, Number, Order, PropertyPath, Test, TextTest, fold, strip_accents};
use boussole_core::Refusal;
use regex::{Regex, RegexBuilder};
use serde_json::Value;

/// The deepest nesting of `all`, `any` and `not`.
const DEPTH_MAX: usize = 32;
/// The most conditions joined by one `all` or `any`.
const PARTS_MAX: usize = 200;
/// The most values of one `in`.
const VALUES_MAX: usize = 10_000;
/// The longest pattern, in bytes.
const PATTERN_BYTES_MAX: usize = 1_000;
/// The largest compiled pattern, in bytes.
const PATTERN_SIZE_MAX: usize = 1 << 20;
/// All operators, for hints.
const OPERATORS: &str = "= != > >= < <= in not_in contains starts_with matches set not_set";

/// Parses a filter on events.
pub(crate) fn event_filter(node: &Node<'_>) -> Result<EventFilter, Refusal> {
    nested(node, &mut |leaf| {
        // `all`, `any` and `not` cannot be here any more; they are listed for the hint that repairs `al`.
        let object = leaf.object(&["property", "op", "value", "fold", "all", "any", "not"])?;
        let path = property(&object.require("property")?)?;
        Ok(PropertyTest { path, test: test(&object)? })
    })
}

/// Parses conditions that may nest `depth` levels deep.
fn filter<Leaf>(
    node: &Node<'_>,
    depth: usize,
    leaf: &mut impl FnMut(&Node<'_>) -> Result<Leaf, Refusal>,
) -> Result<Filter<Leaf>, Refusal> {
    if depth == 0 {
        let hint = format!("nest at most {DEPTH_MAX} conditions");
        return Err(node.refuse("too_deep", "these conditions are nested too deeply").hint(hint));
    }
    let object = node.any_object()?;
    let mut parts = |list: &Node<'_>| {
        list.list(0, PARTS_MAX)?.iter().map(|part| filter(part, depth - 1, leaf)).collect::<Result<Vec<_>, _>>()
    };
    if let Some(list) = object.get("all") {
        node.object(&["all"])?;
        parts(&list).map(Filter::All)
    } else if let Some(list) = object.get("any") {
        node.object(&["any"])?;
        parts(&list).map(Filter::Any)
    } else if let Some(part) = object.get("not") {
        node.object(&["not"])?;
        Ok(Filter::Not(Box::new(filter(&part, depth - 1, leaf)?)))
    } else {
        leaf(node).map(Filter::Leaf)
    }
}

/// Parses conditions joined by `all`, `any` and `not`, whatever the leaves are.
pub(crate) fn nested<Leaf>(
    node: &Node<'_>,
    leaf: &mut impl FnMut(&Node<'_>) -> Result<Leaf, Refusal>,
) -> Result<Filter<Leaf>, Refusal> {
    filter(node, DEPTH_MAX, leaf)
}

/// Parses the path of a property.
pub(crate) fn property(node: &Node<'_>) -> Result<PropertyPath, Refusal> {
    node.place(PropertyPath::parse(node.text()?))
}

/// Parses the path of a property of which an event has one value at most.
pub(crate) fn single_property(node: &Node<'_>) -> Result<PropertyPath, Refusal> {
    let path = property(node)?;
    if path.is_list() {
        let hint = "take the events that are one line each, such as `Product Ordered`";
        return Err(node.not_available(path.as_str()).hint(hint));
    }
    Ok(path)
}

/// Parses `op`, `value` and `fold`.
pub(crate) fn test(object: &Object<'_>) -> Result<Test, Refusal> {
    let op = object.require("op")?;
    let folded = object.get("fold").map(|node| node.flag()).transpose()?.unwrap_or(false);
    let value = || object.require("value");
    let ordered = |order| Ok(Test::Order(order, ordered_literal(&value()?)?));
    let test = match op.text()? {
        "set" => Test::Set,
        "not_set" => Test::NotSet,
        "=" => Test::Equal(literal(&value()?)?),
        "!=" => Test::NotEqual(literal(&value()?)?),
        ">" => ordered(Order::Greater)?,
        ">=" => ordered(Order::GreaterOrEqual)?,
        "<" => ordered(Order::Less)?,
        "<=" => ordered(Order::LessOrEqual)?,
        "in" => Test::In(literals(&value()?)?),
        "not_in" => Test::NotIn(literals(&value()?)?),
        "contains" => Test::Text { test: TextTest::Contains(needle(&value()?, folded)?), fold: folded },
        "starts_with" => Test::Text { test: TextTest::StartsWith(needle(&value()?, folded)?), fold: folded },
        "matches" => Test::Text { test: TextTest::Matches(pattern(&value()?, folded)?), fold: folded },
        other => {
            let hint = format!("use one of {OPERATORS}");
            return Err(op.refuse("unknown_operator", format!("there is no operator `{other}`")).hint(hint));
        }
    };
    refuse_what_the_operator_ignores(object, &test)?;
    Ok(test)
}

/// A field that would change nothing is refused: the asker believes that it does.
fn refuse_what_the_operator_ignores(object: &Object<'_>, test: &Test) -> Result<(), Refusal> {
    if let (Test::Set | Test::NotSet, Some(value)) = (test, object.get("value")) {
        return Err(value.refuse("unknown_field", "this operator takes no value").hint("leave `value` out"));
    }
    match (test, object.get("fold")) {
        (Test::Text { .. }, _) | (_, None) => Ok(()),
        (_, Some(fold)) => Err(fold
            .refuse("unknown_field", "this operator always looks at case and accents")
            .hint("`fold` goes with contains, starts_with and matches")),
    }
}

fn literal(node: &Node<'_>) -> Result<Literal, Refusal> {
    match node.value() {
        Value::Bool(flag) => Ok(Literal::Bool(*flag)),
        Value::Number(number) => Number::parse(number.as_str())
            .map(Literal::Number)
            .ok_or_else(|| node.refuse("out_of_bounds", "this number is too large")),
        Value::String(text) => Ok(Literal::text(text)),
        Value::Null => Err(node.refuse("wrong_type", "nothing equals null").hint("use the operator set or not_set")),
        Value::Array(_) | Value::Object(_) => Err(node
            .refuse("wrong_type", "expected a text, a number, true or false")
            .hint("lists go with in and not_in")),
    }
}

fn ordered_literal(node: &Node<'_>) -> Result<Literal, Refusal> {
    match literal(node)? {
        Literal::Bool(_) => Err(node.refuse("wrong_type", "true and false have no order").hint("use = or !=")),
        ordered => Ok(ordered),
    }
}

fn literals(node: &Node<'_>) -> Result<Vec<Literal>, Refusal> {
    node.list(0, VALUES_MAX)?.iter().map(literal).collect()
}

fn needle(node: &Node<'_>, folded: bool) -> Result<String, Refusal> {
    let text = node.text()?;
    Ok(if folded { fold(text) } else { text.to_owned() })
}

fn pattern(node: &Node<'_>, folded: bool) -> Result<Regex, Refusal> {
    let text = node.text()?;
    if text.len() > PATTERN_BYTES_MAX {
        return Err(node.refuse("invalid_pattern", format!("a pattern has at most {PATTERN_BYTES_MAX} bytes")));
    }
    let text = if folded { strip_accents(text) } else { text.to_owned() };
    RegexBuilder::new(&text)
        .case_insensitive(folded)
        .size_limit(PATTERN_SIZE_MAX)
        .dfa_size_limit(PATTERN_SIZE_MAX)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => node
                .refuse("invalid_pattern", "this pattern is too large")
                .hint("repeat less: each `{n}` multiplies its size"),
            _ => node
                .refuse("invalid_pattern", "this is not a pattern")
                .hint("patterns have no look-around and no back-references; escape ( [ { with \\"),
        })
}
