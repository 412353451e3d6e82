//! Pure statistics: scores and shares with their intervals (at 95 %, two-sided), and tests.

mod difference;
mod fisher;
mod holm;
mod mean;
mod normal;
mod nps;
mod share;
mod student;

pub use difference::{Stratum, difference, stratified};
pub use fisher::fisher_more;
pub use holm::holm;
pub use mean::mean;
pub use normal::normal_tail;
pub use nps::{Nps, nps};
pub use share::share;
pub use student::{student_quantile_975, student_tail};

/// The quantile of the normal distribution at 0.975, as it is quoted: half of a 95 % interval, in standard deviations.
const Z: f64 = 1.96;

/// A figure with the interval in which it lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

#[cfg(test)]
pub(crate) mod testing {
    /// Checks that a figure is the expected one, to so many decimals.
    pub(crate) fn close(value: f64, expected: f64, decimals: i32) {
        let tolerance = 0.5 * 10_f64.powi(-decimals);
        assert!((value - expected).abs() <= tolerance, "{value} instead of {expected} to {decimals} decimals");
    }
}
