//! The clients of others, installed once a machine from their lock files, outside of the repository.

use boussole_test::{Python, installed, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A client that is ready to run.
pub(crate) enum Client {
    /// The script lies beside the packages, where Node finds them.
    Node(PathBuf),
    Python(Python),
}

impl Client {
    /// Installs Segment's client for Node.
    pub(crate) fn node() -> Self {
        let source = source("node");
        let lock = fs::read_to_string(source.join("package-lock.json")).expect("the lock file");
        let folder = installed("node", &lock, |folder| {
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(source.join(file), folder.join(file)).expect("a file of the client");
            }
            run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(folder));
        });
        let script = folder.join("send.mjs");
        place(&source.join("send.mjs"), &script);
        Self::Node(script)
    }

    /// Installs Segment's client for Python.
    pub(crate) fn python() -> Self {
        let lock = fs::read_to_string(source("python").join("requirements.txt")).expect("the lock file");
        Self::Python(Python::with_packages(&lock))
    }

    /// Prepares a run of the client.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = match self {
            Self::Node(script) => {
                let mut node = Command::new("node");
                node.arg(script);
                node
            }
            Self::Python(python) => {
                let mut command = python.command();
                command.arg(source("python").join("send.py"));
                command
            }
        };
        command.args(arguments);
        command
    }
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

/// Puts the script of today there, whole, whoever else does the same.
fn place(from: &Path, to: &Path) {
    let new = tempfile::NamedTempFile::new_in(to.parent().expect("a folder")).expect("a file");
    fs::copy(from, new.path()).expect("the script");
    new.persist(to).expect("the script in its place");
}
