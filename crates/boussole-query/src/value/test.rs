use super::fold::strip_accents;
use super::{Number, Scalar, fold};
use jiff::Timestamp;
use regex::Regex;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A test of one value: an operator with what it compares to.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Set,
    NotSet,
    Equal(Literal),
    NotEqual(Literal),
    Order(Order, Literal),
    In(Vec<Literal>),
    NotIn(Vec<Literal>),
    Text { test: TextTest, fold: bool },
}

/// The operators that need an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// The operators that look inside a text. With `fold`, the needle is already folded.
#[derive(Debug, Clone)]
pub(crate) enum TextTest {
    Contains(String),
    StartsWith(String),
    Matches(Regex),
}

/// A value written in a question.
#[derive(Debug, Clone)]
pub(crate) enum Literal {
    Bool(bool),
    Number(Number),
    /// A text, and the instant it means when it is an RFC 3339 time.
    Text(String, Option<Timestamp>),
}

impl Test {
    /// Tells whether the test holds of the values of one event: of any of them, when there are several.
    pub(crate) fn holds_of_any<'a>(&self, values: impl IntoIterator<Item = Scalar<'a>>) -> bool {
        let mut values = values.into_iter();
        match self {
            Self::NotSet => values.next().is_none(),
            _ => values.any(|value| self.holds(Some(&value))),
        }
    }

    /// Tells whether the test holds. No comparison holds of an absent value, not even `!=`.
    pub(crate) fn holds(&self, value: Option<&Scalar<'_>>) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::NotSet);
        };
        match self {
            Self::Set => true,
            Self::NotSet => false,
            Self::Equal(literal) => literal.equals(value),
            Self::NotEqual(literal) => !literal.equals(value),
            Self::Order(order, literal) => literal.compared_to_it(value).is_some_and(|found| order.allows(found)),
            Self::In(literals) => literals.iter().any(|literal| literal.equals(value)),
            Self::NotIn(literals) => !literals.iter().any(|literal| literal.equals(value)),
            Self::Text { test, fold } => match value {
                Scalar::Text(text) => test.holds(text, *fold),
                _ => false,
            },
        }
    }
}

impl Order {
    fn allows(self, found: Ordering) -> bool {
        match self {
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
        }
    }
}

impl TextTest {
    fn holds(&self, text: &str, folded: bool) -> bool {
        match self {
            Self::Contains(needle) => folded_text(text, folded).contains(needle.as_str()),
            Self::StartsWith(needle) => folded_text(text, folded).starts_with(needle.as_str()),
            // The pattern itself ignores case, so that only accents remain to be removed.
            Self::Matches(pattern) if folded => pattern.is_match(&strip_accents(text)),
            Self::Matches(pattern) => pattern.is_match(text),
        }
    }
}

fn folded_text(text: &str, folded: bool) -> Cow<'_, str> {
    if folded { Cow::Owned(fold(text)) } else { Cow::Borrowed(text) }
}

impl Literal {
    /// Makes the literal of a text.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned(), instant(text))
    }

    fn equals(&self, value: &Scalar<'_>) -> bool {
        match (self, value) {
            (Self::Bool(literal), Scalar::Bool(flag)) => literal == flag,
            (Self::Number(literal), Scalar::Number(number)) => number.compare(*literal).is_eq(),
            (Self::Text(literal, _), Scalar::Text(text)) => literal == text,
            _ => false,
        }
    }

    /// Compares `value` to the literal; `None` when the two have no common order.
    fn compared_to_it(&self, value: &Scalar<'_>) -> Option<Ordering> {
        match (self, value) {
            (Self::Number(literal), Scalar::Number(number)) => Some(number.compare(*literal)),
            (Self::Text(literal, literal_instant), Scalar::Text(text)) => {
                let instants = literal_instant.and_then(|literal| instant(text).map(|found| found.cmp(&literal)));
                Some(instants.unwrap_or_else(|| text.as_ref().cmp(literal)))
            }
            _ => None,
        }
    }
}

