use boussole_core::MINUTE_MS;
use std::collections::HashMap;
use std::hash::Hash;

/// How long tries are counted together, from the first of them.
pub const THROTTLE_WINDOW_MS: i64 = 15 * MINUTE_MS;
/// Keys remembered at once.
const KEYS_MAX: usize = 10_000;

/// Counts tries by key, in bounded memory, and says when there are too many.
#[derive(Debug)]
pub struct Throttle<K> {
    n_tries_max: u32,
    windows: HashMap<K, Window>,
}

#[derive(Debug)]
struct Window {
    start_ms: i64,
    n_tries: u32,
}

impl<K: Hash + Eq + Clone> Throttle<K> {
    /// Makes a throttle that lets `n_tries_max` tries of a key through in each window.
    #[must_use]
    pub fn new(n_tries_max: u32) -> Self {
        Self { n_tries_max, windows: HashMap::new() }
    }

    /// Counts a try of `key`, before it is known how it ends: tries made at the same moment count as well.
    ///
    /// # Errors
    /// Returns how many milliseconds are left until the next try is let through, when there were too many.
    pub fn count(&mut self, key: &K, now_ms: i64) -> Result<(), i64> {
        if !self.windows.contains_key(key) {
            self.make_room(now_ms);
        }
        let window = self.windows.entry(key.clone()).or_insert(Window { start_ms: now_ms, n_tries: 0 });
        if has_ended(window, now_ms) {
            *window = Window { start_ms: now_ms, n_tries: 0 };
        }
        if window.n_tries >= self.n_tries_max {
            return Err(window.start_ms + THROTTLE_WINDOW_MS - now_ms);
        }
        window.n_tries += 1;
        Ok(())
    }

    /// Takes back one try, which turned out to be right.
    pub fn take_back(&mut self, key: &K) {
        if let Some(window) = self.windows.get_mut(key) {
            window.n_tries = window.n_tries.saturating_sub(1);
        }
    }

    /// Forgets all tries of `key`.
    pub fn forget(&mut self, key: &K) {
        self.windows.remove(key);
    }

    /// Makes room for one key: ended windows go, and if none has ended, the oldest does.
    fn make_room(&mut self, now_ms: i64) {
        if self.windows.len() < KEYS_MAX {
            return;
        }
        self.windows.retain(|_, window| !has_ended(window, now_ms));
        if self.windows.len() < KEYS_MAX {
            return;
        }
        let oldest = self.windows.iter().min_by_key(|(_, window)| window.start_ms).map(|(key, _)| key.clone());
        if let Some(oldest) = oldest {
            self.windows.remove(&oldest);
        }
    }
}

fn has_ended(window: &Window, now_ms: i64) -> bool {
    // A clock that was set back ends a window too: nobody may be locked out for as long as it was wrong.
    now_ms >= window.start_ms + THROTTLE_WINDOW_MS || now_ms < window.start_ms
}

#[cfg(test)]
mod tests {
    use super::{KEYS_MAX, THROTTLE_WINDOW_MS, Throttle};

    #[test]
    fn tries_beyond_the_maximum_wait_for_the_end_of_the_window() {
        let mut throttle = Throttle::new(2);
        assert_eq!(throttle.count(&"a", 1_000), Ok(()));
        assert_eq!(throttle.count(&"a", 2_000), Ok(()));
        assert_eq!(throttle.count(&"a", 3_000), Err(THROTTLE_WINDOW_MS - 2_000));
        assert_eq!(throttle.count(&"b", 3_000), Ok(()), "another key counts for itself");
        assert_eq!(throttle.count(&"a", 1_000 + THROTTLE_WINDOW_MS - 1), Err(1));
        assert_eq!(throttle.count(&"a", 1_000 + THROTTLE_WINDOW_MS), Ok(()));
    }

    #[test]
    fn right_tries_do_not_count() {
        let mut throttle = Throttle::new(1);
        for _ in 0..3 {
            assert_eq!(throttle.count(&"a", 0), Ok(()));
            throttle.take_back(&"a");
        }
        assert_eq!(throttle.count(&"a", 0), Ok(()));
        assert_eq!(throttle.count(&"a", 0), Err(THROTTLE_WINDOW_MS));
        throttle.forget(&"a");
        assert_eq!(throttle.count(&"a", 0), Ok(()));
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let mut throttle = Throttle::new(1);
        for key in 0..=KEYS_MAX {
            throttle.count(&key, i64::try_from(key).unwrap()).unwrap();
        }
        assert_eq!(throttle.windows.len(), KEYS_MAX);
        assert!(!throttle.windows.contains_key(&0));
        assert!(throttle.windows.contains_key(&1));

        throttle.count(&usize::MAX, 10 * THROTTLE_WINDOW_MS).unwrap();
        assert_eq!(throttle.windows.len(), 1, "windows that ended go all at once");
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let mut throttle = Throttle::new(1);
        throttle.count(&"a", 1_000_000).unwrap();
        assert_eq!(throttle.count(&"a", 0), Ok(()));
    }
}
