//! Programs that are not built here: Node with npm, Chromium, PostgreSQL, and what tests of faults need. They are found,
//! installed where that is allowed, or asked for in one line.

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

/// The programs of PostgreSQL that tests use.
pub(crate) struct PostgresPrograms {
    pub(crate) initdb: PathBuf,
    pub(crate) postgres: PathBuf,
}

/// Finds PostgreSQL, after installing it if need be.
pub(crate) fn postgres() -> Result<PostgresPrograms> {
    if let Some(found) = postgres_programs() {
        return Ok(found);
    }
    install("PostgreSQL", &["postgresql"])?;
    postgres_programs().context("PostgreSQL was installed, and its programs are not found")
}

fn postgres_programs() -> Option<PostgresPrograms> {
    let find = |name: &str| find(name).or_else(|| find_postgres(name));
    Some(PostgresPrograms { initdb: find("initdb")?, postgres: find("postgres")? })
}

/// Finds a program of the newest PostgreSQL where Debian keeps them, which is not on PATH.
fn find_postgres(name: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    folders.into_iter().rev().map(|folder| folder.join("bin").join(name)).find(|path| path.is_file())
}

/// Makes sure of what the tests of faults and of foreign readers need.
pub(crate) fn test_tools() -> Result<()> {
    for (program, what, package) in [
        ("strace", "strace", "strace"),
        ("setpriv", "setpriv", "util-linux"),
        ("mkfs.ext4", "mkfs.ext4", "e2fsprogs"),
        ("python3", "Python", "python3"),
        ("openssl", "OpenSSL", "openssl"),
        ("postfix", "Postfix", "postfix"),
    ] {
        if find(program).is_none() {
            install(what, &[package])?;
        }
    }
    // Debian divides Python: the part that makes environments is a package of its own.
    if !Command::new("python3").args(["-c", "import ensurepip, venv"]).status()?.success() {
        install("Python's venv", &["python3-venv"])?;
    }
    Ok(())
}

/// Finds a program on PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
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
    is_root() && Path::new("/etc/debian_version").exists()
}

/// Whether root asks.
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
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
