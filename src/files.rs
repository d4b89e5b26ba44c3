//! The one seam between what is kept and the disk: settings, the journal, the cache. So that a test can
//! let any step of it fail. What is read may be reached by links; what is written is never written through one.
//!
//! Documents and what is stated beside them are not read or written through here: they are a person's, and may
//! lie in archives.

#[cfg(test)]
pub(crate) mod failing;
mod regular;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(crate) use regular::regular;
use regular::{not_a_file, not_through_a_link, ours};

/// What is done to files that are kept. Every call is one thing that can fail, and so is every write to
/// what [`Files::create`] gives.
pub trait Files: std::fmt::Debug + Send + Sync {
    /// Makes a folder and those above it, readable by their owner alone.
    ///
    /// # Errors
    /// As [`fs::DirBuilder::create`].
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// The files and folders in a folder, in no order.
    ///
    /// # Errors
    /// As [`fs::read_dir`].
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;

    /// A file to be read, and its length. Whatever is no file (a pipe, a device) is not opened: it could be
    /// waited for for ever.
    ///
    /// # Errors
    /// As [`File::open`].
    fn open(&self, path: &Path) -> io::Result<(Box<dyn Read + Send>, u64)>;

    /// Writes `bytes` behind the file's end, in one call where the system takes them so. Makes the file
    /// where there is none, readable by its owner alone.
    ///
    /// # Errors
    /// Where a link stands there; else as [`OpenOptions::open`] and [`Write::write_all`]; part of the bytes may have been written.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// A file to be written anew, readable by its owner alone; what it had is gone.
    ///
    /// # Errors
    /// Where a link stands there; else as [`OpenOptions::open`].
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>>;

    /// Waits until the file's or folder's content is on the disk.
    ///
    /// # Errors
    /// As [`File::sync_all`].
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Gives the file at `from` the name `to`, in place of what has it.
    ///
    /// # Errors
    /// Where a link has it; else as [`fs::rename`].
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// As [`fs::remove_file`].
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Takes the lock that `path` stands for, if nobody has it whom `share` would disturb; dropping the file gives it
    /// back, and so does the end of the process, however it ends.
    ///
    /// # Errors
    /// `WouldBlock` where somebody has it, `Unsupported` where the file system has no locks, else as
    /// [`OpenOptions::open`].
    fn lock(&self, path: &Path, share: Share) -> io::Result<File>;
}

/// Beside whom a lock is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Nobody.
    Alone,
    /// All others that hold it so.
    Beside,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The folder's path and its name.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// When it was written last, where that is told.
    pub written: Option<SystemTime>,
}

/// All bytes of the file at `path`, if there are at most `most`.
///
/// # Errors
/// As [`Files::open`], and for a file that is longer.
pub fn read(files: &dyn Files, path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, _) = files.open(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {most} bytes")));
    }
    Ok(bytes)
}

/// Writes the file at `path` anew: `bytes`, and nothing else.
///
/// # Errors
/// As [`Files::create`] and [`Write::write_all`].
pub fn write(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = files.create(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// The files of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Files for System {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let listed = |entry: fs::DirEntry| {
            let path = entry.path();
            // What went meanwhile is not there.
            let metadata = fs::metadata(&path).ok()?;
            Some(Listed { path, bytes: metadata.len(), written: metadata.modified().ok() })
        };
        Ok(fs::read_dir(folder)?.flatten().filter_map(listed).collect())
    }

    fn open(&self, path: &Path) -> io::Result<(Box<dyn Read + Send>, u64)> {
        let (file, metadata) = regular(path)?.ok_or_else(not_a_file)?;
        Ok((Box::new(file), metadata.len()))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        ours(path, OpenOptions::new().append(true).create(true))?.write_all(bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        Ok(Box::new(ours(path, OpenOptions::new().write(true).create(true).truncate(true))?))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        not_through_a_link(to)?;
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<File> {
        let file = ours(path, OpenOptions::new().append(true).create(true))?;
        match share {
            Share::Alone => file.try_lock()?,
            Share::Beside => file.try_lock_shared()?,
        }
        Ok(file)
    }
}
