use crate::ImportError;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// Counts the bytes read from files, as they lie on the disk (compressed). Shared with whoever shows the progress.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByteCounter(Arc<AtomicU64>);

impl ByteCounter {
    pub(crate) fn n_bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted<R> {
    inner: R,
    counter: ByteCounter,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.counter.0.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

/// Opens a file; gzip is recognised by its first bytes, whatever its name, and may have many members.
pub(super) fn open(path: &Path, counter: ByteCounter) -> Result<Box<dyn BufRead + Send>, ImportError> {
    let file = File::open(path).map_err(ImportError::file(path))?;
    let mut raw = BufReader::with_capacity(BUFFER_BYTES, Counted { inner: file, counter });
    let start = raw.fill_buf().map_err(ImportError::file(path))?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(raw))));
    }
    Ok(Box::new(raw))
}
