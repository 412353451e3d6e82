//! A text as its words: each with its place in what was written, and folded, without case, accents and apostrophes.

use crate::fold::fold_char;

/// A text that was read.
#[derive(Debug, Clone)]
pub struct Reading<'t> {
    text: &'t str,
    /// The folded words, one after the other.
    folded: String,
    words: Vec<Word>,
}

/// A word, a number or a sign of mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    folded_from: usize,
    folded_to: usize,
    /// What stands between the word before and this one.
    pub before: Break,
    /// Whether it is written in capitals, and has at least two letters.
    pub is_loud: bool,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing, or a space.
    None,
    /// A comma, a bracket, a colon.
    Soft,
    /// The end of a sentence or of a line.
    Hard,
}

impl<'t> Reading<'t> {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut reader =
            Reader { reading: Self { text, folded: String::new(), words: Vec::new() }, ..Reader::new(text) };
        reader.read();
        reader.reading
    }

    /// Returns the text as it was written.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the words, in their order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns a word without case and accents; nothing at a place where no word is.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.folded[word.folded_from..word.folded_to])
    }
}

struct Reader<'t> {
    reading: Reading<'t>,
    /// What stands before the next word.
    before: Break,
    /// Where the present word began, in the text and in the folded one.
    begun: Option<(usize, usize)>,
    n_letters: usize,
    n_capitals: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let reading = Reading { text, folded: String::with_capacity(text.len()), words: Vec::new() };
        Self { reading, before: Break::Hard, begun: None, n_letters: 0, n_capitals: 0 }
    }

    fn read(&mut self) {
        let text = self.reading.text;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_alphanumeric() || (self.begun.is_some() && is_mark(c)) {
                self.take(at, c);
                continue;
            }
            if is_apostrophe(c) {
                self.end_at_apostrophe(at);
                continue;
            }
            self.end(at);
            let next = chars.peek().map(|(_, next)| *next);
            match c {
                ':' | ';' | '=' => match mood(text, at) {
                    Some((sign, length)) => {
                        self.sign(at, sign, length);
                        while chars.next_if(|(place, _)| *place < at + length).is_some() {}
                    }
                    None => self.before = self.before.max(Break::Soft),
                },
                // A point within a number or an address ends nothing.
                '.' if next.is_some_and(char::is_alphanumeric) => self.before = self.before.max(Break::Soft),
                '.' | '!' | '?' | '…' | '\n' | '\r' | '。' => self.before = Break::Hard,
                ',' | '(' | ')' | '"' | '«' | '»' | '–' | '—' | '/' => self.before = self.before.max(Break::Soft),
                _ if is_sign(c) => self.sign(at, c.encode_utf8(&mut [0; 4]), c.len_utf8()),
                _ => {}
            }
        }
        self.end(text.len());
    }

    fn take(&mut self, at: usize, c: char) {
        let Reading { folded, .. } = &mut self.reading;
        self.begun.get_or_insert((at, folded.len()));
        self.n_letters += usize::from(c.is_alphabetic());
        self.n_capitals += usize::from(c.is_uppercase());
        let begin = self.begun.map_or(0, |(_, begin)| begin);
        let length = folded.len();
        fold_char(c, folded);
        // What is drawn out, as in `soooo`, is read with two of the letter at most.
        let added = &folded[length..];
        if added.len() == 1 && length >= begin + 2 && folded.as_bytes()[length - 2..length] == [added.as_bytes()[0]; 2]
        {
            folded.truncate(length);
        }
    }

    /// Ends a word at an apostrophe: what French elides, and what English shortens, are words of their own.
    fn end_at_apostrophe(&mut self, at: usize) {
        let is_not = self.begun.is_some_and(|(_, begin)| {
            let next = self.reading.text[at..].chars().nth(1);
            let after = self.reading.text[at..].chars().nth(2);
            matches!(next, Some('t' | 'T'))
                && !after.is_some_and(char::is_alphanumeric)
                && self.reading.folded[begin..].ends_with('n')
        });
        if is_not {
            // `don't`: what is not, and that it is not.
            self.reading.folded.pop();
            self.end(at);
            let from = self.reading.folded.len();
            self.reading.folded.push_str("no");
            self.begun = Some((at, from));
            return;
        }
        self.end(at);
    }

    fn end(&mut self, at: usize) {
        if let Some((from, folded_from)) = self.begun.take() {
            let folded_to = self.reading.folded.len();
            let is_loud = self.n_capitals >= 2 && self.n_capitals == self.n_letters;
            if folded_to > folded_from {
                self.push(Word { from, to: at, folded_from, folded_to, before: self.before, is_loud });
            }
        }
        (self.n_letters, self.n_capitals) = (0, 0);
    }

    fn sign(&mut self, at: usize, sign: &str, length: usize) {
        let folded_from = self.reading.folded.len();
        self.reading.folded.push_str(sign);
        let folded_to = self.reading.folded.len();
        self.push(Word { from: at, to: at + length, folded_from, folded_to, before: self.before, is_loud: false });
    }

    fn push(&mut self, word: Word) {
        self.reading.words.push(word);
        self.before = Break::None;
    }
}

/// Reads a face of signs at a place: `:-)`, `;(`.
fn mood(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let mut chars = text[at..].chars().skip(1);
    let (mut c, mut length) = (chars.next()?, 2);
    if matches!(c, '-' | '\'' | 'o') {
        (c, length) = (chars.next()?, 3);
    }
    match c {
        ')' | 'D' | ']' => Some((":)", length)),
        '(' | '[' => Some((":(", length)),
        _ => None,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Signs that stand alone: hearts, faces, hands.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b50}')
}

#[cfg(test)]
mod tests {
    use super::{Break, Reading};
    use expect_test::{Expect, expect};

    fn words(text: &str) -> String {
        let reading = Reading::new(text);
        let shown = (0..reading.words().len()).map(|at| {
            let mark = match reading.words()[at].before {
                Break::None => "",
                Break::Soft => ", ",
                Break::Hard => "/ ",
            };
            let loud = if reading.words()[at].is_loud { "!" } else { "" };
            format!("{mark}{}{loud}", reading.folded(at))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_is_read_word_by_word() {
        let check = |text, expected: Expect| expected.assert_eq(&words(text));
        check("L’accueil n'était pas à la HAUTEUR…", expect!["/ l accueil n etait pas a la hauteur!"]);
        check("I don't know, can’t say. It's fine!", expect!["/ i do not know , ca not say / it s fine"]);
        check("Troooop bien !!! soooo cool 😍", expect!["/ troop bien / soo cool 😍"]);
        check("Colis reçu :-) merci ;(", expect!["/ colis recu :) merci :("]);
        check("19.90 € le 12/03, cx.example.org", expect!["/ 19 , 90 le 12 , 03 , cx , example , org"]);
        check("Cœur E\u{301}le\u{301}gant\nligne", expect!["/ coeur elegant / ligne"]);
        check("", expect![""]);
        check("'' ’t N'T", expect!["/ t not"]);
    }

    #[test]
    fn each_word_lies_where_it_was_written() {
        for text in ["Évidemment, ça n’a pas marché 👎 (du tout)", "don't", "a'b'c", "…", "İİ ßß", "x’t"]
        {
            let reading = Reading::new(text);
            let mut end = 0;
            for word in reading.words() {
                assert!(word.from >= end && word.to >= word.from, "{text}: {word:?}");
                assert!(text.get(word.from..word.to).is_some(), "{text}: {word:?}");
                end = word.from;
            }
        }
    }
}
