use super::value::Scene;
use crate::join::Bound;
use crate::recipe::{Comparison, Condition, Test};
use crate::table::{Cell, Operand};
use jiff::tz::TimeZone;
use std::cmp::Ordering;

/// Says whether a row passes. A comparison with an absent cell is false, so `!=` is false too; `not` turns it round.
pub(super) fn passes<'a>(condition: &Condition, scene: Scene<'a>, bound: &Bound<'a>) -> bool {
    match condition {
        Condition::Leaf { column, test } => cell_passes(test, scene.cell(*column, bound), scene.zone),
        Condition::All(all) => all.iter().all(|condition| passes(condition, scene, bound)),
        Condition::Any(any) => any.iter().any(|condition| passes(condition, scene, bound)),
        Condition::Not(condition) => !passes(condition, scene, bound),
    }
}

fn cell_passes(test: &Test, cell: Option<&Cell>, zone: &TimeZone) -> bool {
    let Some(cell) = cell else { return matches!(test, Test::NotSet) };
    let equals = |operand: &Operand| operand.compare(cell, zone) == Some(Ordering::Equal);
    match test {
        Test::Set => true,
        Test::NotSet => false,
        Test::In(operands) => operands.iter().any(equals),
        Test::NotIn(operands) => !operands.iter().any(equals),
        Test::Contains(part) => cell.text.contains(part.as_str()),
        Test::StartsWith(part) => cell.text.starts_with(part.as_str()),
        Test::Compare(comparison, operand) => operand.compare(cell, zone).is_some_and(|ordering| match comparison {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
        }),
    }
}
