//! Several things in one input, and a folder to put them into.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What stands between the parts of an input: ASCII's record separator, which no document of ours has.
const SEPARATOR: u8 = 0x1e;

/// The parts of `bytes`.
pub fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split(|byte| *byte == SEPARATOR).collect()
}

/// A folder that is gone when it is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new one, empty.
    pub fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("tableread-any-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes `bytes` as the file `name` in it; gives its path.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}
