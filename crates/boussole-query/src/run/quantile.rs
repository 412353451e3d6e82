use crate::value::Number;
use rust_decimal::Decimal;

/// Returns the quantile of `values`, interpolated linearly between the closest ranks; nothing without values.
///
/// With n values sorted from rank 0, the rank is (n − 1) × percent ÷ 100: definition 7 of Hyndman and Fan (1996), also
/// DuckDB's `quantile_cont`. Reorders `values`.
pub(crate) fn quantile(values: &mut [f64], percent: u8) -> Option<Number> {
    let n_steps = values.len().checked_sub(1)? as u64 * u64::from(percent);
    let rank = usize::try_from(n_steps / 100).ok()?;
    let hundredths = n_steps % 100;
    let (_, low, above) = values.select_nth_unstable_by(rank, f64::total_cmp);
    let low = *low;
    if hundredths == 0 {
        return Some(interpolate(low, low, 0));
    }
    let high = above.iter().copied().min_by(f64::total_cmp)?;
    Some(interpolate(low, high, hundredths))
}

/// Interpolates between the decimals that the values were written as, so that the middle of 10.1 and 10.2 is 10.15.
fn interpolate(low: f64, high: f64, hundredths: u64) -> Number {
    let exact = || {
        let (low, high) = (Decimal::try_from(low).ok()?, Decimal::try_from(high).ok()?);
        let part = high.checked_sub(low)?.checked_mul(Decimal::new(hundredths.cast_signed(), 2))?;
        low.checked_add(part)
    };
    #[expect(clippy::cast_precision_loss, reason = "a number below 100")]
    let nearest = || low + (high - low) * (hundredths as f64 / 100.0);
    exact().map_or_else(|| Number::Nearest(nearest()), Number::Exact)
}

#[cfg(test)]
mod tests {
    use super::quantile;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(values: &[f64], percent: u8, expected: Expect) {
        let found = quantile(&mut values.to_vec(), percent).map(|number| number.to_string());
        expected.assert_eq(&found.unwrap_or_else(|| "nothing".to_owned()));
    }

    #[test]
    fn a_quantile_lies_between_the_closest_ranks() {
        check(&[], 50, expect!["nothing"]);
        check(&[7.0], 95, expect!["7"]);
        check(&[10.2, 10.1], 50, expect!["10.15"]);
        check(&[4.0, 1.0, 3.0, 2.0], 50, expect!["2.5"]);
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], 90, expect!["4.6"]);
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], 95, expect!["4.8"]);
        check(&[1e300, 3e300], 50, expect!["2e300"]);
    }

    proptest! {
        /// The obvious way: sort everything.
        #[test]
        fn a_quantile_is_that_of_the_sorted_values(
            mut values in prop::collection::vec(-1000i32..1000, 1..50),
            percent in prop::sample::select(vec![50u8, 90, 95]),
        ) {
            let mut floats: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            values.sort_unstable();
            let rank = (values.len() - 1) as f64 * f64::from(percent) / 100.0;
            let low = f64::from(values[rank.floor() as usize]);
            let high = f64::from(values[rank.ceil() as usize]);
            let expected = low + (high - low) * rank.fract();
            let found = quantile(&mut floats, percent).expect("values").to_f64();
            prop_assert!((found - expected).abs() < 1e-9, "{} {}", found, expected);
        }
    }
}
