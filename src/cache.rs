//! Things that were derived from documents and can be derived again, kept between runs: what a scan
//! learnt of each file, the index of a library.
//!
//! A file of the cache is never trusted: it says what it is of and in which version, and every byte is
//! under a checksum. What is not exactly as it was written, of another version or of something else is
//! as good as not there ([`Cache::read`] gives `None`), and whoever asked derives it again. Writing goes
//! to a temporary file that then takes the name, so that nobody ever sees half of one.

mod container;
#[cfg(test)]
mod tests;

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;
use xxhash_rust::xxh3::xxh3_64;

use crate::files::{Files, Listed, System};

pub use container::Container;

/// The ending of the cache's files.
const ENDING: &str = "cache";

/// The ending of files that are being written.
const UNFINISHED: &str = "part";

/// The largest file that is read, bytes. An index of five million lines has a tenth of this.
const MAX_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// How long a file is left alone that is not finished: whoever writes it may be at it yet.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

/// The longest header that is looked for, bytes.
const MAX_HEADER: u64 = 256 * 1024;

/// What a file of the cache holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The kind of derived thing, in letters that a file name may have: `catalogue`.
    pub purpose: &'a str,
    /// Grows whenever what the sections hold changes; files of other versions are not read.
    pub version: u32,
    /// What it was derived from, such as the absolute path of a library's folder.
    pub key: &'a [u8],
}

/// A folder of derived things.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: Option<PathBuf>,
    files: Arc<dyn Files>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { folder: None, files: Arc::new(System) }
    }
}

/// One file of the cache, as `library status` tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// What kind of derived thing it says it is; empty where it does not say.
    pub purpose: String,
    /// What it says it was derived from.
    pub key: Vec<u8>,
}

