use super::bounded::RecordMeter;
use super::text::{TextBytes, TextErrors, TextFile};
use super::{Record, RowSource};
use boussole_core::Refusal;
use std::io::{BufRead, BufReader};

/// Cells with one or more blanks or tabs between them; there are no quotes, and a cell is never empty.
pub(super) struct Blanks {
    header: Vec<String>,
    lines: BufReader<TextBytes>,
    meter: RecordMeter,
    errors: TextErrors,
    line: u64,
    text: Vec<u8>,
}

impl Blanks {
    /// Reads the header line, unless the columns are named by `header`.
    pub(super) fn new(text: TextFile, header: Option<&[String]>) -> Result<Self, Refusal> {
        let line = text.n_skipped();
        let (bytes, meter, errors) = text.into_bytes();
        let mut source =
            Self { header: Vec::new(), lines: BufReader::new(bytes), meter, errors, line, text: Vec::new() };
        match header {
            Some(names) => source.header = names.to_vec(),
            None => {
                let mut first = Record::default();
                if !source.read(&mut first)? {
                    return Err(source.errors.empty());
                }
                source.header = first.cells.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
            }
        }
        Ok(source)
    }
}

impl RowSource for Blanks {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn read(&mut self, record: &mut Record) -> Result<bool, Refusal> {
        record.cells.clear();
        // Lines without a cell are no rows; the file's end is the bound of this loop.
        while record.cells.is_empty() {
            self.text.clear();
            let read = self.lines.read_until(b'\n', &mut self.text);
            if read.map_err(|error| self.errors.explain(&error, self.line + 1))? == 0 {
                return Ok(false);
            }
            self.line += 1;
            self.meter.restart();
            self.errors.check_letters(&self.text, self.line)?;
            for cell in self.text.split(u8::is_ascii_whitespace).filter(|cell| !cell.is_empty()) {
                record.cells.push_field(cell);
            }
        }
        record.line = self.line;
        Ok(true)
    }
}
