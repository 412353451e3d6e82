use crate::index::Person;
use crate::model::{PersonSort, SortField};
use boussole_core::Refusal;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The longest cursor, in bytes: more than the longest sort name needs.
const CURSOR_BYTES_MAX: usize = 4_000;

/// Where a person stands in a sorted list: no two people at the same place, whatever their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position<'a> {
    value: SortValue<'a>,
    key: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum SortValue<'a> {
    Number(i64),
    Amount(Decimal),
    Text(Cow<'a, str>),
    /// There is nothing to compare: last in both directions.
    Nothing,
}

impl<'a> Position<'a> {
    /// Returns where `person` stands in a list sorted by `field`.
    pub(crate) fn of(person: &'a Person, field: SortField) -> Self {
        let value = match field {
            SortField::LastSeen => SortValue::Number(person.last_seen_ms),
            SortField::FirstSeen => SortValue::Number(person.first_seen_ms),
            SortField::Orders => SortValue::Number(person.n_orders.into()),
            SortField::Revenue => person.revenue.sum().map_or(SortValue::Nothing, |sum| SortValue::Amount(sum.amount)),
            SortField::Name => {
                person.profile.sort_name().map_or(SortValue::Nothing, |name| SortValue::Text(Cow::Borrowed(name)))
            }
        };
        Self { value, key: person.key }
    }

    /// Compares two positions of one list: the value in the direction asked for, then the key.
    pub(crate) fn compare(&self, other: &Self, is_descending: bool) -> Ordering {
        let directed = |order: Ordering| if is_descending { order.reverse() } else { order };
        let by_value = match (&self.value, &other.value) {
            (SortValue::Number(left), SortValue::Number(right)) => directed(left.cmp(right)),
            (SortValue::Amount(left), SortValue::Amount(right)) => directed(left.cmp(right)),
            (SortValue::Text(left), SortValue::Text(right)) => directed(left.cmp(right)),
            (left, right) => (*left == SortValue::Nothing).cmp(&(*right == SortValue::Nothing)),
        };
        by_value.then(self.key.cmp(&other.key))
    }

    /// Writes the position as a text that means nothing to others.
    pub(crate) fn write(&self) -> String {
        let (tag, value) = match &self.value {
            SortValue::Number(number) => ("n", json!(number)),
            SortValue::Amount(amount) => ("a", json!(amount.to_string())),
            SortValue::Text(text) => ("t", json!(text)),
            SortValue::Nothing => ("-", Value::Null),
        };
        json!([tag, value, self.key]).to_string().bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads what [`Self::write`] wrote for a list sorted in the same way.
    pub(crate) fn read(text: &str, sort: PersonSort) -> Result<Position<'static>, Refusal> {
        let position = unhex(text).and_then(|bytes| parse(&bytes)).filter(|position| position.is_of(sort.field));
        position.ok_or_else(|| {
            Refusal::new("invalid_cursor", "this is not the cursor of a list in this order")
                .at("cursor")
                .hint("take `next_cursor` of the page before, and keep the same `sort`")
        })
    }

    fn is_of(&self, field: SortField) -> bool {
        match self.value {
            SortValue::Number(_) => matches!(field, SortField::LastSeen | SortField::FirstSeen | SortField::Orders),
            SortValue::Amount(_) => field == SortField::Revenue,
            SortValue::Text(_) => field == SortField::Name,
            SortValue::Nothing => matches!(field, SortField::Name | SortField::Revenue),
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Position<'static>> {
    let (tag, value, key): (String, Value, u64) = serde_json::from_slice(bytes).ok()?;
    let value = match (tag.as_str(), value) {
        ("n", Value::Number(number)) => SortValue::Number(number.as_i64()?),
        ("a", Value::String(amount)) => SortValue::Amount(Decimal::from_str_exact(&amount).ok()?),
        ("t", Value::String(text)) => SortValue::Text(Cow::Owned(text)),
        ("-", Value::Null) => SortValue::Nothing,
        _ => return None,
    };
    Some(Position { value, key })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8]| u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok();
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() > CURSOR_BYTES_MAX || !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::{Position, SortValue};
    use crate::model::PersonSort;
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use std::cmp::Ordering;

    fn sort(text: &str) -> PersonSort {
        PersonSort::parse(text).expect("a sort")
    }

    #[test]
    fn who_has_nothing_to_compare_comes_last_in_both_directions() {
        let at = |value, key| Position { value, key };
        let (some, nothing) = (at(SortValue::Text("a".into()), 9), at(SortValue::Nothing, 1));
        for is_descending in [false, true] {
            assert_eq!(some.compare(&nothing, is_descending), Ordering::Less);
            assert_eq!(nothing.compare(&at(SortValue::Nothing, 2), is_descending), Ordering::Less);
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        let cursor = Position { value: SortValue::Number(5), key: 1 }.write();
        assert!(Position::read(&cursor, sort("-last_seen")).is_ok());
        for (text, order) in [(cursor.as_str(), "name"), ("", "name"), ("zz", "name"), ("5b5", "name"), ("é", "orders")]
        {
            assert_eq!(Position::read(text, sort(order)).unwrap_err().field.as_deref(), Some("cursor"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_position_survives_its_text(number: i64, units: i64, scale in 0_u32..28, name: String, key: u64) {
            for (value, order) in [
                (SortValue::Number(number), "orders"),
                (SortValue::Amount(Decimal::new(units, scale)), "revenue"),
                (SortValue::Text(name.chars().take(64).collect()), "name"),
                (SortValue::Nothing, "-name"),
            ] {
                let position = Position { value, key };
                prop_assert_eq!(Position::read(&position.write(), sort(order)).expect("its own text"), position);
            }
        }
    }
}