impl Cache {
    /// The person's cache folder, `$XDG_CACHE_HOME/tableread`; [`Cache::none`] where they have no home.
    pub fn of_person() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        base.map_or_else(Self::none, |base| Self::within(base.cache_dir().join("tableread")))
    }

    /// The cache in `folder`, which is made when something is written.
    pub fn within(folder: PathBuf) -> Self {
        Self::through(Arc::new(System), folder)
    }

    /// The same, with `files` for the disk.
    pub fn through(files: Arc<dyn Files>, folder: PathBuf) -> Self {
        Self { folder: Some(folder), files }
    }

    /// No cache: nothing is found and nothing is kept.
    pub fn none() -> Self {
        Self::default()
    }

    /// Where it is; `None` for [`Cache::none`].
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What was kept of `subject`; `None` where nothing was, or not exactly this.
    ///
    /// The file is read whole. Its length is looked at before memory is asked for, and whoever swapped
    /// it for a pipe or a device is not waited for.
    pub fn read(&self, subject: &Subject<'_>) -> Option<Container> {
        let (file, length) = opened(self.files.as_ref(), &self.place(subject)?)?;
        Container::read(file, length, subject)
    }

    /// Keeps `sections` (names and bytes) of `subject` in place of what was kept of it.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written. What was kept before is still there then.
    pub fn write(&self, subject: &Subject<'_>, sections: &[(&str, &[u8])]) -> io::Result<()> {
        let (Some(folder), Some(place)) = (&self.folder, self.place(subject)) else { return Ok(()) };
        self.files.make_folder(folder)?;
        let unfinished = place.with_extension(unfinished());
        let written = self.write_new(&unfinished, subject, sections);
        let written = written.and_then(|()| self.files.rename(&unfinished, &place));
        if written.is_err() {
            // The fault that is told is why it could not be written, not why it could not be cleared away.
            let _left = self.files.remove(&unfinished);
        }
        written
    }

    fn write_new(&self, path: &Path, subject: &Subject<'_>, sections: &[(&str, &[u8])]) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(256 * 1024, self.files.create(path)?);
        container::write(&mut out, subject, sections)?;
        out.flush()
    }

    /// Removes what writers left that were killed, as far as that can be done.
    pub fn sweep(&self) {
        let latest = SystemTime::now().checked_sub(PATIENCE);
        let given_up = |file: &Listed| file.written < latest && has_ending(&file.path, UNFINISHED);
        for file in self.listed().into_iter().filter(given_up) {
            // The next scan tries again.
            let _left = self.files.remove(&file.path);
        }
    }

    /// What is in the folder.
    fn listed(&self) -> Vec<Listed> {
        let listed = self.folder.as_ref().and_then(|folder| self.files.list(folder).ok());
        listed.unwrap_or_default()
    }

    /// Forgets what was kept of `subject`, in whatever version; whether there was anything.
    ///
    /// # Errors
    /// Where there is a file and it cannot be removed.
    pub fn remove(&self, subject: &Subject<'_>) -> io::Result<bool> {
        self.place(subject).map_or(Ok(false), |place| self.forget(&place))
    }

    /// All files of the cache, finished or not, sorted by name.
    pub fn all(&self) -> Vec<Kept> {
        let is_ours =
            |file: &Listed| [ENDING, UNFINISHED].iter().any(|ending| has_ending(&file.path, ending));
        let ours = self.listed().into_iter().filter(is_ours);
        let mut all: Vec<Kept> = ours.map(|file| self.kept(file)).collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all
    }

    /// The files that say they were derived from what `key` names, whatever they hold of it, or from a
    /// part of it: their keys go on after a line break.
    pub fn of_key(&self, key: &[u8]) -> Vec<Kept> {
        let is_of = |kept: &Kept| {
            let rest = kept.key.strip_prefix(key);
            !kept.purpose.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"\n"))
        };
        self.all().into_iter().filter(is_of).collect()
    }

    /// Removes what was derived from what `key` names; gives how many files and bytes that was.
    ///
    /// # Errors
    /// The first file that cannot be removed; those before it are gone.
    pub fn clear_of_key(&self, key: &[u8]) -> io::Result<(usize, u64)> {
        self.forget_all(self.of_key(key))
    }

    /// Removes everything that is kept; gives how many files and bytes that was.
    ///
    /// # Errors
    /// The first file that cannot be removed; those before it are gone.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        self.forget_all(self.all())
    }

    fn forget_all(&self, all: Vec<Kept>) -> io::Result<(usize, u64)> {
        let mut cleared = (0, 0);
        for kept in all {
            if self.forget(&kept.path)? {
                cleared = (cleared.0 + 1, cleared.1 + kept.bytes);
            }
        }
        Ok(cleared)
    }

    /// Removes the file at `path`; whether it was there.
    fn forget(&self, path: &Path) -> io::Result<bool> {
        match self.files.remove(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What `file` says of itself; it is looked at no further than that.
    fn kept(&self, file: Listed) -> Kept {
        let mut start = Vec::new();
        if let Some((file, _)) = opened(self.files.as_ref(), &file.path) {
            // What cannot be read says nothing.
            let _unread = file.take(MAX_HEADER).read_to_end(&mut start);
        }
        let (purpose, key) = container::told(&start).unwrap_or_default();
        Kept { path: file.path, bytes: file.bytes, purpose, key }
    }

    /// The file of `subject`. Its name has a hash of the key, which is no secret and no proof: the
    /// header tells whether the file is of it.
    fn place(&self, subject: &Subject<'_>) -> Option<PathBuf> {
        let name = format!("{}-{:016x}.{ENDING}", subject.purpose, xxh3_64(subject.key));
        Some(self.folder.as_ref()?.join(name))
    }
}

impl Kept {
    /// Whether every byte of it is as it was written.
    pub fn is_whole(&self) -> bool {
        opened(&System, &self.path).is_some_and(|(file, length)| container::is_whole(file, length))
    }
}

/// The ending of a file that nobody else writes at the same time.
fn unfinished() -> String {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    format!("{}-{number}.{UNFINISHED}", std::process::id())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own == ending)
}

/// The file at `path`, to be read, and its length.
fn opened(files: &dyn Files, path: &Path) -> Option<(Box<dyn Read + Send>, u64)> {
    files.open(path).ok().filter(|(_, length)| *length <= MAX_BYTES)
}
