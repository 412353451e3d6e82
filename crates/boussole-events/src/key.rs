//! Message keys: which events were already counted.

use crate::row::KEY_BYTES;

/// A 96-bit keyed hash of a message id, the same whatever the source and never of time.
pub(crate) type MessageKey = [u8; KEY_BYTES];

/// Runs of this many entries are merged into the larger ones.
const RUN_MERGE_RATIO: usize = 4;

/// Makes message keys with a project's secret, so that ids cannot be told from keys.
#[derive(Debug, Clone)]
pub(crate) struct Keyer {
    secret: [u8; 32],
}

impl Keyer {
    pub(crate) fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// Returns the key of the sender's own message id.
    pub(crate) fn message(&self, message_id: &str) -> MessageKey {
        self.hash(&[message_id.as_bytes()])
    }

    /// Returns the key of the event derived from line `line` of the event with key `parent`.
    pub(crate) fn line(&self, parent: &MessageKey, line: u32) -> MessageKey {
        self.hash(&[b"line", parent, &line.to_le_bytes()])
    }

    fn hash(&self, parts: &[&[u8]]) -> MessageKey {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        parts.iter().for_each(|part| {
            hasher.update(part);
        });
        let mut key = [0; KEY_BYTES];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..KEY_BYTES]);
        key
    }
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Never seen.
    New,
    /// Stored with this content.
    Same,
    /// Stored with other content.
    Other,
}

/// All keys of a project with a checksum of each event's content: 16 bytes an event, in sorted runs.
#[derive(Debug, Default)]
pub(crate) struct KeySet {
    /// Each sorted; sizes fall by at least [`RUN_MERGE_RATIO`], so that there are few.
    runs: Vec<Vec<u128>>,
}

/// Packs a key and a content checksum so that entries sort by key.
pub(crate) fn entry(key: &MessageKey, content_check: u32) -> u128 {
    let key = key.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
    key << 32 | u128::from(content_check)
}

impl KeySet {
    /// Adds the entries of committed events.
    pub(crate) fn extend(&mut self, mut entries: Vec<u128>) {
        if entries.is_empty() {
            return;
        }
        entries.sort_unstable();
        while let Some(run) = self.runs.pop_if(|run| run.len() < entries.len() * RUN_MERGE_RATIO) {
            entries = merge(run, entries);
        }
        self.runs.push(entries);
    }

    /// Frees the keys of events that are deleted.
    pub(crate) fn remove(&mut self, mut entries: Vec<u128>) {
        entries.sort_unstable();
        for run in &mut self.runs {
            run.retain(|entry| entries.binary_search(entry).is_err());
        }
        self.runs.retain(|run| !run.is_empty());
    }

    /// Tells whether an event with this key was committed, and with which content.
    pub(crate) fn find(&self, key: &MessageKey, content_check: u32) -> Seen {
        let wanted = entry(key, content_check);
        for run in &self.runs {
            let at = run.partition_point(|&stored| stored >> 32 < wanted >> 32);
            match run.get(at) {
                Some(&stored) if stored == wanted => return Seen::Same,
                Some(&stored) if stored >> 32 == wanted >> 32 => return Seen::Other,
                _ => {}
            }
        }
        Seen::New
    }
}

fn merge(left: Vec<u128>, right: Vec<u128>) -> Vec<u128> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        merged.extend(if a <= b { left.next() } else { right.next() });
    }
    merged.extend(left);
    merged.extend(right);
    merged
}

#[cfg(test)]
mod tests {
    use super::{KeySet, Keyer, Seen, entry};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn keys_depend_on_the_secret_the_id_and_the_line() {
        let (one, two) = (Keyer::new([1; 32]), Keyer::new([2; 32]));
        assert_eq!(one.message("a"), one.message("a"));
        assert_ne!(one.message("a"), one.message("b"));
        assert_ne!(one.message("a"), two.message("a"));
        let parent = one.message("a");
        assert_ne!(one.line(&parent, 1), one.line(&parent, 2));
    }

    proptest! {
        #[test]
        fn the_set_answers_as_a_map_does(commits in prop::collection::vec(prop::collection::btree_map(0_u8..60, 0_u32..3, 0..20), 0..12)) {
            let key = |id: u8| { let mut key = [id; 12]; key[0] = id / 7; key };
            let (mut set, mut map) = (KeySet::default(), BTreeMap::new());
            for commit in commits {
                let new: Vec<_> = commit.into_iter().filter(|(id, _)| !map.contains_key(id)).collect();
                set.extend(new.iter().map(|(id, check)| entry(&key(*id), *check)).collect());
                map.extend(new);
                for id in 0..60 {
                    for check in 0..3 {
                        let expected = match map.get(&id) {
                            None => Seen::New,
                            Some(stored) if *stored == check => Seen::Same,
                            Some(_) => Seen::Other,
                        };
                        prop_assert_eq!(set.find(&key(id), check), expected);
                    }
                }
            }
        }
    }
}
