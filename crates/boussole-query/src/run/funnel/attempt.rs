//! The chosen attempt of one person, when steps have an order.
//!
//! For each level (required step) the search keeps one *chain*: of all choices of events that reach the level up to now,
//! the one whose events are as late as possible. One is enough: of two such choices, taking at each level the later event
//! gives a third that is valid too, its window is no longer, and no gap between two of its events is wider.
//! So the work grows with the number of events, not with the number of choices.

use super::matching::{Matching, latest};
use super::moment::{Moment, serves};
use crate::plan::Rules;
use std::ops::Range;

/// Finds attempts. Reused from person to person.
pub(super) struct Search<'p> {
    rules: &'p Rules,
    strict: bool,
    /// By level: the places of the events of its chain; empty when there is none.
    chains: Vec<Vec<usize>>,
    /// By exclusion: the last excluded event before the time that is looked at.
    excluded_ms: Vec<i64>,
    best: Vec<usize>,
}

impl<'p> Search<'p> {
    pub(super) fn new(rules: &'p Rules, strict: bool) -> Self {
        Self {
            rules,
            strict,
            chains: vec![Vec::new(); rules.levels.len()],
            excluded_ms: vec![i64::MIN; rules.exclusions.len()],
            best: Vec::new(),
        }
    }

    /// Returns the places of the events of the chosen attempt, one a level reached.
    pub(super) fn attempt(&mut self, moments: &[Moment]) -> Vec<usize> {
        self.chains.iter_mut().for_each(Vec::clear);
        self.excluded_ms.fill(i64::MIN);
        self.best.clear();
        let mut start = 0;
        for same_time in moments.chunk_by(|a, b| a.time_ms == b.time_ms) {
            let end = start + same_time.len();
            self.advance(moments, start..end);
            start = end;
        }
        std::mem::take(&mut self.best)
    }

    /// Takes all events of one time.
    fn advance(&mut self, moments: &[Moment], now: Range<usize>) {
        let group = &moments[now.clone()];
        // From the highest level down, so that each reads the chains as they were before this time.
        for level in (0..self.rules.levels.len()).rev() {
            let starts = self.starts(moments, &now, level);
            if let Some(&start) = starts.last() {
                if level >= self.best.len() {
                    self.best = self.completed(moments, &now, level);
                }
                match self.continued(&starts, start, level, group.len()) {
                    Some(start) => self.extend(group, now.start, start, level),
                    None => self.chains[level].clear(),
                }
            } else if self.strict {
                self.chains[level].clear();
            }
        }
        for (exclusion, last_ms) in self.rules.exclusions.iter().zip(&mut self.excluded_ms) {
            if let Some(excluded) = group.iter().find(|moment| serves(moment, exclusion.target)) {
                *last_ms = excluded.time_ms;
            }
        }
    }

    /// Returns from which levels on the events of this time can serve all levels up to `level`, after a chain that
    /// reaches the level before: in descending order.
    fn starts(&self, moments: &[Moment], now: &Range<usize>, level: usize) -> Vec<usize> {
        let group = &moments[now.clone()];
        let mut matching = Matching::new(group, &[]);
        let mut starts = Vec::new();
        if group.iter().any(|moment| serves(moment, self.rules.levels[level])) {
            for start in (0..=level).rev() {
                if !matching.add(self.rules.levels[start]) {
                    break;
                }
                if self.follows(moments, now, start, level) {
                    starts.push(start);
                }
            }
        }
        starts
    }

    /// Tells whether events of this time may serve the levels from `start` to `level` after the chain before `start`.
    fn follows(&self, moments: &[Moment], now: &Range<usize>, start: usize, level: usize) -> bool {
        if start == 0 {
            return true;
        }
        let Some(&first) = self.chains[start - 1].first() else { return false };
        let time_ms = moments[now.start].time_ms;
        let chain = &self.chains[start - 1];
        time_ms.saturating_sub(moments[first].time_ms) <= self.rules.window_ms
            && self.rules.exclusions.iter().zip(&self.excluded_ms).all(|(exclusion, &last_ms)| {
                let ends_now = (start..=level).contains(&exclusion.to) && exclusion.from < start;
                !ends_now || last_ms <= moments[chain[exclusion.from]].time_ms
            })
    }

