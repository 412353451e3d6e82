use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest record, in bytes: a quote that is never closed must not fill the memory.
pub(super) const RECORD_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What a reader answers when a record is longer than [`RECORD_BYTES_MAX`].
#[derive(Debug, thiserror::Error)]
#[error("a record is too long")]
pub(super) struct RecordTooLong;

/// Counts the bytes given since the last record began.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordMeter(Arc<AtomicU64>);

impl RecordMeter {
    /// Says that a record ends here.
    pub(super) fn restart(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn add(&self, n_bytes: usize) -> std::io::Result<()> {
        let n_bytes = n_bytes as u64;
        if self.0.fetch_add(n_bytes, Ordering::Relaxed) + n_bytes > RECORD_BYTES_MAX {
            return Err(std::io::Error::other(RecordTooLong));
        }
        Ok(())
    }
}

/// A reader that fails when a record is too long. Whoever reads records from it restarts the meter after each.
pub(super) struct Bounded<R> {
    inner: R,
    meter: RecordMeter,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R) -> (Self, RecordMeter) {
        let meter = RecordMeter::default();
        (Self { inner, meter: meter.clone() }, meter)
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.meter.add(n_bytes)?;
        Ok(n_bytes)
    }
}
