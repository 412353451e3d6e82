use boussole_core::{ProjectId, Refusal};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The file whose lock says that the folder is in use.
const LOCK_FILE: &str = "boussole.lock";
/// How much of a lock file is read to say who holds it.
const HOLDER_BYTES_MAX: u64 = 500;

/// The one folder in which everything is kept, held by this process until it is dropped.
///
/// ```text
/// boussole.lock            who holds it
/// core.db                  definitions
/// projects/<project>/      events.db and parts/ of one project
/// rejects/                 rows that imports refused
/// ```
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    // Held, never read: the lock ends with the process, however it ends.
    _lock: File,
}

/// Why a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another process holds it.
    #[error(transparent)]
    Held(#[from] Refusal),
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl DataFolder {
    /// Opens (makes when absent) the folder and takes its lock; `holder` says what for (`import`), for others to read.
    ///
    /// # Errors
    /// Refuses with `folder_in_use` when another process holds it; fails when it cannot be made or written.
    pub fn open(path: &Path, holder: &str) -> Result<Self, FolderError> {
        let fail = |path: &Path| {
            let path = path.to_owned();
            move |source| FolderError::Io { path, source }
        };
        fs::create_dir_all(path).map_err(fail(path))?;
        let lock_path = path.join(LOCK_FILE);
        let mut lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&lock_path)
            .map_err(fail(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path, &mut lock).into()),
            Err(TryLockError::Error(source)) => return Err(fail(&lock_path)(source)),
        }
        write_holder(&mut lock, holder).map_err(fail(&lock_path))?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Returns the folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the file of definitions.
    #[must_use]
    pub fn core_db(&self) -> PathBuf {
        self.path.join("core.db")
    }

    /// Returns the folder of one project's events.
    #[must_use]
    pub fn project(&self, project: &ProjectId) -> PathBuf {
        self.path.join("projects").join(project.as_str())
    }

    /// Returns the folder of files that were handed over and are not imported yet.
    #[must_use]
    pub fn uploads(&self, project: &ProjectId) -> PathBuf {
        self.path.join("uploads").join(project.as_str())
    }

    /// Returns the folder of rows that imports refused.
    #[must_use]
    pub fn rejects(&self) -> PathBuf {
        self.path.join("rejects")
    }
}

/// Makes what was created, renamed or removed in a folder survive a loss of power.
///
/// # Errors
/// Fails when the folder cannot be opened or the disk does.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn write_holder(lock: &mut File, holder: &str) -> io::Result<()> {
    lock.set_len(0)?;
    lock.seek(SeekFrom::Start(0))?;
    writeln!(lock, "boussole {holder}, process {}", std::process::id())
}

fn in_use(path: &Path, lock: &mut File) -> Refusal {
    let mut holder = String::new();
    // An unreadable holder changes only the wording.
    let read = lock.take(HOLDER_BYTES_MAX).read_to_string(&mut holder);
    let holder = match read {
        Ok(_) if !holder.trim().is_empty() => holder.trim().to_owned(),
        _ => "another process".to_owned(),
    };
    Refusal::new("folder_in_use", format!("{} is in use by {holder}", path.display()))
        .at("--data")
        .hint("wait until it ends, or stop it; one process uses a data folder at a time")
}

#[cfg(test)]
mod tests {
    use super::{DataFolder, FolderError};

    #[test]
    fn a_folder_has_one_holder_and_says_who_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let first = DataFolder::open(&path, "import").unwrap();
        let Err(FolderError::Held(refusal)) = DataFolder::open(&path, "query") else {
            panic!("a second holder was let in");
        };
        assert_eq!(refusal.code, "folder_in_use");
        assert!(refusal.message.contains(&format!("boussole import, process {}", std::process::id())), "{refusal}");
        drop(first);
        DataFolder::open(&path, "query").unwrap();
    }
}
