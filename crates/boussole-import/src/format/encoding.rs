//! Which letters the bytes of a text stand for.

use crate::recipe::Encoding;
use std::io::{BufRead, Error, ErrorKind, Read};

/// In how many bytes zeros are looked for, which only UTF-16 has.
const ZEROS_BYTES_MAX: usize = 4 * 1024;

/// The letters of Windows-1252 from 0x80 to 0x9f; all others are those of Unicode of the same number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How the bytes of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    Utf8,
    /// UTF-16, the lower byte of each letter first.
    Utf16LowFirst,
    /// UTF-16, the higher byte of each letter first.
    Utf16HighFirst,
    Windows1252,
}

impl Letters {
    /// Decides how a text is read: as the recipe says, or else by what its beginning looks like.
    pub(super) fn recognise(start: &[u8], said: Option<Encoding>) -> Self {
        match said {
            Some(Encoding::Utf8) => Self::Utf8,
            Some(Encoding::Windows1252) => Self::Windows1252,
            Some(Encoding::Utf16) => utf16(start).unwrap_or(Self::Utf16LowFirst),
            None => utf16(start).unwrap_or(if is_utf8(start) { Self::Utf8 } else { Self::Windows1252 }),
        }
    }

    /// Returns the name for people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16LowFirst => "utf-16le",
            Self::Utf16HighFirst => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// Recognises UTF-16 by its mark, or by the zeros that every second byte of western text is.
fn utf16(start: &[u8]) -> Option<Letters> {
    if start.starts_with(b"\xff\xfe") {
        return Some(Letters::Utf16LowFirst);
    }
    if start.starts_with(b"\xfe\xff") {
        return Some(Letters::Utf16HighFirst);
    }
    let (pairs, _) = start[..start.len().min(ZEROS_BYTES_MAX)].as_chunks::<2>();
    let n_first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let n_second = pairs.iter().filter(|[_, second]| *second == 0).count();
    if n_second > pairs.len() / 2 && n_first == 0 {
        return Some(Letters::Utf16LowFirst);
    }
    (n_first > pairs.len() / 2 && n_second == 0).then_some(Letters::Utf16HighFirst)
}

/// Tells UTF-8, even with a damage, from text of one byte a letter: what is more, letters that UTF-8 writes in several
/// bytes, or bytes that it never has?
fn is_utf8(start: &[u8]) -> bool {
    // A letter that is cut in two by the end of what is looked at is no damage.
    let end = start.iter().rposition(u8::is_ascii).map_or(0, |last| last + 1);
    let (mut n_letters, mut n_damages) = (0, 0);
    for chunk in start[..end].utf8_chunks() {
        n_letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        n_damages += usize::from(!chunk.invalid().is_empty());
    }
    n_damages == 0 || n_letters > n_damages
}

/// What a reader answers when a text that should be UTF-16 is not.
#[derive(Debug, thiserror::Error)]
#[error("not UTF-16")]
pub(super) struct NotUtf16;

/// Reads a text of any [`Letters`] but UTF-8 as UTF-8.
pub(super) struct Decoded<R> {
    inner: R,
    letters: Letters,
    /// What is decoded, and how much of it was given.
    text: String,
    n_given: usize,
    /// The first byte of a pair whose second is not read yet.
    byte: Option<u8>,
    /// The first half of a letter whose second is not read yet.
    half: Option<u16>,
}

impl<R: BufRead> Decoded<R> {
    pub(super) fn new(inner: R, letters: Letters) -> Self {
        Self { inner, letters, text: String::new(), n_given: 0, byte: None, half: None }
    }

