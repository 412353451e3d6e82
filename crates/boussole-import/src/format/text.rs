use super::ByteCounter;
use super::bounded::{Bounded, RECORD_BYTES_MAX, RecordMeter, RecordTooLong};
use super::bytes::{self, Compression, Unpacked, WindowTooLarge};
use super::encoding::{Decoded, Letters, NotUtf16};
use crate::ImportError;
use crate::recipe::Table;
use boussole_core::Refusal;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How much of a file is looked at to decide which letters its bytes stand for.
const SAMPLE_BYTES_MAX: u64 = 1024 * 1024;
/// How much of a file is looked at to guess its delimiter; a header line that is longer is guessed from its beginning.
const SNIFF_BYTES_MAX: u64 = 64 * 1024;
/// How many bytes of decoded text are read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// The beginnings of files that are no text once they are unpacked, and what they are.
const FOREIGN: [(&[u8], &str); 2] =
    [(super::xlsx::MAGIC, "a packed workbook or zip file"), (super::parquet::MAGIC, "a packed Parquet file")];

/// A text file: decompressed, in UTF-8 without byte order mark, its first line already looked at.
pub(super) struct TextFile {
    start: Vec<u8>,
    rest: Unpacked,
    compression: Compression,
    letters: Letters,
    errors: TextErrors,
    n_skipped: u64,
}

/// What is left of a text file once rows are read from it: how to explain its errors.
pub(super) struct TextErrors {
    path: PathBuf,
    counter: ByteCounter,
    counted_before: u64,
    /// Whether the file was only taken to be UTF-8, which a later line may prove wrong.
    guessed: bool,
}

/// The bytes of a text file, bounded by record.
pub(super) type TextBytes = Bounded<std::io::Chain<Cursor<Vec<u8>>, Unpacked>>;

impl TextFile {
    pub(super) fn open(path: &Path, table: &Table, counter: ByteCounter) -> Result<Self, ImportError> {
        let mut errors = TextErrors {
            path: path.to_owned(),
            counted_before: counter.n_bytes(),
            counter: counter.clone(),
            guessed: false,
        };
        let (unpacked, compression) = bytes::open(path, counter)?;
        let sampled = Sampled::new(unpacked);
        let sample = sampled.sample();
        if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| sample.starts_with(magic)) {
            return Err(Refusal::new("unsupported_format", format!("`{}` is {what}", path.display()))
                .at("path")
                .hint("unpack it first: workbooks and Parquet files are read as they are")
                .into());
        }
        let letters = Letters::recognise(sample, table.encoding);
        errors.guessed = letters == Letters::Utf8 && table.encoding.is_none();
        let mut rest: Unpacked = match letters {
            Letters::Utf8 => Box::new(sampled),
            _ => Box::new(BufReader::with_capacity(BUFFER_BYTES, Decoded::new(sampled, letters))),
        };
        skip_lines(&mut rest, table.skip_rows).map_err(|error| errors.explain(&error, 1))?;
        let start = first_line(&mut rest).map_err(|error| errors.explain(&error, 1))?;
        Ok(Self { start, rest, compression, letters, errors, n_skipped: table.skip_rows as u64 })
    }

    /// Returns the first line that is not blank, with its end and blank ones before it, or the beginning of it when it is
    /// very long.
    pub(super) fn first_line(&self) -> &[u8] {
        &self.start
    }

    /// Returns how many lines stood before the first one.
    pub(super) fn n_skipped(&self) -> u64 {
        self.n_skipped
    }

    /// Returns how the file is packed and how its letters are written.
    pub(super) fn packing(&self) -> (Compression, Letters) {
        (self.compression, self.letters)
    }

    /// Refuses a file of JSON that is one list.
    pub(super) fn not_json_lines(&self) -> Refusal {
        self.errors.not_json_lines(1)
    }

    /// Turns the file into its bytes, from the first line on.
    pub(super) fn into_bytes(self) -> (TextBytes, RecordMeter, TextErrors) {
        let (bytes, meter) = Bounded::new(Cursor::new(self.start).chain(self.rest));
        (bytes, meter, self.errors)
    }
}

/// Passes over the lines before the header; a very long one counts for several.
fn skip_lines(text: &mut Unpacked, n_lines: usize) -> std::io::Result<()> {
    let mut skipped = Vec::new();
    for _ in 0..n_lines {
        text.take(RECORD_BYTES_MAX).read_until(b'\n', &mut skipped)?;
        skipped.clear();
    }
    Ok(())
}

