//! How much is said of what and where, and how much of it is blame.

use crate::model::{Verbatim, VerbatimFilter};
use boussole_stats::{Estimate, share};
use boussole_text::{Alarm, Polarity};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// How much is said of what.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How many verbatims there are.
    pub n: u64,
    /// How many come to what.
    pub polarities: Vec<(Polarity, u64)>,
    /// What they are about: the most blamed first. One may be about several things.
    pub themes: Vec<ThemeCount>,
    /// How many are about nothing known.
    pub n_without_theme: u64,
    /// Where people were who wrote them, in the order of the journey.
    pub steps: Vec<StepCount>,
    /// Of how many that is not known.
    pub n_without_step: u64,
    /// In how many there is something that must not wait.
    pub alarms: Vec<(Alarm, u64)>,
    /// How many texts were not looked at.
    pub n_left_out: u64,
}

/// How much is said of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCount {
    /// The id of the theme.
    pub theme: Arc<str>,
    /// How much: praise and blame are those of the clauses about it.
    pub counted: Counted,
}

/// How much is said at a step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepCount {
    /// The id of the step.
    pub step: String,
    /// How much: praise and blame are those of the texts.
    pub counted: Counted,
}

/// How many verbatims there are of something, and which part of them is blame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How many there are.
    pub n: u64,
    /// How many of these praise.
    pub n_positive: u64,
    /// How many blame.
    pub n_negative: u64,
    /// Which part of them blames.
    pub negative: Estimate,
}

/// What is counted of something.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n: u64,
    n_positive: u64,
    n_negative: u64,
}

impl Tally {
    fn add(&mut self, is_praised: bool, is_blamed: bool) {
        self.n += 1;
        self.n_positive += u64::from(is_praised);
        self.n_negative += u64::from(is_blamed);
    }

    /// Returns what it comes to; nothing of nothing.
    fn counted(self) -> Option<Counted> {
        let Self { n, n_positive, n_negative } = self;
        Some(Counted { n, n_positive, n_negative, negative: share(n_negative, n)? })
    }
}

impl Summary {
    /// Counts verbatims; `steps` are the ids of the journey, in its order. What is `ignored` is a theme that is not told.
    pub(crate) fn new<'a>(
        verbatims: impl Iterator<Item = Cow<'a, Verbatim>>,
        steps: &[String],
        ignored: &HashSet<&str>,
        n_left_out: u64,
    ) -> Self {
        let mut n = 0;
        let mut polarities = Polarity::ALL.map(|polarity| (polarity, 0));
        let mut alarms = Alarm::ALL.map(|alarm| (alarm, 0));
        let mut themes: BTreeMap<Arc<str>, Tally> = BTreeMap::new();
        let mut at_steps = vec![Tally::default(); steps.len()];
        let (mut n_without_theme, mut n_without_step) = (0, 0);
        for verbatim in verbatims {
            n += 1;
            polarities.iter_mut().filter(|(polarity, _)| *polarity == verbatim.polarity).for_each(|(_, n)| *n += 1);
            alarms.iter_mut().filter(|(alarm, _)| verbatim.alarms.contains(alarm)).for_each(|(_, n)| *n += 1);
            n_without_theme += u64::from(verbatim.clauses.iter().all(|clause| clause.theme.is_none()));
            let told = verbatim.clauses.iter().filter_map(|clause| clause.theme.as_ref());
            let told: BTreeSet<&Arc<str>> = told.filter(|theme| !ignored.contains(&***theme)).collect();
            for theme in told {
                let own = verbatim.clauses.iter().filter(|clause| clause.theme.as_ref() == Some(theme));
                let has = |polarity| own.clone().any(|clause| clause.polarity == polarity);
                let (is_praised, is_blamed) = (has(Polarity::Positive), has(Polarity::Negative));
                themes.entry(theme.clone()).or_default().add(is_praised, is_blamed);
            }
            let is_at = |id: &String| {
                verbatim.clauses.iter().any(|clause| clause.step.as_ref().is_some_and(|step| step.id == *id))
            };
            let is = |polarity| verbatim.polarity == polarity;
            let mut is_placed = false;
            for (_, tally) in steps.iter().zip(&mut at_steps).filter(|(id, _)| is_at(id)) {
                tally.add(is(Polarity::Positive), is(Polarity::Negative));
                is_placed = true;
            }
            n_without_step += u64::from(!is_placed);
        }
        let mut themes: Vec<ThemeCount> = themes
            .into_iter()
            .filter_map(|(theme, tally)| Some(ThemeCount { theme, counted: tally.counted()? }))
            .collect();
        themes.sort_by_key(|theme| std::cmp::Reverse((theme.counted.n_negative, theme.counted.n)));
        let told = |(step, tally): (&String, Tally)| Some(StepCount { step: step.clone(), counted: tally.counted()? });
        Self {
            n,
            polarities: polarities.to_vec(),
            themes,
            n_without_theme,
            steps: steps.iter().zip(at_steps).filter_map(told).collect(),
            n_without_step,
            alarms: alarms.to_vec(),
            n_left_out,
        }
    }
}

impl VerbatimFilter {
    /// Returns the same without what a summary counts by itself.
    pub(crate) fn of_all(&self) -> Self {
        Self { theme: None, is_without_theme: false, polarity: None, step: None, alarm: None, ..self.clone() }
    }
}
