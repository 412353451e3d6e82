use crate::model::{Interval, Moment, Previous, RangeSpec, Span};
use boussole_core::{DAY_MS, Refusal};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// After how long without events a project's present is its last day with events, in milliseconds.
const STALE_MS: i64 = 30 * DAY_MS;

/// A half-open range of instants, `[from_ms, to_ms)`, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimeRange {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
}

/// What ranges are counted from.
#[derive(Debug, Clone)]
pub(crate) struct Now {
    pub(crate) timezone: TimeZone,
    /// The present, or the end of the last day with events when that is long ago.
    pub(crate) as_of_ms: i64,
    /// The first and the last event of the project, inclusive.
    history: Option<(i64, i64)>,
}

impl Now {
    /// Makes the present of a project: `now_ms`, or the end of the local day of its newest event when that event is
    /// older than 30 days.
    pub(crate) fn new(now_ms: i64, history: Option<(i64, i64)>, timezone: &TimeZone) -> Self {
        let as_of_ms = match history {
            Some((_, newest_ms)) if now_ms.saturating_sub(newest_ms) > STALE_MS => {
                let next_day = local(newest_ms, timezone).date().saturating_add(1.day());
                start_of_day_ms(next_day, timezone)
            }
            _ => now_ms,
        };
        Self { timezone: timezone.clone(), as_of_ms, history }
    }

    /// Returns when the first event of the project happened.
    pub(crate) fn first_event_ms(&self) -> Option<i64> {
        self.history.map(|(first_ms, _)| first_ms)
    }

    /// Finds the instants of a range; `None` when the whole history is meant and there is none.
    ///
    /// # Errors
    /// Refuses a range that does not end after it starts.
    pub(crate) fn resolve(&self, spec: RangeSpec) -> Result<Option<TimeRange>, Refusal> {
        match spec {
            RangeSpec::Whole => {
                Ok(self.history.map(|(first, last)| TimeRange { from_ms: first, to_ms: last.saturating_add(1) }))
            }
            RangeSpec::Between { from, to } => {
                let range = TimeRange { from_ms: self.moment_ms(from), to_ms: self.moment_ms(to) };
                if range.from_ms < range.to_ms {
                    return Ok(Some(range));
                }
                Err(Refusal::new("invalid_range", "the range ends before it starts")
                    .at("range")
                    .hint("`to` is exclusive and must be after `from`"))
            }
            RangeSpec::Last(span) => Ok(Some(self.last(span))),
        }
    }

    /// Returns the instant of a moment.
    pub(crate) fn moment_ms(&self, moment: Moment) -> i64 {
        match moment {
            Moment::Instant { ms } => ms,
            Moment::Day(date) => start_of_day_ms(date, &self.timezone),
        }
    }

    /// Counts back from the as-of time; in whole local days, today included, when the span is written in days.
    fn last(&self, span: Span) -> TimeRange {
        let Some(days) = span.days else {
            return TimeRange { from_ms: self.as_of_ms.saturating_sub(span.ms), to_ms: self.as_of_ms };
        };
        let today = local(self.as_of_ms, &self.timezone).date();
        let midnight = start_of_day_ms(today, &self.timezone) == self.as_of_ms;
        let end = if midnight { today } else { today.saturating_add(1.day()) };
        let start = end.saturating_sub(days.days());
        TimeRange { from_ms: start_of_day_ms(start, &self.timezone), to_ms: start_of_day_ms(end, &self.timezone) }
    }

    /// Returns the earlier range that `range` is compared with.
    ///
    /// The same range a year before (29 February becomes 28), or the period just before: as many months when the
    /// buckets are months, quarters or years and the range starts and ends with one, as many local days when it starts
    /// and ends with a day, else as many milliseconds.
    pub(crate) fn previous(&self, range: TimeRange, previous: Previous, interval: Interval) -> TimeRange {
        let from = local(range.from_ms, &self.timezone);
        let to = local(range.to_ms, &self.timezone);
        if previous == Previous::Year {
            return TimeRange { from_ms: year_before(&from), to_ms: year_before(&to) };
        }
        let starts_day = |moment: &Zoned| start_of_day_ms(moment.date(), &self.timezone) == ms(moment);
        if !starts_day(&from) || !starts_day(&to) {
            return TimeRange {
                from_ms: range.from_ms.saturating_sub(range.to_ms - range.from_ms),
                to_ms: range.from_ms,
            };
        }
        let by_months = matches!(interval, Interval::Month | Interval::Quarter | Interval::Year);
        let start = if by_months && from.day() == 1 && to.day() == 1 {
            from.date().saturating_sub(months_between(from.date(), to.date()).months())
        } else {
            from.date().saturating_sub(days_between(from.date(), to.date()).days())
        };
        TimeRange { from_ms: start_of_day_ms(start, &self.timezone), to_ms: range.from_ms }
    }
}

