//! Praise and blame as the customers of one company write them: learnt from comments that came with a score.
//!
//! A linear model over `features.rs`, logistic regression with AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011). Praise and blame
//! weigh the same however rare one of them is, and where one ends and the other begins is chosen by comments that were not
//! learnt from: each quarter of them is scored by what was learnt from the others.

use crate::features::{Features, PLACES, TOLD};
use crate::reading::Reading;
use crate::sentiment::{Polarity, Sentiment, sentiment};

/// The fewest comments of praise, and of blame, that something can be learnt from.
pub const EXAMPLES_MIN: usize = 50;
/// How often all comments are gone through.
const ROUNDS: usize = 10;
/// How far one comment moves a weight.
const STEP: f32 = 0.5;
const STEP_TOLD: f32 = 0.3;
const STEP_BIAS: f32 = 0.1;
/// What holds weights near 0.
const SHRINK: f32 = 1e-4;
/// In how many comments something must be to be learnt.
const COMMENTS_MIN: u32 = 2;
const FOLDS: usize = 4;
/// Who is nearer than that to where praise ends is not sure: then the lexicons have the last word.
const UNSURE: f32 = 0.4;
const MAGIC: &[u8; 8] = b"BOUSTXT1";
const ENTRY_BYTES: usize = 12;

/// A comment of which somebody said whether it praises.
#[derive(Debug, Clone)]
pub struct Example {
    features: Features,
    is_praise: bool,
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    weights: Vec<f32>,
    /// How rare something is; 0 of what was not learnt.
    rarity: Vec<f32>,
    told: [f32; TOLD],
    bias: f32,
}

impl Example {
    /// Reads a comment.
    #[must_use]
    pub fn new(text: &str, is_praise: bool) -> Self {
        let reading = Reading::new(text);
        Self { features: Features::of(&reading, &sentiment(&reading)), is_praise }
    }

    /// Tells whether it praises.
    #[must_use]
    pub fn is_praise(&self) -> bool {
        self.is_praise
    }
}

impl Learnt {
    /// Learns from comments; `None` where there is too little praise or blame to learn from.
    #[must_use]
    pub fn learn(examples: &[&Example]) -> Option<Self> {
        let n_praise = examples.iter().filter(|example| example.is_praise).count();
        if n_praise.min(examples.len() - n_praise) < EXAMPLES_MIN {
            return None;
        }
        let fold = |wanted: usize, is_in: bool| {
            let chosen = examples.iter().enumerate().filter(move |(at, _)| (at % FOLDS == wanted) == is_in);
            chosen.map(|(_, example)| *example).collect::<Vec<_>>()
        };
        let mut scores: Vec<(f32, bool)> = Vec::with_capacity(examples.len());
        for wanted in 0..FOLDS {
            let learnt = Self::fit(&fold(wanted, false));
            let held = fold(wanted, true);
            scores.extend(held.iter().map(|example| (learnt.weigh(&example.features), example.is_praise)));
        }
        let mut learnt = Self::fit(examples);
        learnt.bias -= best_cut(scores);
        Some(learnt)
    }

    /// Says what a comment comes to; where that is not clear, what its words say.
    #[must_use]
    pub fn polarity(&self, reading: &Reading<'_>, read: &Sentiment) -> Polarity {
        match self.weigh(&Features::of(reading, read)) {
            score if score.abs() < UNSURE && read.polarity != Polarity::Neutral => read.polarity,
            score if score.abs() < UNSURE / 2.0 => Polarity::Neutral,
            score if score > 0.0 => Polarity::Positive,
            _ => Polarity::Negative,
        }
    }

