use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

/// The socket, beside the lock.
const SOCKET_FILE: &str = "boussole.sock";
/// The longest path that a socket can have.
const PATH_BYTES_MAX: usize = 107;

/// The path of a folder's socket, short enough to be one.
pub(super) struct Address {
    path: PathBuf,
    // Held while the path is used, which may lead through it.
    _folder: File,
}

impl Address {
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let open = File::open(folder)?;
        let path = folder.join(SOCKET_FILE);
        if path.as_os_str().len() <= PATH_BYTES_MAX {
            return Ok(Self { path, _folder: open });
        }
        // The same folder by the number under which this process has it open.
        let path = PathBuf::from(format!("/proc/self/fd/{}", open.as_raw_fd())).join(SOCKET_FILE);
        Ok(Self { path, _folder: open })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
