//! Which files are one episode, and the shelf of them.
//!
//! This is the module that walks folders and reads documents; everything after it works on values.
//!
//! A [`Library`] is a folder. Scanning it tells its episodes one by one, as soon as their files are
//! known, and the [`Shelf`] takes them.

mod about;
mod archived;
mod catalogue;
mod entry;
mod grouping;
mod in_order;
mod index;
mod input;
mod order;
mod origin;
mod parts;
mod places;
mod sample;
mod scan;
mod shelf;
mod statements;
mod stating;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::cache::Cache;
use crate::source::{ReadError, Source, archive};
use crate::text::clean::clean_line;

pub use crate::threads::processors;
pub use about::{About, Card};
pub use catalogue::Catalogue;
pub use entry::{Entry, Place, Taken};
pub use in_order::in_order;
pub use index::{IndexProgress, LibraryIndex};
pub use input::INPUT;
pub use order::Order;
pub use origin::SAMPLE;
pub use parts::is_there;
pub use scan::{Listener, Progress, Scanned, Told};
pub use shelf::{Section, Shelf};
pub use stating::{Saying, Unsaid};

use statements::Statements;
use walk::{shown_name, stem};

/// Why a path could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file or folder, or it cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// One kind was said of a folder's documents.
    #[error(
        "{path}: a folder; only one document can be taken for a kind, expected its path (or an episode.toml that states it)"
    )]
    KindOfFolder {
        /// The folder, cleaned for display.
        path: String,
    },
    /// A folder in which there is nothing that can be used, and the first thing that cannot.
    #[error("{0}")]
    Unusable(Problem),
    /// A folder without a document in it.
    #[error("{path}: no documents; expected text files such as a transcript, a summary or subtitles")]
    Empty {
        /// The folder, cleaned for display.
        path: String,
    },
}

impl OpenError {
    /// There is no document in the folder at `path`.
    fn nothing_in(path: &Path) -> Self {
        Self::Empty { path: shown(path) }
    }
}

/// Something that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, and the line where it is one of a line; clean.
    pub path: String,
    /// What is wrong with it, without its path, clean.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path, self.message)
    }
}

/// A folder of episodes, and what is stated about it.
#[derive(Debug, Clone)]
pub struct Library {
    root: PathBuf,
    statements: Statements,
    /// What is wrong with the statements.
    faults: Vec<Problem>,
    taken: Taken,
}

impl Library {
    /// The library in the folder `root`. Reads its `library.toml` and nothing else.
    ///
    /// # Errors
    /// Where there is no folder at `root`.
    pub fn open(root: &Path) -> Result<Self, OpenError> {
        let io = |error| ReadError::Io { path: shown(root), error };
        if !std::fs::metadata(root).map_err(io)?.is_dir() && !archive::is_archive(root) {
            return Err(io(std::io::ErrorKind::NotADirectory.into()).into());
        }
        let (statements, faults) = Statements::read(root);
        Ok(Self { root: root.to_owned(), statements, faults, taken: Taken::default() })
    }

    /// The same library with its documents taken for what a person says.
    ///
    /// # Errors
    /// Where all documents are said to be of one kind: those of a folder are not.
    pub fn taken_for(self, taken: Taken) -> Result<Self, OpenError> {
        match taken.kind {
            Some(_) => Err(OpenError::KindOfFolder { path: shown(&self.root) }),
            None => Ok(Self { taken, ..self }),
        }
    }

    /// Its shelf before anything was scanned: the name, the order, and what is wrong with what is stated.
    pub fn shelf(&self) -> Shelf {
        let name = self.statements.title.clone().unwrap_or_else(|| shown_name(&self.root));
        Shelf {
            name,
            problems: self.faults.clone(),
            order: self.statements.order.unwrap_or_default(),
            series: self.statements.series.clone(),
            entries: Vec::new(),
        }
    }

    /// Scans the folder: tells every episode, and what cannot be used, as soon as it is known, in no
    /// order, from several threads. Only files that `known` does not know as they are now are read.
    /// Ends early where `tell` gives false.
    pub fn scan(&self, known: &Catalogue, progress: &Progress, tell: Listener<'_>) -> Scanned {
        scan::scan(self, known, progress, tell)
    }

    /// The same folder, its `library.toml` read again.
    ///
    /// # Errors
    /// Where the folder is gone.
    pub fn again(&self) -> Result<Self, OpenError> {
        Ok(Self { taken: self.taken, ..Self::open(&self.root)? })
    }

    /// There is no document in the folder.
    pub fn nothing(&self) -> OpenError {
        OpenError::nothing_in(&self.root)
    }

    /// The folder cannot be read, for this reason.
    pub fn unreadable(&self, error: std::io::Error) -> OpenError {
        ReadError::Io { path: shown(&self.root), error }.into()
    }

    /// What `cache` knows of its files from the last scan.
    pub fn known(&self, cache: &Cache) -> Catalogue {
        if self.taken != Taken::default() {
            return Catalogue::default();
        }
        Catalogue::read(cache, &self.root)
    }

