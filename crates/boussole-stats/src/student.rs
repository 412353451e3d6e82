/// Steps of the continued fraction, at most; it converges long before.
const FRACTION_STEPS: u32 = 300;
/// Halvings of the interval in which the quantile is sought: more than a double has digits.
const HALVINGS: u32 = 80;

/// Returns the quantile at 0.975 of Student's t distribution with `degrees` degrees of freedom (at least 1).
///
/// The distribution function is the regularised incomplete beta function (Abramowitz and Stegun 26.7.1), computed by its
/// continued fraction (26.5.8) as evaluated by Lentz; the quantile is found by halving.
///
/// # Panics
/// Panics without degrees of freedom.
#[must_use]
pub fn student_quantile_975(degrees: u64) -> f64 {
    assert!(degrees > 0, "a quantile needs a degree of freedom");
    let degrees = degrees as f64;
    // With one degree it is 12.71, with more it is less, never less than that of the normal distribution.
    let (mut low, mut high) = (1.9, 13.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if tail(middle, degrees) > 0.025 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Returns the probability that Student's t with `degrees` degrees of freedom (at least 1) is more than `t`.
///
/// # Panics
/// Panics without degrees of freedom.
#[must_use]
pub fn student_tail(t: f64, degrees: u64) -> f64 {
    assert!(degrees > 0, "a probability needs a degree of freedom");
    let beyond = tail(t.abs(), degrees as f64);
    if t < 0.0 { 1.0 - beyond } else { beyond }
}

/// Returns the probability of more than `t`, for a `t` that is not negative.
fn tail(t: f64, degrees: f64) -> f64 {
    0.5 * incomplete_beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5)
}

fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    let front = (a * x.ln() + b * (1.0 - x).ln() - ln_beta(a, b)).exp();
    // The fraction converges quickly on one side; the function is symmetric.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..FRACTION_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = value;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            value *= c * d;
        }
        if (value - before).abs() <= f64::EPSILON * value.abs() {
            break;
        }
    }
    value
}

fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// The logarithm of the gamma function of a positive number, by the approximation of Lanczos (g = 7, nine terms).
pub(crate) fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        // Reflected, because the approximation holds to the right of one half.
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let sum = TERMS[1..].iter().zip(1_u8..).fold(TERMS[0], |sum, (term, k)| sum + term / (x + f64::from(k)));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::{student_quantile_975, student_tail};
    use crate::testing::close;

    #[test]
    fn the_quantiles_are_those_of_the_tables() {
        for (degrees, expected) in [
            (1, 12.706_205),
            (2, 4.302_653),
            (3, 3.182_446),
            (5, 2.570_582),
            (10, 2.228_139),
            (30, 2.042_272),
            (100, 1.983_972),
            (1_000, 1.962_339),
            (1_000_000, 1.959_966),
        ] {
            close(student_quantile_975(degrees), expected, 5);
        }
    }

    #[test]
    fn the_tails_are_those_of_the_tables() {
        for (t, degrees, expected) in [
            (0.0, 3, 0.5),
            (12.706_205, 1, 0.025),
            (2.228_139, 10, 0.025),
            (-2.228_139, 10, 0.975),
            (2.718_079, 11, 0.01),
            (4.437, 11, 0.0005),
            (3.390_5, 60, 0.000_62),
        ] {
            close(student_tail(t, degrees), expected, 5);
        }
    }
}
