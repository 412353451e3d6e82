use super::Number;
use rust_decimal::Decimal;

/// A sum that stays exact: a whole number of the smallest decimal unit met so far.
///
/// Numbers that no exact sum can hold (see [`Number::Nearest`]) are added apart, and the sum is then the nearest one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Total {
    units: i128,
    scale: u32,
    /// The sum of what could not be added exactly.
    rest: Option<f64>,
}

impl Total {
    /// Adds a number.
    pub(crate) fn add(&mut self, number: Number) {
        let added = match number {
            Number::Exact(decimal) => self.add_exact(decimal),
            Number::Nearest(_) => None,
        };
        if added.is_none() {
            self.rest = Some(self.rest.unwrap_or(0.0) + number.to_f64());
        }
    }

    fn add_exact(&mut self, decimal: Decimal) -> Option<()> {
        let scale = self.scale.max(decimal.scale());
        let held = rescale(self.units, self.scale, scale)?;
        let added = rescale(decimal.mantissa(), decimal.scale(), scale)?;
        self.units = held.checked_add(added)?;
        self.scale = scale;
        Some(())
    }

    /// Returns how many decimal places the sum has: those of the most precise number added.
    pub(crate) fn scale(&self) -> u32 {
        self.scale
    }

    /// Returns the sum as a number; exact unless it needs more than 28 digits.
    pub(crate) fn number(&self) -> Number {
        match (self.rest, Decimal::try_from_i128_with_scale(self.units, self.scale)) {
            (None, Ok(decimal)) => Number::Exact(decimal),
            (rest, _) => Number::Nearest(self.units_f64() + rest.unwrap_or(0.0)),
        }
    }

    /// Adds several numbers.
    pub(crate) fn add_all(&mut self, numbers: impl IntoIterator<Item = Number>) {
        numbers.into_iter().for_each(|number| self.add(number));
    }

    /// Returns the sum as decimal text with at least `scale` decimal places: `392468.58`.
    pub(crate) fn text(&self, scale: u32) -> String {
        if let Some(rest) = self.rest {
            return Number::Nearest(self.units_f64() + rest).to_string();
        }
        let scale = scale.max(self.scale);
        let padding = "0".repeat((scale - self.scale) as usize);
        let digits = format!("{:0>width$}{padding}", self.units.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    #[expect(clippy::cast_precision_loss, reason = "only where the exact sum is given up")]
    fn units_f64(&self) -> f64 {
        self.units as f64 / 10f64.powi(self.scale.cast_signed())
    }
}

/// Writes `units` of 10^-`from` in units of 10^-`to`; `None` when they do not fit.
fn rescale(units: i128, from: u32, to: u32) -> Option<i128> {
    if from == to {
        return Some(units);
    }
    units.checked_mul(10i128.checked_pow(to - from)?)
}

#[cfg(test)]
mod tests {
    use super::Total;
    use crate::value::Number;
    use expect_test::{Expect, expect};

    fn check(numbers: &[&str], scale: u32, expected: Expect) {
        let mut total = Total::default();
        for number in numbers {
            total.add(Number::parse(number).expect("a number"));
        }
        expected.assert_eq(&format!("{} {}", total.text(scale), total.number()));
    }

    #[test]
    fn a_sum_is_exact_and_keeps_the_largest_scale() {
        check(&[], 0, expect!["0 0"]);
        check(&[], 2, expect!["0.00 0"]);
        check(&["0.1", "0.2"], 0, expect!["0.3 0.3"]);
        check(&["10", "0.005", "-3.50"], 0, expect!["6.505 6.505"]);
        check(&["1.5"], 3, expect!["1.500 1.5"]);
        check(&["-0.05"], 2, expect!["-0.05 -0.05"]);
        check(&["9999999999999999999999999999", "0.01"], 0, expect!["9999999999999999999999999999.01 1e28"]);
        check(&["1e40", "1"], 0, expect!["1e40 1e40"]);
    }
}
