//! The clients of others, installed once a machine from their lock files, outside of the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A client that is ready to run: the program, and the script that drives it.
pub(crate) struct Client {
    program: PathBuf,
    script: PathBuf,
}

impl Client {
    /// Installs Segment's client for Node.
    pub(crate) fn node() -> Self {
        let folder = installed("node", "package-lock.json", |source, folder| {
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(source.join(file), folder.join(file)).expect("a file of the client");
            }
            let npm = "install Node 20 or later with npm (Debian: apt-get install nodejs npm)";
            run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(folder), npm);
        });
        // Node finds packages beside the script.
        let script = folder.join("send.mjs");
        place(&source("node").join("send.mjs"), &script);
        Self { program: "node".into(), script }
    }

    /// Installs Segment's client for Python.
    pub(crate) fn python() -> Self {
        let folder = installed("python", "requirements.txt", |source, folder| {
            let venv = "install Python 3 with venv (Debian: apt-get install python3-venv)";
            run(Command::new("python3").args(["-m", "venv", "venv"]).current_dir(folder), venv);
            let mut pip = Command::new(folder.join("venv/bin/pip"));
            let pip = pip.args(["install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r"]);
            run(pip.arg(source.join("requirements.txt")), "check that packages can be downloaded");
        });
        Self { program: folder.join("venv/bin/python"), script: source("python").join("send.py") }
    }

    /// Prepares a run of the client.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(&self.script).args(arguments);
        command
    }
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

/// Returns the folder of a client, filled by `install` when no test has done it yet.
fn installed(name: &str, lock: &str, install: impl FnOnce(&Path, &Path)) -> PathBuf {
    let source = source(name);
    let lock = fs::read(source.join(lock)).expect("the lock file");
    let hash = blake3::hash(&lock).to_hex();
    let folder = cache().join(format!("{name}-{}", &hash[..16]));
    if !folder.is_dir() {
        // Beside its place and under a name of its own, so that what is there is whole, whoever else installs it too.
        fs::create_dir_all(cache()).expect("the cache");
        let new = tempfile::tempdir_in(cache()).expect("a folder in the cache");
        install(&source, new.path());
        let new = new.keep();
        if fs::rename(&new, &folder).is_err() {
            assert!(folder.is_dir(), "{} cannot be made", folder.display());
            fs::remove_dir_all(new).expect("what is not needed is removed");
        }
    }
    folder
}

/// Puts the script of today there, whole.
fn place(from: &Path, to: &Path) {
    let new = tempfile::NamedTempFile::new_in(to.parent().expect("a folder")).expect("a file");
    fs::copy(from, new.path()).expect("the script");
    new.persist(to).expect("the script in its place");
}

fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME or XDG_CACHE_HOME is set")).join(".cache");
    std::env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("boussole/clients")
}

/// Runs a program, and says what to do when it is missing.
fn run(command: &mut Command, advice: &str) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; {advice}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed; {advice}\n{said}");
}
