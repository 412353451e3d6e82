use super::moment::{Moment, parse_moment};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

/// What the text of a column's cells means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Time,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [Self::Text, Self::Integer, Self::Decimal, Self::Boolean, Self::Date, Self::Time];

    /// Returns the name used in recipes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Time => "time",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns why a cell that is not of this kind is refused.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Text => "not_a_text",
            Self::Integer => "not_an_integer",
            Self::Decimal => "not_a_decimal",
            Self::Boolean => "not_a_boolean",
            Self::Date => "not_a_date",
            Self::Time => "not_a_time",
        }
    }
}

/// How the text of a table's cells is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct CellSettings {
    /// Whether `1 234,56` is a number, and `1234.56` is not; where nobody says, it is not.
    pub(crate) decimal_comma: Option<bool>,
    /// Texts that say that a cell has no value.
    pub(crate) empty: Vec<String>,
    /// Patterns of times; empty: ISO dates and date-times, RFC 3339.
    pub(crate) time_formats: Vec<String>,
}

/// A cell that is set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// The text as it stands in the file.
    pub(crate) text: Box<str>,
    pub(crate) value: Value,
}

/// What the text of a cell means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// The text itself.
    Text,
    Integer(i64),
    Decimal(Decimal),
    Boolean(bool),
    Date(Date),
    Time(Timestamp),
}

impl Cell {
    /// Parses the text of a cell; `None` when it is not of that kind. A local time is one of `zone`.
    pub(crate) fn parse(text: &str, kind: Kind, settings: &CellSettings, zone: &TimeZone) -> Option<Self> {
        let trimmed = text.trim();
        let value = match kind {
            Kind::Text => Value::Text,
            Kind::Integer => Value::Integer(parse_integer(trimmed)?),
            Kind::Decimal => Value::Decimal(parse_decimal(trimmed, settings.decimal_comma.unwrap_or(false))?),
            Kind::Boolean => Value::Boolean(parse_boolean(trimmed)?),
            Kind::Date => Value::Date(match parse_moment(trimmed, &settings.time_formats)? {
                Moment::Local(local) => local.date(),
                Moment::Instant(instant) => instant.to_zoned(zone.clone()).date(),
            }),
            Kind::Time => Value::Time(match parse_moment(trimmed, &settings.time_formats)? {
                Moment::Local(local) => local.to_zoned(zone.clone()).ok()?.timestamp(),
                Moment::Instant(instant) => instant,
            }),
        };
        Some(Self { text: text.into(), value })
    }

    /// Returns the number, if it is one.
    pub(crate) fn number(&self) -> Option<Decimal> {
        match self.value {
            Value::Integer(number) => Some(Decimal::from(number)),
            Value::Decimal(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the local day, if it is a day or an instant.
    pub(crate) fn local_date(&self, zone: &TimeZone) -> Option<Date> {
        match self.value {
            Value::Date(date) => Some(date),
            Value::Time(instant) => Some(instant.to_zoned(zone.clone()).date()),
            _ => None,
        }
    }

    /// Returns the instant, if it is one; that of a day is its beginning.
    pub(crate) fn instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        match self.value {
            Value::Date(date) => Some(date.to_zoned(zone.clone()).ok()?.timestamp()),
            Value::Time(instant) => Some(instant),
            _ => None,
        }
    }
}

/// Spreadsheets write `1 234` with several kinds of blanks.
fn is_digit_group_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

fn parse_integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '-').then(|| digits.parse().ok())?
}

/// Parses an exact decimal; exponents are refused, because a file that has them was rounded on its way.
pub(crate) fn parse_decimal(text: &str, comma: bool) -> Option<Decimal> {
    let point = if comma { ',' } else { '.' };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = |c: char| c.is_ascii_digit() || c == point || (comma && is_digit_group_blank(c));
    let edges = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == point)
        && unsigned.ends_with(|c: char| c.is_ascii_digit() || c == point);
    let has_digit = unsigned.contains(|c: char| c.is_ascii_digit());
    if !edges || !has_digit || !unsigned.chars().all(plain) {
        return None;
    }
    let number: String =
        text.chars().filter(|&c| !is_digit_group_blank(c)).map(|c| if c == point { '.' } else { c }).collect();
    Decimal::from_str_exact(&number).ok()
}

