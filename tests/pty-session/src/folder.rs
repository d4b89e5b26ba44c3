//! A folder for one test or session, so that none reads or writes a person's.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// A fresh folder among the temporary ones, removed when dropped. It stands wherever its path would.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _removes_it: TempDir,
}

impl Folder {
    /// A new one, empty.
    ///
    /// # Panics
    /// Where none can be made.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("tableread-").tempdir().expect("a folder");
        // Told as the program tells it, where the folder of temporary files is a link.
        let path = folder.path().canonicalize().expect("a path");
        Self { path, _removes_it: folder }
    }

    /// A new one with the file `name` in it, and the path of that.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn with(name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> (Self, PathBuf) {
        let folder = Self::new();
        let path = folder.file(name, bytes);
        (folder, path)
    }

    /// Writes `bytes` as the file `name`, which may lie in folders of it; gives its path.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn file(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// As [`Folder::file`], of a file that was last changed an hour ago: one of just now may change again
    /// within the same tick of the clock, and is not remembered.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn old_file(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name, bytes);
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        File::options().append(true).open(&path).expect("file").set_modified(long_ago).expect("a time");
        path
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

impl AsRef<OsStr> for Folder {
    fn as_ref(&self) -> &OsStr {
        self.path.as_os_str()
    }
}
