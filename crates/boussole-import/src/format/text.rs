use super::bounded::{Bounded, RECORD_BYTES_MAX, RecordMeter, RecordTooLong};
use super::{ByteCounter, bytes};
use crate::ImportError;
use boussole_core::Refusal;
use std::io::{BufRead, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How much of a file is looked at to guess its delimiter; a header line that is longer is guessed from its beginning.
const SNIFF_BYTES_MAX: u64 = 64 * 1024;

/// The beginnings of files that are not plain UTF-8 text, and what they are.
const FOREIGN: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "a spreadsheet or zip file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"PAR1", "a Parquet file"),
];

/// A text file: decompressed, without byte order mark, its first line already looked at.
pub(super) struct TextFile {
    path: PathBuf,
    start: Vec<u8>,
    rest: Box<dyn BufRead + Send>,
    counter: ByteCounter,
    counted_before: u64,
}

/// What is left of a text file once rows are read from it: how to explain its errors.
pub(super) struct TextErrors {
    path: PathBuf,
    counter: ByteCounter,
    counted_before: u64,
}

/// The bytes of a text file, bounded by record.
pub(super) type TextBytes = Bounded<std::io::Chain<Cursor<Vec<u8>>, Box<dyn BufRead + Send>>>;

impl TextFile {
    pub(super) fn open(path: &Path, counter: ByteCounter) -> Result<Self, ImportError> {
        let counted_before = counter.n_bytes();
        let mut rest = bytes::open(path, counter.clone())?;
        let mut start = Vec::new();
        let errors = TextErrors { path: path.to_owned(), counter: counter.clone(), counted_before };
        rest.by_ref().take(SNIFF_BYTES_MAX).read_until(b'\n', &mut start).map_err(|error| errors.explain(&error, 1))?;
        if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(Refusal::new("unsupported_format", format!("`{}` is {what}", path.display()))
                .at("path")
                .hint("save it as CSV in UTF-8, plain or gzip")
                .into());
        }
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        Ok(Self { path: path.to_owned(), start, rest, counter, counted_before })
    }

    /// Returns the first line with its end, or the beginning of it when it is very long.
    pub(super) fn first_line(&self) -> &[u8] {
        &self.start
    }

    /// Turns the file into its bytes, from the first line on.
    pub(super) fn into_bytes(self) -> (TextBytes, RecordMeter, TextErrors) {
        let (bytes, meter) = Bounded::new(Cursor::new(self.start).chain(self.rest));
        let errors = TextErrors { path: self.path, counter: self.counter, counted_before: self.counted_before };
        (bytes, meter, errors)
    }
}

impl TextErrors {
    /// Refuses the file because of `error`, met in the record that begins on `line`.
    pub(super) fn explain(&self, error: &std::io::Error, line: u64) -> Refusal {
        let path = self.path.display();
        let byte = self.counter.n_bytes() - self.counted_before;
        if error.get_ref().is_some_and(|inner| inner.is::<RecordTooLong>()) {
            let message =
                format!("the record that begins on line {line} of `{path}` has more than {RECORD_BYTES_MAX} bytes");
            return Refusal::new("record_too_long", message).at("path").hint("look for a quote that is never closed");
        }
        match error.kind() {
            ErrorKind::UnexpectedEof => {
                let message = format!("`{path}` is cut off: the compressed data ends at byte {byte}, near line {line}");
                Refusal::new("truncated_file", message).at("path").hint("copy or download the file again")
            }
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                let message =
                    format!("`{path}` is damaged: its compressed data is wrong before byte {byte}, near line {line}");
                Refusal::new("damaged_file", message).at("path").hint("copy or download the file again")
            }
            kind => {
                Refusal::new("unreadable_file", format!("cannot read `{path}` near line {line}: {kind}")).at("path")
            }
        }
    }

    /// Refuses a file without even a header.
    pub(super) fn empty(&self) -> Refusal {
        Refusal::new("empty_file", format!("`{}` is empty", self.path.display())).at("path")
    }
}
