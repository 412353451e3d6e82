use jiff::tz::TimeZone;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A country where Maison Rando sells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Market {
    pub(crate) country: String,
    pub(crate) weight: u32,
    #[serde(deserialize_with = "time_zone")]
    pub(crate) zone: TimeZone,
    /// The rate of the tax on sales, in thousandths of a percent.
    tax: i64,
    /// Of 1,000 people, how many write in English.
    pub(crate) english: u32,
    shipping: i64,
    shipping_free_from: i64,
    /// The pattern of telephone numbers set apart for fiction; each `#` is a digit.
    pub(crate) phone: Option<String>,
    pub(crate) cities: Vec<City>,
    pub(crate) carriers: Vec<Carrier>,
}

/// Where people live.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct City {
    pub(crate) name: String,
    pub(crate) weight: u32,
    /// The shop nearby.
    pub(crate) store: Option<String>,
}

/// Who brings parcels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Carrier {
    pub(crate) name: String,
    pub(crate) weight: u32,
    /// Working days from the warehouse to the door, as promised.
    pub(crate) days: u32,
}

/// The languages that customers write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    French,
    English,
}

impl Language {
    /// Returns the two-letter code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

impl Market {
    /// Returns the tax contained in an amount, in cents, rounded half up.
    pub(crate) fn tax_within(&self, cents: i64) -> i64 {
        let whole = 100_000 + self.tax;
        (2 * cents * self.tax + whole).div_euclid(2 * whole)
    }

    /// Returns what sending an order costs its customer, in cents.
    pub(crate) fn shipping(&self, revenue_cents: i64) -> i64 {
        if revenue_cents >= self.shipping_free_from { 0 } else { self.shipping }
    }
}

fn time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeZone, D::Error> {
    TimeZone::get(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use crate::world::World;

    #[test]
    fn the_tax_lies_within_the_price() {
        let tax = |country: &str, cents| {
            let market = World::shipped().markets.iter().find(|market| market.country == country).unwrap();
            market.tax_within(cents)
        };
        assert_eq!(tax("FR", 12_000), 2_000);
        assert_eq!(tax("FR", -12_000), -2_000);
        assert_eq!(tax("BE", 12_100), 2_100);
        assert_eq!(tax("CA", 10_000), 1_302);
    }
}
