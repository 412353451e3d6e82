use super::Known;
use super::filter::{nested, single_property, test};
use super::node::{Node, Object};
use super::selector::selector;
use super::time::{range_node, span};
use crate::model::{Did, Measure, PersonFilter, PersonTest, Statistic, Window};
use crate::value::{Literal, Number, Order, Test};
use boussole_core::Refusal;

/// Leaves that the language has and that cannot be asked yet.
const LEAVES_LATER: [&str; 5] = ["segment", "consent", "score", "last", "first"];
/// Statistics of what a person did.
const STATISTICS: [(&str, Statistic); 5] = [
    ("sum", Statistic::Sum),
    ("avg", Statistic::Average),
    ("min", Statistic::Min),
    ("max", Statistic::Max),
    ("distinct", Statistic::Distinct),
];

/// Parses a filter on people.
pub(crate) fn person_filter(node: &Node<'_>, known: &Known<'_>) -> Result<PersonFilter, Refusal> {
    nested(node, &mut |leaf| person_test(leaf, known))
}

fn person_test(leaf: &Node<'_>, known: &Known<'_>) -> Result<PersonTest, Refusal> {
    let object = leaf.any_object()?;
    if let Some((name, node)) = LEAVES_LATER.iter().find_map(|&name| object.get(name).map(|node| (name, node))) {
        return Err(node.not_available(name));
    }
    if let Some(name) = object.get("trait") {
        let object = leaf.object(&["trait", "op", "value", "fold"])?;
        let name = name.text()?.to_owned();
        return Ok(PersonTest::Trait { name, test: test(&object)? });
    }
    let statistic =
        STATISTICS.iter().find_map(|(name, statistic)| object.get(name).map(|node| (*name, *statistic, node)));
    let did = match statistic {
        Some((name, statistic, node)) => measured(leaf, name, statistic, &node, known)?,
        None => counted(leaf, known)?,
    };
    Ok(PersonTest::Did(Box::new(did)))
}

/// Parses `{"did": <selector>, "count": {"op", "value"}, …}`; without `count`, at least once.
fn counted(leaf: &Node<'_>, known: &Known<'_>) -> Result<Did, Refusal> {
    let object = leaf.object(&["did", "count", "within", "range"])?;
    let select = selector(&object.require("did")?, known)?;
    let test = match object.get("count") {
        None => Test::Order(Order::GreaterOrEqual, Literal::Number(Number::from(1))),
        Some(count) => numeric_test(&count.object(&["op", "value"])?)?,
    };
    Ok(Did { select, measure: Measure::Events, window: window(&object)?, test, path: leaf.path().to_owned() })
}

/// Parses `{"sum": {"property"}, "of": <selector>, "op", "value", …}`.
fn measured(
    leaf: &Node<'_>,
    name: &str,
    statistic: Statistic,
    node: &Node<'_>,
    known: &Known<'_>,
) -> Result<Did, Refusal> {
    let object = leaf.object(&[name, "of", "op", "value", "within", "range"])?;
    let path = single_property(&node.object(&["property"])?.require("property")?)?;
    let select = selector(&object.require("of")?, known)?;
    let test = numeric_test(&object)?;
    let measure = Measure::Of(statistic, path);
    Ok(Did { select, measure, window: window(&object)?, test, path: leaf.path().to_owned() })
}

/// Parses `op` and `value` of a comparison with a number.
fn numeric_test(object: &Object<'_>) -> Result<Test, Refusal> {
    match test(object)? {
        test @ (Test::Equal(Literal::Number(_))
        | Test::NotEqual(Literal::Number(_))
        | Test::Order(_, Literal::Number(_))) => Ok(test),
        _ => Err(object
            .refuse("wrong_type", "expected a comparison with a number")
            .hint("use = != > >= < <= and a number")),
    }
}

/// Parses `within` or `range`.
fn window(object: &Object<'_>) -> Result<Window, Refusal> {
    match (object.get("within"), object.get("range")) {
        (None, None) => Ok(Window::History),
        (Some(within), None) if within.value() == "range" => Ok(Window::QuestionRange),
        (Some(within), None) => span(&within).map(Window::Within),
        (None, Some(range)) => range_node(&range).map(Window::Range),
        (Some(_), Some(range)) => Err(range.refuse("too_many_fields", "only one of `within` and `range` may be here")),
    }
}