/// Returns the local time of an instant; beyond the years that a calendar has, the nearest one.
pub(crate) fn local(time_ms: i64, timezone: &TimeZone) -> Zoned {
    let clamped = time_ms.clamp(Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
    let instant = Timestamp::from_millisecond(clamped).unwrap_or(Timestamp::UNIX_EPOCH);
    instant.to_zoned(timezone.clone())
}

/// Returns the first instant of a local day: not midnight where clocks skip it.
pub(crate) fn start_of_day_ms(date: Date, timezone: &TimeZone) -> i64 {
    match timezone.to_ambiguous_zoned(date.at(0, 0, 0, 0)).compatible() {
        Ok(start) => ms(&start),
        // Only the first and last day of the calendar have no midnight in every zone.
        Err(_) if date.year() < 0 => Timestamp::MIN.as_millisecond(),
        Err(_) => Timestamp::MAX.as_millisecond(),
    }
}

fn ms(moment: &Zoned) -> i64 {
    moment.timestamp().as_millisecond()
}

fn year_before(moment: &Zoned) -> i64 {
    moment.checked_sub(1.year()).map_or_else(|_| ms(moment), |earlier| ms(&earlier))
}

fn months_between(from: Date, to: Date) -> i32 {
    (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month())
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::{Now, TimeRange};
    use crate::model::{Interval, Moment, Previous, RangeSpec, Span};
    use boussole_core::DAY_MS;
    use expect_test::{Expect, expect};
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    fn instant(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("an instant").as_millisecond()
    }

    fn now(now: &str, newest: &str, zone: &str) -> Now {
        let history = Some((instant("2016-01-05T10:00:00Z"), instant(newest)));
        Now::new(instant(now), history, &TimeZone::get(zone).expect("a zone"))
    }

    fn show(range: TimeRange) -> String {
        let show = |ms| Timestamp::from_millisecond(ms).expect("an instant").to_string();
        format!("{} {}", show(range.from_ms), show(range.to_ms))
    }

    fn check(now: &Now, spec: RangeSpec, expected: Expect) {
        expected.assert_eq(&now.resolve(spec).expect("a range").map(show).unwrap_or_default());
    }

    fn days(days: i32) -> RangeSpec {
        RangeSpec::Last(Span { ms: i64::from(days) * DAY_MS, days: Some(days) })
    }

    #[test]
    fn the_present_of_an_old_history_is_the_end_of_its_last_day() {
        let old = now("2026-01-01T00:00:00Z", "2018-10-17T17:30:18Z", "America/Sao_Paulo");
        check(&old, days(1), expect!["2018-10-17T03:00:00Z 2018-10-18T03:00:00Z"]);
        let recent = now("2018-11-10T00:30:00Z", "2018-10-17T17:30:18Z", "America/Sao_Paulo");
        check(&recent, days(1), expect!["2018-11-09T02:00:00Z 2018-11-10T02:00:00Z"]);
    }

    #[test]
    fn days_are_local_days_across_clock_changes() {
        let paris = now("2025-03-31T12:00:00Z", "2025-03-31T11:00:00Z", "Europe/Paris");
        check(&paris, days(3), expect!["2025-03-28T23:00:00Z 2025-03-31T22:00:00Z"]);
        let hours = RangeSpec::Last(Span { ms: DAY_MS, days: None });
        check(&paris, hours, expect!["2025-03-30T12:00:00Z 2025-03-31T12:00:00Z"]);
        check(&paris, RangeSpec::Whole, expect!["2016-01-05T10:00:00Z 2025-03-31T11:00:00.001Z"]);
    }

    #[test]
    fn a_range_must_end_after_it_starts() {
        let now = now("2025-03-31T12:00:00Z", "2025-03-31T11:00:00Z", "UTC");
        let day = Moment::Day(jiff::civil::date(2025, 1, 1));
        let empty = RangeSpec::Between { from: day, to: day };
        assert_eq!(now.resolve(empty).expect_err("empty").code, "invalid_range");
    }

    #[test]
    fn the_period_before_is_as_long_on_the_calendar() {
        let now = now("2025-03-31T12:00:00Z", "2025-03-31T11:00:00Z", "Europe/Paris");
        let day = |year, month, day| Moment::Day(jiff::civil::date(year, month, day));
        let check = |from, to, previous, interval, expected: Expect| {
            let range = now.resolve(RangeSpec::Between { from, to }).expect("valid").expect("not empty");
            expected.assert_eq(&show(now.previous(range, previous, interval)));
        };
        let march = (day(2025, 3, 1), day(2025, 4, 1));
        check(
            march.0,
            march.1,
            Previous::Period,
            Interval::Month,
            expect!["2025-01-31T23:00:00Z 2025-02-28T23:00:00Z"],
        );
        check(march.0, march.1, Previous::Period, Interval::Day, expect!["2025-01-28T23:00:00Z 2025-02-28T23:00:00Z"]);
        check(march.0, march.1, Previous::Year, Interval::Day, expect!["2024-02-29T23:00:00Z 2024-03-31T22:00:00Z"]);
        check(
            day(2024, 2, 29),
            day(2024, 3, 1),
            Previous::Year,
            Interval::Day,
            expect!["2023-02-27T23:00:00Z 2023-02-28T23:00:00Z"],
        );
        let hours = Moment::Instant { ms: instant("2025-03-01T12:00:00Z") };
        check(hours, march.1, Previous::Period, Interval::Day, expect!["2025-01-30T02:00:00Z 2025-03-01T12:00:00Z"]);
    }
}
