use super::styles::Meaning;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};

/// The milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;
/// The first serial number of the calendar of 1900 that is right: it takes 1900 for a leap year.
const MARCH_1900: f64 = 61.0;
/// More days than any date has.
const DAYS_MAX: f64 = 10_000_000.0;

/// Returns the text of a number: the shortest that is the same number, never with an exponent.
pub(super) fn number_text(number: f64) -> String {
    // Zero has two signs, of which people write one.
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// Returns the text of a number that means a moment or a duration; as a number where it is none.
pub(super) fn text(number: f64, meaning: Meaning, from_1904: bool) -> String {
    let text = match meaning {
        Meaning::Number => None,
        Meaning::Moment => moment(number, from_1904),
        Meaning::Duration => duration(number),
    };
    text.unwrap_or_else(|| number_text(number))
}

/// A day is `2025-01-31`, a moment `2025-01-31T23:30:00`, a time of day `23:30:00`.
fn moment(number: f64, from_1904: bool) -> Option<String> {
    if !(0.0..DAYS_MAX).contains(&number) {
        return None;
    }
    let ms = (number * DAY_MS).round();
    let (days, ms) = ((ms / DAY_MS).floor(), (ms % DAY_MS) as i64);
    if days == 0.0 && !from_1904 {
        return Some(Time::midnight().checked_add(ms.milliseconds()).ok()?.to_string());
    }
    let day = first_day(days, from_1904)?.checked_add((days as i64).days()).ok()?;
    if ms == 0 {
        return Some(day.to_string());
    }
    let moment: DateTime = day.to_datetime(Time::midnight()).checked_add(ms.milliseconds()).ok()?;
    Some(moment.to_string())
}

/// Returns the day from which days are counted.
fn first_day(days: f64, from_1904: bool) -> Option<Date> {
    match (from_1904, days) {
        (true, _) => Some(date(1904, 1, 1)),
        (false, days) if days >= MARCH_1900 => Some(date(1899, 12, 30)),
        // The 29 February 1900, which never was.
        (false, days) if days == MARCH_1900 - 1.0 => None,
        (false, _) => Some(date(1899, 12, 31)),
    }
}

/// A duration is `25:30:00`.
fn duration(number: f64) -> Option<String> {
    if !(0.0..DAYS_MAX).contains(&number) {
        return None;
    }
    let seconds = (number * DAY_MS / 1_000.0).round() as i64;
    Some(format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::format::xlsx::styles::Meaning;
    use expect_test::expect;

    #[test]
    fn a_number_is_what_its_format_makes_of_it() {
        let shown: Vec<String> = [
            (45_688.0, Meaning::Moment, false),
            (45_688.979_166_666_664, Meaning::Moment, false),
            (45_688.123_456, Meaning::Moment, false),
            (44_226.0, Meaning::Moment, true),
            (0.5, Meaning::Moment, false),
            (1.0, Meaning::Moment, false),
            (59.0, Meaning::Moment, false),
            (60.0, Meaning::Moment, false),
            (61.0, Meaning::Moment, false),
            (-1.0, Meaning::Moment, false),
            (1e9, Meaning::Moment, false),
            (1.0625, Meaning::Duration, false),
            (0.1, Meaning::Number, false),
            (1e21, Meaning::Number, false),
            (1e-7, Meaning::Number, false),
            (-0.0, Meaning::Number, false),
        ]
        .into_iter()
        .map(|(number, meaning, from_1904)| text(number, meaning, from_1904))
        .collect();
        expect!["2025-01-31 2025-01-31T23:30:00 2025-01-31T02:57:46.598 2025-01-31 12:00:00 1900-01-01 1900-02-28 60 1900-03-01 -1 1000000000 25:30:00 0.1 1000000000000000000000 0.0000001 0"].assert_eq(&shown.join(" "));
    }
}
