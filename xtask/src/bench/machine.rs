//! The machine that measures, and what else runs on it: a figure says nothing without.

use std::fs;
use std::thread::available_parallelism;

use anyhow::{Context, Result};

/// Says in one line what the machine is and how busy it was during the last minute.
pub(super) fn describe() -> Result<String> {
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let memory = fs::read_to_string("/proc/meminfo")?;
    let load = fs::read_to_string("/proc/loadavg")?;
    sentence(available_parallelism()?.get(), &processors, &memory, &load)
}

fn sentence(n_cores: usize, processors: &str, memory: &str, load: &str) -> Result<String> {
    // Not every processor has a name.
    let model = value(processors, "model name").unwrap_or("unnamed processor");
    let kb = value(memory, "MemTotal").and_then(|size| size.trim_end_matches(" kB").parse::<u64>().ok());
    let gb = kb.context("the machine does not say how much memory it has")? / (1_024 * 1_024);
    let load = load.split(' ').next().context("the machine does not say how busy it is")?;
    Ok(format!("{n_cores} cores ({model}), {gb} GB; load of the minute before: {load}"))
}

fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| Some(line.strip_prefix(name)?.split_once(':')?.1.trim()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_machine_is_told_in_a_line() {
        let processors = "processor\t: 0\nmodel name\t: Quick One\n";
        let told = sentence(2, processors, "MemTotal:       24682496 kB\n", "0.05 0.10 0.20 1/100 7\n").unwrap();
        expect!["2 cores (Quick One), 23 GB; load of the minute before: 0.05"].assert_eq(&told);
        assert!(sentence(2, "", "", "0.05").is_err());
    }
}
