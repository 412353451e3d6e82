//! What tells who somebody is, within what they write, is put out of sight before the text is kept where it can be searched.

use std::ops::Range;

/// Digits of a number that can be called, of a card, and characters of an account.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
const IBAN_LENGTH: std::ops::RangeInclusive<usize> = 15..=34;

/// What was put out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Masked {
    /// An address of electronic mail.
    Email,
    /// A telephone number.
    Phone,
    /// The number of a bank account.
    Iban,
    /// The number of a bank card.
    Card,
}

impl Masked {
    /// Returns what stands in its place.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "[email]",
            Self::Phone => "[phone]",
            Self::Iban => "[iban]",
            Self::Card => "[card]",
        }
    }
}

/// Returns a text without addresses and numbers of people, and what was found, in its order.
#[must_use]
pub fn mask(text: &str) -> (String, Vec<Masked>) {
    let mut masked = String::with_capacity(text.len());
    let mut found = Vec::new();
    let mut kept = 0;
    for (range, what) in secrets(text) {
        masked.push_str(&text[kept..range.start]);
        masked.push_str(what.as_str());
        kept = range.end;
        found.push(what);
    }
    masked.push_str(&text[kept..]);
    (masked, found)
}

/// Finds what is to be masked, in the order of the text.
fn secrets(text: &str) -> Vec<(Range<usize>, Masked)> {
    let mut found: Vec<(Range<usize>, Masked)> = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let next = email(text, from)
            .or_else(|| iban(text, from).map(|end| (from..end, Masked::Iban)))
            .or_else(|| number(text, from));
        match next {
            Some((range, what)) => {
                from = range.end;
                found.push((range, what));
            }
            // Past the whole word: nothing begins within one.
            None => from = next_word(text, from),
        }
    }
    found
}

/// Returns where the next word begins that could be something.
fn next_word(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from + 1;
    while at < text.len() && !(text.is_char_boundary(at) && is_start(bytes, at)) {
        at += 1;
    }
    at
}

fn is_start(bytes: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+';
    is_word(bytes[at])
        && !bytes.get(at.wrapping_sub(1)).is_some_and(|before| before.is_ascii_alphanumeric() || *before == b'+')
}

fn email(text: &str, from: usize) -> Option<(Range<usize>, Masked)> {
    let bytes = text.as_bytes();
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let local = bytes[from..].iter().take_while(|byte| is_local(byte)).count();
    let at = from + local;
    if local == 0 || bytes.get(at) != Some(&b'@') {
        return None;
    }
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let host = bytes[at + 1..].iter().take_while(|byte| is_host(byte)).count();
    let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
    let (_, end) = host.rsplit_once('.')?;
    let is_whole = end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_whole.then_some((from..at + 1 + host.len(), Masked::Email))
}

/// Reads the number of a bank account, with or without spaces, and checks it.
fn iban(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let head = bytes.get(from..from + 4)?;
    let is_head = head[..2].iter().all(u8::is_ascii_alphabetic) && head[2..].iter().all(u8::is_ascii_digit);
    if !is_head {
        return None;
    }
    let (mut digits, mut end, mut at) = (Vec::new(), from, from);
    // The longest part that checks: what follows may be the next word.
    while let Some(byte) = bytes.get(at) {
        match byte {
            byte if byte.is_ascii_alphanumeric() && digits.len() < *IBAN_LENGTH.end() => {
                digits.push(byte.to_ascii_uppercase());
                at += 1;
                let is_end = !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
                if is_end && IBAN_LENGTH.contains(&digits.len()) && is_iban(&digits) {
                    end = at;
                }
            }
            b' ' if digits.len() % 4 == 0 => at += 1,
            _ => break,
        }
    }
    (end > from).then_some(end)
}

/// The check of ISO 13616: the first four moved to the end, letters as numbers, the whole by 97 leaves 1.
fn is_iban(digits: &[u8]) -> bool {
    let moved = digits[4..].iter().chain(&digits[..4]);
    let rest = moved.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    rest == 1
}

/// Reads a number of a card or of a telephone: digits in groups.
fn number(text: &str, from: usize) -> Option<(Range<usize>, Masked)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(from)?;
    if !(first.is_ascii_digit() || first == b'+') {
        return None;
    }
    let (mut digits, mut end, mut at) = (Vec::new(), from, from + usize::from(first == b'+'));
    while let Some(byte) = bytes.get(at) {
        match byte {
            byte if byte.is_ascii_digit() && digits.len() <= *CARD_DIGITS.end() => {
                digits.push(byte - b'0');
                at += 1;
                end = at;
            }
            b' ' | b'.' | b'-' if end == at && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => at += 1,
            _ => break,
        }
    }
    let is_cut = bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
    if !is_cut && CARD_DIGITS.contains(&digits.len()) && is_card(&digits) {
        return Some((from..end, Masked::Card));
    }
    // A number that can be called begins with 0 or with the sign of a country: others count things.
    let is_phone = PHONE_DIGITS.contains(&digits.len()) && (first == b'+' || digits[0] == 0);
    (!is_cut && is_phone).then_some((from..end, Masked::Phone))
}

/// The check of Luhn (ISO/IEC 7812).
fn is_card(digits: &[u8]) -> bool {
    let doubled = |(place, digit): (usize, &u8)| match (place % 2, u32::from(*digit)) {
        (0, digit) => digit,
        (_, digit) if digit > 4 => digit * 2 - 9,
        (_, digit) => digit * 2,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::mask;
    use proptest::prelude::*;

    #[test]
    fn what_tells_who_somebody_is_is_put_out_of_sight() {
        for (text, masked) in [
            ("Écrivez à Anna.Petit+x@exemple.fr.", "Écrivez à [email]."),
            ("au 06 12 34 56 78 ou 0612345678", "au [phone] ou [phone]"),
            ("+33 6 12.34.56.78!", "[phone]!"),
            ("FR76 3000 6000 0112 3456 7890 189 svp", "[iban] svp"),
            ("gb82west12345698765432", "[iban]"),
            ("carte 4111 1111 1111 1111", "carte [card]"),
            ("5500-0000-0000-0004", "[card]"),
            ("commande 4111111111111112 du 12.03.2026", "commande 4111111111111112 du 12.03.2026"),
            ("119,90 € payés 2 fois en 2025", "119,90 € payés 2 fois en 2025"),
            ("@marque a@b, x@y.z", "@marque a@b, x@y.z"),
            ("😀é@x.fr", "😀é@x.fr"),
            ("", ""),
        ] {
            assert_eq!(mask(text).0, masked, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_masked_and_twice_is_once(text in ".{0,80}") {
            let once = mask(&text).0;
            prop_assert_eq!(mask(&once).0, once);
        }
    }
}
