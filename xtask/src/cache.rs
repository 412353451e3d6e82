//! Things that are costly to make and belong to no checkout: made once, then found.

use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Returns the folder of `kind` that was made from `source`, after making it if it is not there.
pub(crate) fn made(kind: &str, source: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    made_in(&folder()?.join(kind), source, make)
}

fn made_in(cache: &Path, source: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    fs::create_dir_all(cache).with_context(|| cache.display().to_string())?;
    // Another release of Rust may hash otherwise: then it is made once more, and nothing is lost.
    let mut hasher = DefaultHasher::new();
    source.hash(&mut hasher);
    let name = format!("{:016x}", hasher.finish());
    let folder = cache.join(&name);
    // Two checkouts may want the same at once: one makes it, the other waits.
    let turn = File::create(cache.join(format!("{name}.lock")))?;
    turn.lock()?;
    let complete = folder.join("complete");
    if !complete.exists() {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir(&folder)?;
        make(&folder)?;
        File::create(&complete)?;
    }
    Ok(folder)
}

/// Returns the folder of all of them.
pub(crate) fn folder() -> Result<PathBuf> {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    Ok(base.context("XDG_CACHE_HOME or HOME must be set")?.join("boussole"))
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn what_was_made_whole_is_not_made_again() {
        let cache = tempfile::tempdir().unwrap();
        let make = |folder: &Path| Ok(fs::write(folder.join("a"), "1")?);
        let failed = made_in(cache.path(), "one", |folder| {
            make(folder)?;
            bail!("half-way")
        });
        assert!(failed.is_err());
        let folder = made_in(cache.path(), "one", make).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a")).unwrap(), "1");
        assert_eq!(made_in(cache.path(), "one", |_| bail!("made twice")).unwrap(), folder);
        assert_ne!(made_in(cache.path(), "two", make).unwrap(), folder);
    }
}
