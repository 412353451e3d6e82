//! How long the same thing took, several times.

use std::fmt::{Display, Formatter};
use std::time::{Duration, Instant};

/// Durations in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Spent {
    took: Vec<Duration>,
}

impl Spent {
    /// Does something and remembers how long it took.
    pub(crate) fn on<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = work();
        self.took.push(start.elapsed());
        made
    }

    /// How often it was done.
    pub(crate) fn n(&self) -> usize {
        self.took.len()
    }

    /// The duration in the middle; the later of both when there are two. Zero when nothing was measured.
    pub(crate) fn median(&self) -> Duration {
        let sorted = self.sorted();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    /// The shortest and the longest.
    pub(crate) fn range(&self) -> [Duration; 2] {
        let sorted = self.sorted();
        [sorted.first(), sorted.last()].map(|took| took.copied().unwrap_or_default())
    }

    fn sorted(&self) -> Vec<Duration> {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        sorted
    }
}

impl Display for Spent {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        let [median, worst] = [self.median(), self.range()[1]].map(ms);
        write!(formatter, "median {median} ms, worst {worst} ms of {}", self.n())
    }
}

/// Milliseconds with one decimal.
pub(crate) fn ms(took: Duration) -> String {
    format!("{:.1}", took.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_one_that_was_measured() {
        let spent = |took: &[u64]| Spent { took: took.iter().map(|ms| Duration::from_millis(*ms)).collect() };
        assert_eq!(spent(&[30, 1, 2]).to_string(), "median 2.0 ms, worst 30.0 ms of 3");
        assert_eq!(spent(&[4, 1, 3, 2]).to_string(), "median 3.0 ms, worst 4.0 ms of 4");
        assert_eq!(spent(&[]).to_string(), "median 0.0 ms, worst 0.0 ms of 0");
        let mut measured = Spent::default();
        assert_eq!(measured.on(|| 7), 7);
        assert_eq!(measured.n(), 1);
    }
}
