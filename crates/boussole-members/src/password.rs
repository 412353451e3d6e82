use crate::MemberError;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use boussole_core::{Refusal, SECOND_MS};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// The shortest password, in characters.
const CHARACTERS_MIN: usize = 12;
/// The longest password, in characters.
const CHARACTERS_MAX: usize = 128;
/// Hashes computed at once: each takes a processor and its memory for a moment.
const HASHES_AT_ONCE_MAX: usize = 2;
/// Hashes computed or waiting for it; who comes next is sent away.
const HASHES_WAITING_MAX: usize = 64;
/// When who was sent away may try again.
const BUSY_RETRY_MS: i64 = SECOND_MS;

/// What hashing a password with argon2id costs, for us and for who stole the hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone through.
    pub n_passes: u32,
    /// Lanes that could be computed at the same time.
    pub n_lanes: u32,
}

impl Default for HashCost {
    /// The smallest cost that OWASP's password storage cheat sheet recommends: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, n_passes: 2, n_lanes: 1 }
    }
}

/// A password that a member may choose.
#[derive(Clone)]
pub(crate) struct Password(String);

impl Password {
    /// Checks a password that somebody chose.
    ///
    /// Its length is all that is asked: rules about kinds of characters make passwords worse (NIST SP 800-63B).
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let password = Self::as_typed(text);
        let length = password.0.chars().count();
        if (CHARACTERS_MIN..=CHARACTERS_MAX).contains(&length) {
            return Ok(password);
        }
        Err(Refusal::new("invalid_password", format!("the password has {length} characters"))
            .at("password")
            .hint(format!("use {CHARACTERS_MIN} to {CHARACTERS_MAX} characters, for example four words")))
    }

    /// Takes a password as somebody typed it to sign in.
    ///
    /// Keyboards write `é` in more than one way; all of them are the same password.
    pub(crate) fn as_typed(text: &str) -> Self {
        Self(text.nfkc().collect())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Hashes passwords and compares with hashes, a few at a time and beside the threads that answer requests.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// The hash that a password is compared with when there is none, so that its absence cannot be told by the time.
    decoy: Arc<str>,
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) async fn new(cost: HashCost) -> Result<Self, MemberError> {
        let params = Params::new(cost.memory_kib, cost.n_passes, cost.n_lanes, None).map_err(failed)?;
        let mut passwords = Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            decoy: "".into(),
            at_once: Arc::new(Semaphore::new(HASHES_AT_ONCE_MAX)),
            waiting: Arc::new(Semaphore::new(HASHES_WAITING_MAX)),
        };
        passwords.decoy = passwords.hash(&Password(String::new())).await?.into();
        Ok(passwords)
    }

    /// Returns the hash of a password as a PHC string, which says how it was made.
    pub(crate) async fn hash(&self, password: &Password) -> Result<String, MemberError> {
        let (argon2, password) = (self.argon2.clone(), password.clone());
        self.aside(move || {
            let hash: PasswordHash = argon2.hash_password(password.0.as_bytes()).map_err(failed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Returns whether `hash` is that of `password`; without a hash it takes as long and is not.
    pub(crate) async fn verify(&self, password: &Password, hash: Option<&str>) -> Result<bool, MemberError> {
        let (argon2, password) = (self.argon2.clone(), password.clone());
        let is_set = hash.is_some();
        let hash = hash.unwrap_or(&self.decoy).to_owned();
        self.aside(move || {
            let hash = PasswordHash::new(&hash).map_err(failed)?;
            match argon2.verify_password(password.0.as_bytes(), &hash) {
                Ok(()) => Ok(is_set),
                Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(failed(error)),
            }
        })
        .await
    }

    /// Leaves no place to wait until the answer is dropped: whoever hashes is sent away, and so is seen to hash.
    #[cfg(test)]
    pub(crate) fn take_all_places(&self) -> tokio::sync::OwnedSemaphorePermit {
        let all = u32::try_from(HASHES_WAITING_MAX).unwrap();
        self.waiting.clone().try_acquire_many_owned(all).unwrap()
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, MemberError> + Send + 'static,
    ) -> Result<T, MemberError> {
        let busy = |_| MemberError::TooManyAttempts { retry_after_ms: BUSY_RETRY_MS };
        let place = self.waiting.clone().try_acquire_owned().map_err(busy)?;
        let turn = self.at_once.clone().acquire_owned().await.map_err(failed)?;
        let worked = tokio::task::spawn_blocking(move || {
            // Held until the work ends, even when nobody waits for it any more.
            let _held = (place, turn);
            work()
        });
        worked.await.map_err(failed)?
    }
}

fn failed(error: impl fmt::Display) -> MemberError {
    MemberError::Password(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{HashCost, Password, Passwords};
    use crate::MemberError;
    use expect_test::{Expect, expect};

    const CHEAP: HashCost = HashCost { memory_kib: 8, n_passes: 1, n_lanes: 1 };

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&Password::parse(text).map_or_else(|refusal| refusal.to_string(), |_| "ok".to_owned()));
    }

    #[test]
    fn a_password_has_12_to_128_characters() {
        check("", expect!["password: the password has 0 characters"]);
        check("11 letters!", expect!["password: the password has 11 characters"]);
        check("12 letters!!", expect!["ok"]);
        check(&"é".repeat(128), expect!["ok"]);
        check(&"é".repeat(129), expect!["password: the password has 129 characters"]);
        // Twelve bytes, eleven characters.
        check("éaaaaaaaaaa", expect!["password: the password has 11 characters"]);
    }

    #[tokio::test]
    async fn a_hash_is_that_of_its_password_alone() {
        let passwords = Passwords::new(CHEAP).await.unwrap();
        let composed = Password::parse("caf\u{e9} du matin").unwrap();
        let (hash, again) = (passwords.hash(&composed).await.unwrap(), passwords.hash(&composed).await.unwrap());
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert_ne!(hash, again, "each has its own salt");
        let verify = async |text: &str, hash| passwords.verify(&Password::as_typed(text), hash).await.unwrap();
        assert!(verify("caf\u{e9} du matin", Some(&hash)).await);
        assert!(verify("cafe\u{301} du matin", Some(&hash)).await, "written with another keyboard");
        assert!(!verify("cafe du matin", Some(&hash)).await);
        assert!(!verify("", None).await, "the decoy lets nobody in, not even with its own password");
    }

    #[tokio::test]
    async fn the_usual_cost_is_the_recommended_one() {
        let passwords = Passwords::new(HashCost::default()).await.unwrap();
        assert!(passwords.decoy.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", passwords.decoy);
    }

    #[tokio::test]
    async fn who_finds_no_place_to_wait_is_sent_away() {
        let passwords = Passwords::new(CHEAP).await.unwrap();
        let taken = passwords.take_all_places();
        let password = Password::as_typed("a");
        let refused = passwords.verify(&password, None).await.unwrap_err();
        assert!(matches!(refused, MemberError::TooManyAttempts { .. }), "{refused}");
        drop(taken);
        assert!(!passwords.verify(&password, None).await.unwrap());
    }
}
