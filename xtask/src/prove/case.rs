//! The table of cases: `case, expected, got, n, seconds, pass|fail`, a line as soon as it is known.

use std::time::Instant;

use anyhow::Result;

/// What a case found: the figure as text, and how many events (or rows) it was computed from.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) value: String,
    pub(crate) n: u64,
}

impl Got {
    /// Whether something is so, with the number that says it.
    pub(crate) fn yes_or_no(is_so: bool, n: u64) -> Self {
        Self { value: if is_so { "yes" } else { "no" }.to_owned(), n }
    }
}

/// The table that is being printed.
pub(crate) struct Table {
    n_passed: u64,
    n_failed: u64,
}

impl Table {
    /// Prints the header.
    pub(crate) fn start() -> Self {
        println!("{:<50} {:>12} {:>12} {:>9} {:>8}  result", "case", "expected", "got", "n", "seconds");
        Self { n_passed: 0, n_failed: 0 }
    }

    /// Runs a case, prints its line and remembers its result. A case that cannot be run fails, and says why below.
    pub(crate) fn case(&mut self, name: &str, expected: &str, ask: impl FnOnce() -> Result<Got>) {
        let start = Instant::now();
        let got = ask();
        let seconds = start.elapsed().as_secs_f64();
        let (value, n, problem) = match got {
            Ok(got) => (got.value, got.n, None),
            Err(error) => ("error".to_owned(), 0, Some(error)),
        };
        let passed = problem.is_none() && value == expected;
        let result = if passed { "pass" } else { "fail" };
        println!("{name:<50} {expected:>12} {value:>12} {n:>9} {seconds:>8.2}  {result}");
        if let Some(error) = problem {
            println!("    {error:#}");
        }
        *(if passed { &mut self.n_passed } else { &mut self.n_failed }) += 1;
    }

    /// Prints what no case expects and a reader wants to know.
    pub(crate) fn note(&self, text: &str) {
        println!("    {text}");
    }

    /// Prints the closing line; returns whether every case passed, and there was one.
    pub(crate) fn finish(&self) -> bool {
        println!("{} cases passed, {} failed", self.n_passed, self.n_failed);
        self.n_failed == 0 && self.n_passed > 0
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    fn finish_after(value: Result<&str>) -> bool {
        let mut table = Table::start();
        table.case("a", "1", || value.map(|value| Got { value: value.to_owned(), n: 1 }));
        table.finish()
    }

    #[test]
    fn only_an_equal_figure_passes() {
        assert!(finish_after(Ok("1")));
        assert!(!finish_after(Ok("1.0")));
        assert!(!finish_after(Err(anyhow!("no answer"))));
        assert!(!Table::start().finish());
    }
}
