//! The figures that several kinds have.

use serde_json::{Value, json};

/// Returns the quantile between the closest ranks, null without values.
pub(super) fn quantile(values: &[f64], share: f64) -> Value {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() {
        return Value::Null;
    }
    let rank = (sorted.len() - 1) as f64 * share;
    let (low, high) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
    json!(low + (high - low) * rank.fract())
}

/// Returns a ratio, null where the base is 0.
pub(super) fn ratio(part: usize, base: usize) -> Value {
    if base == 0 { Value::Null } else { json!(part as f64 / base as f64) }
}

/// Returns a share in per cent with its 95 % interval after Wilson (1927), nulls where the base is 0.
pub(super) fn per_cent(part: usize, base: usize) -> [Value; 3] {
    if base == 0 {
        return [Value::Null, Value::Null, Value::Null];
    }
    let (n, share) = (base as f64, part as f64 / base as f64);
    let z = 1.96_f64;
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let end = |sign: f64| 100.0 * (share + z * z / (2.0 * n) + sign * spread) / (1.0 + z * z / n);
    [json!(100.0 * share), json!(end(-1.0)), json!(end(1.0))]
}

/// Returns the mean, null of nothing.
pub(super) fn mean(values: &[f64]) -> Value {
    if values.is_empty() { Value::Null } else { json!(values.iter().sum::<f64>() / values.len() as f64) }
}

#[cfg(test)]
mod tests {
    use super::{per_cent, quantile};
    use serde_json::json;

    #[test]
    fn published_shares_come_out() {
        for (part, base, expected) in [(412, 500, [82.4, 78.8, 85.5]), (8, 10, [80.0, 49.0, 94.3])] {
            let found = per_cent(part, base).map(|number| (number.as_f64().expect("a number") * 10.0).round() / 10.0);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_quantile_lies_between_ranks() {
        assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5), json!(2.5));
        assert_eq!(quantile(&[], 0.5), json!(null));
    }
}
