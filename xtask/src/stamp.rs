//! Whether something was made from the files as they are now.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A small file that remembers the content of others. Times are not looked at: a checkout sets them anew.
pub(crate) struct Stamp {
    path: PathBuf,
    files: Vec<PathBuf>,
}

impl Stamp {
    /// A stamp at `path` for the content of `files`, in this order.
    pub(crate) fn new(path: PathBuf, files: Vec<PathBuf>) -> Self {
        Self { path, files }
    }

    /// Whether the stamp was written for the content that the files have now. A file that is missing has no content.
    pub(crate) fn is_current(&self) -> Result<bool> {
        Ok(self.path.exists() && fs::read_to_string(&self.path)? == self.content()?)
    }

    /// Writes the stamp for the content that the files have now.
    pub(crate) fn write(&self) -> Result<()> {
        fs::write(&self.path, self.content()?).with_context(|| self.path.display().to_string())
    }

    /// Another release of Rust may hash otherwise: then things are made once more, and nothing is lost.
    fn content(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        for path in &self.files {
            (path, content_of(path)?).hash(&mut hasher);
        }
        Ok(format!("{:016x}\n", hasher.finish()))
    }
}

fn content_of(path: &Path) -> Result<Option<Vec<u8>>> {
    match path.exists() {
        true => Ok(Some(fs::read(path).with_context(|| path.display().to_string())?)),
        false => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_current_until_a_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two, stamp] = ["one", "two", "stamp"].map(|name| folder.path().join(name));
        fs::write(&one, "1").unwrap();
        let stamp = Stamp::new(stamp, vec![one.clone(), two.clone()]);
        assert!(!stamp.is_current().unwrap());
        stamp.write().unwrap();
        assert!(stamp.is_current().unwrap());
        fs::write(&two, "").unwrap();
        assert!(!stamp.is_current().unwrap());
        stamp.write().unwrap();
        fs::write(&one, "2").unwrap();
        assert!(!stamp.is_current().unwrap());
    }
}