fn first_line(text: &mut Unpacked) -> std::io::Result<Vec<u8>> {
    let (mut start, mut looked_at) = (Vec::new(), text.take(SNIFF_BYTES_MAX));
    while start.trim_ascii_start().is_empty() {
        if looked_at.read_until(b'\n', &mut start)? == 0 {
            break;
        }
        if start.starts_with("\u{feff}".as_bytes()) {
            start.drain(.."\u{feff}".len());
        }
    }
    Ok(start)
}

/// A reader of which the beginning is already read, up to its first error.
struct Sampled {
    start: Cursor<Vec<u8>>,
    error: Option<Error>,
    rest: Unpacked,
}

impl Sampled {
    fn new(mut rest: Unpacked) -> Self {
        let mut start = Vec::new();
        let error = rest.by_ref().take(SAMPLE_BYTES_MAX).read_to_end(&mut start).err();
        Self { start: Cursor::new(start), error, rest }
    }

    fn sample(&self) -> &[u8] {
        self.start.get_ref()
    }

    fn is_in_start(&self) -> bool {
        self.start.position() < self.start.get_ref().len() as u64
    }
}

impl BufRead for Sampled {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.is_in_start() {
            return self.start.fill_buf();
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, n_bytes: usize) {
        if self.is_in_start() { self.start.consume(n_bytes) } else { self.rest.consume(n_bytes) }
    }
}

impl Read for Sampled {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(buffer)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl TextErrors {
    /// Refuses a line that is not UTF-8 in a file that was only taken to be: no file is read in two ways.
    pub(super) fn check_letters(&self, text: &[u8], line: u64) -> Result<(), Refusal> {
        if !self.guessed || std::str::from_utf8(text).is_ok() {
            return Ok(());
        }
        let message = format!("`{}` looks like UTF-8, but what begins on line {line} is not", self.path.display());
        Err(Refusal::new("unclear_encoding", message).at("path").hint(
            "say in its table of the recipe how it is written: encoding = \"windows-1252\", or encoding = \"utf-8\" to set \
             such rows aside",
        ))
    }

    /// Refuses the file because of `error`, met in the record that begins on `line`.
    pub(super) fn explain(&self, error: &Error, line: u64) -> Refusal {
        let path = self.path.display();
        let byte = self.counter.n_bytes() - self.counted_before;
        let again = "copy or download the file again";
        if is::<RecordTooLong>(error) {
            let message =
                format!("the record that begins on line {line} of `{path}` has more than {RECORD_BYTES_MAX} bytes");
            return Refusal::new("record_too_long", message).at("path").hint("look for a quote that is never closed");
        }
        if is::<WindowTooLarge>(error) {
            return Refusal::new("unsupported_format", format!("unpacking `{path}` takes more than 128 MiB of memory"))
                .at("path")
                .hint("pack it again with `zstd` without `--ultra` and `--long`");
        }
        if is::<NotUtf16>(error) {
            return Refusal::new("damaged_file", format!("`{path}` is not UTF-16 text near line {line}"))
                .at("path")
                .hint("save it again, best in UTF-8, or say its encoding in its table of the recipe");
        }
        match error.kind() {
            ErrorKind::UnexpectedEof => {
                let message = format!("`{path}` is cut off: the compressed data ends at byte {byte}, near line {line}");
                Refusal::new("truncated_file", message).at("path").hint(again)
            }
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                let message =
                    format!("`{path}` is damaged: its compressed data is wrong before byte {byte}, near line {line}");
                Refusal::new("damaged_file", message).at("path").hint(again)
            }
            kind => {
                Refusal::new("unreadable_file", format!("cannot read `{path}` near line {line}: {kind}")).at("path")
            }
        }
    }

    /// Refuses a line of JSON of which the values stand too deep in each other.
    pub(super) fn too_deep(&self, line: u64, depth_max: usize) -> Refusal {
        let message = format!("line {line} of `{}` is nested more than {depth_max} levels deep", self.path.display());
        Refusal::new("record_too_deep", message).at("path").hint("leave its deepest values out, or write them as text")
    }

    /// Refuses a file of JSON that is not one object a line.
    pub(super) fn not_json_lines(&self, line: u64) -> Refusal {
        let message = format!("line {line} of `{}` is no JSON object of its own", self.path.display());
        Refusal::new("unsupported_format", message).at("path").hint("write one object a line, as `jq -c` does")
    }

    /// Refuses a file without even a header.
    pub(super) fn empty(&self) -> Refusal {
        Refusal::new("empty_file", format!("`{}` is empty", self.path.display())).at("path")
    }
}

fn is<E: std::error::Error + 'static>(error: &Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<E>())
}
