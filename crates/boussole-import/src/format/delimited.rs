use super::bounded::RecordMeter;
use super::text::{TextBytes, TextErrors, TextFile};
use super::{Record, RowSource};
use boussole_core::Refusal;

/// What may stand between cells, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Guesses the delimiter: the one of which the header line has most, outside quotes.
pub(super) fn sniff(header: &[u8]) -> u8 {
    let count = |delimiter: u8| {
        let mut quoted = false;
        let counts = |&&byte: &&u8| {
            quoted ^= byte == b'"';
            !quoted && byte == delimiter
        };
        header.iter().filter(counts).count()
    };
    // max_by_key keeps the last of equals, and the most usual must win.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// Cells with one character between them, quoted where they contain it (RFC 4180).
pub(super) struct Delimited {
    header: Vec<String>,
    reader: csv::Reader<TextBytes>,
    meter: RecordMeter,
    errors: TextErrors,
    /// Whether lines end with two characters: the reader stops between them, so the end of a row is not yet counted.
    two_character_ends: bool,
    /// The lines before the first one that is read.
    n_skipped: u64,
    line: u64,
}

impl Delimited {
    /// Reads the header line, unless the columns are named by `header`.
    pub(super) fn new(text: TextFile, delimiter: u8, header: Option<&[String]>) -> Result<Self, Refusal> {
        let two_character_ends = text.first_line().ends_with(b"\r\n");
        let n_skipped = text.n_skipped();
        let (bytes, meter, errors) = text.into_bytes();
        let reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
        let mut source =
            Self { header: Vec::new(), reader, meter, errors, two_character_ends, n_skipped, line: n_skipped };
        match header {
            Some(names) => source.header = names.to_vec(),
            None => {
                let mut first = Record::default();
                if !source.read(&mut first)? {
                    return Err(source.errors.empty());
                }
                source.header =
                    first.cells.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
            }
        }
        Ok(source)
    }

    /// Returns the line on which the record just read begins. Counted back from its end, because the reader takes the
    /// empty lines before a record for a part of it.
    fn first_line_of(&self, record: &csv::ByteRecord) -> u64 {
        let n_line_ends = record.as_slice().iter().filter(|&&byte| byte == b'\n').count() as u64;
        let last_line = self.reader.position().line();
        if self.two_character_ends {
            return last_line.saturating_sub(n_line_ends);
        }
        // The last line of a file may have no end; then the reader's own count is the right one.
        let begun = record.position().map_or(0, csv::Position::line);
        begun.max(last_line.saturating_sub(n_line_ends + 1))
    }
}

impl RowSource for Delimited {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal> {
        let found = self.reader.read_byte_record(&mut record.cells).map_err(|error| match error.kind() {
            csv::ErrorKind::Io(error) => self.errors.explain(error, self.line + 1),
            _ => self.errors.explain(&std::io::Error::other("csv"), self.line + 1),
        })?;
        self.meter.restart();
        if found {
            self.line = self.n_skipped + self.first_line_of(&record.cells);
            record.line = self.line;
            self.errors.check_letters(record.cells.as_slice(), self.line)?;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ByteCounter, Record, RowSource, text::TextFile};
    use super::{Delimited, sniff};
    use crate::recipe::Recipe;
    use proptest::prelude::*;
    use std::io::Write;

    const RECIPE: &str =
        "name = 'a'\n[[tables]]\nname = 'a'\nfile = 'a'\n[[events]]\nname = 'a'\ntime = { first_of = [] }";

    #[test]
    fn the_delimiter_is_what_the_header_has_most() {
        let cases = [
            ("a,b,c", b','),
            ("a;b,c;d", b';'),
            ("a\tb", b'\t'),
            ("a|b|c", b'|'),
            ("alone", b','),
            ("\"a;b;c\",d", b','),
            ("a,b;c", b','),
        ];
        for (header, delimiter) in cases {
            assert_eq!(sniff(header.as_bytes()), delimiter, "{header}");
        }
    }

    /// Reads a text and returns each row with its line.
    fn read(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        let table = Recipe::parse(RECIPE, "test.toml").expect("a recipe").tables.swap_remove(0);
        let text = TextFile::open(file.path(), &table, ByteCounter::default()).expect("text");
        let mut source = Delimited::new(text, b',', None).expect("a header");
        let (mut record, mut rows) = (Record::default(), Vec::new());
        while source.read(&mut record).expect("a row") {
            let cells = record.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
            rows.push((record.line, cells.collect()));
        }
        rows
    }

    proptest! {
        #[test]
        fn every_cell_comes_back_with_the_line_it_stands_on(
            rows in prop::collection::vec((0_usize..3, prop::collection::vec("[ab,\"\n\r é]{0,6}", 2)), 0..8),
            line_end in prop::sample::select(vec!["\n", "\r\n"]),
            last_line_ends in any::<bool>(),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let mut text = format!("one,two{line_end}");
            let mut expected = Vec::new();
            let last = rows.len().saturating_sub(1);
            for (place, (n_empty_lines, cells)) in rows.iter().enumerate() {
                let n_empty_lines = if place == last && !last_line_ends { 0 } else { *n_empty_lines };
                text += &line_end.repeat(n_empty_lines);
                expected.push((text.matches('\n').count() as u64 + 1, cells.clone()));
                text += &cells.iter().map(quoted).collect::<Vec<_>>().join(",");
                text += if place == last && !last_line_ends { "" } else { line_end };
            }
            prop_assert_eq!(read(&text), expected);
        }
    }
}
