use crate::MemberError;
use std::fmt::{self, Write};

/// Bytes of chance in a token: too many to be guessed.
const BYTES: usize = 32;

/// Something only its holder knows: the value of a session's cookie, or of a sign-in link.
///
/// It is written as 64 hexadecimal digits. What is stored is its [`TokenHash`], so that who reads the database cannot
/// sign in; a fast hash does, because there is nothing to try out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

/// What is stored of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenHash(String);

impl Token {
    /// Draws a token from the operating system's chance; never from another source, not even in a test.
    pub(crate) fn draw() -> Result<Self, MemberError> {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes)?;
        let mut text = String::with_capacity(2 * BYTES);
        for byte in bytes {
            write!(text, "{byte:02x}").expect("a string takes everything");
        }
        Ok(Self(text))
    }

    /// Reads a token that somebody sent; `None` for what cannot be one, so that it never reaches the database.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 2 * BYTES && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    pub(crate) fn hash(&self) -> TokenHash {
        TokenHash(blake3::hash(self.0.as_bytes()).to_hex().to_string())
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl TokenHash {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    /// Says nothing: a log is not its holder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_read_back_and_never_drawn_twice() {
        let (a, b) = (Token::draw().unwrap(), Token::draw().unwrap());
        assert_ne!(a, b);
        assert_eq!(Token::parse(&a.clone().into_text()), Some(a.clone()));
        assert_ne!(a.hash(), b.hash());
    }

    #[test]
    fn what_is_shown_or_stored_does_not_hold_the_token() {
        let token = Token::draw().unwrap();
        let text = token.clone().into_text();
        assert!(!format!("{token:?} {:?}", token.hash()).contains(&text));
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        let digits = "0123456789abcdef".repeat(4);
        assert!(Token::parse(&digits).is_some());
        for wrong in ["", &digits[1..], &digits.to_uppercase(), &format!("{}'", &digits[1..]), &format!("{digits}0")] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
    }
}
