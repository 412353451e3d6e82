use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// A point in time as a file writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// By the clock on a wall somewhere; midnight where only the day is given.
    Local(DateTime),
    /// With its offset, so the same everywhere.
    Instant(Timestamp),
}

/// The word for ISO dates and date-times and RFC 3339, beside patterns.
pub(crate) const STANDARD: &str = "iso";

/// Parses a time by the first of `formats` that fits; without any, ISO dates and date-times and RFC 3339.
pub(super) fn parse_moment(text: &str, formats: &[String]) -> Option<Moment> {
    if formats.is_empty() {
        return parse_by(STANDARD, text);
    }
    formats.iter().find_map(|format| parse_by(format, text))
}

/// Returns the year of a time that is written by `format`; `None` when it is not.
pub(crate) fn year_of(text: &str, format: &str) -> Option<i16> {
    Some(match parse_by(format, text)? {
        Moment::Local(local) => local.year(),
        Moment::Instant(instant) => instant.to_zoned(TimeZone::UTC).year(),
    })
}

fn parse_by(format: &str, text: &str) -> Option<Moment> {
    if format == STANDARD {
        let instant = text.parse::<Timestamp>().ok().map(Moment::Instant);
        return instant.or_else(|| text.parse::<DateTime>().ok().map(Moment::Local));
    }
    let parsed = strtime::parse(format, text).ok()?;
    // Complete in itself: an offset, a zone, or seconds since 1970.
    let instant = parsed.to_timestamp().or_else(|_| parsed.to_zoned().map(|zoned| zoned.timestamp()));
    if let Ok(instant) = instant {
        return Some(Moment::Instant(instant));
    }
    let date = parsed.to_date().ok()?;
    if parsed.hour().is_none() {
        return Some(Moment::Local(date.to_datetime(Time::midnight())));
    }
    parsed.to_datetime().ok().map(Moment::Local)
}
