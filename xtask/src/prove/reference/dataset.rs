//! The events that are asked about: made, not copied, by the program beside the table of expected digests.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};

use super::size::Size;
use crate::cache;
use crate::prove::python::Python;

/// The variable that names the folder of the program that makes the events; it is not part of the repository.
const BENCH_VARIABLE: &str = "BOUSSOLE_BENCH";
const GENERATOR: &str = "gen_events.py";

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
pub(crate) struct Dataset {
    pub(crate) python: Python,
    folder: PathBuf,
}

impl Dataset {
    /// Finds the events of a size, after making them if need be.
    pub(crate) fn find(size: &Size) -> Result<Self> {
        let generator = program(GENERATOR)?;
        let program = fs::read_to_string(&generator).with_context(|| generator.display().to_string())?;
        let python = Python::with_packages(LOCK)?;
        let [events, customers] = [size.n_events, size.n_customers].map(|n| n.to_string());
        let source = format!("{LOCK}\n{program}\n{events} of {customers}");
        let folder = cache::made("reference-events", &source, |folder| {
            let folder = folder.to_str().context("the cache folder has a name that is no UTF-8")?;
            let arguments = ["-", folder, "--events", &events, "--customers", &customers];
            python.run(&arguments, &program).map(drop)
        })?;
        Ok(Self { python, folder })
    }

    /// The folder of the files: the events in the order in which they happened, and by customer.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The events in the order in which they happened.
    pub(crate) fn by_time(&self) -> PathBuf {
        self.folder.join("events_time.parquet")
    }

    /// Draws the customers whose histories are counted.
    pub(crate) fn customers(&self) -> Result<Vec<u64>> {
        let path = self.folder.join("events_sorted.parquet");
        let path = path.to_str().context("the cache folder has a name that is no UTF-8")?;
        let text = self.python.run(&["-", path], DRAW)?;
        serde_json::from_str(&text).context("Python drew no customers")
    }
}

/// Finds a program that lies beside the table of expected digests.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    let bench =
        env::var_os(BENCH_VARIABLE).with_context(|| format!("{BENCH_VARIABLE} must name the folder of {name}"))?;
    Ok(Path::new(&bench).join(name))
}
