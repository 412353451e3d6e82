//! What differs from others of its kind, or from its own past, by more than chance explains.

use crate::look::{Kinds, Look, Values};
use crate::tally::Tally;
use boussole_stats::{fisher_more, holm, student_tail};
use serde_json::{Map, Value};

/// In how many pages out of a hundred anything may be said by chance alone, all looks taken together.
pub(crate) const LEVEL: f64 = 0.05;
/// Groups with fewer cases are not compared, nor are they compared with fewer.
const CASES_MIN: u64 = 30;
/// A difference of fewer cases is not worth a sentence, however certain it is.
const MORE_MIN: f64 = 5.0;
/// Nor is a share that is so little larger than that of the others.
const TIMES_MIN: f64 = 1.2;
/// With fewer periods before, nobody knows how much it varies by itself.
pub(crate) const PERIODS_MIN: usize = 6;

/// With what something is compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Against {
    /// The other groups of a kind.
    Peers { kinds: Kinds, among: Values, group: Values },
    /// The periods before.
    Past,
}

/// Something that is compared.
#[derive(Debug, Clone)]
pub(crate) struct Suspect {
    pub(crate) look: Look,
    pub(crate) against: Against,
    pub(crate) tally: Tally,
    pub(crate) others: Tally,
    /// How probable as large a difference to the worse is by chance.
    pub(crate) probability: f64,
}

impl Suspect {
    /// Returns how many more went wrong than if it had been as with the others.
    pub(crate) fn n_more(&self) -> f64 {
        n_more(self.tally, self.others)
    }
}

/// Returns how many more of `tally` went wrong than if the share had been that of `others`.
pub(crate) fn n_more(tally: Tally, others: Tally) -> f64 {
    tally.wrong as f64 - tally.whole as f64 * others.share()
}

/// Tells whether a difference is large enough for a sentence.
pub(crate) fn matters(tally: Tally, others: Tally) -> bool {
    n_more(tally, others) >= MORE_MIN && tally.share() >= TIMES_MIN * others.share()
}

/// Compares each group with all others that share the values of `kinds.among`.
pub(crate) fn among_peers(look: Look, kinds: Kinds, groups: &[(Map<String, Value>, Tally)]) -> Vec<Suspect> {
    let values = |group: &Map<String, Value>, names: &[&'static str]| -> Option<Values> {
        let value = |name: &&'static str| Some((*name, group.get(*name).filter(|value| !value.is_null())?.clone()));
        names.iter().map(value).collect()
    };
    let shared: Vec<&'static str> = kinds.among.into_iter().collect();
    let told: Vec<(Values, Values, Tally)> = groups
        .iter()
        .filter_map(|(group, tally)| Some((values(group, &shared)?, values(group, kinds.apart)?, *tally)))
        .collect();
    let mut suspects = Vec::new();
    for (among, group, tally) in &told {
        let of_kind = told.iter().filter(|(other, _, _)| other == among);
        let all = of_kind.fold(Tally::default(), |sum, (_, _, tally)| sum.plus(*tally));
        let others = all.minus(*tally);
        if tally.whole >= CASES_MIN && others.whole >= CASES_MIN {
            let probability = fisher_more(tally.wrong, tally.whole, others.wrong, others.whole);
            let against = Against::Peers { kinds, among: among.clone(), group: group.clone() };
            suspects.push(Suspect { look, against, tally: *tally, others, probability });
        }
    }
    suspects
}

/// Compares the last period with those before it; `None` when they are too few or too small.
///
/// Shares vary from period to period by more than chance (seasons, weather, habits). How much more is estimated from the
/// periods before, as Pearson's chi-squared over its degrees of freedom, never less than 1; the difference is measured in
/// standard errors made larger by its root, and judged by Student's distribution because it is an estimate.
/// Source: P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 1989, 4.5.
pub(crate) fn against_past(look: Look, periods: &[Tally]) -> Option<Suspect> {
    let (last, before) = periods.split_last()?;
    let before: Vec<Tally> = before.iter().copied().filter(|tally| tally.whole >= CASES_MIN).collect();
    if before.len() < PERIODS_MIN || last.whole < CASES_MIN {
        return None;
    }
    let others = before.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally));
    let usual = others.share();
    let variance = usual * (1.0 - usual);
    if variance <= 0.0 {
        return None;
    }
    let degrees = before.len() - 1;
    let squares = before.iter().map(|tally| (tally.share() - usual).powi(2) * tally.whole as f64 / variance);
    let dispersion = (squares.sum::<f64>() / degrees as f64).max(1.0);
    let error = (dispersion * variance * (1.0 / last.whole as f64 + 1.0 / others.whole as f64)).sqrt();
    let probability = student_tail((last.share() - usual) / error, degrees as u64);
    Some(Suspect { look, against: Against::Past, tally: *last, others, probability })
}

