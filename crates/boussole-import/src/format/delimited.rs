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
    /// 1 where lines end with two characters: the reader has then not yet counted the end of the line before.
    line_correction: u64,
    line: u64,
}

impl Delimited {
    /// Reads the header line, unless the columns are named by `header`.
    pub(super) fn new(text: TextFile, delimiter: u8, header: Option<&[String]>) -> Result<Self, Refusal> {
        let line_correction = u64::from(text.first_line().ends_with(b"\r\n"));
        let (bytes, meter, errors) = text.into_bytes();
        let reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
        let mut source = Self { header: Vec::new(), reader, meter, errors, line_correction: 0, line: 0 };
        match header {
            Some(names) => source.header = names.to_vec(),
            None => {
                let mut first = Record::default();
                if !source.read(&mut first)? {
                    return Err(source.errors.empty());
                }
                source.header = first.cells.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
            }
        }
        source.line_correction = line_correction;
        Ok(source)
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
        self.line = record.cells.position().map_or(self.line, |position| position.line() + self.line_correction);
        record.line = self.line;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn the_delimiter_is_what_the_header_has_most() {
        let cases = [("a,b,c", b','), ("a;b,c;d", b';'), ("a\tb", b'\t'), ("a|b|c", b'|'), ("alone", b','), ("\"a;b;c\",d", b','), ("a,b;c", b',')];
        for (header, delimiter) in cases {
            assert_eq!(sniff(header.as_bytes()), delimiter, "{header}");
        }
    }
}
