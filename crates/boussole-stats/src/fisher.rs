use crate::student::ln_gamma;

/// Returns the probability, by chance alone, of `part` or more of `whole` in one group when `other_part` of `other_whole`
/// are in the other: Fisher's exact test, one-sided.
///
/// The sum of the hypergeometric probabilities of all tables with the same margins that are at least as far to that side.
/// Source: R. A. Fisher, *The logic of inductive inference*, 1935.
///
/// # Panics
/// Panics when a part is more than its whole.
#[must_use]
pub fn fisher_more(part: u64, whole: u64, other_part: u64, other_whole: u64) -> f64 {
    assert!(part <= whole && other_part <= other_whole, "a part is no more than its whole");
    let (n_all, n_in) = (whole + other_whole, part + other_part);
    let ln_probability = |k: u64| ln_choose(whole, k) + ln_choose(other_whole, n_in - k) - ln_choose(n_all, n_in);
    let first = ln_probability(part).exp();
    // Each term from the one before it: the logarithms are taken once.
    let (mut term, mut sum) = (first, first);
    for k in part..whole.min(n_in) {
        let to_come = ((whole - k) as f64 * (n_in - k) as f64) / ((k + 1) as f64 * (other_whole + k + 1 - n_in) as f64);
        term *= to_come;
        sum += term;
        // From here on the terms fall: what is left of them is less than what a double can add.
        if to_come < 1.0 && term < sum * f64::EPSILON {
            break;
        }
    }
    sum.min(1.0)
}

fn ln_choose(n: u64, k: u64) -> f64 {
    let ln_factorial = |n: u64| ln_gamma(n as f64 + 1.0);
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

#[cfg(test)]
mod tests {
    use super::fisher_more;
    use crate::testing::close;

    #[test]
    fn the_lady_tasting_tea() {
        // All four cups right, and at least three: 1 / 70 and 17 / 70.
        close(fisher_more(4, 4, 0, 4), 0.014_286, 6);
        close(fisher_more(3, 4, 1, 4), 0.242_857, 6);
    }

    #[test]
    fn sums_of_exact_binomial_coefficients_agree() {
        // Computed with whole numbers of any length.
        for (part, whole, other_part, other_whole, expected) in [
            (55, 103, 103, 2_010, 2.793_863_226_027_078e-38),
            (12, 40, 300, 2_000, 0.013_037_780_217_220_674),
            (5, 30, 1, 30, 0.097_254_886_059_524_77),
            (300, 1_000, 500, 2_000, 0.002_112_901_504_392_750_6),
            (7, 2_010, 0, 5, 0.982_733_510_034_408_9),
            (0, 10, 5, 100, 1.0),
            (0, 0, 0, 0, 1.0),
        ] {
            let found = fisher_more(part, whole, other_part, other_whole);
            assert!((found / expected - 1.0).abs() < 1e-9, "{part} of {whole}: {found} instead of {expected}");
        }
    }
}
