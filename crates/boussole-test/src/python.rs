use crate::command::run;
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

/// A Python with exactly the packages of a lock file, made once a lock file and kept outside the repository.
#[derive(Debug)]
pub struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// Finds, or makes, the environment with the packages that `lock` names, each with its hashes, as `pip` writes them.
    ///
    /// # Panics
    /// Panics when Python is missing or a package cannot be installed.
    #[must_use]
    pub fn with_packages(lock: &str) -> Self {
        let cache = cache().join("python");
        fs::create_dir_all(&cache).expect("the cache folder can be made");
        let name = blake3::hash(lock.as_bytes()).to_hex()[..16].to_owned();
        let folder = cache.join(&name);
        let complete = folder.join("complete");
        // Several tests may want the same environment at once: one makes it, the others wait.
        let turn = File::create(cache.join(format!("{name}.lock"))).expect("a file in the cache folder");
        turn.lock().expect("the cache folder can be locked");
        if !complete.exists() {
            if folder.exists() {
                fs::remove_dir_all(&folder).expect("an unfinished environment can be removed");
            }
            run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
            let requirements = folder.join("requirements.txt");
            fs::write(&requirements, lock).expect("the cache folder can be written");
            let pip =
                ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r"];
            run(Command::new(folder.join("bin/python")).args(pip).arg(&requirements));
            File::create(&complete).expect("the cache folder can be written");
        }
        Self { interpreter: folder.join("bin/python") }
    }

    /// Runs a script with arguments and returns what it printed.
    ///
    /// # Panics
    /// Panics with what the script said when it fails.
    #[must_use]
    pub fn run(&self, script: &str, arguments: &[&str]) -> String {
        run(Command::new(&self.interpreter).arg("-c").arg(script).args(arguments))
    }
}

/// Where things are kept that are costly to make and belong to no checkout.
fn cache() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    base.expect("XDG_CACHE_HOME or HOME is set").join("boussole")
}
