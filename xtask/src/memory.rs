//! How much memory a process holds, as Linux counts it.

use std::fs;

use anyhow::{Context, Result};

/// Returns how much memory a process holds now, in kB.
pub(crate) fn held_kb(process: u32) -> Result<u64> {
    kb(process, "VmRSS:")
}

/// Returns the most memory that a process ever held, in kB.
pub(crate) fn peak_kb(process: u32) -> Result<u64> {
    kb(process, "VmHWM:")
}

fn kb(process: u32, line: &str) -> Result<u64> {
    read(&fs::read_to_string(format!("/proc/{process}/status"))?, line)
}

fn read(status: &str, line: &str) -> Result<u64> {
    let size = status.lines().find_map(|text| text.strip_prefix(line)).context("a process has a size")?;
    size.trim().trim_end_matches(" kB").parse().context("a size is a number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_from_its_line() {
        let status = "Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";
        assert_eq!((read(status, "VmHWM:").unwrap(), read(status, "VmRSS:").unwrap()), (2_048, 1_024));
        // A process that has ended and was not waited for has no size.
        assert!(read("Name:\ta\nState:\tZ (zombie)\n", "VmHWM:").is_err());
    }

    #[test]
    fn a_process_never_holds_more_than_at_its_peak() {
        let this = std::process::id();
        let held = held_kb(this).unwrap();
        assert!(held > 0 && held <= peak_kb(this).unwrap());
    }
}
