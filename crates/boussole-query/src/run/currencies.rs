use super::pass::Hit;
use crate::plan::Target;
use crate::value::Scalar;
use boussole_core::Refusal;
use std::collections::BTreeSet;

/// How many currencies a refusal names.
const NAMED_MAX: usize = 10;
/// The longest currency that is told apart, in bytes: an ISO code has three.
const CURRENCY_BYTES_MAX: usize = 20;

/// The currencies of the amounts that were added up, one set for each sum.
///
/// Amounts of several currencies have no sum: whoever asks for one is told so, instead of being given a number.
#[derive(Debug)]
pub(crate) struct Currencies {
    sets: Vec<BTreeSet<String>>,
    /// The currency of events that name none.
    default: Option<String>,
}

impl Currencies {
    /// Makes `n` empty sets.
    pub(crate) fn new(n: usize, default: Option<String>) -> Self {
        Self { sets: vec![BTreeSet::new(); n], default }
    }

    /// Takes the currency of an amount that is added to the sum at `index`.
    pub(crate) fn take(&mut self, index: usize, target: &Target, hit: &Hit<'_, '_>) {
        if target.currency.is_some() {
            self.insert(index, Self::written(target, hit).as_deref());
        }
    }

    /// Returns the currency that an event names.
    pub(crate) fn written(target: &Target, hit: &Hit<'_, '_>) -> Option<String> {
        match target.currency.and_then(|slot| hit.values.one(slot)) {
            Some(Scalar::Text(text)) if text.len() <= CURRENCY_BYTES_MAX => Some(text.into_owned()),
            _ => None,
        }
    }

    /// Adds a currency, or that of events that name none, to the sum at `index`.
    pub(crate) fn insert(&mut self, index: usize, written: Option<&str>) {
        let set = &mut self.sets[index];
        if let Some(currency) = written.or(self.default.as_deref())
            && set.len() <= NAMED_MAX
            && !set.contains(currency)
        {
            set.insert(currency.to_owned());
        }
    }

    /// Refuses when the sum at `index` mixes currencies.
    pub(crate) fn check(&self, index: usize, target: &Target) -> Result<(), Refusal> {
        let set = &self.sets[index];
        if set.len() < 2 {
            return Ok(());
        }
        let named: Vec<&str> = set.iter().take(NAMED_MAX).map(String::as_str).collect();
        Err(Refusal::new("mixed_currencies", format!("these amounts are in several currencies: {}", named.join(", ")))
            .at(&target.path)
            .hint("keep one currency with `where`, or break down by `currency`"))
    }
}