    /// Keeps what a scan learnt in `cache`.
    ///
    /// # Errors
    /// Where the cache cannot be written.
    pub fn keep(&self, cache: &Cache, learnt: &Catalogue) -> std::io::Result<()> {
        cache.sweep();
        // What the files seem to be under what is said this time need not be so the next time.
        if self.taken != Taken::default() {
            return Ok(());
        }
        learnt.keep(cache, &self.root)
    }

    /// What it is known by in the cache: its absolute path, links followed.
    pub fn key(&self) -> Vec<u8> {
        Self::key_of(&self.root)
    }

    /// What a library at `path` is known by in the cache, be it a folder, an archive or a file of several episodes.
    pub fn key_of(path: &Path) -> Vec<u8> {
        catalogue::key(path)
    }

    /// How many files it has by now, and how many of them are as `known` knows them. Reads none.
    pub fn compared(&self, known: &Catalogue) -> (usize, usize) {
        let (mut files, mut same) = (0, 0);
        walk::walk(&self.root, &mut |step| {
            if let walk::Step::Folder(folder) = step {
                files += folder.files.len();
                same += folder.files.iter().filter(|file| known.card(file).is_some()).count();
            }
            true
        });
        (files, same)
    }

    /// Scans the folder to its end; the shelf is in the order of the folders. What was learnt is kept in
    /// `cache`, as well as that can be done.
    pub fn scanned(&self, cache: &Cache) -> (Shelf, Scanned) {
        self.scanned_from(&self.known(cache), cache)
    }

    /// As [`Library::scanned`], as if nothing were known.
    pub fn scanned_anew(&self, cache: &Cache) -> (Shelf, Scanned) {
        self.scanned_from(&Catalogue::default(), cache)
    }

    fn scanned_from(&self, known: &Catalogue, cache: &Cache) -> (Shelf, Scanned) {
        let shelf = Mutex::new(self.shelf());
        let take = |told| {
            shelf.lock().unwrap_or_else(PoisonError::into_inner).take(told);
            true
        };
        let scanned = self.scan(known, &Progress::default(), &take);
        if scanned.catalogue != *known {
            // The next scan takes longer without it, and that is all.
            let _unkept = self.keep(cache, &scanned.catalogue);
        }
        let mut shelf = shelf.into_inner().unwrap_or_else(PoisonError::into_inner);
        shelf.sort();
        (shelf, scanned)
    }
}

impl Shelf {
    /// Opens `path`: a document, a folder of one episode's documents, or a tree of such folders. What
    /// `cache` knows of its files is not read again.
    ///
    /// # Errors
    /// [`OpenError`] where there is nothing to read at `path`. A fault deeper in the tree is one of
    /// the shelf's problems instead.
    pub fn open(path: &Path, cache: &Cache) -> Result<Self, OpenError> {
        Self::open_as(path, cache, Taken::default())
    }

    /// Opens `path` as [`Shelf::open`] does, with its documents taken for what a person says.
    ///
    /// # Errors
    /// As [`Shelf::open`], and where all documents of a folder are said to be of one kind.
    pub fn open_as(path: &Path, cache: &Cache, taken: Taken) -> Result<Self, OpenError> {
        if !is_library(path) {
            return Self::of_document(path, taken);
        }
        let (shelf, _) = Library::open(path)?.taken_for(taken)?.scanned(cache);
        if !shelf.entries.is_empty() {
            return Ok(shelf);
        }
        let why = shelf.problems.into_iter().next();
        Err(why.map_or_else(|| OpenError::nothing_in(path), OpenError::Unusable))
    }

    /// The shelf of the document at `path`: of the episodes in it, where it holds several and is not said to be
    /// something else.
    fn of_document(path: &Path, taken: Taken) -> Result<Self, OpenError> {
        // Read once here so that a fault is told before the screen is taken; of a long one, its beginning, unless
        // that shows that there are several episodes in it.
        let beginning = match entry::is_long(path) {
            true => Some(taken.card(&Source::read_beginning(path, entry::AT_ONCE, taken.encoding)?)),
            false => None,
        };
        let card = match beginning.filter(|card| card.parts.is_empty()) {
            Some(card) => card,
            None => taken.card(&parts::read(path, taken.encoding)?),
        };
        let entry = |path: &Path, card: &Card| {
            let place = Place::File(path.to_owned());
            Entry { key: shown_name(path), ..Entry::alone(stem(path), place, card, taken) }
        };
        let part = |(at, card): (usize, &Card)| {
            let path = &parts::path_of(path, at + 1);
            Entry { key: parts::key(path), name: parts::name(path), ..entry(path, card) }
        };
        let entries = match card.parts.as_slice() {
            [] => vec![entry(path, &card)],
            parts => parts.iter().enumerate().map(part).collect(),
        };
        Ok(Self { name: shown_name(path), entries, ..Self::default() })
    }

    /// The sample that comes with the program.
    pub fn sample() -> Self {
        sample::shelf()
    }
}

/// Whether what is at `path` may hold many documents: a folder, or an archive of one.
pub fn is_library(path: &Path) -> bool {
    path.is_dir() || archive::is_archive(path)
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string())
}
