//! The one seam between the journal and the disk: so that a test can let any step of it fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// What the journal does to files. Every call is one thing that can fail.
pub trait Files: std::fmt::Debug + Send + Sync {
    /// Makes a folder and those above it, readable by their owner alone.
    ///
    /// # Errors
    /// As [`fs::DirBuilder::create`].
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// All bytes of a file.
    ///
    /// # Errors
    /// As [`fs::read`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Writes `bytes` behind the file's end, in one call where the system takes them so. Makes the file
    /// where there is none, readable by its owner alone.
    ///
    /// # Errors
    /// As [`OpenOptions::open`] and [`Write::write_all`]; part of the bytes may have been written.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes a file anew.
    ///
    /// # Errors
    /// As [`Files::append`].
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Waits until the file's or folder's content is on the disk.
    ///
    /// # Errors
    /// As [`File::sync_all`].
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Gives the file at `from` the name `to`, in place of what has it.
    ///
    /// # Errors
    /// As [`fs::rename`].
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes the lock that `path` stands for, if nobody has it; dropping the file gives it back, and so
    /// does the end of the process, however it ends.
    ///
    /// # Errors
    /// `WouldBlock` where somebody has it, `Unsupported` where the file system has no locks, else as
    /// [`OpenOptions::open`].
    fn lock(&self, path: &Path) -> io::Result<File>;
}

/// The files of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

/// The most that is read of a file, bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Files for System {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Asked before it is opened: opening a pipe would wait for somebody to write to it.
        if !fs::metadata(path)?.is_file() {
            return Err(io::Error::other("not a file"));
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(io::Error::other(format!("larger than {MAX_BYTES} bytes")));
        }
        Ok(bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        private().append(true).create(true).open(path)?.write_all(bytes)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        private().write(true).create(true).truncate(true).open(path)?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn lock(&self, path: &Path) -> io::Result<File> {
        let file = private().append(true).create(true).open(path)?;
        file.try_lock()?;
        Ok(file)
    }
}

/// Options for files that only their owner reads.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
