//! Which files are one episode, and the shelf of them.
//!
//! This is the module that walks folders and reads documents; everything after it works on values.

mod grouping;
mod sample;
mod scan;

use std::path::{Path, PathBuf};

use crate::document::{self, Kind};
use crate::episode::Episode;
use crate::loader::{self, Fault, Given, Stated, StatedKind};
use crate::source::{ReadError, Source};
use crate::text::clean::clean_line;

/// Why a path could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file or folder, or it cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A folder without a document in it.
    #[error("{path}: no documents; expected text files such as a transcript, a summary or subtitles")]
    Empty {
        /// The folder, cleaned for display.
        path: String,
    },
}

/// Where a document is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// A document that comes with the program: its name and its bytes.
    Bundled(&'static str, &'static [u8]),
}

/// One episode on the shelf: where its documents are. Nothing of it is kept in memory until it is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What to call it before it is loaded: the name of its folder or file, clean.
    pub name: String,
    /// The folders between the shelf and the entry, clean, outermost first.
    pub group: Vec<String>,
    /// Its documents, the script first where there is one.
    pub documents: Vec<Place>,
    /// What the first of them was taken for, where it has been looked into.
    pub kind: Option<Kind>,
    /// The `episode.toml` beside them, in which a person states what is so.
    pub statements: Option<PathBuf>,
}

/// Something on the shelf that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, clean.
    pub path: String,
    /// What is wrong with it, one sentence.
    pub message: String,
}

/// Episodes side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// What the shelf is called: the folder's or file's name, clean.
    pub name: String,
    /// Its episodes, sorted by where they stand.
    pub entries: Vec<Entry>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

impl Shelf {
    /// Opens `path`: a document, a folder of one episode's documents, or a tree of such folders.
    ///
    /// # Errors
    /// [`OpenError`] where there is nothing to read at `path`. A fault deeper in the tree is one of
    /// the shelf's problems instead.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        scan::open(path)
    }

    /// The sample that comes with the program.
    pub fn sample() -> Self {
        sample::shelf()
    }

    /// Whether it comes with the program.
    pub fn is_bundled(&self) -> bool {
        let bundled = |place: &Place| matches!(place, Place::Bundled(..));
        self.entries.iter().all(|entry| entry.documents.iter().all(bundled))
    }
}

impl Entry {
    /// Reads the entry's first document alone, which is its script where it has one: enough for a
    /// first look, in the time that it takes to read one file.
    pub fn preview(&self) -> Episode {
        let first = self.documents.first().and_then(|place| place.read().ok());
        let given = first.map(|source| {
            let kind = self.kind.unwrap_or_else(|| document::kind_of(&source));
            Given { source, kind: Some(kind) }
        });
        loader::first_look(given, &self.name, &self.stated(&mut Vec::new()).0)
    }

    /// What to name on the command line for this entry alone, clean: its folder, or its one document.
    pub fn place(&self) -> String {
        match self.documents.as_slice() {
            [Place::File(first), _, ..] => {
                clean_line(&first.parent().unwrap_or(Path::new(".")).display().to_string())
            }
            [only, ..] => only.shown(),
            [] => self.name.clone(),
        }
    }

    /// What the entry's first document calls the episode: series, number and title, as far as it says.
    pub fn title(&self) -> String {
        let identity = self.preview().identity;
        let parts = [identity.series, identity.number, Some(identity.title)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Reads and ties the entry's documents. A document that can no longer be read is a problem
    /// beside the episode; it does not end the loading.
    pub fn load(&self) -> (Episode, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut given = Vec::new();
        let (stated, statements) = self.stated(&mut problems);
        for place in &self.documents {
            match place.read() {
                Ok(source) => match stated.kind_of(&source.name) {
                    Some(StatedKind::Ignored) => {}
                    Some(StatedKind::Is(kind)) => given.push(Given { source, kind: Some(kind) }),
                    None => given.push(Given::from(source)),
                },
                Err(error) => problems.push(Problem { path: place.shown(), message: error.to_string() }),
            }
        }
        let (episode, faults) = loader::load_stated(given, &self.name, &stated);
        if let Some(statements) = &statements {
            problems.extend(faults.iter().map(|fault| told(statements, fault)));
        }
        (episode, problems)
    }

    /// Reads and ties the entry's documents for searching: as [`Entry::load`], but each document is taken for
    /// what its marks say at first sight, and how sure that is is not asked. A library has thousands.
    pub fn load_for_search(&self) -> Episode {
        let (stated, _) = self.stated(&mut Vec::new());
        let sources = self.documents.iter().filter_map(|place| place.read().ok());
        let given = sources.filter_map(|source| match stated.kind_of(&source.name) {
            Some(StatedKind::Ignored) => None,
            Some(StatedKind::Is(kind)) => Some(Given { source, kind: Some(kind) }),
            None => {
                let known = self.kind.filter(|_| self.documents.len() == 1);
                let kind = known.unwrap_or_else(|| document::kind_of(&source));
                Some(Given { source, kind: Some(kind) })
            }
        });
        loader::load_for_search(given.collect(), &self.name, &stated)
    }

    /// What is stated about the episode, and where; what is wrong with it is a problem.
    fn stated(&self, problems: &mut Vec<Problem>) -> (Stated, Option<Source>) {
        let Some(path) = &self.statements else { return (Stated::default(), None) };
        let source = match Source::read(path) {
            Ok(source) => source,
            Err(error) => {
                let path = clean_line(&path.display().to_string());
                problems.push(Problem { path, message: error.to_string() });
                return (Stated::default(), None);
            }
        };
        match Stated::parse(&source.text) {
            Ok(stated) => (stated, Some(source)),
            Err(fault) => {
                problems.push(told(&source, &fault));
                (Stated::default(), Some(source))
            }
        }
    }
}

/// A fault of an `episode.toml`, with its line.
fn told(statements: &Source, fault: &Fault) -> Problem {
    let line = fault.span.as_ref().map_or(1, |span| statements.line_of(span.start));
    let message = format!("{}:{line}: {}", statements.name, clean_line(&fault.message));
    Problem { path: statements.name.clone(), message }
}

impl Place {
    /// Reads the document.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read(&self) -> Result<Source, ReadError> {
        match self {
            Self::File(path) => Source::read(path),
            Self::Bundled(name, bytes) => Ok(Source::from_bytes(name, bytes)),
        }
    }

    /// The place as it may be shown.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => clean_line(&path.display().to_string()),
            Self::Bundled(name, _) => clean_line(name),
        }
    }
}