    /// Decodes what is there; false at the end.
    fn decode_more(&mut self) -> std::io::Result<bool> {
        self.text.clear();
        self.n_given = 0;
        let bytes = self.inner.fill_buf()?;
        let n_bytes = bytes.len();
        if n_bytes == 0 {
            let whole = self.byte.is_none() && self.half.is_none();
            return if whole { Ok(false) } else { Err(not_utf16()) };
        }
        if self.letters == Letters::Windows1252 {
            self.text.extend(bytes.iter().map(|&byte| windows_1252(byte)));
        } else {
            for &byte in bytes {
                let Some(first) = self.byte.take() else {
                    self.byte = Some(byte);
                    continue;
                };
                let pair = [first, byte];
                let unit = match self.letters {
                    Letters::Utf16HighFirst => u16::from_be_bytes(pair),
                    _ => u16::from_le_bytes(pair),
                };
                if let Some(letter) = letter(&mut self.half, unit)? {
                    self.text.push(letter);
                }
            }
        }
        self.inner.consume(n_bytes);
        Ok(true)
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.n_given == self.text.len() {
            if !self.decode_more()? {
                return Ok(0);
            }
        }
        let rest = &self.text.as_bytes()[self.n_given..];
        let n_bytes = rest.len().min(buffer.len());
        buffer[..n_bytes].copy_from_slice(&rest[..n_bytes]);
        self.n_given += n_bytes;
        Ok(n_bytes)
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Returns the letter that ends with `unit`; `None` when that is the first half of one.
fn letter(half: &mut Option<u16>, unit: u16) -> std::io::Result<Option<char>> {
    if half.is_none() && (0xd800..0xdc00).contains(&unit) {
        *half = Some(unit);
        return Ok(None);
    }
    let units = half.take().into_iter().chain([unit]);
    let mut letters = char::decode_utf16(units);
    match (letters.next(), letters.next()) {
        (Some(Ok(letter)), None) => Ok(Some(letter)),
        _ => Err(not_utf16()),
    }
}

fn not_utf16() -> Error {
    Error::new(ErrorKind::InvalidData, NotUtf16)
}

#[cfg(test)]
mod tests {
    use super::{Decoded, Letters};
    use expect_test::expect;
    use proptest::prelude::*;
    use std::io::{BufReader, Read};

    fn decode(bytes: &[u8], letters: Letters) -> std::io::Result<String> {
        // Three bytes at once, so that letters are cut everywhere.
        let mut text = String::new();
        Decoded::new(BufReader::with_capacity(3, bytes), letters).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn the_beginning_of_a_text_says_how_it_is_written() {
        let utf16: Vec<u8> = "name;prénom".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let turned: Vec<u8> = "name;prénom".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let shown: Vec<String> = [
            &b""[..],
            b"name",
            "prénom".as_bytes(),
            &"prénom".as_bytes()[..4],
            b"pr\xe9nom",
            b"\xff\xfea\0",
            b"\xfe\xff\0a",
            &utf16,
            &turned,
            "été, hélas \u{20ac}".as_bytes(),
            b"\xc3\xa9t\xc3\xa9 d'un octet \xe9 perdu",
            b"\x80 5 \x96 \x80 6",
        ]
        .into_iter()
        .map(|bytes| Letters::recognise(bytes, None).name().to_owned())
        .collect();
        expect!["utf-8 utf-8 utf-8 utf-8 windows-1252 utf-16le utf-16be utf-16le utf-16be utf-8 utf-8 windows-1252"]
            .assert_eq(&shown.join(" "));
    }

    #[test]
    fn letters_of_windows_are_those_of_unicode() {
        let text = decode(b"\x80 \x8cuvre \x93d\xe9j\xe0\x94 \x9f\xff\x7f", Letters::Windows1252).expect("text");
        assert_eq!(text, "€ Œuvre “déjà” Ÿÿ\u{7f}");
    }

    #[test]
    fn halves_of_letters_are_no_text() {
        for bytes in [&b"a\0b"[..], b"\x3d\xd8", b"\x3d\xd8a\0", b"\x00\xde"] {
            assert!(decode(bytes, Letters::Utf16LowFirst).is_err(), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_utf16(text in any::<String>()) {
            let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(&decode(&low, Letters::Utf16LowFirst).expect("text"), &text);
            prop_assert_eq!(&decode(&high, Letters::Utf16HighFirst).expect("text"), &text);
        }
    }
}
