use boussole_core::{ProjectId, Refusal};
use jiff::tz::TimeZone;
use std::fmt;
use std::ops::RangeInclusive;

/// One company's isolated data, and how its times and amounts are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its name in addresses and commands.
    pub id: ProjectId,
    /// Its name for people: the company's.
    pub title: String,
    /// In which days and hours are told.
    pub timezone: Timezone,
    /// In which amounts are told; `None` until somebody says.
    pub currency: Option<Currency>,
    /// Whether amounts include tax; `None` until somebody says.
    pub tax: Option<Tax>,
    /// How long after an order somebody is an active customer.
    pub active_days: ActiveDays,
    /// Whether somebody, or a first import, chose time zone and currency.
    pub is_settled: bool,
}

/// What somebody wants to be different; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectChange {
    /// The name for people, as it was written.
    pub title: Option<String>,
    /// In which days and hours are told.
    pub timezone: Option<Timezone>,
    /// In which amounts are told, or that nobody says.
    pub currency: Option<Option<Currency>>,
    /// Whether amounts include tax, or that nobody says.
    pub tax: Option<Option<Tax>>,
    /// How long after an order somebody is an active customer.
    pub active_days: Option<ActiveDays>,
}

/// For how many days after an order somebody is an active customer. Churn and retention are counted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveDays(u16);

impl ActiveDays {
    /// From a week, for what is bought every day, to five years, for what is bought once in many.
    const DAYS: RangeInclusive<u16> = 7..=1_826;

    /// Checks a number of days.
    ///
    /// # Errors
    /// Refuses with `invalid_active_days` fewer than 7 and more than 1,826.
    pub fn parse(days: i64) -> Result<Self, Refusal> {
        let found = u16::try_from(days).ok().filter(|days| Self::DAYS.contains(days)).map(Self);
        found.ok_or_else(|| {
            let (low, high) = Self::DAYS.into_inner();
            Refusal::new("invalid_active_days", format!("nobody is active for {days} days"))
                .at("active_days")
                .hint(format!("use a whole number from {low} to {high}"))
        })
    }

    /// Returns the number of days.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl Default for ActiveDays {
    fn default() -> Self {
        Self(365)
    }
}

/// Whether amounts include tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tax {
    /// They do: what a customer pays.
    Included,
    /// They do not: what the company earns.
    Excluded,
}

impl Tax {
    /// Parses the word by which it is stored and shown.
    ///
    /// # Errors
    /// Refuses with `unknown_tax` any other word.
    pub fn parse(word: &str) -> Result<Self, Refusal> {
        [Self::Included, Self::Excluded].into_iter().find(|tax| tax.as_str() == word).ok_or_else(|| {
            Refusal::new("unknown_tax", format!("`{word}` does not say whether amounts include tax"))
                .at("tax")
                .hint("use `tax_included` or `tax_excluded`")
        })
    }

    /// Returns its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Included => "tax_included",
            Self::Excluded => "tax_excluded",
        }
    }
}

/// The longest title of a project, in characters.
const TITLE_CHARS_MAX: usize = 100;

/// Parses a title: 1 to 100 characters, trimmed.
///
/// # Errors
/// Refuses with `invalid_title` an empty or a longer one.
pub(crate) fn parse_title(text: &str) -> Result<&str, Refusal> {
    let title = text.trim();
    if (1..=TITLE_CHARS_MAX).contains(&title.chars().count()) {
        return Ok(title);
    }
    Err(Refusal::new("invalid_title", "this is not a title")
        .at("title")
        .hint(format!("use 1 to {TITLE_CHARS_MAX} characters")))
}

/// The name of a time zone of the database in the binary (`Europe/Paris`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timezone(String);

impl Timezone {
    /// Parses a name of the IANA time-zone database.
    ///
    /// # Errors
    /// Refuses with `unknown_timezone` a name that is not in it.
    pub fn parse(name: &str) -> Result<Self, Refusal> {
        match TimeZone::get(name) {
            // The database gives its own spelling, whatever the case that was asked for.
            Ok(zone) => Ok(Self(zone.iana_name().unwrap_or("UTC").to_owned())),
            Err(_) => Err(Refusal::new("unknown_timezone", format!("`{name}` is not a time zone"))
                .at("timezone")
                .hint("use a name such as `Europe/Paris` or `America/Montreal`")),
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Timezone {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

impl fmt::Display for Timezone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Three capital letters that name a currency (`EUR`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency(String);

impl Currency {
    /// Parses three letters, in any case.
    ///
    /// # Errors
    /// Refuses with `unknown_currency` anything else.
    pub fn parse(code: &str) -> Result<Self, Refusal> {
        if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(Self(code.to_ascii_uppercase()));
        }
        Err(Refusal::new("unknown_currency", format!("`{code}` is not a currency"))
            .at("currency")
            .hint("use three letters such as `EUR`, `CHF` or `CAD`"))
    }

    /// Returns the three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{ActiveDays, Currency, Tax, Timezone};

    #[test]
    fn tax_is_one_of_two_words() {
        for tax in [Tax::Included, Tax::Excluded] {
            assert_eq!(Tax::parse(tax.as_str()), Ok(tax));
        }
        assert_eq!(Tax::parse("TTC").unwrap_err().field.as_deref(), Some("tax"));
    }

    #[test]
    fn an_active_customer_ordered_within_a_week_to_five_years() {
        for days in [7, 365, 1_826] {
            assert_eq!(ActiveDays::parse(days).map(|found| i64::from(found.get())), Ok(days));
        }
        for wrong in [i64::MIN, -7, 0, 6, 1_827, 70_000] {
            assert_eq!(ActiveDays::parse(wrong).unwrap_err().field.as_deref(), Some("active_days"), "{wrong}");
        }
    }

    #[test]
    fn a_timezone_is_one_of_the_database() {
        assert_eq!(Timezone::parse("europe/paris").unwrap().as_str(), "Europe/Paris");
        assert_eq!(Timezone::parse("UTC").unwrap(), Timezone::default());
        assert_eq!(Timezone::parse("Europe/Lutece").unwrap_err().code, "unknown_timezone");
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!(Currency::parse("eur").unwrap().as_str(), "EUR");
        for wrong in ["", "€", "EURO", "E1R"] {
            assert_eq!(Currency::parse(wrong).unwrap_err().field.as_deref(), Some("currency"), "{wrong}");
        }
    }
}