fn parse_boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "oui" | "vrai" => Some(true),
        "false" | "f" | "no" | "n" | "0" | "non" | "faux" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, CellSettings, Kind, Value};
    use expect_test::{Expect, expect};
    use jiff::tz::TimeZone;

    /// Shows each text as the value it becomes, `-` when it is refused.
    fn check(kind: Kind, settings: &CellSettings, texts: &[&str], expected: Expect) {
        let zone = TimeZone::get("America/Sao_Paulo").expect("a zone");
        let shown: Vec<String> = texts
            .iter()
            .map(|text| match Cell::parse(text, kind, settings, &zone).map(|cell| cell.value) {
                None => "-".to_owned(),
                Some(Value::Text) => (*text).to_owned(),
                Some(Value::Integer(number)) => number.to_string(),
                Some(Value::Decimal(number)) => number.to_string(),
                Some(Value::Boolean(boolean)) => boolean.to_string(),
                Some(Value::Date(date)) => date.to_string(),
                Some(Value::Time(instant)) => instant.to_string(),
            })
            .collect();
        expected.assert_eq(&shown.join(" | "));
    }

    #[test]
    fn numbers_are_exact_or_refused() {
        let plain = CellSettings::default();
        check(
            Kind::Integer,
            &plain,
            &["7", " -7 ", "+7", "007", "7.0", "", "+-7", "9223372036854775808"],
            expect!["7 | -7 | 7 | 7 | - | - | -7 | -"],
        );
        check(
            Kind::Decimal,
            &plain,
            &[
                "39.95",
                "42.90",
                "-.5",
                "5.",
                "1e3",
                "1,5",
                "1_000",
                "--1",
                ".",
                "0.0000000000000000000000000001",
                "12345678901234567890123456789012",
            ],
            expect!["39.95 | 42.90 | -0.5 | 5 | - | - | - | - | - | 0.0000000000000000000000000001 | -"],
        );
        let comma = CellSettings { decimal_comma: Some(true), ..CellSettings::default() };
        check(
            Kind::Decimal,
            &comma,
            &["1,5", "1 234,56", "1\u{202f}234,56", "1.5", "1,2,3"],
            expect!["1.5 | 1234.56 | 1234.56 | - | -"],
        );
    }

    #[test]
    fn booleans_are_said_in_two_languages() {
        check(
            Kind::Boolean,
            &CellSettings::default(),
            &["true", "NON", "1", "Vrai", "maybe"],
            expect!["true | false | true | true | -"],
        );
    }

    #[test]
    fn local_times_are_of_the_zone_even_where_the_clock_jumps() {
        let plain = CellSettings::default();
        check(
            Kind::Time,
            &plain,
            &[
                "2018-08-15 11:30:33",
                "2018-08-15T11:30",
                "2018-08-15",
                "2018-08-15T11:30:33Z",
                "2018-08-15 11:30:33.250+02:00",
                "2018-13-01",
                "15/08/2018",
            ],
            expect![
                "2018-08-15T14:30:33Z | 2018-08-15T14:30:00Z | 2018-08-15T03:00:00Z | 2018-08-15T11:30:33Z | 2018-08-15T09:30:33.25Z | - | -"
            ],
        );
        // In 2017 the clocks of São Paulo jumped from 00:00 to 01:00 on 15 October; in 2018 the hour from 23:00 on 17 February came twice.
        check(
            Kind::Time,
            &plain,
            &["2017-10-15 00:30:00", "2018-02-17 23:30:00"],
            expect!["2017-10-15T03:30:00Z | 2018-02-18T01:30:00Z"],
        );
        check(
            Kind::Date,
            &plain,
            &["2018-08-27 00:00:00", "2018-08-27", "2018-08-27T01:00:00Z"],
            expect!["2018-08-27 | 2018-08-27 | 2018-08-26"],
        );
    }

    #[test]
    fn a_table_may_say_how_its_times_are_written() {
        let formats =
            ["%d/%m/%Y %H:%M", "%Y%m%d", "%d/%m/%Y %H:%M %z", "%d/%m/%Y %H:%M %Q", "@%s"].map(str::to_owned).to_vec();
        let settings = CellSettings { time_formats: formats, ..CellSettings::default() };
        check(
            Kind::Time,
            &settings,
            &[
                "15/08/2018 11:30",
                "19970101",
                "15/08/2018 11:30 +0200",
                "15/08/2018 11:30 Europe/Paris",
                "@86400",
                "2018-08-15",
            ],
            expect![
                "2018-08-15T14:30:00Z | 1997-01-01T02:00:00Z | 2018-08-15T09:30:00Z | 2018-08-15T09:30:00Z | 1970-01-02T00:00:00Z | -"
            ],
        );
    }
}