    /// Returns the start of the chain that is kept: the latest, and in a strict funnel one that leaves no event between
    /// itself and what comes next.
    fn continued(&self, starts: &[usize], latest: usize, level: usize, n_events: usize) -> Option<usize> {
        if !self.strict || latest == 0 {
            return Some(latest);
        }
        starts.iter().copied().find(|start| level + 1 - start == n_events)
    }

    /// Makes the chain of `level`: that before `start`, and events of this time.
    fn extend(&mut self, group: &[Moment], offset: usize, start: usize, level: usize) {
        let picks = if group.len() == 1 { vec![0] } else { self.picks(group, start, level, None).unwrap_or_default() };
        let (before, from) = self.chains.split_at_mut(level);
        match start.checked_sub(1) {
            Some(last) => from[0].clone_from(&before[last]),
            None => from[0].clear(),
        }
        from[0].extend(picks.iter().map(|pick| offset + pick));
    }

    /// Chooses events of this time for the levels from `start` to `level`: the latest for the first level of all, then
    /// the latest from the highest level down. `top` is the event of `level`, when it is given.
    fn picks(&self, group: &[Moment], start: usize, level: usize, top: Option<usize>) -> Option<Vec<usize>> {
        let mut order: Vec<usize> = (start..=level).rev().filter(|&wanted| top.is_none() || wanted != level).collect();
        if start == 0
            && let Some(first) = order.pop()
        {
            order.insert(0, first);
        }
        let steps: Vec<usize> = order.iter().map(|&wanted| self.rules.levels[wanted]).collect();
        let chosen = latest(group, &steps, top)?;
        let mut picks = vec![top.unwrap_or(0); level + 1 - start];
        for (wanted, event) in order.into_iter().zip(chosen) {
            picks[wanted - start] = event;
        }
        Some(picks)
    }

    /// Returns the attempt that reaches `level` at this time: its last event is the first to arrive, its first event is
    /// as late as possible.
    fn completed(&self, moments: &[Moment], now: &Range<usize>, level: usize) -> Vec<usize> {
        let group = &moments[now.clone()];
        let ends = (0..group.len()).filter(|&end| serves(&group[end], self.rules.levels[level]));
        for end in ends {
            let taken = [end];
            let mut matching = Matching::new(group, &taken);
            let mut latest = None;
            for start in (0..=level).rev() {
                if start < level && !matching.add(self.rules.levels[start]) {
                    break;
                }
                if self.follows(moments, now, start, level) {
                    latest = Some(start);
                }
            }
            if let Some(start) = latest
                && let Some(picks) = self.picks(group, start, level, Some(end))
            {
                let before = start.checked_sub(1).map(|last| self.chains[last].clone()).unwrap_or_default();
                return before.into_iter().chain(picks.into_iter().map(|pick| now.start + pick)).collect();
            }
        }
        Vec::new()
    }
}

