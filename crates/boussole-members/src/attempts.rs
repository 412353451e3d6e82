use crate::MemberError;
use crate::model::Email;
use boussole_api::{Place, Throttle, place_of};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};

/// Wrong tries of one account in a window, wherever they come from.
pub(crate) const ACCOUNT_TRIES_MAX: u32 = 10;
/// Wrong tries from one address in a window, whatever the account: colleagues often share one.
pub(crate) const ADDRESS_TRIES_MAX: u32 = 50;

/// The latest tries to sign in, by account and by address.
#[derive(Debug)]
pub(crate) struct Attempts {
    counts: Mutex<Counts>,
}

#[derive(Debug)]
struct Counts {
    accounts: Throttle<Email>,
    places: Throttle<Place>,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        let counts = Counts { accounts: Throttle::new(ACCOUNT_TRIES_MAX), places: Throttle::new(ADDRESS_TRIES_MAX) };
        Self { counts: Mutex::new(counts) }
    }

    /// Counts a try, or refuses it. `email` counts whether or not somebody has it, and is absent for a link.
    ///
    /// The address is asked first: who was refused there can no longer fill the memory with accounts.
    pub(crate) fn count(&self, email: Option<&Email>, address: Option<IpAddr>, now_ms: i64) -> Result<(), MemberError> {
        let refused = |retry_after_ms| MemberError::TooManyAttempts { retry_after_ms };
        let mut counts = self.lock();
        counts.places.count(&place_of(address), now_ms).map_err(refused)?;
        match email {
            Some(email) => counts.accounts.count(email, now_ms).map_err(refused),
            None => Ok(()),
        }
    }

    /// Says that a counted try was right: it stands for nobody who guesses.
    pub(crate) fn was_right(&self, email: Option<&Email>, address: Option<IpAddr>) {
        let mut counts = self.lock();
        counts.places.take_back(&place_of(address));
        if let Some(email) = email {
            counts.accounts.forget(email);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().expect("nobody panics while counting")
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCOUNT_TRIES_MAX, ADDRESS_TRIES_MAX, Attempts};
    use crate::model::Email;

    #[test]
    fn an_address_is_counted_whatever_the_account() {
        let attempts = Attempts::new();
        let address = Some("192.0.2.1".parse().unwrap());
        let email = |n: u32| Email::parse(&format!("{n}@example.org")).unwrap();
        for n in 0..ADDRESS_TRIES_MAX {
            attempts.count(Some(&email(n)), address, 0).unwrap();
        }
        attempts.count(Some(&email(1_000)), address, 0).unwrap_err();
        attempts.count(None, address, 0).unwrap_err();
        attempts.count(Some(&email(1_000)), Some("192.0.2.2".parse().unwrap()), 0).unwrap();
    }

    #[test]
    fn an_account_is_counted_wherever_the_try_comes_from() {
        let attempts = Attempts::new();
        let email = Email::parse("marie@example.org").unwrap();
        let address = |n: u32| Some(format!("192.0.2.{n}").parse().unwrap());
        for n in 0..ACCOUNT_TRIES_MAX {
            attempts.count(Some(&email), address(n), 0).unwrap();
        }
        attempts.count(Some(&email), address(200), 0).unwrap_err();
        attempts.was_right(Some(&email), address(0));
        attempts.count(Some(&email), address(200), 0).unwrap();
    }
}
