//! How much evidence there is that a group fares worse than others.

use crate::cases::Case;
use boussole_stats::{difference, fisher_more, normal_tail};

use crate::model::Size;

/// Groups with fewer cases are not compared, nor are they compared with fewer.
const CASES_MIN: u64 = 30;
/// A difference of fewer cases is no friction, however certain it is.
const MORE_MIN: f64 = 5.0;
/// Nor is a share that is so little larger than that of the others.
const TIMES_MIN: f64 = 1.2;
/// From when on it is worth to look whether some people are most of it.
const SUSPECT: f64 = 0.01;

/// How many of how many went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) wrong: u64,
    pub(crate) whole: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, is_wrong: bool) {
        self.wrong += u64::from(is_wrong);
        self.whole += 1;
    }

    pub(crate) fn minus(self, part: Self) -> Self {
        Self { wrong: self.wrong - part.wrong, whole: self.whole - part.whole }
    }

    pub(crate) fn share(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.wrong as f64 / self.whole as f64 }
    }

    /// The logarithm of the likelihood at its own share.
    pub(crate) fn ln_likelihood(self) -> f64 {
        let term = |n: u64| if n == 0 { 0.0 } else { n as f64 * (n as f64 / self.whole as f64).ln() };
        term(self.wrong) + term(self.whole - self.wrong)
    }

    pub(crate) fn can_be_compared(self, others: Self) -> bool {
        self.whole >= CASES_MIN && others.whole >= CASES_MIN
    }

    pub(crate) fn matters(self, others: Self) -> bool {
        self.wrong as f64 - self.whole as f64 * others.share() >= MORE_MIN && self.share() >= TIMES_MIN * others.share()
    }

    /// How much likelier both are with shares of their own than with one; 0 when the group fares no worse.
    pub(crate) fn gain(self, others: Self) -> f64 {
        if self.share() <= others.share() {
            return 0.0;
        }
        let all = Self { wrong: self.wrong + others.wrong, whole: self.whole + others.whole };
        self.ln_likelihood() + others.ln_likelihood() - all.ln_likelihood()
    }

    pub(crate) fn size(self, others: Self) -> Size {
        let (n_wrong, n) = (self.wrong, self.whole);
        let difference = difference(n_wrong, n, others.wrong, others.whole);
        Size { n_wrong, n, others_wrong: others.wrong, others: others.whole, difference }
    }
}

/// Returns how probable it is by chance that as many of the group went wrong: the larger of what Fisher's exact test says, for
/// which every case is alone, and of the score test with people as the units, for which what happens to one person again and
/// again is one thing (Liang and Zeger, *Longitudinal data analysis using generalized linear models*, 1986). The first is right
/// where cases are few, the second where few people have many.
pub(crate) fn chance<'c>(
    tally: Tally,
    others: Tally,
    cases: impl Iterator<Item = &'c Case>,
    is_in: impl Fn(&Case) -> bool,
) -> f64 {
    let exact = fisher_more(tally.wrong, tally.whole, others.wrong, others.whole);
    if exact > SUSPECT {
        return exact;
    }
    let whole = (tally.whole + others.whole) as f64;
    let (wrong_share, in_share) = ((tally.wrong + others.wrong) as f64 / whole, tally.whole as f64 / whole);
    let (mut score, mut variance, mut of_person, mut person) = (0.0, 0.0, 0.0_f64, 0);
    for case in cases {
        if case.person != person {
            variance += of_person * of_person;
            (of_person, person) = (0.0, case.person);
        }
        let term = (f64::from(u8::from(case.is_wrong)) - wrong_share) * (f64::from(u8::from(is_in(case))) - in_share);
        of_person += term;
        score += term;
    }
    variance += of_person * of_person;
    exact.max(if variance > 0.0 { normal_tail(score / variance.sqrt()) } else { 1.0 })
}
