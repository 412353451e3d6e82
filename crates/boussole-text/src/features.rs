//! By what a text is told apart from others: its words, pairs of them, those that are denied, its signs, and what the lexicons
//! say of it.

use crate::lexicon::{ENGLISH, FRENCH, Role};
use crate::reading::{Reading, Word};
use crate::sentiment::{Polarity, Sentiment};

/// Into how many places words are spread; two that share one are taken for the same.
pub(crate) const PLACES: usize = 1 << 18;
/// How many conclusions of the lexicons there are.
pub(crate) const TOLD: usize = 4;
/// Over how many words a denial reaches.
const DENIED: usize = 4;
/// Signs that are counted, and up to how many.
const SIGNS: [char; 3] = ['!', '?', '#'];
const SIGNS_MAX: usize = 5;

/// By what a text is told apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Features {
    /// By place, in order: how often, as 1 + ln n.
    pub(crate) counts: Vec<(u32, f32)>,
    /// What the lexicons say: praise against blame, praise, blame, what it comes to.
    pub(crate) told: [f32; TOLD],
}

/// Of which kind something is that is counted; each kind has words of its own.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Word = 1,
    Pair = 2,
    Denied = 3,
    Sign = 4,
    Length = 5,
}

impl Features {
    pub(crate) fn of(reading: &Reading<'_>, read: &Sentiment) -> Self {
        let mut places = Vec::new();
        let mut put = |kind: Kind, words: [&str; 2]| places.push(place(kind, words));
        let n_words = reading.words().len();
        for at in 0..n_words {
            put(Kind::Word, [reading.folded(at), ""]);
            if at + 1 < n_words {
                put(Kind::Pair, [reading.folded(at), reading.folded(at + 1)]);
            }
        }
        let is_denying = |word: &str| {
            [&*FRENCH, &*ENGLISH]
                .iter()
                .any(|lexicon| lexicon.is(Role::Deny, word) || lexicon.is(Role::DenyWithNe, word))
        };
        for clause in reading.clauses() {
            let mut left = 0;
            for at in clause.words {
                if is_denying(reading.folded(at)) {
                    left = DENIED;
                } else if left > 0 {
                    left -= 1;
                    put(Kind::Denied, [reading.folded(at), ""]);
                }
            }
        }
        for sign in SIGNS {
            for _ in 0..reading.text().matches(sign).take(SIGNS_MAX).count() {
                put(Kind::Sign, [sign.encode_utf8(&mut [0; 4]), ""]);
            }
        }
        for _ in reading.words().iter().filter(|word: &&Word| word.is_loud) {
            put(Kind::Sign, ["loud", ""]);
        }
        put(Kind::Length, [LENGTHS[n_words.max(1).ilog2().min(7) as usize], ""]);
        Self { counts: counted(places), told: told(read) }
    }
}

/// Lengths of texts, each twice the one before.
const LENGTHS: [&str; 8] = ["1", "2", "4", "8", "16", "32", "64", "128"];

/// Returns the place of something, by FNV-1a and a finish that spreads it.
fn place(kind: Kind, words: [&str; 2]) -> u32 {
    let bytes = [kind as u8].into_iter().chain(words[0].bytes()).chain([0]).chain(words[1].bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let spread = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32;
    u32::try_from(spread).unwrap_or_default() % PLACES as u32
}

fn counted(mut places: Vec<u32>) -> Vec<(u32, f32)> {
    places.sort_unstable();
    places.chunk_by(|left, right| left == right).map(|same| (same[0], 1.0 + (same.len() as f32).ln())).collect()
}

fn told(read: &Sentiment) -> [f32; TOLD] {
    let sum = |sign: f32| read.evidence.iter().map(|each| (each.weight * sign).max(0.0)).sum::<f32>();
    let (praise, blame) = (sum(1.0), sum(-1.0));
    let comes_to = match read.polarity {
        Polarity::Positive => 0.5,
        Polarity::Negative => -0.5,
        Polarity::Mixed | Polarity::Neutral => 0.0,
    };
    [(praise - blame) / (praise + blame + 1.0), praise / (praise + 2.0), blame / (blame + 2.0), comes_to]
}

#[cfg(test)]
mod tests {
    use super::{Features, Kind, PLACES, place};
    use crate::reading::Reading;
    use crate::sentiment::sentiment;

    fn of(text: &str) -> Features {
        let reading = Reading::new(text);
        Features::of(&reading, &sentiment(&reading))
    }

    #[test]
    fn what_is_denied_is_something_else() {
        let has = |text: &str, kind, words| of(text).counts.iter().any(|(found, _)| *found == place(kind, words));
        assert!(has("Pas vraiment rapide", Kind::Denied, ["rapide", ""]));
        assert!(!has("Rapide", Kind::Denied, ["rapide", ""]) && has("Rapide", Kind::Word, ["rapide", ""]));
        assert!(has("Not fast at all", Kind::Pair, ["not", "fast"]));
        assert!(!has("Not. Fast", Kind::Denied, ["fast", ""]), "a denial ends with its sentence");
    }

    #[test]
    fn every_text_has_some() {
        for text in ["", "!!!!!!!!!!", "👍", "…", &"mot ".repeat(5_000)] {
            let Features { counts, told } = of(text);
            assert!(!counts.is_empty() && counts.is_sorted_by_key(|(place, _)| *place), "{text}");
            assert!(counts.iter().all(|(place, n)| (*place as usize) < PLACES && n.is_finite()));
            assert!(told.iter().all(|each| (-1.0..=1.0).contains(each)));
        }
    }
}
