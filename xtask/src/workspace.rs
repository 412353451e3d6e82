//! Where the repository is, what Cargo says of it, and which files belong to it.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use serde::Deserialize;

/// The profiles of Cargo that this repository uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// Quick to build, checks on.
    Demo,
    /// What users get.
    Release,
}

impl Profile {
    /// Returns the name that Cargo knows, which is also the name of the folder below the target folder.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Release => "release",
        }
    }
}

/// The checkout that `cargo xtask` was started in.
pub(crate) struct Workspace {
    /// The folder that holds the root `Cargo.toml`.
    pub(crate) root: PathBuf,
}

/// What `cargo metadata` says, reduced to what the tasks need.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    /// The crates of the workspace.
    pub(crate) packages: Vec<Package>,
    /// Where Cargo puts what it builds.
    pub(crate) target_directory: PathBuf,
}

/// One crate of the workspace.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) manifest_path: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) targets: Vec<Target>,
}

/// One dependency that a crate declares; `kind` is `None` for a plain one, else `dev` or `build`.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) kind: Option<String>,
}

/// One thing that Cargo builds from a crate.
#[derive(Deserialize)]
pub(crate) struct Target {
    pub(crate) kind: Vec<String>,
}

impl Workspace {
    /// Finds the checkout; the error says how to start the tool when Cargo did not start it.
    pub(crate) fn find() -> Result<Self> {
        // Read when it runs, not when it is built: one target folder may serve several checkouts.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("start it with `cargo xtask`")?;
        let root = Path::new(&manifest).parent().context("the xtask crate has no parent folder")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Makes a command that runs in the root of the checkout.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Makes a Cargo command; the Cargo that runs the tool is the one it uses.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let program = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let mut command = self.command(&program);
        command.args(arguments);
        command
    }

    /// Where a task puts what it makes. Unlike Cargo's target folder, it is never shared with another checkout.
    pub(crate) fn output(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// Finds the `boussole` binary that was built.
    pub(crate) fn binary(&self, profile: Profile) -> Result<PathBuf> {
        let binary = self.metadata()?.target_directory.join(profile.as_str()).join("boussole");
        ensure!(binary.is_file(), "{} was not built", binary.display());
        Ok(binary)
    }

    /// Asks Cargo what the workspace is made of. Reads manifests only, never the network.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        let output = self.cargo(&["metadata", "--no-deps", "--format-version", "1", "--offline"]).output()?;
        let text = successful(output).context("cargo metadata")?;
        serde_json::from_slice(&text).context("cargo metadata answered something unexpected")
    }

    /// Lists the files that belong to the repository or would with `git add`, relative to the root, sorted.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        // A checkout owned by another user (a clone made by root, a mounted folder) may be listed too: nothing in it runs.
        let git = ["-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"];
        let output = self.command("git").args(git).output()?;
        let text =
            String::from_utf8(successful(output).context("git ls-files")?).context("a file name is not UTF-8")?;
        let names: BTreeSet<&str> = text.split('\0').filter(|name| !name.is_empty()).collect();
        // A file deleted but not yet committed is still listed; a link is somebody else's file.
        let is_file = |name: &str| fs::symlink_metadata(self.root.join(name)).is_ok_and(|found| found.is_file());
        Ok(names.into_iter().filter(|name| is_file(name)).map(str::to_owned).collect())
    }
}

impl Package {
    /// Whether the crate has a library.
    pub(crate) fn has_library(&self) -> bool {
        self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "lib"))
    }
}

/// Returns the standard output of a command that succeeded, or its standard error as an error.
pub(crate) fn successful(output: Output) -> Result<Vec<u8>> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    bail!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim())
}
