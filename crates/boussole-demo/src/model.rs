use crate::number::number_of;
use crate::plants::Plants;
use jiff::civil::{Date, date};

/// The time zone of Maison Rando.
pub const TIMEZONE: &str = "Europe/Paris";
/// The currency of every amount: Maison Rando bills in euros in all its countries.
pub const CURRENCY: &str = "EUR";

/// People known by name at most.
pub const CUSTOMERS_MAX: u32 = 1_000_000;
/// The last day of a history lies within these; days outside become the nearest one.
const UNTIL: (Date, Date) = (date(1980, 1, 1), date(2100, 12, 31));

/// Which company to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOptions {
    /// About how many people are known by name by the end, customers and prospects; about half as many more remain
    /// anonymous. At most [`CUSTOMERS_MAX`].
    pub customers: u32,
    /// Another seed is another company with the same habits.
    pub seed: u64,
    /// The last day, in [`TIMEZONE`]; the history begins twelve months before. Between 1980 and 2100.
    pub until: Date,
    /// What is planted.
    pub plants: Plants,
}

impl DemoOptions {
    /// Makes the options of the usual company: 20,000 people, whose history ends with the day `until`.
    #[must_use]
    pub fn new(until: Date) -> Self {
        Self { customers: 20_000, seed: 1, until, plants: Plants::usual(until) }
    }

    /// Returns what tells this company from others: its last day, how many it knows, its seed and a digest of its plants.
    #[must_use]
    pub fn company(&self) -> String {
        let plants = number_of(&format!("{:?}", self.plants));
        format!("{}, {} customers, seed {}, plants {plants:08x}", self.until, self.customers, self.seed)
    }

    /// Returns the last day of the company that [`Self::company`] describes.
    #[must_use]
    pub fn last_day_of(company: &str) -> Option<Date> {
        company.split(',').next()?.parse().ok()
    }

    /// Returns how many people live the history, so that about `customers` of them end up known.
    pub(crate) fn n_people(&self) -> u32 {
        // Measured: about 65 of 100 people give their name within their time.
        self.customers.min(CUSTOMERS_MAX) * 100 / 65
    }

    /// Returns the last day, within what the calendar can hold.
    pub(crate) fn last_day(&self) -> Date {
        self.until.clamp(UNTIL.0, UNTIL.1)
    }
}

#[cfg(test)]
mod tests {
    use super::DemoOptions;
    use crate::plants::Plants;
    use jiff::civil::date;

    #[test]
    fn a_company_is_told_from_others() {
        let usual = DemoOptions::new(date(2026, 6, 30));
        assert_eq!(DemoOptions::last_day_of(&usual.company()), Some(usual.until));
        for other in [
            DemoOptions { customers: 2, ..usual.clone() },
            DemoOptions { seed: 2, ..usual.clone() },
            DemoOptions { until: date(2026, 7, 1), ..usual.clone() },
            DemoOptions { plants: Plants::none(), ..usual.clone() },
        ] {
            assert_ne!(usual.company(), other.company());
        }
    }
}
