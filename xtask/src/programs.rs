//! Programs that are not built here: Node with npm, and Chromium. They are found, installed where that is allowed, or
//! asked for in one line.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::step::call;
use crate::workspace::successful;

/// The oldest Node that the interface is built with; `engines` in `web/package.json` says the same.
const NODE_MIN: (u32, u32) = (20, 20);

/// Says where Chromium is when it is not where one looks first; the specs read it too.
pub(crate) const CHROMIUM_VARIABLE: &str = "BOUSSOLE_CHROMIUM";

/// Makes sure that Node and npm are there.
pub(crate) fn node() -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        install("Node and npm", &["nodejs", "npm"])?;
    }
    let output = Command::new("node").arg("--version").output().context("node cannot be started")?;
    let text = String::from_utf8(successful(output)?).context("node --version")?;
    let version = version(&text).with_context(|| format!("node says its version is `{}`", text.trim()))?;
    let (major, minor) = NODE_MIN;
    ensure!(version >= NODE_MIN, "Node {} is too old: install {major}.{minor} or newer", text.trim());
    Ok(())
}

/// Finds Chromium, after installing it if need be.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os(CHROMIUM_VARIABLE).map(PathBuf::from) {
        ensure!(path.is_file(), "{CHROMIUM_VARIABLE} names {}, which is no file", path.display());
        return Ok(path);
    }
    if let Some(path) = find("chromium") {
        return Ok(path);
    }
    install("Chromium", &["chromium"])?;
    find("chromium").context("Chromium was installed, and is not on PATH")
}

/// Finds a program on PATH.
fn find(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Installs packages of Debian; where this may not be done, the error says what to do.
fn install(what: &str, packages: &[&str]) -> Result<()> {
    let packages = packages.join(" ");
    if !may_install() {
        bail!("{what} must be installed (as root on Debian: apt-get install -y {packages})");
    }
    println!("installing {what}: apt-get install -y {packages}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        call(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    // A list that cannot be brought up to date may still name the packages.
    if let Err(error) = apt(&["update"]) {
        println!("apt-get update: {error:#}");
    }
    let arguments: Vec<&str> = ["install", "-y"].into_iter().chain(packages.split(' ')).collect();
    apt(&arguments).with_context(|| format!("{what} cannot be installed (apt-get install -y {packages})"))
}

/// Whether this is Debian, or made from it, and root asks.
fn may_install() -> bool {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    is_root && Path::new("/etc/debian_version").exists()
}

/// Reads the first two numbers of a version.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().trim_start_matches('v').split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("v100.3.0-nightly"), Some((100, 3)));
        assert_eq!(version("node"), None);
        assert!(version("v20.9.0") < Some(NODE_MIN));
        assert!(version("v22.1.0") > Some(NODE_MIN));
    }
}