    fn fit(examples: &[&Example]) -> Self {
        let n = examples.len() as f32;
        let rarity = rarity(examples);
        let mut learnt = Self { weights: vec![0.0; PLACES], rarity, told: [0.0; TOLD], bias: 0.0 };
        let vectors: Vec<Vec<(u32, f32)>> = examples.iter().map(|each| learnt.vector(&each.features)).collect();
        let n_praise = examples.iter().filter(|example| example.is_praise).count() as f32;
        let weight_of = |is_praise: bool| n / (2.0 * if is_praise { n_praise } else { n - n_praise }).max(1.0);
        let mut moved = Moved { weights: vec![1e-6; PLACES], told: [1e-6; TOLD], bias: 1e-6 };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut shuffle = Shuffle(7);
        for _ in 0..ROUNDS {
            shuffle.shuffle(&mut order);
            for &at in &order {
                let Example { features, is_praise } = examples[at];
                let sign = if *is_praise { 1.0 } else { -1.0 };
                let score = learnt.weigh_vector(&vectors[at], &features.told);
                let slope = -sign * weight_of(*is_praise) / (1.0 + (sign * score).exp());
                learnt.step(&mut moved, &vectors[at], &features.told, slope);
            }
        }
        learnt
    }

    /// Moves what was learnt against the slope of one comment.
    fn step(&mut self, moved: &mut Moved, vector: &[(u32, f32)], told: &[f32; TOLD], slope: f32) {
        for (place, value) in vector {
            let place = *place as usize;
            let by = slope * value + SHRINK * self.weights[place];
            moved.weights[place] += by * by;
            self.weights[place] -= STEP * by / moved.weights[place].sqrt();
        }
        for (at, value) in told.iter().enumerate() {
            let by = slope * value;
            moved.told[at] += by * by;
            self.told[at] -= STEP_TOLD * by / moved.told[at].sqrt();
        }
        moved.bias += slope * slope;
        self.bias -= STEP_BIAS * slope / moved.bias.sqrt();
    }

    fn weigh(&self, features: &Features) -> f32 {
        self.weigh_vector(&self.vector(features), &features.told)
    }

    fn weigh_vector(&self, vector: &[(u32, f32)], told: &[f32; TOLD]) -> f32 {
        let words: f32 = vector.iter().map(|(place, value)| self.weights[*place as usize] * value).sum();
        words + self.told.iter().zip(told).map(|(weight, value)| weight * value).sum::<f32>() + self.bias
    }

    /// Returns what is known in a text, by place, with length 1.
    fn vector(&self, features: &Features) -> Vec<(u32, f32)> {
        let rarity = |place: u32| self.rarity[place as usize];
        let known = features.counts.iter().filter(|(place, _)| rarity(*place) > 0.0);
        let mut vector: Vec<(u32, f32)> = known.map(|(place, n)| (*place, n * rarity(*place))).collect();
        let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, value)| *value /= length);
        }
        vector
    }

    /// Returns it as bytes, to be kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let numbers = self.told.iter().chain([&self.bias]).flat_map(|number| number.to_le_bytes());
        let learnt = (0u32..).zip(self.weights.iter().zip(&self.rarity)).filter(|(_, (_, rarity))| **rarity > 0.0);
        let entries = learnt.flat_map(|(place, (weight, rarity))| {
            place.to_le_bytes().into_iter().chain(weight.to_le_bytes()).chain(rarity.to_le_bytes())
        });
        MAGIC.iter().copied().chain(numbers).chain(entries).collect()
    }

    /// Reads what was kept; `None` of what is none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (magic, rest) = bytes.split_first_chunk::<8>()?;
        let (numbers, entries) = rest.split_at_checked(4 * (TOLD + 1))?;
        if magic != MAGIC || entries.len() % ENTRY_BYTES != 0 {
            return None;
        }
        let number = |bytes: &[u8]| {
            let number = f32::from_le_bytes(bytes.try_into().ok()?);
            number.is_finite().then_some(number)
        };
        let mut learnt = Self { weights: vec![0.0; PLACES], rarity: vec![0.0; PLACES], told: [0.0; TOLD], bias: 0.0 };
        for (own, bytes) in learnt.told.iter_mut().chain([&mut learnt.bias]).zip(numbers.chunks_exact(4)) {
            *own = number(bytes)?;
        }
        for entry in entries.chunks_exact(ENTRY_BYTES) {
            let place = u32::from_le_bytes(entry[..4].try_into().ok()?) as usize;
            *learnt.weights.get_mut(place)? = number(&entry[4..8])?;
            learnt.rarity[place] = number(&entry[8..])?;
        }
        Some(learnt)
    }
}

/// By how much everything was moved so far: the sums of squares of AdaGrad.
struct Moved {
    weights: Vec<f32>,
    told: [f32; TOLD],
    bias: f32,
}

