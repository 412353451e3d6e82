//! The programs that run tests. Each answers how many passed, failed and were skipped.

mod doc_tests;
pub(crate) mod nextest;
pub(crate) mod playwright;
mod report;
mod vitest;

use std::fmt;
use std::ops::Add;

use anyhow::{Result, ensure};

use crate::workspace::Workspace;

/// One program that runs tests.
pub(crate) struct Runner {
    /// The name of its step.
    pub(crate) name: &'static str,
    /// Runs its tests. Failing tests are counts, not an error; an error means that the tests could not be run.
    pub(crate) run: fn(&Workspace) -> Result<Counts>,
}

/// All of them, in the order in which they run.
pub(crate) const RUNNERS: [Runner; 5] = [
    Runner { name: "test", run: nextest::run },
    Runner { name: "test on PostgreSQL", run: nextest::run_on_postgres },
    Runner { name: "doc tests", run: doc_tests::run },
    Runner { name: "web test", run: vitest::run },
    Runner { name: "browser", run: playwright::run },
];

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) n_passed: u64,
    pub(crate) n_failed: u64,
    pub(crate) n_skipped: u64,
}

impl Counts {
    /// Refuses failed tests, and skipped ones where `refuse_skipped` says that nothing may be missing.
    pub(crate) fn judge(self, refuse_skipped: bool) -> Result<()> {
        ensure!(self.n_failed == 0, "{} tests failed", self.n_failed);
        ensure!(self.n_skipped == 0 || !refuse_skipped, "{} tests were skipped, and CI skips none", self.n_skipped);
        Ok(())
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            n_passed: self.n_passed + other.n_passed,
            n_failed: self.n_failed + other.n_failed,
            n_skipped: self.n_skipped + other.n_skipped,
        }
    }
}

/// The closing line of `test` and `ci`.
impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.n_passed, self.n_failed, self.n_skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_in_the_closing_line() {
        let sum = Counts { n_passed: 3, n_failed: 1, n_skipped: 0 } + Counts { n_passed: 4, n_failed: 0, n_skipped: 2 };
        assert_eq!(sum.to_string(), "7 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn a_skipped_test_is_a_failure_only_where_nothing_may_be_missing() {
        let skipped = Counts { n_passed: 1, n_failed: 0, n_skipped: 1 };
        assert!(skipped.judge(false).is_ok());
        assert!(skipped.judge(true).is_err());
        assert!(Counts { n_failed: 1, ..skipped }.judge(false).is_err());
    }
}
