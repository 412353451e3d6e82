use super::columns::Columns;
use super::document::{Node, Section, invalid, nearest};
use super::model::{Comparison, Condition, TableNo, Test};
use crate::table::{Kind, Operand};
use boussole_core::Refusal;
use toml::Value;

/// How deep conditions may lie in each other.
const DEPTH_MAX: usize = 16;

const OPERATORS: [&str; 12] =
    ["=", "!=", ">", ">=", "<", "<=", "in", "not_in", "contains", "starts_with", "set", "not_set"];

/// Parses a condition, or the name of one, as seen from a row of `bound`.
pub(super) fn condition(node: Node, columns: &mut Columns, bound: TableNo) -> Result<Condition, Refusal> {
    nested(node, columns, bound, DEPTH_MAX)
}

fn nested(node: Node, columns: &mut Columns, bound: TableNo, depth_left: usize) -> Result<Condition, Refusal> {
    if depth_left == 0 {
        return Err(invalid(&node.path, format!("conditions lie at most {DEPTH_MAX} deep")));
    }
    if let Value::String(name) = &node.value {
        let named = columns.condition(name, &node.path)?;
        return nested(named, columns, bound, depth_left - 1);
    }
    let mut section = node.section()?;
    let path = section.path().to_owned();
    let mut list = |node: Node| -> Result<Vec<Condition>, Refusal> {
        node.list()?.into_iter().map(|node| nested(node, columns, bound, depth_left - 1)).collect()
    };
    let condition = if let Some(node) = section.take("all") {
        Condition::All(list(node)?)
    } else if let Some(node) = section.take("any") {
        Condition::Any(list(node)?)
    } else if let Some(node) = section.take("not") {
        Condition::Not(Box::new(nested(node, columns, bound, depth_left - 1)?))
    } else if let Some(node) = section.take("column") {
        let column_path = node.path.clone();
        let column = columns.one(&node.text()?, &column_path, bound)?;
        Condition::Leaf { column, test: test(&mut section, columns.kind(column))? }
    } else {
        return Err(invalid(
            &path,
            "a condition has `column` and `op`, or `all`, `any` or `not`, or is the name of one",
        ));
    };
    section.finish()?;
    Ok(condition)
}

fn test(section: &mut Section, kind: Kind) -> Result<Test, Refusal> {
    let node = section.require("op")?;
    let path = node.path.clone();
    let operator = node.text()?;
    let mut one = || -> Result<Operand, Refusal> { operand(section.require("value")?, kind) };
    let test = match operator.as_str() {
        "set" => Test::Set,
        "not_set" => Test::NotSet,
        "=" => Test::Compare(Comparison::Equal, one()?),
        "!=" => Test::Compare(Comparison::NotEqual, one()?),
        ">" => Test::Compare(Comparison::Greater, one()?),
        ">=" => Test::Compare(Comparison::GreaterOrEqual, one()?),
        "<" => Test::Compare(Comparison::Less, one()?),
        "<=" => Test::Compare(Comparison::LessOrEqual, one()?),
        "in" => Test::In(many(section, kind)?),
        "not_in" => Test::NotIn(many(section, kind)?),
        "contains" => Test::Contains(section.require("value")?.text()?),
        "starts_with" => Test::StartsWith(section.require("value")?.text()?),
        _ => {
            return Err(
                invalid(&path, format!("there is no operator `{operator}`")).hint(nearest(&operator, OPERATORS))
            );
        }
    };
    Ok(test)
}

fn many(section: &mut Section, kind: Kind) -> Result<Vec<Operand>, Refusal> {
    section.require("value")?.list()?.into_iter().map(|node| operand(node, kind)).collect()
}

/// A value is compared as what the column is: a number with numbers, a day with days.
fn operand(node: Node, kind: Kind) -> Result<Operand, Refusal> {
    let path = node.path.clone();
    let text = match node.json()? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Operand::parse(kind, &text)
        .ok_or_else(|| invalid(&path, format!("`{text}` is not of the column's type {}", kind.name())))
}