/// Always the same order, so that the same comments always teach the same.
struct Shuffle(u64);

impl Shuffle {
    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            // Knuth's generator MMIX; its upper half is the better one.
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (self.0 >> 33) as usize % (last + 1));
        }
    }
}

fn rarity(examples: &[&Example]) -> Vec<f32> {
    let mut n_comments = vec![0_u32; PLACES];
    for (place, _) in examples.iter().flat_map(|example| &example.features.counts) {
        n_comments[*place as usize] += 1;
    }
    let n = examples.len() as f32;
    let of = |n_with: u32| if n_with < COMMENTS_MIN { 0.0 } else { ((1.0 + n) / (1.0 + n_with as f32)).ln() + 1.0 };
    n_comments.into_iter().map(of).collect()
}

/// Returns the score from which on the shares of praise and of blame that are told right are the highest together.
fn best_cut(mut scores: Vec<(f32, bool)>) -> f32 {
    scores.sort_by(|left, right| left.0.total_cmp(&right.0));
    let n_praise = scores.iter().filter(|(_, is_praise)| *is_praise).count() as f32;
    let n_blame = scores.len() as f32 - n_praise;
    let (mut best, mut cut) = (0.0_f32, 0.0);
    let (mut blame_below, mut praise_above) = (0.0_f32, n_praise);
    for pair in scores.windows(2) {
        let (score, is_praise) = pair[0];
        if is_praise {
            praise_above -= 1.0;
        } else {
            blame_below += 1.0;
        }
        let right = blame_below / n_blame + praise_above / n_praise;
        if right > best {
            (best, cut) = (right, f32::midpoint(score, pair[1].0));
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES_MIN, Example, Learnt};
    use crate::reading::Reading;
    use crate::sentiment::{Polarity, sentiment};

    /// Comments in which a word of the house, that no lexicon has, says everything.
    fn examples(n: usize) -> Vec<Example> {
        let text = |at: usize, word: &str| format!("La borne {word} à l’entrée {}", at % 17);
        (0..n)
            .flat_map(|at| {
                [("bourdonne", true), ("crachote", false)].map(|(word, good)| Example::new(&text(at, word), good))
            })
            .collect()
    }

    fn learn(examples: &[Example]) -> Option<Learnt> {
        Learnt::learn(&examples.iter().collect::<Vec<_>>())
    }

    #[test]
    fn words_of_the_house_are_learnt_and_kept() {
        let learnt = learn(&examples(EXAMPLES_MIN)).expect("enough");
        assert_eq!(learnt, learn(&examples(EXAMPLES_MIN)).expect("enough"), "the same comments teach the same");
        let kept = Learnt::from_bytes(&learnt.to_bytes()).expect("what was kept");
        assert_eq!(kept.to_bytes(), learnt.to_bytes());
        for (text, expected) in
            [("ça bourdonne", Polarity::Positive), ("ça crachote encore", Polarity::Negative), ("", Polarity::Neutral)]
        {
            let reading = Reading::new(text);
            let read = sentiment(&reading);
            assert_eq!(read.polarity, Polarity::Neutral, "no lexicon has it");
            assert_eq!(kept.polarity(&reading, &read), expected, "{text}");
        }
    }

    #[test]
    fn from_too_little_nothing_is_learnt() {
        assert!(learn(&[]).is_none());
        assert!(learn(&examples(EXAMPLES_MIN - 1)).is_none());
        let praise: Vec<Example> = (0..500).map(|at| Example::new(&format!("bien {at}"), true)).collect();
        assert!(learn(&praise).is_none(), "praise alone");
    }

    #[test]
    fn what_was_not_kept_whole_is_none() {
        let bytes = learn(&examples(EXAMPLES_MIN)).expect("enough").to_bytes();
        for broken in [&bytes[..bytes.len() - 1], &bytes[..20], &bytes[1..], b""] {
            assert_eq!(Learnt::from_bytes(broken), None);
        }
        let mut nan = bytes.clone();
        nan[8..12].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(Learnt::from_bytes(&nan), None);
        let mut far = bytes;
        let at = far.len() - 12;
        far[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(Learnt::from_bytes(&far), None);
    }
}
