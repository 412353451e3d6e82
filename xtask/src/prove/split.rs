//! An export cut in two: what a company has that sends its orders every month.

use std::collections::HashMap;
use std::fs;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// The largest file that is cut, in bytes once unpacked.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Makes two copies of `folder` below `into`, each with one half of the records of `file` (a gzipped CSV without line
/// breaks inside its cells) under the same header.
pub(crate) fn split(folder: &Path, file: &str, into: &Path) -> Result<[PathBuf; 2]> {
    split_at(folder, file, into, |records| Some(records.len() / 2))
}

/// The same, but records with the same first cell stay together.
pub(crate) fn split_between(folder: &Path, file: &str, into: &Path) -> Result<[PathBuf; 2]> {
    split_at(folder, file, into, between)
}

fn split_at(folder: &Path, file: &str, into: &Path, place: impl Fn(&[&str]) -> Option<usize>) -> Result<[PathBuf; 2]> {
    let mut text = String::new();
    let packed = File::open(folder.join(file)).with_context(|| file.to_owned())?;
    MultiGzDecoder::new(packed).take(BYTES_MAX + 1).read_to_string(&mut text).with_context(|| file.to_owned())?;
    ensure!(text.len() as u64 <= BYTES_MAX, "{file} is larger than {BYTES_MAX} bytes");
    let halves = halves(&text, place)?;
    let folders = [into.join("first-half"), into.join("second-half")];
    for (half, copy) in halves.iter().zip(&folders) {
        fs::create_dir_all(copy)?;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name() != file {
                fs::copy(entry.path(), copy.join(entry.file_name()))?;
            }
        }
        let mut packed = GzEncoder::new(File::create(copy.join(file))?, Compression::fast());
        packed.write_all(half.as_bytes())?;
        packed.finish()?;
    }
    Ok(folders)
}

/// Finds the first place after the middle where no first cell occurs on both sides.
fn between(records: &[&str]) -> Option<usize> {
    let key = |record: &str| record.split(',').next().map(str::to_owned);
    let last: HashMap<_, _> = records.iter().enumerate().map(|(place, record)| (key(record), place)).collect();
    let mut reach = 0;
    for (place, record) in records.iter().enumerate() {
        if place > records.len() / 2 && place > reach {
            return Some(place);
        }
        reach = reach.max(*last.get(&key(record))?);
    }
    None
}

/// Cuts the records of a CSV text in two; both halves keep the header.
fn halves(text: &str, place: impl Fn(&[&str]) -> Option<usize>) -> Result<[String; 2]> {
    let mut lines = text.split_inclusive('\n');
    let header = lines.next().context("the file is empty")?;
    let records: Vec<&str> = lines.collect();
    ensure!(records.len() >= 2, "there are not two records to cut between");
    let (first, second) = records.split_at(place(&records).context("there is no place to cut at")?);
    Ok([first, second].map(|records| header.to_owned() + &records.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_keep_the_header_and_every_record_once() {
        let middle = |records: &[&str]| Some(records.len() / 2);
        assert_eq!(halves("h\r\n1\r\n2\r\n3", middle).unwrap(), ["h\r\n1\r\n", "h\r\n2\r\n3"]);
        assert!(halves("h\n1\n", middle).is_err());
        assert!(halves("", middle).is_err());
    }

    #[test]
    fn records_of_one_first_cell_stay_together() {
        let records = "h\na,1\nb,1\nc,1\nb,2\nd,1\ne,1\n";
        assert_eq!(halves(records, between).unwrap(), ["h\na,1\nb,1\nc,1\nb,2\n", "h\nd,1\ne,1\n"]);
        assert!(halves("h\na,1\nb,1\na,2\n", between).is_err());
    }
}
