use super::moment::{Moment, serves};

/// Serves steps by different events of one time: each event serves one step at most.
pub(super) struct Matching<'a> {
    moments: &'a [Moment],
    /// Events that are taken already.
    taken: &'a [usize],
    /// The step that each event serves.
    serves: Vec<Option<usize>>,
}

impl<'a> Matching<'a> {
    /// Starts with no step; the events `taken` serve nothing here.
    pub(super) fn new(moments: &'a [Moment], taken: &'a [usize]) -> Self {
        Self { moments, taken, serves: vec![None; moments.len()] }
    }

    /// Serves one more step, if need be by other events for the steps before; tells whether that is possible.
    pub(super) fn add(&mut self, step: usize) -> bool {
        self.augment(step, &mut vec![false; self.moments.len()])
    }

    /// Looks for an event that is free, or whose step another event can serve: an augmenting path (Kuhn 1955).
    fn augment(&mut self, step: usize, seen: &mut [bool]) -> bool {
        for event in (0..self.moments.len()).rev() {
            if seen[event] || self.taken.contains(&event) || !serves(&self.moments[event], step) {
                continue;
            }
            seen[event] = true;
            if self.serves[event].is_none_or(|other| self.augment(other, seen)) {
                self.serves[event] = Some(step);
                return true;
            }
        }
        false
    }
}

/// Chooses an event for each of `steps`, the latest possible for the first of them, then for the second, and so on.
///
/// Returns one event a step, or nothing when the steps have no different events. `without` serves no step.
pub(super) fn latest(moments: &[Moment], steps: &[usize], without: Option<usize>) -> Option<Vec<usize>> {
    let mut taken: Vec<usize> = without.into_iter().collect();
    let n_before = taken.len();
    for (place, &step) in steps.iter().enumerate() {
        let candidates = (0..moments.len()).rev().filter(|&event| serves(&moments[event], step));
        let event = candidates.filter(|event| !taken.contains(event)).find(|&event| {
            let with_it = [&taken[..], &[event]].concat();
            let mut rest = Matching::new(moments, &with_it);
            steps[place + 1..].iter().all(|&later| rest.add(later))
        })?;
        taken.push(event);
    }
    Some(taken.split_off(n_before))
}

#[cfg(test)]
mod tests {
    use super::{Matching, latest};
    use crate::run::funnel::moment::Moment;

    fn moments(targets: &[u64]) -> Vec<Moment> {
        targets.iter().map(|&targets| Moment { time_ms: 0, targets, group: 0 }).collect()
    }

    #[test]
    fn an_event_gives_way_to_the_step_that_has_no_other() {
        // The first event serves both steps, the second one only the first step.
        let moments = moments(&[0b11, 0b01]);
        let mut matching = Matching::new(&moments, &[]);
        assert!(matching.add(0) && matching.add(1));
        assert!(!matching.add(1), "two events serve two steps");
        let mut without = Matching::new(&moments, &[1]);
        assert!(without.add(0) && !without.add(1));
    }

    #[test]
    fn the_latest_events_are_chosen_in_the_order_of_the_steps() {
        let moments = moments(&[0b01, 0b11, 0b11]);
        assert_eq!(latest(&moments, &[0, 1], None), Some(vec![2, 1]));
        assert_eq!(latest(&moments, &[1, 0], None), Some(vec![2, 1]));
        assert_eq!(latest(&moments, &[0, 1], Some(2)), Some(vec![0, 1]));
        assert_eq!(latest(&moments, &[0, 1, 1, 0], None), None);
    }
}
