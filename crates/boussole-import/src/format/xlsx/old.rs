use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How the container begins that an old or a protected workbook is in.
pub(in crate::format) const OLD_MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What such a container has in its list when a newer workbook is in it, protected.
const PROTECTED: &str = "EncryptedPackage";

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// Says whether a file begins as such a container.
pub(super) fn is_old(path: &Path) -> std::io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?.take(OLD_MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(start == OLD_MAGIC)
}

/// Says whether the workbook in such a container is protected by a password.
pub(super) fn is_protected(path: &Path) -> std::io::Result<bool> {
    let name: Vec<u8> = PROTECTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    loop {
        // The end of what was read before may be the beginning of the name.
        bytes.drain(..bytes.len().saturating_sub(name.len()));
        if file.by_ref().take(BUFFER_BYTES as u64).read_to_end(&mut bytes)? == 0 {
            return Ok(false);
        }
        if bytes.windows(name.len()).any(|window| window == name) {
            return Ok(true);
        }
    }
}
