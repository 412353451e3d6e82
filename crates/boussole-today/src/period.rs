//! Which days are looked at, and with which earlier ones they are compared.

use boussole_core::Refusal;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// A year of whole weeks, in days: so long ago the same weekdays were.
const YEAR_DAYS: i32 = 364;

/// How long a period is. Each goes into a year of whole weeks without rest, so that one question, cut into such periods,
/// answers for now, for the period before and for a year ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Length {
    Week,
    Month,
    Quarter,
    Year,
}

impl Length {
    pub(crate) fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::Month => 28,
            Self::Quarter => 91,
            Self::Year => YEAR_DAYS,
        }
    }

    /// Returns of how many periods a question is asked: those of a year, and the one a year ago.
    pub(crate) fn n_periods(self) -> i32 {
        YEAR_DAYS / self.days() + 1
    }

    /// Parses a number of days.
    ///
    /// # Errors
    /// Refuses with `invalid_days` a number that no period has.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let lengths = [Self::Week, Self::Month, Self::Quarter, Self::Year];
        let days = text.parse().ok();
        lengths.into_iter().find(|length| Some(length.days()) == days).ok_or_else(|| {
            Refusal::new("invalid_days", format!("`{text}` is not a length of a period"))
                .at("days")
                .hint("use 7, 28, 91 or 364")
        })
    }
}

/// Which period somebody wants to see.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    /// Absent: the shortest in which enough happened.
    pub(crate) length: Option<Length>,
    /// The last day; absent: the last whole day.
    pub(crate) until: Option<Date>,
}

impl Wanted {
    /// Reads what an address says.
    ///
    /// # Errors
    /// Refuses with the field what is no length and no date.
    pub(crate) fn parse(days: Option<&str>, until: Option<&str>) -> Result<Self, Refusal> {
        let date = |text: &str| {
            text.parse().map_err(|_| {
                Refusal::new("invalid_date", format!("`{text}` is not a date"))
                    .at("until")
                    .hint("write it like 2026-06-30")
            })
        };
        Ok(Self { length: days.map(Length::parse).transpose()?, until: until.map(date).transpose()? })
    }
}

/// The days on which history begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct History {
    /// The day of the first event.
    pub(crate) from: Date,
    /// The last whole day: yesterday, or the day of the newest event when that is long ago.
    pub(crate) until: Date,
}

impl History {
    /// Finds the days of the first event and of the present in a zone.
    pub(crate) fn new(first_ms: i64, as_of_ms: i64, zone: &TimeZone) -> Self {
        // The present is inside a day that is not over, or the very end of the last day with events.
        Self { from: day(first_ms, zone), until: day(as_of_ms, zone).saturating_sub(1.day()) }
    }

    /// Returns the last day that is looked at.
    ///
    /// # Errors
    /// Refuses with `invalid_until` a day that is not over, and one before all history.
    pub(crate) fn last_day(&self, wanted: &Wanted) -> Result<Date, Refusal> {
        match wanted.until {
            Some(day) if day > self.until => Err(Refusal::new("invalid_until", format!("{day} is not over yet"))
                .at("until")
                .hint(format!("choose {} or a day before", self.until))),
            Some(day) if day < self.from => Err(Refusal::new("invalid_until", format!("nothing is known of {day}"))
                .at("until")
                .hint(format!("choose a day from {} on", self.from))),
            wanted => Ok(wanted.unwrap_or(self.until)),
        }
    }
}

fn day(time_ms: i64, zone: &TimeZone) -> Date {
    Timestamp::from_millisecond(time_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date()
}

/// So many days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Days {
    pub(crate) from: Date,
    pub(crate) until: Date,
}

impl Days {
    /// Returns the days as the range of a question, whose end is excluded.
    pub(crate) fn range(self) -> Value {
        json!({"from": self.from.to_string(), "to": self.until.saturating_add(1.day()).to_string()})
    }
}

/// The days that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Period {
    pub(crate) length: Length,
    /// The last day, included.
    pub(crate) until: Date,
}

impl Period {
    /// Returns the days of the period itself.
    pub(crate) fn days(self) -> Days {
        Days { from: self.until.saturating_sub((self.length.days() - 1).days()), until: self.until }
    }

    /// Returns the period so many days earlier.
    pub(crate) fn earlier(self, n_days: i32) -> Self {
        Self { until: self.until.saturating_sub(n_days.days()), ..self }
    }

    /// Returns all periods of which a question is asked, oldest first.
    pub(crate) fn past_and_present(self) -> Vec<Days> {
        let n_before = self.length.n_periods() - 1;
        (0..=n_before).rev().map(|n| self.earlier(n * self.length.days()).days()).collect()
    }

    /// Returns the range and the steps of a question about all of them.
    pub(crate) fn in_steps(self) -> (Value, Value) {
        let from = self.earlier(YEAR_DAYS).days().from;
        let every = format!("{}d", self.length.days());
        (Days { from, until: self.until }.range(), json!({"every": every, "from": "day"}))
    }
}

#[cfg(test)]
mod tests {
    use super::{Days, History, Length, Period, Wanted};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    #[test]
    fn the_first_of_the_periods_is_a_year_ago_to_the_weekday() {
        for text in ["7", "28", "91", "364"] {
            let length = Length::parse(text).expect("a length");
            let period = Period { length, until: date(2026, 6, 30) };
            let all = period.past_and_present();
            assert_eq!(all.len(), usize::try_from(length.n_periods()).expect("few"));
            assert_eq!(all.last(), Some(&period.days()));
            assert_eq!(all[0], period.earlier(364).days());
            assert_eq!(all[0].from.weekday(), period.days().from.weekday());
            for pair in all.windows(2) {
                assert_eq!(pair[0].until.tomorrow().expect("a day"), pair[1].from);
            }
        }
        let month = Period { length: Length::Month, until: date(2026, 6, 30) };
        assert_eq!(month.days(), Days { from: date(2026, 6, 3), until: date(2026, 6, 30) });
        assert_eq!(month.in_steps().0.to_string(), r#"{"from":"2025-06-04","to":"2026-07-01"}"#);
        assert_eq!(Length::parse("30").expect_err("no length").field.as_deref(), Some("days"));
    }

    #[test]
    fn the_last_day_is_over() {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let ms = |text: &str| text.parse::<jiff::Timestamp>().expect("an instant").as_millisecond();
        // In the middle of a day, and at the end of the last day with events.
        for now in ["2026-07-01T10:00:00Z", "2026-06-30T22:00:00Z"] {
            let history = History::new(ms("2025-07-01T08:00:00Z"), ms(now), &zone);
            assert_eq!(history, History { from: date(2025, 7, 1), until: date(2026, 6, 30) });
            assert_eq!(history.last_day(&Wanted::default()).expect("a day"), date(2026, 6, 30));
            for wrong in ["2026-07-01", "2025-06-30"] {
                let wanted = Wanted::parse(None, Some(wrong)).expect("a date");
                assert_eq!(history.last_day(&wanted).expect_err("outside").code, "invalid_until");
            }
        }
        assert_eq!(Wanted::parse(None, Some("30 June")).expect_err("no date").code, "invalid_date");
    }
}
