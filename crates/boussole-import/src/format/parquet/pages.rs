use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The largest page, in bytes, packed and unpacked: a page is the least that can be read of a column.
pub(super) const PAGE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// How the head of a page begins its first three fields (kind, bytes unpacked, bytes packed), each a 32-bit integer.
const NEXT_INTEGER: u8 = 0x15;

/// The pages of a file. What they take in memory is known from their heads, before they are unpacked.
pub(super) struct Pages {
    file: File,
    watch: PageWatch,
}

/// What was read last, for whoever explains why reading failed.
#[derive(Debug, Clone, Default)]
pub(super) struct PageWatch(Arc<Watched>);

#[derive(Debug, Default)]
struct Watched {
    start: AtomicU64,
    too_large: AtomicBool,
}

impl PageWatch {
    /// Returns the byte of the file at which the page that was read last begins.
    pub(super) fn start(&self) -> u64 {
        self.0.start.load(Ordering::Relaxed)
    }

    /// Says whether that page was refused because it is too large.
    pub(super) fn too_large(&self) -> bool {
        self.0.too_large.load(Ordering::Relaxed)
    }

    fn check(&self, n_bytes: u64) -> Result<()> {
        if n_bytes > PAGE_BYTES_MAX {
            self.0.too_large.store(true, Ordering::Relaxed);
            return Err(ParquetError::General("a page is too large".to_owned()));
        }
        Ok(())
    }
}

impl Pages {
    pub(super) fn new(file: File) -> (Self, PageWatch) {
        let watch = PageWatch::default();
        (Self { file, watch: watch.clone() }, watch)
    }
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl ChunkReader for Pages {
    type T = BufReader<File>;

    /// Gives a reader that stands before the head of a page: nothing else is asked for in this way.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        self.watch.0.start.store(start, Ordering::Relaxed);
        let mut reader = self.file.get_read(start)?;
        let n_bytes = page_bytes(reader.fill_buf()?);
        self.watch.check(n_bytes.ok_or_else(|| ParquetError::General("not the head of a page".to_owned()))?)?;
        Ok(reader)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.watch.check(length as u64)?;
        self.file.get_bytes(start, length)
    }
}

/// Returns the bytes that a page takes, packed or unpacked, whichever are more, from the beginning of its head.
fn page_bytes(head: &[u8]) -> Option<u64> {
    let (_kind, head) = next_integer(head)?;
    let (unpacked, head) = next_integer(head)?;
    let (packed, _) = next_integer(head)?;
    u64::try_from(unpacked.max(packed)).ok()
}

/// Reads a field that follows the one before, and is an integer in groups of seven bits, the sign in the lowest.
fn next_integer(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (&first, bytes) = bytes.split_first()?;
    let end = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let (groups, rest) = bytes.split_at(end + 1);
    let number = groups.iter().rev().fold(0_i64, |number, byte| number << 7 | i64::from(byte & 0x7f));
    (first == NEXT_INTEGER).then_some(((number >> 1) ^ -(number & 1), rest))
}

#[cfg(test)]
mod tests {
    use super::page_bytes;

    #[test]
    fn the_head_of_a_page_says_how_large_it_is() {
        let cases: [(&[u8], Option<u64>); 6] = [
            // Kind 0, 300 bytes unpacked, 200 packed.
            (&[0x15, 0, 0x15, 0xd8, 0x04, 0x15, 0x90, 0x03, 0x2c], Some(300)),
            (&[0x15, 4, 0x15, 0x02, 0x15, 0x90, 0x03], Some(200)),
            // Negative sizes, another field, and heads that end too early.
            (&[0x15, 0, 0x15, 0x01, 0x15, 0x01], None),
            (&[0x25, 0, 0x15, 0x02, 0x15, 0x02], None),
            (&[0x15, 0, 0x15, 0xff], None),
            (&[], None),
        ];
        for (head, n_bytes) in cases {
            assert_eq!(page_bytes(head), n_bytes, "{head:x?}");
        }
    }
}
