use crate::command::run;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The size of a disk; the file behind it is sparse.
const DISK_BYTES: u64 = 192 << 20;

/// An ext4 disk in a file, mounted until it is dropped. Needs root.
///
/// What a program wrote and did not sync lies in the kernel's memory, and not in the file behind the disk: a copy of that
/// file is what the disk holds when the power goes.
#[derive(Debug)]
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Makes an empty disk.
    ///
    /// # Panics
    /// Panics when it cannot be made or mounted.
    #[must_use]
    pub fn new() -> Self {
        let disk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let file = fs::File::create(disk.image()).expect("a file for the disk");
        file.set_len(DISK_BYTES).expect("a length for the disk");
        run(Command::new("mkfs.ext4").arg("-q").arg("-F").arg(disk.image()));
        disk.mount();
        disk
    }

    /// The folder at which the disk is mounted.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// Returns the disk as it is found after the power went at this moment. Whoever writes must have ended before.
    ///
    /// # Panics
    /// Panics when the copy cannot be made or mounted.
    #[must_use]
    pub fn after_power_loss(&self) -> Self {
        let copy = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        run(Command::new("cp").arg("--sparse=always").arg(self.image()).arg(copy.image()));
        copy.mount();
        copy
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mount(&self) {
        fs::create_dir(self.path()).expect("a folder for the disk");
        // Nothing is to reach the disk by itself while a test runs: only what is synced counts.
        run(Command::new("mount").args(["-o", "loop,commit=300,noatime"]).arg(self.image()).arg(self.path()));
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        unmount(&self.path());
    }
}

fn unmount(path: &Path) {
    // A test that failed may still hold a file open: the disk goes when that ends.
    let _ = Command::new("umount").arg("--lazy").arg(path).status();
}
