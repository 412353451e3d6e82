//! The events that are asked about: made, not copied, by the program beside the table of expected digests.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};

use crate::cache;
use crate::prove::python::Python;

/// The variable that names the folder of the program that makes the events; it is not part of the repository.
const BENCH_VARIABLE: &str = "BOUSSOLE_BENCH";
const GENERATOR: &str = "gen_events.py";

/// How many events, of how many customers: the digests are of these.
const EVENTS: &str = "1000000";
const CUSTOMERS: &str = "100000";

/// What Python needs, with hashes: other versions draw other numbers.
const LOCK: &str = include_str!("requirements.txt");

/// Prints the customers whose histories are counted: a thousand, drawn among the ids that occur.
const DRAW: &str = "
import json, random, sys
import pyarrow.parquet as parquet
metadata = parquet.ParquetFile(sys.argv[1]).metadata
last = metadata.row_group(metadata.num_row_groups - 1).column(0).statistics.max
draw = random.Random(7)
print(json.dumps([draw.randint(1, last) for _ in range(1000)]))
";

/// The events as files, and the Python that made them.
pub(super) struct Dataset {
    pub(super) python: Python,
    folder: PathBuf,
}

impl Dataset {
    /// Finds the events, after making them if need be.
    pub(super) fn find() -> Result<Self> {
        let bench = env::var_os(BENCH_VARIABLE)
            .with_context(|| format!("{BENCH_VARIABLE} must name the folder of {GENERATOR}"))?;
        let generator = Path::new(&bench).join(GENERATOR);
        let program = fs::read_to_string(&generator).with_context(|| generator.display().to_string())?;
        let python = Python::with_packages(LOCK)?;
        let source = format!("{LOCK}\n{program}\n{EVENTS} of {CUSTOMERS}");
        let folder = cache::made("reference-events", &source, |folder| {
            let folder = folder.to_str().context("the cache folder has a name that is no UTF-8")?;
            let arguments = ["-", folder, "--events", EVENTS, "--customers", CUSTOMERS];
            python.run(&arguments, &program).map(drop)
        })?;
        Ok(Self { python, folder })
    }

    /// The events in the order in which they happened.
    pub(super) fn by_time(&self) -> PathBuf {
        self.folder.join("events_time.parquet")
    }

    /// Draws the customers whose histories are counted.
    pub(super) fn customers(&self) -> Result<Vec<u64>> {
        let path = self.folder.join("events_sorted.parquet");
        let path = path.to_str().context("the cache folder has a name that is no UTF-8")?;
        let text = self.python.run(&["-", path], DRAW)?;
        serde_json::from_str(&text).context("Python drew no customers")
    }
}
