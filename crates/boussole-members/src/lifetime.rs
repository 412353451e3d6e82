use boussole_core::{DAY_MS, MINUTE_MS};

/// How long a session lasts after it was last used.
const IDLE_MS: i64 = 14 * DAY_MS;
/// How long a session lasts at most, however much it is used.
pub(crate) const SESSION_MS_MAX: i64 = 90 * DAY_MS;
/// How much time must pass until a use is written down again: a page asks many things at once.
const SEEN_EVERY_MS: i64 = 10 * MINUTE_MS;
/// How long a sign-in link can be used.
pub(crate) const LINK_MS: i64 = DAY_MS;

/// When a session was opened, last seen, and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lifetime {
    pub(crate) created_ms: i64,
    pub(crate) seen_ms: i64,
    pub(crate) expires_ms: i64,
}

impl Lifetime {
    /// Starts now.
    pub(crate) fn start(now_ms: i64) -> Self {
        Self { created_ms: now_ms, seen_ms: now_ms, expires_ms: now_ms + IDLE_MS }
    }

    /// Returns whether it ended.
    pub(crate) fn has_ended(self, now_ms: i64) -> bool {
        now_ms >= self.expires_ms
    }

    /// Goes on after a use; `None` when there is nothing new to write down.
    pub(crate) fn seen(self, now_ms: i64) -> Option<Self> {
        if now_ms < self.seen_ms + SEEN_EVERY_MS {
            return None;
        }
        let expires_ms = (now_ms + IDLE_MS).min(self.created_ms + SESSION_MS_MAX);
        Some(Self { seen_ms: now_ms, expires_ms, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::{IDLE_MS, Lifetime, SEEN_EVERY_MS, SESSION_MS_MAX};
    use boussole_core::DAY_MS;

    #[test]
    fn an_unused_session_ends_after_14_days() {
        let start = Lifetime::start(0);
        assert!(!start.has_ended(IDLE_MS - 1));
        assert!(start.has_ended(IDLE_MS));
    }

    #[test]
    fn a_session_used_every_day_ends_after_90_days() {
        let mut lifetime = Lifetime::start(0);
        let mut now_ms = 0;
        while !lifetime.has_ended(now_ms) {
            lifetime = lifetime.seen(now_ms).unwrap_or(lifetime);
            now_ms += DAY_MS;
        }
        assert_eq!(now_ms, SESSION_MS_MAX);
    }

    #[test]
    fn uses_close_to_each_other_are_written_down_once() {
        let start = Lifetime::start(0);
        assert_eq!(start.seen(SEEN_EVERY_MS - 1), None);
        assert_eq!(start.seen(SEEN_EVERY_MS).map(|seen| seen.seen_ms), Some(SEEN_EVERY_MS));
    }
}
