use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::fmt;

/// A number of an event: exact whenever it fits 28 digits, else the nearest binary number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Exact(Decimal),
    Nearest(f64),
}

impl Number {
    /// Reads the text of a JSON number; `None` when it is beyond every number we can hold.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let exact = if text.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        match exact {
            Ok(decimal) => Some(Self::Exact(decimal)),
            Err(_) => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Self::Nearest),
        }
    }

    /// Returns the nearest binary number.
    pub(crate) fn to_f64(self) -> f64 {
        match self {
            Self::Exact(decimal) => nearest(decimal),
            Self::Nearest(number) => number,
        }
    }

    /// Returns the exact number, when there is one.
    pub(crate) fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(decimal) => Some(decimal),
            Self::Nearest(number) => Decimal::try_from(number).ok(),
        }
    }

    /// Compares by value: 1 equals 1.00.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Exact(left), Self::Exact(right)) => left.cmp(&right),
            (left, right) => left.to_f64().total_cmp(&right.to_f64()),
        }
    }
}

impl From<u64> for Number {
    fn from(count: u64) -> Self {
        Self::Exact(Decimal::from(count))
    }
}

impl fmt::Display for Number {
    /// Writes the shortest text of the value, the same for equal values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(decimal) => write!(f, "{}", decimal.normalize()),
            Self::Nearest(0.0) => f.write_str("0"),
            Self::Nearest(number) if (1e-7..1e21).contains(&number.abs()) => write!(f, "{number}"),
            Self::Nearest(number) => write!(f, "{number:e}"),
        }
    }
}

/// Returns the binary number nearest to a decimal.
fn nearest(decimal: Decimal) -> f64 {
    /// Below these bounds, mantissa and power of ten are both exact, so that one division rounds once.
    const MANTISSA_EXACT_MAX: i128 = 1 << 53;
    const SCALE_EXACT_MAX: u32 = 22;
    let (mantissa, scale) = (decimal.mantissa(), decimal.scale());
    if mantissa.abs() <= MANTISSA_EXACT_MAX && scale <= SCALE_EXACT_MAX {
        #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
        return mantissa as f64 / 10f64.powi(scale.cast_signed());
    }
    decimal.to_string().parse().unwrap_or(f64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Number;
    use expect_test::{Expect, expect};
    use std::cmp::Ordering;

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&format!("{:?}", Number::parse(text)));
    }

    #[test]
    fn a_number_is_exact_when_it_fits() {
        check("0.1", expect!["Some(Exact(0.1))"]);
        check("1.50", expect!["Some(Exact(1.50))"]);
        check("12345678901234567890.12", expect!["Some(Exact(12345678901234567890.12))"]);
        check("1e3", expect!["Some(Exact(1000))"]);
        check("1e40", expect!["Some(Nearest(1e40))"]);
        check("1e999", expect!["None"]);
    }

    #[test]
    fn numbers_compare_by_value() {
        for (left, right, order) in [
            ("1", "1.00", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("-2", "1e40", Ordering::Less),
            ("-0", "0", Ordering::Equal),
        ] {
            let numbers = [left, right].map(|text| Number::parse(text).expect("a number"));
            assert_eq!(numbers[0].compare(numbers[1]), order, "{left} {right}");
        }
    }
}
