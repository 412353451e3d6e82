use crate::{Estimate, Z, share};

/// Returns by how much the share `part` of `whole` is larger than the share `other_part` of `other_whole`, with its interval;
/// `None` of nothing.
///
/// Source: R. G. Newcombe, *Interval estimation for the difference between independent proportions*, 1998, method 10: the
/// interval is made of Wilson's of both.
#[must_use]
pub fn difference(part: u64, whole: u64, other_part: u64, other_whole: u64) -> Option<Estimate> {
    let (one, other) = (share(part, whole)?, share(other_part, other_whole)?);
    let value = one.value - other.value;
    let below = ((one.value - one.low).powi(2) + (other.high - other.value).powi(2)).sqrt();
    let above = ((one.high - one.value).powi(2) + (other.value - other.low).powi(2)).sqrt();
    Some(Estimate { value, low: value - below, high: value + above })
}

/// A group and those it is compared with, among people who are alike.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Stratum {
    /// How many are in the group.
    pub n: f64,
    /// The sum of what is compared, over them.
    pub sum: f64,
    /// The sum of its squares.
    pub squares: f64,
    /// How many are compared with them.
    pub other_n: f64,
    /// The sum over those.
    pub other_sum: f64,
    /// The sum of the squares.
    pub other_squares: f64,
}

/// Returns by how much the mean of the group is larger than that of comparable people, with its interval: each stratum counts
/// by how many of the group are in it. `None` when fewer than two of the group can be compared.
///
/// The variance is the sum over strata of the squared weight times the variances of both means, as if strata had been fixed
/// (post-stratification). Source: W. G. Cochran, *The effectiveness of adjustment by subclassification*, 1968.
#[must_use]
pub fn stratified(strata: &[Stratum]) -> Option<Estimate> {
    let kept: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.n >= 1.0 && stratum.other_n >= 2.0).collect();
    let n: f64 = kept.iter().map(|stratum| stratum.n).sum();
    if n < 2.0 {
        return None;
    }
    // A stratum with one of the group tells no variance of its own: all strata lend theirs.
    let within: f64 = kept.iter().map(|stratum| stratum.squares - stratum.sum.powi(2) / stratum.n).sum();
    let degrees = n - kept.len() as f64;
    let spread = |stratum: &Stratum| (stratum.other_squares - stratum.other_sum.powi(2) / stratum.other_n).max(0.0);
    let others: f64 = kept.iter().map(|stratum| spread(stratum)).sum();
    let other_degrees: f64 = kept.iter().map(|stratum| stratum.other_n - 1.0).sum();
    let other_variance = others / other_degrees;
    let variance = if degrees >= 1.0 { within.max(0.0) / degrees } else { other_variance };
    let (mut value, mut error) = (0.0, 0.0);
    for stratum in kept {
        let weight = stratum.n / n;
        value += weight * (stratum.sum / stratum.n - stratum.other_sum / stratum.other_n);
        error += weight * weight * (variance / stratum.n + other_variance / stratum.other_n);
    }
    let half = Z * error.sqrt();
    Some(Estimate { value, low: value - half, high: value + half })
}

#[cfg(test)]
mod tests {
    use super::{Stratum, difference, stratified};
    use crate::testing::close;

    #[test]
    fn the_examples_of_newcombe() {
        // Table II of the paper, method 10: 56/70 against 48/80, 9/10 against 3/10, 10/10 against 0/20.
        for (counts, expected) in [
            ([56, 70, 48, 80], [0.2, 0.0524, 0.3339]),
            ([9, 10, 3, 10], [0.6, 0.1705, 0.8090]),
            ([10, 10, 0, 20], [1.0, 0.6791, 1.0]),
        ] {
            let [part, whole, other_part, other_whole] = counts;
            let found = difference(part, whole, other_part, other_whole).expect("a difference");
            for (value, expected) in [found.value, found.low, found.high].into_iter().zip(expected) {
                close(value, expected, 4);
            }
        }
        assert_eq!(difference(0, 0, 1, 2), None);
    }

    #[test]
    fn who_is_alike_is_compared() {
        // In both strata the group has 1 more; taken together it would have 3 less, because most are where all have little.
        let stratum = |n: f64, mean: f64, other_n: f64, other: f64| Stratum {
            n,
            sum: n * mean,
            squares: n * (mean * mean + 1.0),
            other_n,
            other_sum: other_n * other,
            other_squares: other_n * (other * other + 1.0),
        };
        let found =
            stratified(&[stratum(90.0, 2.0, 10.0, 1.0), stratum(10.0, 11.0, 90.0, 10.0)]).expect("a difference");
        close(found.value, 1.0, 9);
        // By hand: variances 100 / 98 on both sides; 0.81 (1/90 + 1/10) + 0.01 (1/10 + 1/90) of it.
        close(found.high - found.value, 1.96 * (100.0 / 98.0 * 0.82 * (1.0 / 90.0 + 0.1_f64)).sqrt(), 9);
        assert_eq!(stratified(&[]), None);
    }
}
