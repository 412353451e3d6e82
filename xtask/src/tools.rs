//! Tools of Cargo that come without Rust. One version of each, so that a new release of a tool cannot turn a green tree red.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cache;
use crate::programs::find;
use crate::step::call;
use crate::workspace::Workspace;

/// A program of the package of the same name.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Runs the tests.
pub(crate) const NEXTEST: Tool = Tool { name: "cargo-nextest", version: "0.9.143" };
/// Checks licences and where packages come from.
pub(crate) const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// Finds dependencies that nothing uses.
pub(crate) const MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2" };

impl Tool {
    /// Makes a command of the tool, which is built first where it is not there in this version.
    pub(crate) fn command(&self, workspace: &Workspace) -> Result<Command> {
        let folder = cache::folder()?;
        let built = folder.join("tools/bin").join(self.name);
        let found = [Some(built.clone()), find(self.name)].into_iter().flatten().find(|path| self.is(path));
        let path = match found {
            Some(path) => path,
            None => self.build(workspace, &folder).map(|()| built)?,
        };
        Ok(workspace.command(&path.to_string_lossy()))
    }

    fn is(&self, path: &Path) -> bool {
        let said = Command::new(path).arg("--version").output().map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(&said).split_whitespace().any(|word| word == self.version)
    }

    /// Builds the tool apart from the checkout; what that leaves is of no use afterwards.
    fn build(&self, workspace: &Workspace, cache: &Path) -> Result<()> {
        println!("installing {} {}, once: this takes minutes", self.name, self.version);
        let beside: PathBuf = cache.join("tools-build");
        let mut install = workspace.cargo(&["install", self.name, "--locked", "--version", self.version, "--root"]);
        call(install.arg(cache.join("tools")).arg("--target-dir").arg(&beside))
            .with_context(|| format!("{} cannot be installed", self.name))?;
        fs::remove_dir_all(&beside).with_context(|| beside.display().to_string())
    }
}