/// The shortest RFC 3339 time: `2025-01-01T00:00:00Z`.
const INSTANT_BYTES_MIN: usize = 20;

/// Reads an RFC 3339 time. Checked before parsing, because the parser also takes forms that RFC 3339 does not have.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() >= INSTANT_BYTES_MIN && bytes[4] == b'-' && bytes[10] == b'T' && bytes[16] == b':';
    if shaped { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Literal, Order, Test, TextTest};
    use crate::value::{Number, Scalar, fold};

    /// Checks one test against values given as JSON text; `null` is absent.
    fn check(test: &Test, expected: &[(&str, bool)]) {
        for (raw, holds) in expected {
            assert_eq!(test.holds(Scalar::read(raw).as_ref()), *holds, "{test:?} {raw}");
            assert_eq!(test.holds_of_any(Scalar::read(raw)), *holds, "{test:?} any {raw}");
        }
    }

    fn number(text: &str) -> Literal {
        Literal::Number(Number::parse(text).expect("a number"))
    }

    #[test]
    fn an_absent_value_compares_with_nothing() {
        for test in [
            Test::Equal(Literal::text("")),
            Test::NotEqual(Literal::text("a")),
            Test::Order(Order::Less, number("1")),
            Test::In(vec![Literal::text("a")]),
            Test::NotIn(Vec::new()),
            Test::Set,
        ] {
            check(&test, &[("null", false)]);
        }
        check(&Test::NotSet, &[("null", true), ("0", false), ("\"\"", false), ("[]", false)]);
    }

    #[test]
    fn a_text_never_equals_a_number() {
        check(&Test::Equal(number("1")), &[("1", true), ("1.0", true), ("\"1\"", false), ("true", false)]);
        check(&Test::NotEqual(number("1")), &[("1.00", false), ("\"1\"", true), ("[1]", true)]);
        check(&Test::Equal(Literal::Bool(true)), &[("true", true), ("\"true\"", false), ("1", false)]);
        check(&Test::In(vec![number("1"), Literal::text("b")]), &[("1", true), ("\"b\"", true), ("\"1\"", false)]);
        check(&Test::NotIn(vec![number("1")]), &[("1", false), ("2", true), ("\"1\"", true)]);
    }

    #[test]
    fn order_is_that_of_numbers_of_times_and_of_text() {
        let more = |literal| Test::Order(Order::Greater, literal);
        check(&more(number("9")), &[("10", true), ("9", false), ("\"10\"", false), ("9.0000000000000000001", true)]);
        check(&more(Literal::text("9")), &[("\"91\"", true), ("\"10\"", false), ("91", false)]);
        let noon = Literal::text("2025-01-01T12:00:00Z");
        check(
            &Test::Order(Order::GreaterOrEqual, noon.clone()),
            &[
                ("\"2025-01-01T13:00:00+01:00\"", true),
                ("\"2025-01-01T12:59:00+01:00\"", false),
                ("\"2025-01-01T12:00:00.000Z\"", true),
                ("\"2025-01-02\"", true),
            ],
        );
        check(&Test::Order(Order::LessOrEqual, noon), &[("\"2025-01-01T13:00:00+01:00\"", true)]);
    }

    #[test]
    fn texts_are_searched_as_written_or_folded() {
        let contains = |needle: &str, folded: bool| Test::Text {
            test: TextTest::Contains(if folded { fold(needle) } else { needle.to_owned() }),
            fold: folded,
        };
        check(&contains("Été", false), &[("\"L'Été\"", true), ("\"l'été\"", false), ("5", false)]);
        check(&contains("Été", true), &[("\"L'ETE\"", true), ("\"hiver\"", false)]);
        let starts = Test::Text { test: TextTest::StartsWith("a".to_owned()), fold: true };
        check(&starts, &[("\"Âge\"", true), ("\"bA\"", false)]);
        let matches = Test::Text { test: TextTest::Matches(regex::Regex::new("b+$").expect("a pattern")), fold: false };
        check(&matches, &[("\"abb\"", true), ("\"abba\"", false)]);
    }
}
