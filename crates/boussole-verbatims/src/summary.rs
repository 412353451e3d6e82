//! How much is said of what, and how much of it is blame.

use crate::model::{Verbatim, VerbatimFilter};
use boussole_stats::{Estimate, share};
use boussole_text::{Alarm, Polarity, Theme};

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
    /// In how many there is something that must not wait.
    pub alarms: Vec<(Alarm, u64)>,
    /// How many texts were not looked at.
    pub n_left_out: u64,
}

/// How much is said of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCount {
    /// The theme.
    pub theme: Theme,
    /// How many verbatims are about it.
    pub n: u64,
    /// In how many of these it is praised, and in how many blamed.
    pub n_positive: u64,
    /// How many blame it.
    pub n_negative: u64,
    /// Which part of them blames it.
    pub negative: Estimate,
}

impl Summary {
    /// Counts verbatims; whatever the theme that the filter wants.
    pub(crate) fn new<'a>(verbatims: impl Iterator<Item = &'a Verbatim>, n_left_out: u64) -> Self {
        let mut n = 0;
        let mut polarities = Polarity::ALL.map(|polarity| (polarity, 0));
        let mut alarms = Alarm::ALL.map(|alarm| (alarm, 0));
        let mut themes: Vec<(Theme, [u64; 3])> = Theme::all().map(|theme| (theme, [0; 3])).collect();
        let mut n_without_theme = 0;
        for verbatim in verbatims {
            n += 1;
            let of = |polarity: &Polarity| *polarity == verbatim.polarity;
            polarities.iter_mut().filter(|(polarity, _)| of(polarity)).for_each(|(_, n)| *n += 1);
            alarms.iter_mut().filter(|(alarm, _)| verbatim.alarms.contains(alarm)).for_each(|(_, n)| *n += 1);
            n_without_theme += u64::from(verbatim.clauses.iter().all(|clause| clause.theme.is_none()));
            for (theme, [n, n_positive, n_negative]) in &mut themes {
                let mut own = verbatim.clauses.iter().filter(|clause| clause.theme == Some(*theme)).peekable();
                *n += u64::from(own.peek().is_some());
                let has = |polarity| move |clause: &&super::model::Clause| clause.polarity == polarity;
                let (praised, blamed) = own.fold((false, false), |(praised, blamed), clause| {
                    (praised || has(Polarity::Positive)(&clause), blamed || has(Polarity::Negative)(&clause))
                });
                *n_positive += u64::from(praised);
                *n_negative += u64::from(blamed);
            }
        }
        let told = |(theme, [n, n_positive, n_negative]): (Theme, [u64; 3])| {
            Some(ThemeCount { theme, n, n_positive, n_negative, negative: share(n_negative, n)? })
        };
        let mut themes: Vec<ThemeCount> = themes.into_iter().filter_map(told).collect();
        themes.sort_by_key(|theme| std::cmp::Reverse((theme.n_negative, theme.n)));
        Self { n, polarities: polarities.to_vec(), themes, n_without_theme, alarms: alarms.to_vec(), n_left_out }
    }
}

impl VerbatimFilter {
    /// Returns the same without a theme, and without what is asked of one.
    pub(crate) fn of_all_themes(&self) -> Self {
        Self { theme: None, polarity: None, ..self.clone() }
    }
}
