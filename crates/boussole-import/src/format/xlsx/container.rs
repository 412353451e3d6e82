use super::errors::{Damage, PartTooLarge};
use crate::format::ByteCounter;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

/// The most bytes a part may unpack to: twice what the largest sheets that Excel writes have.
pub(super) const PART_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// The most bytes of the list of parts, which is in memory as a whole.
const LIST_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// How far from its end a zip file says where that list is: a record, and a note of the longest length.
const END_BYTES_MAX: u64 = 22 + 65_535;

/// The parts of a workbook, which is a zip file: each is unpacked only when it is read.
pub(super) struct Container {
    path: PathBuf,
    file: File,
    /// By name, in small letters.
    parts: HashMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    starts_at: u64,
    n_packed: u64,
    method: u16,
    is_locked: bool,
    checksum: u32,
}

/// The bytes of a part, unpacked, checked and bounded.
pub(super) struct Part {
    bytes: Box<dyn Read + Send>,
    n_bytes: u64,
    crc: Crc,
    checksum: u32,
}

impl Container {
    /// Reads the list of parts.
    pub(super) fn open(path: &Path) -> Result<Self, Damage> {
        let mut file = File::open(path)?;
        let n_bytes = file.metadata()?.len();
        let tail_at = n_bytes.saturating_sub(END_BYTES_MAX);
        let tail = read_at(&mut file, tail_at, n_bytes - tail_at)?;
        let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or(Damage::CutOff)?;
        let (mut list_bytes, mut list_at) = (u64::from(u32_at(&tail, end + 12)?), u64::from(u32_at(&tail, end + 16)?));
        if list_at == u64::from(u32::MAX) || list_bytes == u64::from(u32::MAX) {
            // A large zip file says it again, in longer numbers, at a place that is said before the end.
            let locator = end.checked_sub(20).ok_or(Damage::CutOff)?;
            let long_end = read_at(&mut file, u64_at(&tail, locator + 8)?, 56)?;
            (list_bytes, list_at) = (u64_at(&long_end, 40)?, u64_at(&long_end, 48)?);
        }
        if list_bytes > LIST_BYTES_MAX || list_at.saturating_add(list_bytes) > n_bytes {
            return Err(Damage::Wrong("the list of its parts is wrong"));
        }
        let list = read_at(&mut file, list_at, list_bytes)?;
        Ok(Self { path: path.to_owned(), file, parts: entries(&list)? })
    }

    /// Begins to unpack a part, if there is one of that name.
    pub(super) fn part(&mut self, name: &str, counter: ByteCounter) -> Result<Option<Part>, Damage> {
        let Some(entry) = self.parts.get(&name.to_lowercase()).copied() else { return Ok(None) };
        if entry.is_locked {
            return Err(Damage::Protected);
        }
        let local = read_at(&mut self.file, entry.starts_at, 30)?;
        if !local.starts_with(super::MAGIC) {
            return Err(Damage::Wrong("a part is not where it should be"));
        }
        let data_at = entry.starts_at + 30 + u64::from(u16_at(&local, 26)?) + u64::from(u16_at(&local, 28)?);
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(data_at))?;
        let packed = Packed { inner: file.take(entry.n_packed), counter };
        let bytes: Box<dyn Read + Send> = match entry.method {
            0 => Box::new(packed),
            8 => Box::new(DeflateDecoder::new(packed)),
            _ => return Err(Damage::Wrong("a part is packed in an unknown way")),
        };
        Ok(Some(Part { bytes, n_bytes: 0, crc: Crc::new(), checksum: entry.checksum }))
    }
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.bytes.read(buffer)?;
        self.crc.update(&buffer[..n_bytes]);
        self.n_bytes += n_bytes as u64;
        if self.n_bytes > PART_BYTES_MAX {
            return Err(Error::other(PartTooLarge));
        }
        if n_bytes == 0 && !buffer.is_empty() && self.crc.sum() != self.checksum {
            return Err(Error::from(ErrorKind::InvalidData));
        }
        Ok(n_bytes)
    }
}

/// The packed bytes of a part, counted as they are read.
struct Packed {
    inner: Take<File>,
    counter: ByteCounter,
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.inner.read(buffer)?;
        self.counter.add(n_bytes as u64);
        Ok(n_bytes)
    }
}

/// Reads the entries of the list of parts; its length bounds how many there are.
fn entries(mut list: &[u8]) -> Result<HashMap<String, Entry>, Damage> {
    let mut parts = HashMap::new();
    while list.starts_with(b"PK\x01\x02") {
        let [n_name, n_extra, n_note] = [28, 30, 32].map(|place| u16_at(list, place).map(usize::from));
        let (n_name, n_extra, n_note) = (n_name?, n_extra?, n_note?);
        let name = slice(list, 46, n_name)?;
        let extra = slice(list, 46 + n_name, n_extra)?;
        let short = [24, 20, 42].map(|place| u32_at(list, place));
        let [n_unpacked, n_packed, starts_at] = short;
        let [_, n_packed, starts_at] = long_numbers([n_unpacked?, n_packed?, starts_at?], extra)?;
        let entry = Entry {
            starts_at,
            n_packed,
            method: u16_at(list, 10)?,
            is_locked: u16_at(list, 8)? & 1 == 1,
            checksum: u32_at(list, 16)?,
        };
        parts.insert(String::from_utf8_lossy(name).replace('\\', "/").to_lowercase(), entry);
        list = &list[46 + n_name + n_extra + n_note.min(list.len() - 46 - n_name - n_extra)..];
    }
    Ok(parts)
}

/// Returns numbers of which those that are too long for their field stand, in the same order, in the extra field.
fn long_numbers(short: [u32; 3], mut extra: &[u8]) -> Result<[u64; 3], Damage> {
    let mut long = short.map(u64::from);
    while extra.len() >= 4 {
        let n_bytes = usize::from(u16_at(extra, 2)?);
        if u16_at(extra, 0)? == 1 {
            let mut place = 4;
            for number in long.iter_mut().filter(|number| **number == u64::from(u32::MAX)) {
                *number = u64_at(extra, place)?;
                place += 8;
            }
            break;
        }
        extra = extra.get(4 + n_bytes..).unwrap_or_default();
    }
    Ok(long)
}

fn read_at(file: &mut File, at: u64, n_bytes: u64) -> Result<Vec<u8>, Damage> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(n_bytes).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == n_bytes { Ok(bytes) } else { Err(Damage::CutOff) }
}

fn slice(bytes: &[u8], at: usize, n_bytes: usize) -> Result<&[u8], Damage> {
    bytes.get(at..at + n_bytes).ok_or(Damage::Wrong("the list of its parts is wrong"))
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], Damage> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Damage::Wrong("the list of its parts is wrong"))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Damage> {
    number(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Damage> {
    number(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, Damage> {
    number(bytes, at).map(u64::from_le_bytes)
}
