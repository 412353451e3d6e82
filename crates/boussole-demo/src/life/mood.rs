//! How much somebody still wants to deal with the company.

/// What was lived, as far as it changed the mood.
#[derive(Debug, Default)]
pub(super) struct Mood {
    impressions: Vec<Impression>,
}

#[derive(Debug)]
struct Impression {
    time_ms: i64,
    change: i64,
}

impl Mood {
    /// Remembers that at `time_ms` something good (above 0) or bad (below 0) happened.
    pub(super) fn remember(&mut self, time_ms: i64, change: i64) {
        self.impressions.push(Impression { time_ms, change });
    }

    /// Returns the mood at a moment: what was lived until then, from -100 to 100, 0 at first.
    pub(super) fn at(&self, time_ms: i64) -> i64 {
        let lived = self.impressions.iter().filter(|impression| impression.time_ms <= time_ms);
        lived.map(|impression| impression.change).sum::<i64>().clamp(-100, 100)
    }

    /// Returns how often the person comes compared with an even mood, in percent.
    pub(super) fn percent(&self, time_ms: i64) -> u32 {
        match self.at(time_ms) {
            ..=-60 => 12,
            -59..=-35 => 35,
            -34..=-12 => 65,
            -11..=11 => 100,
            12..=35 => 118,
            _ => 135,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mood;

    #[test]
    fn a_mood_is_what_was_lived_so_far() {
        let mut mood = Mood::default();
        mood.remember(10, -70);
        mood.remember(20, 80);
        assert_eq!([9, 10, 20].map(|time_ms| mood.at(time_ms)), [0, -70, 10]);
        assert_eq!([9, 10, 20].map(|time_ms| mood.percent(time_ms)), [100, 12, 100]);
    }
}
