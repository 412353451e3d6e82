//! Days, hours and seasons: when people walk, look and buy.

use crate::random::Draw;
use boussole_core::{HOUR_MS, MINUTE_MS};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// How much each month brings, in percent of an ordinary one: spring and autumn are for walking.
const MONTHS: [u32; 12] = [75, 80, 105, 130, 135, 115, 95, 90, 130, 115, 95, 105];
/// How much each day of the week brings, from Monday.
const WEEKDAYS: [u32; 7] = [95, 90, 105, 90, 85, 115, 125];
/// How much each hour brings, from midnight, Monday to Friday: a lunch break and the evening.
const WORKING_HOURS: [u32; 24] =
    [6, 3, 1, 1, 1, 2, 8, 20, 32, 36, 40, 44, 66, 60, 40, 36, 38, 48, 60, 70, 88, 92, 62, 24];
/// The same at the week-end: later in the morning, all afternoon.
const WEEKEND_HOURS: [u32; 24] =
    [10, 5, 2, 1, 1, 1, 3, 9, 24, 46, 62, 64, 48, 46, 58, 62, 64, 62, 58, 56, 66, 74, 54, 26];
/// How much more the week of Black Friday brings, in percent.
const BLACK_FRIDAY_PERCENT: u32 = 230;

/// One day of a history.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) date: Date,
    /// Its noon where the company is.
    pub(crate) noon_ms: i64,
    /// How much it brings, in percent of an ordinary day.
    pub(crate) busy_percent: u32,
}

/// The days of a history and its last moment.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) days: Vec<Day>,
    /// The first moment after the last day.
    pub(crate) end_ms: i64,
}

impl Window {
    /// Returns the first day.
    pub(crate) fn first(&self) -> Date {
        self.days[0].date
    }

    /// Makes the twelve months that end with `last`, a day of `zone`.
    pub(crate) fn ending(last: Date, zone: &TimeZone) -> Self {
        let first = last.saturating_sub(1.year()).saturating_add(1.day());
        let dates = first.series(1.day()).take_while(|date| *date <= last);
        let day = |date| Day { date, noon_ms: at_ms(date, 12 * HOUR_MS, zone), busy_percent: busy_percent(date) };
        let days = dates.map(day).collect();
        Self { days, end_ms: end_of_day_ms(last, zone) }
    }
}

