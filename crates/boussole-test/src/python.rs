use crate::cache::installed;
use crate::command::run;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A Python with exactly the packages of a lock file, made once a lock file and kept outside the repository.
#[derive(Debug)]
pub struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// Finds, or makes, the environment with the packages that `lock` names, each with its hashes, as `pip` writes them;
    /// an empty one names none.
    ///
    /// # Panics
    /// Panics when Python is missing (Debian: `apt-get install python3-venv`) or a package cannot be installed.
    #[must_use]
    pub fn with_packages(lock: &str) -> Self {
        let folder = installed("python", lock, |folder| {
            run(Command::new("python3").args(["-m", "venv"]).arg(folder));
            if lock.is_empty() {
                return;
            }
            let requirements = folder.join("requirements.txt");
            fs::write(&requirements, lock).expect("the cache folder can be written");
            let pip =
                ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r"];
            run(Command::new(folder.join("bin/python")).args(pip).arg(&requirements));
        });
        Self { interpreter: folder.join("bin/python") }
    }

    /// Prepares a run of the interpreter.
    #[must_use]
    pub fn command(&self) -> Command {
        Command::new(&self.interpreter)
    }

    /// Runs a script with arguments and returns what it printed.
    ///
    /// # Panics
    /// Panics with what the script said when it fails.
    #[must_use]
    pub fn run(&self, script: &str, arguments: &[&str]) -> String {
        run(self.command().arg("-c").arg(script).args(arguments))
    }
}
