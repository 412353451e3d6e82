//! The keys that sources send with their events.

use crate::SourceError;
use std::fmt::Write;

/// What a write key begins with. It stands on pages, so that everybody can read it: it can only write.
const WRITE_PREFIX: &str = "wk_";
/// What a secret key begins with, so that it is recognised where it must not stand.
const SECRET_PREFIX: &str = "sk_";
/// Characters of a write key after its beginning: 160 bits.
const WRITE_CHARS: usize = 32;
/// Bytes of chance in a secret key.
const SECRET_BYTES: usize = 32;
/// The characters of a write key: 32 of them, none of which looks like another.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// The longest text that can be a key.
const LENGTH_MAX: usize = 3 + 2 * SECRET_BYTES;
/// How many characters at the end of a secret key are kept, to tell one from another in a list.
const END_CHARS: usize = 4;

/// What is looked up and, of a secret key, stored.
///
/// A fast hash does: the keys are drawn from so many that there is nothing to try out, unlike passwords.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct KeyHash(String);

impl KeyHash {
    /// Hashes a key that somebody sent; `None` for what cannot be one.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        let is_key = key.starts_with(WRITE_PREFIX) || key.starts_with(SECRET_PREFIX);
        (is_key && key.len() <= LENGTH_MAX).then(|| Self::of(key))
    }

    /// Hashes a key of ours.
    pub(crate) fn of(key: &str) -> Self {
        Self(blake3::hash(key.as_bytes()).to_hex().to_string())
    }

    /// Takes a hash from the database.
    pub(crate) fn stored(hash: String) -> Self {
        Self(hash)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Draws a write key.
pub(crate) fn draw_write_key() -> Result<String, SourceError> {
    let mut bytes = [0_u8; WRITE_CHARS];
    getrandom::fill(&mut bytes)?;
    let characters = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    Ok(WRITE_PREFIX.chars().chain(characters).collect())
}

/// Draws a secret key.
pub(crate) fn draw_secret_key() -> Result<String, SourceError> {
    let mut key = SECRET_PREFIX.to_owned();
    key.push_str(&digits(SECRET_BYTES)?);
    Ok(key)
}

/// Draws the id of a secret key, by which it is revoked.
pub(crate) fn draw_id() -> Result<String, SourceError> {
    digits(8)
}

/// Returns the end of a key, by which its owner recognises it.
pub(crate) fn end(key: &str) -> &str {
    &key[key.len() - END_CHARS..]
}

fn digits(n_bytes: usize) -> Result<String, SourceError> {
    let mut bytes = vec![0_u8; n_bytes];
    getrandom::fill(&mut bytes)?;
    let mut text = String::with_capacity(2 * n_bytes);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes everything");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{KeyHash, draw_secret_key, draw_write_key, end};

    #[test]
    fn keys_are_long_recognisable_and_never_drawn_twice() {
        let (write, secret) = (draw_write_key().unwrap(), draw_secret_key().unwrap());
        assert_eq!((write.len(), &write[..3]), (35, "wk_"));
        assert_eq!((secret.len(), &secret[..3]), (67, "sk_"));
        assert!(write.is_ascii() && secret.ends_with(end(&secret)));
        assert_ne!((write, secret), (draw_write_key().unwrap(), draw_secret_key().unwrap()));
    }

    #[test]
    fn what_cannot_be_a_key_is_not_looked_up() {
        let key = draw_secret_key().unwrap();
        assert_eq!(KeyHash::parse(&key), Some(KeyHash::of(&key)));
        assert!(!KeyHash::of(&key).as_str().contains(&key[3..]));
        for wrong in ["", "wk", "pk_abc", &format!("{key}0"), &format!(" {key}")] {
            assert_eq!(KeyHash::parse(wrong), None, "{wrong}");
        }
    }
}
