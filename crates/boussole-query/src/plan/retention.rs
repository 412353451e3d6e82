use super::{Buckets, FramePlan, Now, Target, Traits};
use crate::model::{Cohort, Measure, Retention, ReturnMode, Selector};
use boussole_core::Refusal;

/// Everything that the scan of a retention needs.
pub(crate) struct RetentionPlan {
    pub(crate) frame: FramePlan,
    /// Those that start, then those that return.
    pub(crate) targets: Vec<Target>,
    pub(crate) buckets: Buckets,
    /// How many periods have begun.
    pub(crate) n_begun: usize,
    pub(crate) mode: ReturnMode,
    pub(crate) cohort: Cohort,
    brackets: Option<Vec<usize>>,
}

impl RetentionPlan {
    /// The place of the target that starts.
    pub(crate) const START: usize = 0;
    /// The place of the target that returns.
    pub(crate) const RETURN: usize = 1;

    /// Plans a retention.
    ///
    /// # Errors
    /// Refuses a range that ends before it starts and too many periods.
    pub(crate) fn new(asked: &Retention, now: &Now, traits: Traits, currency: Option<String>) -> Result<Self, Refusal> {
        let mut frame = FramePlan::new(&asked.frame, now, traits, currency)?;
        let bind = |select: &Selector| Target::bind(select, &Measure::Events, "start", &mut frame.fields);
        let targets = [&asked.start, &asked.returned].map(bind).into_iter().collect::<Result<_, _>>()?;
        let buckets = Buckets::of(frame.range, asked.interval, now)?;
        let n_begun = buckets.n_begun(now.as_of_ms);
        let (mode, cohort, brackets) = (asked.mode, asked.cohort, asked.brackets.clone());
        Ok(Self { frame, targets, buckets, n_begun, mode, cohort, brackets })
    }

    /// Returns the column in which a period is counted: the period itself, or its bracket.
    pub(crate) fn column(&self, period: usize) -> usize {
        self.brackets.as_ref().map_or(period, |first_days| first_days.partition_point(|&first| first <= period))
    }

    /// Returns how many columns a cohort has: those that have begun.
    pub(crate) fn n_columns(&self, cohort: usize) -> usize {
        self.n_begun.checked_sub(cohort + 1).map_or(0, |last| self.column(last) + 1)
    }

    /// Tells whether a part of a column is not known.
    pub(crate) fn is_partial(&self, cohort: usize, column: usize) -> bool {
        let is_partial = |period: usize| period >= self.n_begun || self.buckets.partial()[period];
        match &self.brackets {
            None => is_partial(cohort + column),
            Some(first_days) => {
                let first = column.checked_sub(1).map_or(0, |before| first_days[before]);
                first_days.get(column).is_none_or(|&next| (first..next).any(|day| is_partial(cohort + day)))
            }
        }
    }

    /// Names the brackets: `0`, `1-2`, `3+`.
    pub(crate) fn bracket_names(&self) -> Option<Vec<String>> {
        let first_days = self.brackets.as_ref()?;
        let starts = std::iter::once(&0).chain(first_days);
        let name = |(start, next): (&usize, &usize)| match next - start {
            1 => start.to_string(),
            _ => format!("{start}-{}", next - 1),
        };
        let last = first_days.last().map(|start| format!("{start}+"));
        Some(starts.zip(first_days).map(name).chain(last).collect())
    }
}
