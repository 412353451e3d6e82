//! Draws from a stream whose values never change between versions or machines: whole numbers only.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a draw decides. Each matter has streams of its own, so that one decision more or less in one of them leaves all
/// the others as they are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Matter {
    /// Who somebody is.
    Birth,
    /// On which days somebody comes.
    Days,
    Visit,
    Payment,
    Goods,
    Delivery,
    Opinion,
    Review,
    Return,
    Shop,
    Guide,
    Letter,
    Use,
    AskWhere,
    AskPayment,
    AskAdvice,
    AskReturn,
    /// In which words somebody says what they say.
    Words,
    /// What the company spends.
    Costs,
}

/// Where all the draws of one person come from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fate {
    seed: u64,
    person: u32,
}

impl Fate {
    /// Returns the fate of a person: nothing drawn for one person changes another.
    pub(crate) fn of_person(seed: u64, person: u32) -> Self {
        Self { seed, person }
    }

    /// Opens the stream of a matter; `n` tells occasions apart, such as the day on which it began.
    pub(crate) fn draw(self, matter: Matter, n: u32) -> Draw {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8] = matter as u8;
        key[9..13].copy_from_slice(&n.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(u64::from(self.person));
        Draw(rng)
    }
}

/// A random stream.
#[derive(Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// Opens a stream for a test.
    #[cfg(test)]
    pub(crate) fn of_person(seed: u64, person: u32) -> Self {
        Fate::of_person(seed, person).draw(Matter::Birth, 0)
    }

    /// Draws 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Draws a number from 0 to `n` - 1; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let scaled = (u64::from(self.0.next_u32()) * u64::from(n)) >> 32;
        u32::try_from(scaled).expect("a product shifted by 32 bits fits 32 bits")
    }

    /// Draws a number from `low` to `high`, both included; they may lie 4 billion apart.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::from(self.below(u32::try_from(high - low + 1).unwrap_or(u32::MAX)))
    }

    /// Draws a number around 0, from -`spread` to `spread`, the middle more often.
    pub(crate) fn around(&mut self, spread: i64) -> i64 {
        (self.between(-spread, spread) + self.between(-spread, spread)) / 2
    }

    /// Says yes `per_thousand` times out of 1,000.
    pub(crate) fn chance(&mut self, per_thousand: u32) -> bool {
        self.below(1_000) < per_thousand
    }

    /// Picks one of `items`; `None` when there is none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(u32::try_from(items.len()).unwrap_or(u32::MAX)) as usize)
    }

    /// Picks one of `items` as often as its weight says; `None` when all weights are 0.
    pub(crate) fn weighted<T>(&mut self, items: impl IntoIterator<Item = (u32, T)> + Clone) -> Option<T> {
        let total = items.clone().into_iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, item) in items {
            if left < weight {
                return Some(item);
            }
            left -= weight;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Draw, Fate, Matter};
    use expect_test::expect;

    #[test]
    fn a_stream_never_changes_and_is_of_one_person_matter_and_occasion() {
        let draws = |seed, person, matter, n| {
            let mut draw = Fate::of_person(seed, person).draw(matter, n);
            (0..6).map(|_| draw.below(1_000).to_string()).collect::<Vec<_>>().join(" ")
        };
        expect!["628 381 929 294 397 798"].assert_eq(&draws(1, 0, Matter::Birth, 0));
        expect!["548 103 672 817 627 638"].assert_eq(&draws(1, 1, Matter::Birth, 0));
        expect!["798 976 548 133 741 422"].assert_eq(&draws(2, 0, Matter::Birth, 0));
        expect!["346 235 539 829 160 492"].assert_eq(&draws(1, 0, Matter::Days, 0));
        expect!["123 653 713 710 809 858"].assert_eq(&draws(1, 0, Matter::Days, 1));
    }

    #[test]
    fn draws_stay_within_their_bounds_and_reach_them() {
        let mut draw = Draw::of_person(1, 1);
        let drawn: Vec<i64> = (0..1_000).map(|_| draw.between(-3, 3)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&3)));
        assert_eq!(draw.below(0), 0);
        assert_eq!(draw.pick::<u8>(&[]), None);
        assert_eq!(draw.weighted([(0, 'a')]), None);
        assert_eq!(draw.weighted([(0, 'a'), (1, 'b'), (0, 'c')]), Some('b'));
        assert!(!draw.chance(0) && draw.chance(1_000));
    }
}
