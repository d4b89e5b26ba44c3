//! What a scan learnt of each file, so that the next one looks only into what has changed.
//!
//! A file is the one that was looked into as long as its path, length and time of change are the same.
//! A file that was changed within the moment before it was looked into is not written down: it could
//! change again within the same tick of the clock.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Subject};

use super::about::Card;
use super::walk::Found;

/// The version of what is kept; grows whenever a [`Card`] is learnt otherwise than before.
const VERSION: u32 = 4;

/// The section that holds the files.
const FILES: &str = "files";

/// How long a file must have been left alone to be known by its time of change.
const SETTLED: Duration = Duration::from_secs(2);

/// What was learnt of the files of one library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// By path below the library.
    files: BTreeMap<String, Known>,
}

/// What was learnt of one file, and when it was as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    bytes: u64,
    /// Nanoseconds since 1970.
    changed: u64,
    /// Its card, or why it has none.
    card: Result<Card, String>,
}

impl Catalogue {
    /// What `cache` has of the library in the folder `root`; nothing where nothing is kept.
    pub(super) fn read(cache: &Cache, root: &Path) -> Self {
        let container = cache.read(&subject(&key(root)));
        let files = container.and_then(|kept| serde_json::from_slice(kept.section(FILES)?).ok());
        Self { files: files.unwrap_or_default() }
    }

    /// Keeps this in `cache` for the library in the folder `root`.
    ///
    /// # Errors
    /// Where the cache cannot be written.
    pub(super) fn keep(&self, cache: &Cache, root: &Path) -> std::io::Result<()> {
        let files = serde_json::to_vec(&self.files)?;
        cache.write(&subject(&key(root)), &[(FILES, &files)])
    }

    /// How many files it tells of.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it tells of no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What was learnt of the file, if it is still the same.
    pub(super) fn card(&self, file: &Found) -> Option<&Result<Card, String>> {
        let known = self.files.get(file.below.as_deref()?)?;
        let same = known.bytes == file.bytes && Some(known.changed) == file.changed;
        same.then_some(&known.card)
    }

    /// Writes down what was learnt of the file, looked into at `now`.
    pub(super) fn note(&mut self, file: &Found, card: Result<Card, String>, now: SystemTime) {
        let (Some(below), Some(changed)) = (&file.below, file.changed) else { return };
        let settled = nanoseconds(now.checked_sub(SETTLED)).is_some_and(|latest| changed <= latest);
        if settled {
            self.files.insert(below.clone(), Known { bytes: file.bytes, changed, card });
        }
    }
}

/// What the cache calls the catalogue of the library with this key.
pub(super) fn subject(key: &[u8]) -> Subject<'_> {
    Subject { purpose: "catalogue", version: VERSION, key }
}

/// What a library in the folder `root` is known by: its absolute path, links followed.
pub(super) fn key(root: &Path) -> Vec<u8> {
    let absolute = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    absolute.as_os_str().as_encoded_bytes().to_vec()
}

/// Nanoseconds since 1970; `None` before it.
pub(super) fn nanoseconds(time: Option<SystemTime>) -> Option<u64> {
    let since = time?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
}
