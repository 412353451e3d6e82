use boussole_core::DAY_MS;
use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;

/// Once a week, at a time of day in a time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekly {
    /// On which day.
    pub weekday: Weekday,
    /// At which time of that day.
    pub time: Time,
    /// Where it is that time.
    pub zone: TimeZone,
}

impl Weekly {
    /// Returns the next time after `now_ms`, in milliseconds since 1970. A time of day that the clock skips is that much
    /// later on that day; one that comes twice is the first.
    #[must_use]
    pub fn next_after(&self, now_ms: i64) -> i64 {
        let now = Timestamp::from_millisecond(now_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let today = now.to_zoned(self.zone.clone()).date();
        // Today, or one of the seven days after it: today's time may have passed.
        let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(8);
        let times = days.filter(|day| day.weekday() == self.weekday).filter_map(|day| {
            let local = day.to_datetime(self.time).to_zoned(self.zone.clone()).ok()?;
            Some(local.timestamp().as_millisecond())
        });
        // Only at the end of the calendar there is none.
        times.into_iter().find(|time_ms| *time_ms > now_ms).unwrap_or(now_ms + 7 * DAY_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::Weekly;
    use jiff::Timestamp;
    use jiff::civil::{Weekday, time};
    use jiff::tz::TimeZone;

    fn check(zone: &str, weekday: Weekday, (hour, minute): (i8, i8), now: &str, expected: &str) {
        let zone = TimeZone::get(zone).expect("a zone");
        let weekly = Weekly { weekday, time: time(hour, minute, 0, 0), zone: zone.clone() };
        let now_ms = now.parse::<Timestamp>().expect("an instant").as_millisecond();
        let next = Timestamp::from_millisecond(weekly.next_after(now_ms)).expect("an instant");
        assert_eq!(next.to_zoned(zone).strftime("%a %F %R %:z").to_string(), expected, "after {now}");
    }

    #[test]
    fn it_comes_at_its_local_time_whatever_the_clock_does() {
        let monday = Weekday::Monday;
        check("Europe/Paris", monday, (7, 30), "2026-11-23T06:29:59Z", "Mon 2026-11-23 07:30 +01:00");
        check("Europe/Paris", monday, (7, 30), "2026-11-23T06:30:00Z", "Mon 2026-11-30 07:30 +01:00");
        check("Europe/Paris", monday, (7, 30), "2026-10-24T12:00:00Z", "Mon 2026-10-26 07:30 +01:00");
        check("Europe/Paris", monday, (7, 30), "2026-03-28T12:00:00Z", "Mon 2026-03-30 07:30 +02:00");
        // The hour that is skipped in March, and the one that comes twice in October.
        check("Europe/Paris", Weekday::Sunday, (2, 30), "2026-03-28T12:00:00Z", "Sun 2026-03-29 03:30 +02:00");
        check("Europe/Paris", Weekday::Sunday, (2, 30), "2026-10-24T12:00:00Z", "Sun 2026-10-25 02:30 +02:00");
        check("Europe/Paris", Weekday::Sunday, (2, 30), "2026-10-25T01:00:00Z", "Sun 2026-11-01 02:30 +01:00");
        check("Asia/Kolkata", monday, (7, 30), "2026-11-23T02:00:00Z", "Mon 2026-11-30 07:30 +05:30");
        check("Asia/Kolkata", monday, (7, 30), "2026-11-23T01:59:59.999Z", "Mon 2026-11-23 07:30 +05:30");
        // It is Monday there already.
        check("Pacific/Auckland", monday, (7, 30), "2026-11-22T18:00:00Z", "Mon 2026-11-23 07:30 +13:00");
    }
}
