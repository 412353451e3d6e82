use crate::ImportError;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// How far back packed Zstandard data may refer, as a power of two: 128 MiB, which its own tools allow, are kept in memory.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;

/// Counts the bytes read from files, as they lie on the disk (compressed). Shared with whoever shows the progress.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByteCounter(Arc<AtomicU64>);

impl ByteCounter {
    pub(crate) fn n_bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts bytes that were not read through [`open`].
    pub(super) fn add(&self, n_bytes: u64) {
        self.0.fetch_add(n_bytes, Ordering::Relaxed);
    }
}

struct Counted<R> {
    inner: R,
    counter: ByteCounter,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.counter.add(n_bytes as u64);
        Ok(n_bytes)
    }
}

/// What a reader answers when packed data wants more memory than [`ZSTD_WINDOW_LOG_MAX`] allows.
#[derive(Debug, thiserror::Error)]
#[error("the packed data refers too far back")]
pub(super) struct WindowTooLarge;

/// Unpacks Zstandard; its errors are of the kinds that other formats have for the same damages.
struct Zstd<R: BufRead>(zstd::stream::read::Decoder<'static, R>);

impl<R: BufRead> Zstd<R> {
    fn new(packed: R) -> std::io::Result<Self> {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(packed)?;
        decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
        Ok(Self(decoder))
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            // The decoder has no kinds, only its text tells the two apart.
            ErrorKind::Other if error.to_string().contains("too much memory") => Error::other(WindowTooLarge),
            ErrorKind::Other => Error::new(ErrorKind::InvalidData, error),
            _ => error,
        })
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// Recognises a packed file by its first bytes, whatever its name.
    fn recognise(start: &[u8]) -> Self {
        if start.starts_with(&[0x1f, 0x8b]) {
            return Self::Gzip;
        }
        if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) { Self::Zstd } else { Self::None }
    }

    /// Returns the name for people; none when the file is plain.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }
}

/// The bytes of a file, unpacked.
pub(super) type Unpacked = Box<dyn BufRead + Send>;

/// Opens a file and unpacks it; it may have many members (gzip) or frames (Zstandard).
pub(super) fn open(path: &Path, counter: ByteCounter) -> Result<(Unpacked, Compression), ImportError> {
    let file = File::open(path).map_err(ImportError::file(path))?;
    let mut raw = BufReader::with_capacity(BUFFER_BYTES, Counted { inner: file, counter });
    let compression = Compression::recognise(raw.fill_buf().map_err(ImportError::file(path))?);
    let unpacked: Unpacked = match compression {
        Compression::None => Box::new(raw),
        Compression::Gzip => Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(raw))),
        Compression::Zstd => {
            let decoder = Zstd::new(raw).map_err(ImportError::file(path))?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
        }
    };
    Ok((unpacked, compression))
}
