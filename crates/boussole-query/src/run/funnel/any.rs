//! The chosen attempt of one person, when steps come in any order.

use super::moment::Moment;

/// Returns the places of the events that serve a step, in the order in which they do.
///
/// Each event that serves a step opens a window, in which every event serves its lowest step not served yet.
pub(super) fn attempt(moments: &[Moment], window_ms: i64) -> Vec<usize> {
    let kinds = Kinds::new(moments);
    let mut best: Vec<usize> = Vec::new();
    for start in 0..moments.len() {
        let found = kinds.served(moments, start, window_ms);
        // Starts come in order, so that of two that end together the later one is taken.
        if found.len() > best.len() || (found.len() == best.len() && found.last() <= best.last()) {
            best = found;
        }
    }
    best
}

/// The events of a person by the steps that they could serve: few kinds, however many events there are.
struct Kinds {
    /// The steps as bits, and the places of the events, ascending.
    places: Vec<(u64, Vec<usize>)>,
}

impl Kinds {
    fn new(moments: &[Moment]) -> Self {
        let mut places: Vec<(u64, Vec<usize>)> = Vec::new();
        for (place, moment) in moments.iter().enumerate() {
            match places.iter_mut().find(|(steps, _)| *steps == moment.targets) {
                Some((_, known)) => known.push(place),
                None => places.push((moment.targets, vec![place])),
            }
        }
        Self { places }
    }

    /// Serves steps from the event at `start` on, until the window closes.
    fn served(&self, moments: &[Moment], start: usize, window_ms: i64) -> Vec<usize> {
        let end_ms = moments[start].time_ms.saturating_add(window_ms);
        let mut open = u64::MAX;
        let mut served = Vec::new();
        let mut from = start;
        while let Some(place) = self.next(open, from).filter(|&place| moments[place].time_ms <= end_ms) {
            let useful = moments[place].targets & open;
            open &= !(1 << useful.trailing_zeros());
            served.push(place);
            from = place + 1;
        }
        served
    }

    /// Finds the first event, from a place on, that could serve one of the open steps.
    fn next(&self, open: u64, from: usize) -> Option<usize> {
        let useful = self.places.iter().filter(|(steps, _)| steps & open != 0);
        useful.filter_map(|(_, places)| places.get(places.partition_point(|&place| place < from)).copied()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, attempt};

    fn check(events: &[(i64, u64)], expected: &[usize]) {
        let moments: Vec<Moment> =
            events.iter().map(|&(time_ms, targets)| Moment { time_ms, targets, group: 0 }).collect();
        assert_eq!(attempt(&moments, 10), expected, "{events:?}");
    }

    #[test]
    fn steps_are_served_in_any_order_within_a_window() {
        check(&[(1, 0b10), (2, 0b01)], &[0, 1]);
        check(&[(1, 0b10), (12, 0b01)], &[0]);
        check(&[(1, 0b10), (2, 0b10), (12, 0b01)], &[1, 2]);
        // The first event serves the lower step, so that the second one has a step left.
        check(&[(1, 0b11), (2, 0b10)], &[0, 1]);
        check(&[(1, 0b11), (2, 0b01)], &[0]);
        check(&[(1, 0b10), (2, 0b10), (3, 0b01)], &[1, 2]);
    }
}
