//! A Python with the packages of a lock file: it makes events, runs other engines, and hashes answers as their authors did.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::workspace::successful;
use crate::{cache, programs};

/// Prints the first 32 bits of the MD5 of what it reads: how answers are compared here, not a protection.
const DIGEST: &str = "import hashlib, sys; print(hashlib.md5(sys.stdin.buffer.read()).hexdigest()[:8])";

/// An interpreter with the packages of a lock file.
pub(crate) struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// Finds the interpreter with the packages of `lock`, after installing them if need be.
    pub(crate) fn with_packages(lock: &str) -> Result<Self> {
        programs::test_tools()?;
        let folder = cache::made("prove-python", lock, |folder| {
            run(Command::new("python3").args(["-m", "venv"]).arg(folder), "")?;
            let requirements = folder.join("requirements.txt");
            fs::write(&requirements, lock)?;
            let pip =
                ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r"];
            run(Command::new(interpreter(folder)).args(pip).arg(requirements), "").map(drop)
        })?;
        Ok(Self { interpreter: interpreter(&folder) })
    }

    /// Runs a program with `input` on its standard input, and returns what it printed.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Result<String> {
        run(Command::new(&self.interpreter).args(arguments), input)
    }

    /// Returns the digest of a text.
    pub(crate) fn digest(&self, text: &str) -> Result<String> {
        Ok(self.run(&["-c", DIGEST], text)?.trim().to_owned())
    }
}

fn interpreter(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}

fn run(command: &mut Command, input: &str) -> Result<String> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().context("Python cannot be started")?;
    // A program that fails at once closes its input: what it says is worth more than that.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    let output = successful(child.wait_with_output()?).context("Python")?;
    written.context("Python did not read its input")?;
    String::from_utf8(output).context("Python printed no UTF-8")
}
