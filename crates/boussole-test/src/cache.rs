use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Returns a folder that `install` filled once for this lock file, on this machine and outside of any checkout.
///
/// # Panics
/// Panics when the folder cannot be made.
#[must_use]
pub fn installed(kind: &str, lock: &str, install: impl FnOnce(&Path)) -> PathBuf {
    let cache = cache().join(kind);
    fs::create_dir_all(&cache).expect("the cache folder can be made");
    let name = blake3::hash(lock.as_bytes()).to_hex()[..16].to_owned();
    let folder = cache.join(&name);
    let complete = folder.join("complete");
    // Several tests may want the same at once: one makes it, the others wait.
    let turn = File::create(cache.join(format!("{name}.lock"))).expect("a file in the cache folder");
    turn.lock().expect("the cache folder can be locked");
    if !complete.exists() {
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("what is unfinished can be removed");
        }
        fs::create_dir(&folder).expect("the cache folder can be written");
        install(&folder);
        File::create(&complete).expect("the cache folder can be written");
    }
    folder
}

/// Where things are kept that are costly to make and belong to no checkout.
fn cache() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    base.expect("XDG_CACHE_HOME or HOME is set").join("boussole")
}
