use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime;

/// A point in time as a file writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// By the clock on a wall somewhere; midnight where only the day is given.
    Local(DateTime),
    /// With its offset, so the same everywhere.
    Instant(Timestamp),
}

/// Parses a time by the first of `formats` that fits; without any, ISO dates and date-times and RFC 3339.
pub(super) fn parse_moment(text: &str, formats: &[String]) -> Option<Moment> {
    if formats.is_empty() {
        let instant = text.parse::<Timestamp>().ok().map(Moment::Instant);
        return instant.or_else(|| text.parse::<DateTime>().ok().map(Moment::Local));
    }
    formats.iter().find_map(|format| parse_by(format, text))
}

fn parse_by(format: &str, text: &str) -> Option<Moment> {
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