/// Returns how much a day brings, in percent of an ordinary one.
fn busy_percent(day: Date) -> u32 {
    let month = MONTHS[usize::from(day.month().unsigned_abs() - 1)];
    let weekday = WEEKDAYS[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
    let event = if is_black_friday_week(day) { BLACK_FRIDAY_PERCENT } else { 100 };
    month * weekday * event / 10_000
}

/// Whether `day` lies from the Monday before Black Friday to the Monday after it.
fn is_black_friday_week(day: Date) -> bool {
    // Black Friday follows the fourth Thursday of November.
    let Ok(thursday) = day.first_of_month().nth_weekday_of_month(4, Weekday::Thursday) else { return false };
    let spread = day.duration_since(thursday).as_hours() / 24;
    // The Monday after may already be December; it is left to December.
    day.month() == 11 && (-3..=4).contains(&spread)
}

/// Returns the discount of the day on everything, in percent.
pub(crate) fn discount_percent(day: Date) -> i64 {
    match (day.month(), day.day()) {
        _ if is_black_friday_week(day) => 20,
        (1, 10..) | (2, ..=3) | (6, 25..) | (7, ..=20) => 15,
        _ => 0,
    }
}

/// Whether carriers are overloaded, from Black Friday to Twelfth Night.
pub(crate) fn is_peak(day: Date) -> bool {
    matches!((day.month(), day.day()), (11, 24..) | (12, _) | (1, ..=6))
}

/// Draws an hour of the day at which people look at a site.
pub(crate) fn browsing_ms(day: Date, draw: &mut Draw) -> i64 {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let hours = if weekend { WEEKEND_HOURS } else { WORKING_HOURS };
    let hour = draw.weighted(hours.into_iter().zip(0_i64..)).unwrap_or(20);
    hour * HOUR_MS + draw.between(0, HOUR_MS - 1)
}

/// Draws a moment between two hours of a day.
pub(crate) fn hours_ms(from: i64, to: i64, draw: &mut Draw) -> i64 {
    from * HOUR_MS + draw.between(0, (to - from) * HOUR_MS - 1)
}

/// Draws a moment while shops are open.
pub(crate) fn shopping_ms(draw: &mut Draw) -> i64 {
    hours_ms(10, 19, draw) - 15 * MINUTE_MS
}

/// Returns the day `n` working days after `day`; carriers and warehouse rest on Sunday.
pub(crate) fn working_days_after(day: Date, n: u32) -> Date {
    let mut reached = day;
    for _ in 0..n {
        reached = next_working_day(reached);
    }
    reached
}

fn next_working_day(day: Date) -> Date {
    let next = days_after(day, 1);
    if next.weekday() == Weekday::Sunday { days_after(next, 1) } else { next }
}

/// Returns the day `n` days after `day`.
pub(crate) fn days_after(day: Date, n: i64) -> Date {
    day.saturating_add(n.days())
}

/// Returns the moment `ms` after the midnight that the clocks of `zone` show on `day`.
pub(crate) fn at_ms(day: Date, ms: i64, zone: &TimeZone) -> i64 {
    let wall = DateTime::from_parts(day, Time::midnight()).saturating_add(ms.milliseconds());
    let moment = zone.to_ambiguous_timestamp(wall).compatible();
    // Histories end by 2100, so that every moment of one exists.
    moment.expect("a wall clock between 1979 and 2101 shows a moment").as_millisecond()
}

/// Returns the first moment after `day`.
pub(crate) fn end_of_day_ms(day: Date, zone: &TimeZone) -> i64 {
    at_ms(days_after(day, 1), 0, zone)
}

/// Returns the day on the calendars of `zone`.
pub(crate) fn day_of(time_ms: i64, zone: &TimeZone) -> Date {
    moment(time_ms).to_zoned(zone.clone()).date()
}

/// Writes a moment in UTC as ISO 8601.
pub(crate) fn iso(time_ms: i64) -> String {
    moment(time_ms).to_string()
}

fn moment(time_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(time_ms).expect("a moment of a history lies between 1979 and 2101")
}

/// Returns `time_ms`, or the opening of the next working morning when nobody answers mail at that time.
pub(crate) fn office_ms(time_ms: i64, zone: &TimeZone, draw: &mut Draw) -> i64 {
    let day = day_of(time_ms, zone);
    let open = at_ms(day, 9 * HOUR_MS, zone)..at_ms(day, 19 * HOUR_MS, zone);
    if day.weekday() != Weekday::Sunday && open.contains(&time_ms) {
        return time_ms;
    }
    let morning = if time_ms < open.start && day.weekday() != Weekday::Sunday { day } else { next_working_day(day) };
    at_ms(morning, hours_ms(9, 11, draw), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use jiff::civil::date;

    fn check(day: Date, expected: Expect) {
        let text = format!(
            "{} {} % -{} % peak {}",
            day.weekday().to_monday_one_offset(),
            busy_percent(day),
            discount_percent(day),
            is_peak(day)
        );
        expected.assert_eq(&text);
    }

    #[test]
    fn days_differ_by_season_week_and_sales() {
        check(date(2026, 5, 17), expect!["7 168 % -0 % peak false"]);
        check(date(2026, 1, 15), expect!["4 67 % -15 % peak false"]);
        check(date(2026, 11, 22), expect!["7 118 % -0 % peak false"]);
        check(date(2026, 11, 23), expect!["1 207 % -20 % peak false"]);
        check(date(2026, 11, 27), expect!["5 185 % -20 % peak true"]);
        check(date(2026, 11, 30), expect!["1 207 % -20 % peak true"]);
    }

    #[test]
    fn a_window_is_twelve_months_and_follows_the_clocks() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let window = Window::ending(date(2026, 10, 25), &zone);
        let text =
            format!("{} {} {} {}", window.days.len(), window.days[0].date, window.days[364].date, iso(window.end_ms));
        expect!["365 2025-10-26 2026-10-25 2026-10-25T23:00:00Z"].assert_eq(&text);
        assert_eq!(end_of_day_ms(date(2026, 10, 25), &zone) - at_ms(date(2026, 10, 25), 0, &zone), 25 * HOUR_MS);
    }

    #[test]
    fn nobody_works_on_sunday() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let mut draw = Draw::of_person(1, 1);
        assert_eq!(working_days_after(date(2026, 5, 15), 2), date(2026, 5, 18));
        for hour in 0..48 {
            let answer = office_ms(at_ms(date(2026, 5, 16), hour * HOUR_MS, &zone), &zone, &mut draw);
            assert_ne!(day_of(answer, &zone), date(2026, 5, 17));
        }
    }
}
