//! Reads a TOML table strictly: every key is either asked for or refused, and every refusal says where.

use boussole_core::Refusal;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use toml::{Table, Value};

/// How a day is said that counts back from the last one.
const BEFORE_THE_END: &str = " days before the end";
/// The first day that may be named; jiff holds more, but no history lies there.
const DAYS_BACK_MAX: i64 = 100_000;

/// The keys of one table, taken one by one.
pub(super) struct Entries {
    file: String,
    path: String,
    table: Table,
}

impl Entries {
    /// Reads a whole file, of which `name` is shown in refusals.
    pub(super) fn of_file(text: &str, name: &str) -> Result<Self, Refusal> {
        let table = text.parse::<Table>().map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
            let hint = "a file of plants is TOML, such as [[slow_carrier]] with a line for each of its keys";
            Refusal::new("invalid_toml", error.message()).at(format!("{name}, line {line}")).hint(hint)
        })?;
        Ok(Self { file: name.to_owned(), path: String::new(), table })
    }

    /// Makes the refusal of `key`.
    pub(super) fn refuse(&self, key: &str, message: impl Into<String>) -> Refusal {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Refusal::new("invalid_plants", message).at(format!("{}, {path}", self.file))
    }

    /// Takes the tables listed at `key`; none when it is absent.
    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Self>, Refusal> {
        let Some(value) = self.table.remove(key) else { return Ok(Vec::new()) };
        let not_a_list = || self.refuse(key, "a list is wanted here").hint(format!("write [[{key}]]"));
        let Value::Array(items) = value else { return Err(not_a_list()) };
        let entries = items.into_iter().enumerate().map(|(n, item)| match item {
            Value::Table(table) => Ok(Self { file: self.file.clone(), path: format!("{key}[{n}]"), table }),
            _ => Err(not_a_list()),
        });
        entries.collect()
    }

    fn take(&mut self, key: &str) -> Result<Value, Refusal> {
        self.table.remove(key).ok_or_else(|| self.refuse(key, "this key is missing").hint(format!("write {key} = ...")))
    }

    /// Takes a text.
    pub(super) fn text(&mut self, key: &str) -> Result<String, Refusal> {
        match self.take(key)? {
            Value::String(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.refuse(key, "a text is wanted here")),
        }
    }

    /// Takes a text that is one of `known`.
    pub(super) fn one_of(&mut self, key: &str, known: &[&str]) -> Result<String, Refusal> {
        let text = self.text(key)?;
        if known.contains(&text.as_str()) {
            return Ok(text);
        }
        Err(self.refuse(key, format!("`{text}` is not known")).hint(format!("use one of {}", known.join(", "))))
    }

    /// Takes a whole number within bounds.
    pub(super) fn number(&mut self, key: &str, bounds: RangeInclusive<u32>) -> Result<u32, Refusal> {
        let number = match self.take(key)? {
            Value::Integer(number) => u32::try_from(number).ok().filter(|number| bounds.contains(number)),
            _ => None,
        };
        let wanted = || format!("a whole number from {} to {} is wanted here", bounds.start(), bounds.end());
        number.ok_or_else(|| self.refuse(key, wanted()))
    }

    /// Takes a share out of 1,000.
    pub(super) fn share(&mut self, key: &str) -> Result<u32, Refusal> {
        self.number(key, 0..=1_000)
    }

    /// Takes a day; it may count back from `last`.
    pub(super) fn day(&mut self, key: &str, last: Date) -> Result<Date, Refusal> {
        let wanted = "a day is wanted here";
        let hint = format!("write it like \"2026-03-15\" or \"120{BEFORE_THE_END}\"");
        let day = match self.take(key)? {
            Value::String(text) => match text.strip_suffix(BEFORE_THE_END) {
                Some(days) => {
                    let days = days.parse().ok().filter(|days| (0..=DAYS_BACK_MAX).contains(days));
                    days.map(|days: i64| last.saturating_sub(days.days()))
                }
                None => text.parse().ok(),
            },
            Value::Datetime(moment) => moment.to_string().parse().ok(),
            _ => None,
        };
        day.ok_or_else(|| self.refuse(key, wanted).hint(hint))
    }

    /// Refuses what was not asked for; `known` is what could have been.
    pub(super) fn finish(self, known: &[&str]) -> Result<(), Refusal> {
        let Some(key) = self.table.keys().next() else { return Ok(()) };
        Err(self.refuse(key, "unknown key").hint(format!("use {}", known.join(", "))))
    }
}