/// Finds the events of optional steps within an attempt, by optional step: the earliest that serves no other step, from
/// the time of the level before to that of the level after.
pub(super) fn optional(moments: &[Moment], attempt: &[usize], rules: &Rules) -> Vec<Option<usize>> {
    let mut taken = attempt.to_vec();
    let mut found = Vec::with_capacity(rules.optional.len());
    for optional in &rules.optional {
        let between = attempt.get(optional.after).zip(attempt.get(optional.after + 1));
        let event = between.and_then(|(&from, &to)| {
            let times = moments[from].time_ms..=moments[to].time_ms;
            let first = moments.partition_point(|moment| moment.time_ms < *times.start());
            let inside = moments[first..].iter().take_while(|moment| times.contains(&moment.time_ms));
            let mut inside = inside.enumerate().map(|(place, moment)| (first + place, moment));
            inside.find(|(place, moment)| serves(moment, optional.step) && !taken.contains(place))
        });
        let event = event.map(|(place, _)| place);
        taken.extend(event);
        found.push(event);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Moment, Search, optional};
    use crate::plan::{LevelExclusion, OptionalStep, Rules};
    use expect_test::{Expect, expect};

    fn rules(n_levels: usize, window_ms: i64) -> Rules {
        Rules { levels: (0..n_levels).collect(), window_ms, exclusions: Vec::new(), optional: Vec::new() }
    }

    /// Reads events such as `1a 2ab 2x`: a time, and a letter for each target (`x` is target 23).
    fn moments(text: &str) -> Vec<Moment> {
        let moment = |word: &str| {
            let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
            let time_ms = word[..word.len() - letters.len()].parse().expect("a time");
            Moment { time_ms, targets: letters.bytes().map(|letter| 1 << (letter - b'a')).sum(), group: 0 }
        };
        text.split(' ').map(moment).collect()
    }

    fn check(rules: &Rules, strict: bool, events: &str, expected: Expect) {
        let words: Vec<&str> = events.split(' ').collect();
        let attempt = Search::new(rules, strict).attempt(&moments(events));
        expected.assert_eq(&attempt.iter().map(|&place| words[place]).collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn the_deepest_attempt_is_the_first_completed_and_starts_latest() {
        let rules = rules(3, 10);
        check(&rules, false, "1a 2a 3b 4b 5c 6c", expect!["2a 4b 5c"]);
        // The first start is too early for the end; a later one is not.
        check(&rules, false, "1a 5b 6a 7b 16c", expect!["6a 7b 16c"]);
        check(&rules, false, "1a 5b 12c", expect!["1a 5b"]);
        check(&rules, false, "1b 2c", expect![""]);
    }

    #[test]
    fn an_event_serves_one_step_and_equal_times_have_any_order() {
        let rules = rules(2, 10);
        check(&rules, false, "1ab", expect!["1ab"]);
        check(&rules, false, "1b 1a", expect!["1a 1b"]);
        check(&rules, false, "1ab 1ab", expect!["1ab 1ab"]);
        check(&rules, false, "1a 5ab", expect!["1a 5ab"]);
    }

    #[test]
    fn an_excluded_event_breaks_what_lies_around_it() {
        let mut rules = rules(2, 100);
        rules.exclusions.push(LevelExclusion { target: 23, from: 0, to: 1 });
        check(&rules, false, "1a 2x 3b", expect!["1a"]);
        check(&rules, false, "1a 2x 3a 4b", expect!["3a 4b"]);
        check(&rules, false, "1a 1x 3x 3b", expect!["1a 3b"]);
    }

    #[test]
    fn nothing_lies_between_the_events_of_a_strict_attempt() {
        let rules = rules(3, 100);
        check(&rules, true, "1a 2x 3b", expect!["1a"]);
        check(&rules, true, "1x 2a 3b 4c", expect!["2a 3b 4c"]);
        // The event at the time of the first or the last step may stand outside of the attempt.
        check(&rules, true, "1x 1a 2b 3x 3c", expect!["1a 2b 3c"]);
        check(&rules, true, "1a 2x 2b 3c", expect!["1a 2b"]);
        check(&rules, true, "1a 2c 2b", expect!["1a 2b 2c"]);
    }

    #[test]
    fn an_optional_step_lies_within_the_attempt() {
        let rules = Rules {
            levels: vec![0, 2],
            window_ms: 100,
            exclusions: Vec::new(),
            optional: vec![OptionalStep { step: 1, after: 0 }],
        };
        for (events, found) in [("1a 2b 3c", Some(1)), ("1a 3c 4b", None), ("1b 2a 3c", None), ("1ab 3c", None)] {
            let moments = moments(events);
            let attempt = Search::new(&rules, false).attempt(&moments);
            assert_eq!(optional(&moments, &attempt, &rules), [found], "{events}");
        }
    }
}
