//! Bodies that come packed.

use boussole_core::Refusal;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// Makes the refusal of a body of more than `bytes_max` bytes.
pub(crate) fn too_large(bytes_max: usize) -> Refusal {
    let hint = format!("send at most {} KB of JSON at a time, counted after unpacking", bytes_max / 1024);
    Refusal::new("too_large", format!("the body is larger than {bytes_max} bytes")).at("body").hint(hint)
}

/// Unpacks a gzip body, and stops as soon as it is larger than `bytes_max`: a few bytes can hold gigabytes.
///
/// # Errors
/// Refuses with `too_large` and `invalid_gzip`.
pub(crate) fn gunzip(packed: &[u8], bytes_max: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut unpacked = MultiGzDecoder::new(packed).take(bytes_max as u64 + 1);
    unpacked.read_to_end(&mut bytes).map_err(|_| {
        Refusal::new("invalid_gzip", "the body is not gzip").at("body").hint("pack it, or leave out `Content-Encoding`")
    })?;
    if bytes.len() > bytes_max {
        return Err(too_large(bytes_max));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::gunzip;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_body_is_unpacked_up_to_its_bound() {
        assert_eq!(gunzip(&gzip(b"{}"), 2).unwrap(), b"{}");
        assert_eq!(gunzip(&gzip(b"{} "), 2).unwrap_err().code, "too_large");
        let bomb = gzip(&vec![b' '; 50 << 20]);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(gunzip(&bomb, 1_000).unwrap_err().code, "too_large");
        assert_eq!(gunzip(b"{}", 100).unwrap_err().code, "invalid_gzip");
        let whole = gzip(b"{\"a\": 1}");
        assert_eq!(gunzip(&whole[..whole.len() - 3], 100).unwrap_err().code, "invalid_gzip");
    }
}
