//! What somebody lived with one order, and how content it leaves them.

use crate::person::Temperament;
use crate::random::Draw;
use crate::world::Aspect;

/// The satisfaction of an ordinary person to whom nothing particular happened, from 0 to 100.
const ORDINARY: i64 = 71;
/// The lowest satisfaction of each NPS answer, from 10 down to 1.
const NPS_FROM: [i64; 10] = [86, 77, 69, 61, 53, 45, 37, 28, 19, 9];
/// The lowest satisfaction of 5, 4, 3 and 2 stars.
const STARS_FROM: [i64; 4] = [77, 61, 46, 30];
/// The lowest satisfaction of each level of ease, from 7 down to 2.
const EASE_FROM: [i64; 6] = [84, 72, 60, 48, 35, 20];

/// What was lived, aspect by aspect.
#[derive(Debug, Clone)]
pub(super) struct Experience {
    base: i64,
    aspects: Vec<(Aspect, i64)>,
    pub(super) carrier: Option<&'static str>,
    pub(super) days_late: i64,
}

impl Experience {
    /// Starts with nothing lived.
    pub(super) fn of(temperament: &Temperament) -> Self {
        Self { base: ORDINARY + temperament.leniency, aspects: Vec::new(), carrier: None, days_late: 0 }
    }

    /// Lives something good (above 0) or bad (below 0).
    pub(super) fn live(&mut self, aspect: Aspect, change: i64) {
        self.aspects.push((aspect, change));
    }

    /// Returns how content it leaves the person, from 0 to 100.
    pub(super) fn satisfaction(&self) -> i64 {
        (self.base + self.aspects.iter().map(|(_, change)| change).sum::<i64>()).clamp(0, 100)
    }

    /// Draws what the person speaks of: mostly what weighed most, in the sense of the whole.
    pub(super) fn topics(&self, draw: &mut Draw) -> Vec<Aspect> {
        let content = self.satisfaction() >= STARS_FROM[1];
        let weigh = |same: bool, change: i64| u32::try_from(change.abs() * if same { 4 } else { 1 }).unwrap_or(0);
        let weights = self.aspects.iter().map(|(aspect, change)| (weigh((*change > 0) == content, *change), *aspect));
        let mut topics = Vec::from_iter(draw.weighted(weights.clone()));
        let more = draw.weighted(weights).filter(|aspect| !topics.contains(aspect));
        if draw.chance(470) {
            topics.extend(more);
        }
        if topics.is_empty() || draw.chance(110) {
            topics.push(if content { Aspect::AllWell } else { Aspect::AllMiddling });
        }
        topics
    }

    /// Returns the answer on the NPS scale, 0 to 10.
    pub(super) fn nps(&self) -> i64 {
        level(&NPS_FROM, self.satisfaction())
    }

    /// Returns the answer on a scale of 1 to 5.
    pub(super) fn stars(&self) -> i64 {
        1 + level(&STARS_FROM, self.satisfaction())
    }

    /// Returns the answer on the CES scale, 1 (hard) to 7 (easy).
    pub(super) fn ease(&self) -> i64 {
        1 + level(&EASE_FROM, self.satisfaction())
    }
}

/// Returns how many of the thresholds, highest first, are reached.
fn level<const N: usize>(from: &[i64; N], satisfaction: i64) -> i64 {
    from.iter().map(|lowest| i64::from(satisfaction >= *lowest)).sum()
}

#[cfg(test)]
mod tests {
    use super::Experience;
    use crate::random::Draw;
    use crate::world::Aspect;

    fn of(base: i64, aspects: &[(Aspect, i64)]) -> Experience {
        Experience { base, aspects: aspects.to_vec(), carrier: None, days_late: 0 }
    }

    #[test]
    fn answers_follow_satisfaction_over_the_whole_of_their_scales() {
        let answers = |base| [of(base, &[]).nps(), of(base, &[]).stars(), of(base, &[]).ease()];
        assert_eq!(answers(100), [10, 5, 7]);
        assert_eq!(answers(60), [6, 3, 5]);
        assert_eq!(answers(0), [0, 1, 1]);
        assert_eq!(answers(-500), [0, 1, 1]);
    }

    #[test]
    fn people_speak_of_what_they_lived() {
        let mut draw = Draw::of_person(1, 1);
        let late = of(70, &[(Aspect::DeliveryLate, -30), (Aspect::WorthGood, 5)]);
        let said: Vec<_> = (0..200).flat_map(|_| late.topics(&mut draw)).collect();
        let count = |aspect| said.iter().filter(|said| **said == aspect).count();
        assert!(count(Aspect::DeliveryLate) > 150);
        assert!(count(Aspect::WorthGood) > 0 && count(Aspect::AllMiddling) > 0);
        assert_eq!(count(Aspect::AllWell), 0);
        assert_eq!(of(90, &[]).topics(&mut draw), [Aspect::AllWell]);
    }
}
