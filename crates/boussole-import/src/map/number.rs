//! Sums and products that keep every digit.

use rust_decimal::Decimal;

/// Adds two numbers; `None` when the sum has more digits than can be kept.
pub(super) fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    // A sum that does not fit is rounded, and has then fewer decimals than what was added.
    (sum.scale() >= a.scale().max(b.scale()) || a.is_zero() || b.is_zero()).then_some(sum)
}

/// Multiplies two numbers; `None` when the product has more digits than can be kept.
pub(super) fn exact_product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.checked_mul(b)?;
    (product.scale() == a.scale() + b.scale() || a.is_zero() || b.is_zero()).then_some(product)
}

#[cfg(test)]
mod tests {
    use super::{exact_product, exact_sum};
    use expect_test::{Expect, expect};
    use rust_decimal::Decimal;

    fn check(operation: fn(Decimal, Decimal) -> Option<Decimal>, pairs: &[(&str, &str)], expected: Expect) {
        let number = |text: &str| Decimal::from_str_exact(text).expect("a number");
        let shown = |(a, b): &(&str, &str)| operation(number(a), number(b)).map_or("-".to_owned(), |n| n.to_string());
        expected.assert_eq(&pairs.iter().map(shown).collect::<Vec<_>>().join(" | "));
    }

    #[test]
    fn digits_are_kept_or_nothing_is_said() {
        check(
            exact_sum,
            &[
                ("0.10", "0.2"),
                ("0.000", "1.5"),
                ("79228162514264337593543950335", "1"),
                ("1234567890123456789012345678", "0.01"),
                ("0.0000000000000000000000000001", "100"),
            ],
            expect!["0.30 | 1.5 | - | - | -"],
        );
        check(
            exact_product,
            &[
                ("2.55", "6"),
                ("-1", "10.50"),
                ("0", "1.25"),
                ("0.001", "0.001"),
                ("1.000000000000001", "1.00000000000001"),
                ("99999999999999999999", "99999999999999999999"),
            ],
            expect!["15.30 | -10.50 | 0 | 0.000001 | - | -"],
        );
    }
}
