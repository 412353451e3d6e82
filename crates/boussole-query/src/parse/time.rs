use super::node::{Node, Object};
use crate::model::{Interval, Moment, RangeSpec, Span};
use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS, Refusal, SECOND_MS};
use jiff::Timestamp;
use jiff::civil::Date;

/// The longest duration, in milliseconds: a hundred years.
const SPAN_MS_MAX: i64 = 36_525 * DAY_MS;
/// How many bytes a written date has: `2025-01-01`.
const DATE_BYTES: usize = 10;

/// Reads `range`; the whole history when it is absent.
pub(crate) fn range(object: &Object<'_>) -> Result<RangeSpec, Refusal> {
    object.get("range").map_or(Ok(RangeSpec::Whole), |node| range_node(&node))
}

/// Parses a range.
pub(crate) fn range_node(node: &Node<'_>) -> Result<RangeSpec, Refusal> {
    let object = node.object(&["from", "to", "last"])?;
    if let Some(last) = object.get("last") {
        node.object(&["last"])?;
        return Ok(RangeSpec::Last(span(&last)?));
    }
    Ok(RangeSpec::Between { from: moment(&object.require("from")?)?, to: moment(&object.require("to")?)? })
}

/// Parses an instant or a local date.
pub(crate) fn moment(node: &Node<'_>) -> Result<Moment, Refusal> {
    let text = node.text()?;
    let day = || if text.len() == DATE_BYTES { text.parse::<Date>().ok() } else { None };
    let instant = || text.parse::<Timestamp>().ok();
    if let Some(day) = day() {
        return Ok(Moment::Day(day));
    }
    instant().map(|instant| Moment::Instant { ms: instant.as_millisecond() }).ok_or_else(|| {
        node.refuse("invalid_time", "this is neither an instant nor a date")
            .hint("write `2025-01-01T00:00:00Z`, or `2025-01-01` for the start of that local day")
    })
}

/// Parses a duration such as `30m`, `7d`, `4w`.
pub(crate) fn span(node: &Node<'_>) -> Result<Span, Refusal> {
    let text = node.text()?;
    parse_span(text).ok_or_else(|| {
        node.refuse("invalid_duration", "this is not a duration")
            .hint("write a number and s, m, h, d or w, such as `30m`, `7d` or `4w`, up to a hundred years")
    })
}

fn parse_span(text: &str) -> Option<Span> {
    let unit = text.chars().last()?;
    let count = text.strip_suffix(unit)?;
    if !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = count.parse().ok().filter(|&count| count > 0)?;
    let (unit_ms, unit_days) = match unit {
        's' => (SECOND_MS, None),
        'm' => (MINUTE_MS, None),
        'h' => (HOUR_MS, None),
        'd' => (DAY_MS, Some(1)),
        'w' => (7 * DAY_MS, Some(7)),
        _ => return None,
    };
    let ms = count.checked_mul(unit_ms).filter(|&ms| ms <= SPAN_MS_MAX)?;
    let days = unit_days.and_then(|days| i32::try_from(count * days).ok());
    Some(Span { ms, days })
}

/// Parses an interval: the name of a calendar step, or fixed steps.
pub(crate) fn interval(node: &Node<'_>) -> Result<Interval, Refusal> {
    if node.value().is_object() {
        return every(node);
    }
    match node.text()? {
        "hour" => Ok(Interval::Hour),
        "day" => Ok(Interval::Day),
        "week" => Ok(Interval::Week),
        "month" => Ok(Interval::Month),
        "quarter" => Ok(Interval::Quarter),
        "year" => Ok(Interval::Year),
        "all" => Ok(Interval::All),
        other => Err(node
            .refuse("invalid_interval", format!("there is no interval `{other}`"))
            .hint("use hour, day, week, month, quarter, year, all, or {\"every\": \"7d\", \"from\": \"range\"}")),
    }
}

fn every(node: &Node<'_>) -> Result<Interval, Refusal> {
    let object = node.object(&["every", "from"])?;
    let every = object.require("every")?;
    let span = span(&every)?;
    let Some(from) = object.get("from") else { return Ok(Interval::Every { ms: span.ms }) };
    match (from.text()?, span.days) {
        ("range", _) => Ok(Interval::Every { ms: span.ms }),
        ("day", Some(count)) => Ok(Interval::Days { count }),
        ("day", None) => {
            Err(every.refuse("invalid_interval", "these are no whole days").hint("write days or weeks, such as `7d`"))
        }
        _ => Err(from.refuse("invalid_interval", "steps cannot start there").hint(
            "write \"range\" for steps of equal length from its start, or \"day\" for local days from the day of its start",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_span;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let span = parse_span(text).map(|span| (span.ms, span.days));
        expected.assert_eq(&format!("{span:?}"));
    }

    #[test]
    fn a_duration_is_a_number_and_a_unit() {
        check("30m", expect!["Some((1800000, None))"]);
        check("24h", expect!["Some((86400000, None))"]);
        check("7d", expect!["Some((604800000, Some(7)))"]);
        check("4w", expect!["Some((2419200000, Some(28)))"]);
        check("0d", expect!["None"]);
        check("-1d", expect!["None"]);
        check("+1d", expect!["None"]);
        check("d", expect!["None"]);
        check("1 d", expect!["None"]);
        check("1é", expect!["None"]);
        check("99999999999d", expect!["None"]);
        check("", expect!["None"]);
    }
}
