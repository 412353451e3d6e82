//! When somebody is asked: by mail, after something they did or regularly; in a page, while they are there.

use boussole_core::{DAY_MS, HOUR_MS, Refusal, check_count};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use utoipa::ToSchema;

/// The longest name of an event and part of a path, in characters.
const NAME_CHARS_MAX: usize = 200;
/// How many hours after an event somebody is asked by mail, at most, and after how many days again.
const DELAY_HOURS: RangeInclusive<usize> = 0..=24 * 90;
const AGAIN_DAYS: RangeInclusive<usize> = 1..=3_650;
/// How many seconds later somebody is asked in a page.
const DELAY_SECONDS: RangeInclusive<usize> = 0..=600;
/// What we say of surveys ourselves is no occasion to ask.
pub(crate) const OWN_EVENTS: &str = "Survey ";
/// When in the day, UTC, people are asked regularly: no letter arrives by night.
const DAY_BEGINS_MS: i64 = 8 * HOUR_MS;
const DAY_LASTS_MS: i64 = 10 * HOUR_MS;

/// Who is asked by mail, and when: after an event; or regularly, each person at a time of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyInvite)]
pub struct Invite {
    /// Whether people are asked every `again_days` days, as long as they do something in between; else after an event.
    #[serde(default)]
    pub is_periodic: bool,
    /// After which event, or who did what in between: its name. Absent, where people are asked regularly: anything.
    #[serde(default)]
    #[schema(required)]
    pub after: Option<String>,
    /// How many hours after the event; of no account where people are asked regularly.
    pub delay_hours: u32,
    /// For how many days the same person is not asked the same again.
    pub again_days: u32,
}

/// Who is asked in a page that has the survey's script, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyInPage)]
pub struct InPage {
    /// After which event that happens in the page: its name. Absent: when the page is opened.
    #[serde(default)]
    #[schema(required)]
    pub after: Option<String>,
    /// What the path of the page contains; absent: any page.
    #[serde(default)]
    #[schema(required)]
    pub path: Option<String>,
    /// How many seconds later.
    pub delay_seconds: u32,
    /// For how many days the same person is not asked the same again.
    pub again_days: u32,
}

impl Invite {
    pub(crate) fn parse(&mut self) -> Result<(), Refusal> {
        parse_event(&mut self.after)?;
        if self.after.is_none() && !self.is_periodic {
            return Err(not_an_event());
        }
        check_count("delay_hours", self.delay_hours as usize, DELAY_HOURS)?;
        check_count("again_days", self.again_days as usize, AGAIN_DAYS)
    }

    /// Returns for how many days somebody must not have been asked the same. Who is asked regularly is asked at the next time
    /// of theirs even where the last letter left late.
    pub(crate) fn rest_days(&self) -> i64 {
        let days = i64::from(self.again_days);
        if self.is_periodic { days - days / 4 } else { days }
    }

    /// Returns when somebody is asked who did something at `time_ms`, once it is `now_ms`. `draw` is a number of theirs: it
    /// spreads people evenly over the days between two questions, so that answers come every day.
    pub(crate) fn due_ms(&self, draw: u64, time_ms: i64, now_ms: i64) -> i64 {
        if !self.is_periodic {
            return time_ms + i64::from(self.delay_hours) * HOUR_MS;
        }
        let days = u64::from(self.again_days);
        let period_ms = i64::from(self.again_days) * DAY_MS;
        let day = i64::try_from(draw % days).unwrap_or_default();
        let time = i64::try_from((draw / days) % DAY_LASTS_MS.unsigned_abs()).unwrap_or_default();
        let first_ms = day * DAY_MS + DAY_BEGINS_MS + time;
        let n_before = (now_ms - first_ms).div_euclid(period_ms);
        first_ms + (n_before + 1) * period_ms
    }
}

impl InPage {
    pub(crate) fn parse(&mut self) -> Result<(), Refusal> {
        parse_event(&mut self.after)?;
        trim(&mut self.path);
        if self.path.as_ref().is_some_and(|path| !path.starts_with('/') || path.chars().count() > NAME_CHARS_MAX) {
            let message = format!("a part of a path begins with / and has at most {NAME_CHARS_MAX} characters");
            return Err(Refusal::new("invalid_path", message)
                .at("path")
                .hint("write what pages have after the host: /cart"));
        }
        check_count("delay_seconds", self.delay_seconds as usize, DELAY_SECONDS)?;
        check_count("again_days", self.again_days as usize, AGAIN_DAYS)
    }
}

fn parse_event(name: &mut Option<String>) -> Result<(), Refusal> {
    trim(name);
    let is_wrong = |name: &String| name.chars().count() > NAME_CHARS_MAX || name.starts_with(OWN_EVENTS);
    if name.as_ref().is_some_and(is_wrong) { Err(not_an_event()) } else { Ok(()) }
}

fn trim(text: &mut Option<String>) {
    *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
}

fn not_an_event() -> Refusal {
    Refusal::new("invalid_name", "this is not the name of an event that asks")
        .at("after")
        .hint("choose an event that is not itself about surveys")
}

#[cfg(test)]
mod tests {
    use super::Invite;
    use boussole_core::{DAY_MS, HOUR_MS};
    use std::collections::BTreeMap;

    #[test]
    fn who_is_asked_regularly_has_a_time_of_their_own_by_day() {
        let invite = Invite { is_periodic: true, after: None, delay_hours: 0, again_days: 30 };
        let now_ms = 1_700_000_000_000;
        let mut by_day: BTreeMap<i64, u32> = BTreeMap::new();
        for person in 0..3_000_u64 {
            let draw = person.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let due_ms = invite.due_ms(draw, now_ms - 5 * HOUR_MS, now_ms);
            assert!(due_ms > now_ms && due_ms <= now_ms + 30 * DAY_MS, "{due_ms}");
            assert!((8 * HOUR_MS..18 * HOUR_MS).contains(&(due_ms % DAY_MS)), "{due_ms}");
            assert_eq!(invite.due_ms(draw, now_ms, due_ms), due_ms + 30 * DAY_MS, "and again a month later");
            assert_eq!(invite.due_ms(draw, now_ms, due_ms - 1), due_ms, "the same time, whenever it is looked");
            *by_day.entry(due_ms / DAY_MS).or_default() += 1;
        }
        // 100 are expected each day; five standard deviations are 50.
        assert!((30..=31).contains(&by_day.len()), "{by_day:?}");
        assert!(by_day.values().all(|n| *n <= 150), "{by_day:?}");
        assert_eq!(invite.rest_days(), 23, "a letter that left a week late puts nothing off");
    }
}