/// Returns whom to accuse, most people affected first: what is too improbable after correction for all that was compared,
/// large enough to matter, and not already said by another one of the same look.
pub(crate) fn accused(suspects: Vec<Suspect>) -> Vec<Suspect> {
    let probabilities: Vec<f64> = suspects.iter().map(|suspect| suspect.probability).collect();
    let corrected = holm(&probabilities);
    let certain = suspects.into_iter().zip(corrected).filter(|(_, probability)| *probability < LEVEL);
    let mut found: Vec<Suspect> =
        certain.map(|(suspect, _)| suspect).filter(|suspect| matters(suspect.tally, suspect.others)).collect();
    // Of what overlaps, the most certain says most exactly where it is.
    found.sort_by(|a, b| a.probability.total_cmp(&b.probability));
    let mut kept: Vec<Suspect> = Vec::new();
    for suspect in found {
        if !kept.iter().any(|other| other.look.name == suspect.look.name && overlap(&other.against, &suspect.against)) {
            kept.push(suspect);
        }
    }
    kept.sort_by(|a, b| b.n_more().total_cmp(&a.n_more()));
    kept
}

/// Tells whether two findings of one look may be of the same cases: they are not when they are groups of one kind.
fn overlap(one: &Against, other: &Against) -> bool {
    match (one, other) {
        (Against::Peers { kinds, .. }, Against::Peers { kinds: others, .. }) => kinds != others,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Against, Suspect, accused, against_past, among_peers};
    use crate::look::LOOKS;
    use crate::tally::Tally;
    use expect_test::{Expect, expect};
    use serde_json::{Map, Value, json};

    fn groups(property: &str, tallies: &[(&str, u64, u64)]) -> Vec<(Map<String, Value>, Tally)> {
        let group = |(value, wrong, whole): &(&str, u64, u64)| {
            let values = Map::from_iter([(property.to_owned(), json!(value))]);
            (values, Tally::new(*wrong, *whole))
        };
        tallies.iter().map(group).collect()
    }

    fn check(suspects: Vec<Suspect>, expected: Expect) {
        let said = accused(suspects).into_iter().map(|suspect| {
            let whom = match &suspect.against {
                Against::Peers { group, .. } => group[0].1.to_string(),
                Against::Past => "the past".to_owned(),
            };
            format!("{}, {whom}: {:.0} more\n", suspect.look.name, suspect.n_more())
        });
        expected.assert_eq(&said.collect::<String>());
    }

    #[test]
    fn who_is_worse_than_its_peers_is_accused_and_small_groups_are_not() {
        let carriers = [("A", 60, 200), ("B", 10, 200), ("C", 12, 210), ("D", 9, 10)];
        let look = LOOKS[1];
        check(
            among_peers(look, look.kinds[0], &groups("carrier", &carriers)),
            expect![["promise_kept, \"A\": 45 more\n"]],
        );
    }

    #[test]
    fn chance_and_trifles_are_not_said() {
        let look = LOOKS[1];
        let chance = [("A", 12, 200), ("B", 10, 200), ("C", 15, 210)];
        check(among_peers(look, look.kinds[0], &groups("carrier", &chance)), expect![""]);
        // Certain, and too small to matter.
        let trifle = [("A", 11_000, 100_000), ("B", 10_000, 100_000)];
        check(among_peers(look, look.kinds[0], &groups("carrier", &trifle)), expect![""]);
    }

    #[test]
    fn the_past_says_how_much_it_varies() {
        let tallies = |wrong: [u64; 9]| wrong.map(|wrong| Tally::new(wrong, 1_000)).to_vec();
        let steady = against_past(LOOKS[0], &tallies([50, 52, 48, 51, 49, 50, 53, 47, 95]));
        check(steady.into_iter().collect(), expect![["payment_failed, the past: 45 more\n"]]);
        // The same last period is nothing unusual where it always went up and down.
        let unsteady = against_past(LOOKS[0], &tallies([20, 95, 40, 80, 15, 99, 30, 60, 95]));
        check(unsteady.into_iter().collect(), expect![""]);
        assert!(against_past(LOOKS[0], &tallies([0; 9])).is_none());
        assert!(against_past(LOOKS[0], &tallies([5; 9])[4..]).is_none());
    }
}
