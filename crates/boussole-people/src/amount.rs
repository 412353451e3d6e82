use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::HashMap;
use std::sync::Arc;

/// What ISO 4217 writes for "no currency": amounts whose currency nobody named.
const NO_CURRENCY: &str = "XXX";
/// The fewest decimal places of an average.
const AVERAGE_PLACES_MIN: u32 = 2;

/// An amount of one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Money {
    /// In major units, exact.
    pub(crate) amount: Decimal,
    /// Three capital letters; `XXX` when nobody named the currency.
    pub(crate) currency: Arc<str>,
}

/// What a person's orders come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Revenue {
    /// There is no amount.
    #[default]
    None,
    /// The exact sum of amounts of one currency.
    Sum(Money),
    /// There are amounts without a sum: of several currencies, or beyond 28 digits.
    NoSum,
}

impl Revenue {
    /// Adds an amount.
    pub(crate) fn add(&mut self, money: Money) {
        *self = match std::mem::take(self) {
            Self::None => Self::Sum(money),
            Self::Sum(sum) if sum.currency == money.currency => match sum.amount.checked_add(money.amount) {
                Some(amount) => Self::Sum(Money { amount, ..sum }),
                None => Self::NoSum,
            },
            _ => Self::NoSum,
        };
    }

    /// Returns the sum, when there is one.
    pub(crate) fn sum(&self) -> Option<&Money> {
        match self {
            Self::Sum(money) => Some(money),
            Self::None | Self::NoSum => None,
        }
    }
}

impl Money {
    /// Divides among `n`, rounded half away from zero to the decimal places of the amount, at least two.
    ///
    /// Returns `None` when `n` is 0.
    pub(crate) fn average(&self, n: u32) -> Option<Self> {
        let places = self.amount.scale().max(AVERAGE_PLACES_MIN);
        let exact = self.amount.checked_div(Decimal::from(n))?;
        let mut amount = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        amount.rescale(places);
        Some(Self { amount, currency: self.currency.clone() })
    }
}

/// The currencies met, each kept once.
#[derive(Debug)]
pub(crate) struct Currencies {
    known: HashMap<String, Arc<str>>,
    default: Arc<str>,
    none: Arc<str>,
}

impl Currencies {
    /// Starts with the currency of amounts that name none.
    pub(crate) fn new(default: Option<&str>) -> Self {
        let none: Arc<str> = NO_CURRENCY.into();
        Self { known: HashMap::new(), default: default.map_or_else(|| none.clone(), Arc::from), none }
    }

    /// Returns the currency that is written so: the default when nothing is, none when it is not three letters.
    pub(crate) fn get(&mut self, written: Option<&str>) -> Arc<str> {
        let Some(written) = written else { return self.default.clone() };
        if written.len() != NO_CURRENCY.len() || !written.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.none.clone();
        }
        if let Some(known) = self.known.get(written) {
            return known.clone();
        }
        let currency: Arc<str> = written.to_ascii_uppercase().into();
        self.known.insert(written.to_owned(), currency.clone());
        currency
    }
}

#[cfg(test)]
mod tests {
    use super::{Currencies, Money, Revenue};
    use rust_decimal::Decimal;

    fn money(amount: &str, currency: &str) -> Money {
        Money { amount: Decimal::from_str_exact(amount).unwrap(), currency: currency.into() }
    }

    fn sum(amounts: &[(&str, &str)]) -> Revenue {
        let mut revenue = Revenue::default();
        amounts.iter().for_each(|(amount, currency)| revenue.add(money(amount, currency)));
        revenue
    }

    #[test]
    fn a_sum_is_exact_and_of_one_currency() {
        assert_eq!(sum(&[]), Revenue::None);
        assert_eq!(sum(&[("0.1", "EUR"), ("0.20", "EUR"), ("-0.05", "EUR")]), Revenue::Sum(money("0.25", "EUR")));
        assert_eq!(sum(&[("1", "EUR"), ("1", "USD"), ("1", "EUR")]), Revenue::NoSum);
        let largest = "79228162514264337593543950335";
        assert_eq!(sum(&[(largest, "EUR"), (largest, "EUR"), ("1", "EUR")]), Revenue::NoSum);
    }

    #[test]
    fn an_average_is_rounded_to_the_places_of_the_amount() {
        for (amount, n, average) in [
            ("10", 4, Some("2.50")),
            ("0.01", 2, Some("0.01")),
            ("-1", 3, Some("-0.33")),
            ("1.000", 3, Some("0.333")),
            ("1", 0, None),
        ] {
            let found = money(amount, "EUR").average(n).map(|money| money.amount.to_string());
            assert_eq!(found.as_deref(), average, "{amount} / {n}");
        }
    }

    #[test]
    fn a_currency_is_three_letters_or_none() {
        let mut currencies = Currencies::new(Some("EUR"));
        let found = [None, Some("usd"), Some("USD"), Some("€"), Some("euro")].map(|written| currencies.get(written));
        assert_eq!(found.each_ref().map(AsRef::as_ref), ["EUR", "USD", "USD", "XXX", "XXX"]);
        assert_eq!(Currencies::new(None).get(None).as_ref(), "XXX");
    }
}
